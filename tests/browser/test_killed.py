"""A program that dies while it answers a part of the page: the page says so, and has everything when it is back."""

import os
import signal
import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from app import make_app
from callbacks.shared.services import Services
from tests.browser.conftest import PATIENCE
from texts import load_texts


@pytest.fixture
def stranger(browser: Browser) -> Iterator[Page]:
    """A window of its own, whose complaints about a lost server are expected."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="de-DE")
    yield context.new_page()
    context.close()


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def serve(city: Services, port: int) -> Iterator[Callable[[], int]]:
    """Start the program in a process that dies at the next question of a part, once it is told to by a signal."""
    application = make_app(city).server
    children: list[int] = []

    def started() -> int:
        listening = socket.create_server(("127.0.0.1", port))
        child = os.fork()
        if child:
            listening.close()
            children.append(child)
            return child
        doomed: list[bool] = []
        signal.signal(signal.SIGUSR1, lambda *_: doomed.append(True))

        def answer(environ: dict[str, Any], start: Any) -> Any:
            if doomed and environ["REQUEST_METHOD"] == "POST":
                os.kill(os.getpid(), signal.SIGKILL)
            return application(environ, start)

        make_server("127.0.0.1", port, answer, threaded=True, fd=listening.fileno()).serve_forever()
        os._exit(0)

    yield started
    for child in children:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def opens_tab(page: Page) -> None:
    """Open a tab whose content comes from the program, once the page hears of it."""
    page.wait_for_function("() => window.quartierblick.answer && !window.quartierblick.answer.isPending()")
    tab = page.locator("#panel-tabs-tab-time")
    tab.click()
    expect(tab).to_have_attribute("aria-selected", "true")


def test_a_program_killed_in_an_answer_is_noticed_and_everything_comes_when_it_is_back(
    stranger: Page, serve: Callable[[], int], port: int
) -> None:
    child = serve()
    stranger.goto(f"http://127.0.0.1:{port}/de/map?i=A1&y=2024")
    stranger.wait_for_selector("[data-painted*='i=A1']")
    os.kill(child, signal.SIGUSR1)
    opens_tab(stranger)
    banner = stranger.locator(".offline-banner")
    expect(banner).to_have_text(load_texts("de")("frame.scripts.offline"), timeout=5_000)
    child = serve()
    expect(banner).to_be_hidden(timeout=5_000)
    # The part that died is asked again, under the question it was asked with.
    expect(stranger.locator("#timelines-chart .scatterlayer .trace").first).to_be_attached(timeout=PATIENCE)
    os.kill(child, signal.SIGKILL)
    stranger.locator("[data-view-indicator=A2]").click()
    stranger.wait_for_selector("html.is-unconfirmed")
    serve()
    expect(banner).to_be_hidden(timeout=10_000)
    # So is the last question; only then the map is that of the new choice.
    stranger.wait_for_selector("[data-painted*='i=A2']")
    stranger.wait_for_selector("html:not(.is-unconfirmed)")
