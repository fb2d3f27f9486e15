"""The page of the sample city in a real browser, served by this process and cut off from everything else."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from app import make_app, open_services
from callbacks.shared.services import Services
from tests import serving
from tests.browser.journey import COUNTING, Journey

DESK = {"width": 1440, "height": 900}
TELEPHONE = {"width": 390, "height": 844}
PATIENCE = 25_000


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> Services:
    """The sample city, read from its files once."""
    services = open_services(tmp_path_factory.mktemp("projects"))
    services.atlas("")
    return services


@pytest.fixture(scope="session")
def server_url(city: Services) -> Iterator[str]:
    """Address of a server on a free port."""
    with serving.served(make_app(city).server) as address:
        yield address


@pytest.fixture(scope="session")
def window(browser: Browser) -> Iterator[Page]:
    """One window for all journeys: what a page needs to start is fetched and compiled once."""
    context = browser.new_context(viewport=DESK, locale="de-DE", reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    context.add_init_script(f"({COUNTING})()")
    yield context.new_page()
    context.close()


@pytest.fixture
def journey(window: Page, server_url: str) -> Iterator[Journey]:
    """A walk at a desk; at its end nothing was complained about and no request has left the machine."""
    if not window.url.startswith(server_url):
        window.goto("about:blank")  # a page of another server would go on asking whether that one is there
    window.set_viewport_size(DESK)
    window.mouse.move(1, 1)
    walked = Journey(window, server_url)
    yield walked
    walked.ends()
    assert walked.foreign() == []
    assert walked.complaints == []


@pytest.fixture
def telephone(journey: Journey) -> Journey:
    """The same on a telephone held upright."""
    journey.page.set_viewport_size(TELEPHONE)
    return journey
