"""A city whose every name tries to run, walked through from its files to its exports, with and without the policy."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from app import make_app, open_services
from tests import serving
from tests.browser.journey import COUNTING, PAGES, Journey
from tests.callbacks.hostile_city import NAMES, hostile_files, ids

POLICY = "Content-Security-Policy"
# An index of a single indicator is refused in words; the browser notes every such answer.
NO_INDEX = "the server responded with a status of 400"
TABS = ("finding", "concentration", "clusters", "index", "types", "time", "profile", "table")
VIEWS = (
    {"bi": "1"},
    {"against": "2023"},
    {"level": "district"},
    {"show": "clear"},
    {"show": "types"},
    {"show": "clusters", "how": "p99"},
)


def without_policy(program: Callable[..., Iterable[bytes]]) -> Callable[..., Iterable[bytes]]:
    """Serve the same without its policy: what is shown must be harmless by itself."""

    def bare(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        def begin(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            return start(status, [one for one in headers if one[0] != POLICY], *more)

        return program(environ, begin)

    return bare


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return hostile_files(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module", params=["policy", "no policy"])
def walked(
    request: pytest.FixtureRequest, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Journey]:
    """A window on a server of its own; whatever runs leaves a mark, a dialogue or a request behind."""
    app = make_app(open_services(tmp_path_factory.mktemp("projects")))
    program = without_policy(app.server.wsgi_app) if request.param == "no policy" else app.server
    with serving.served(program) as address:
        context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="de-DE", reduced_motion="reduce")
        context.add_init_script(f"({COUNTING})()")
        journey = Journey(context.new_page(), address)
        journey.page.on("dialog", lambda dialog: journey.complaints.append(f"dialog: {dialog.message}"))
        yield journey
        context.close()


def is_unharmed(page: Page, journey: Journey) -> None:
    """Nothing has run, nothing was added to the page by a name, nothing was asked elsewhere."""
    assert page.evaluate("window.broken ?? null") is None
    assert page.locator("[onerror], [onload], iframe, img[src='x'], a[href^='javascript:']").count() == 0
    assert [one for one in journey.complaints if NO_INDEX not in one] == []
    assert journey.foreign() == []


def test_no_name_runs_from_the_files_to_the_map(walked: Journey, files: list[Path], tmp_path: Path) -> None:
    page = walked.page
    response = page.goto(walked.url + "/de/data")
    assert response
    page.locator("#intake-choose").focus()
    walked.chooses(files)
    expect(page.locator(".intake-indicators")).to_be_visible()
    walked.settles()
    for details in page.locator("#intake-result details:not([open]) > summary").all():
        details.evaluate("(one) => one.parentElement.open = true")
    for button in page.locator("[data-doctor-set], [data-intake-jump]").all():
        button.evaluate("(one) => one.click()")
    is_unharmed(page, walked)
    page.locator("#intake-go").click()
    page.wait_for_url("**/de/map?p=*")
    walked.shows()
    shown = walked.scene("geometry.names")
    assert NAMES[0] in shown
    walks_through(walked)
    has_policy = POLICY.lower() in response.headers
    opens_exports(walked, tmp_path, has_policy=has_policy)
    a_planted_sink_runs_only_without_the_policy(walked, has_policy=has_policy)


def walks_through(journey: Journey) -> None:
    """Open every tab, kind of map and tool, and point at what can be pointed at."""
    page = journey.page
    spots = journey.spots()
    for quarter in ids()[:6]:
        if quarter in spots:
            page.mouse.move(*spots[quarter])
    expect(page.locator(".hovercard-title")).to_be_visible()
    for tool in ("names", "facilities"):
        page.locator(f"#map-tool-{tool}").evaluate("(one) => one.click()")
    facility = page.locator(".map-facility").first
    facility.dispatch_event("mouseover")
    expect(page.locator(".map-facility-name").first).to_contain_text(f"{NAMES[1]}: ")
    page.locator("#map-tool-facilities").evaluate("(one) => one.click()")
    page.evaluate("(all) => window.quartierblick.selection.replace(all)", ids()[:4])
    for tab in TABS:
        journey.tab(tab)
        journey.settles()
    expect(page.locator(".ag-row").first).to_be_visible()
    address = journey.address()
    for view in VIEWS:
        wanted = {**{name: address[name] for name in ("p", "i") if name in address}, **view}
        page.evaluate(
            "(to) => window.quartierblick.address.go(to)",
            {**dict.fromkeys(("bi", "against", "show", "how", "level")), **view},
        )
        journey.shows(**{name: value for name, value in wanted.items() if name != "i"})
        is_unharmed(page, journey)
    for other in ("/de/projects", "/de/start", "/en/map?p=" + address["p"]):
        journey.visits(other)
        is_unharmed(page, journey)
    assert set(PAGES) >= {"map", "projects", "start"}


def a_planted_sink_runs_only_without_the_policy(journey: Journey, *, has_policy: bool) -> None:
    """What has been looked for all the way would have been found: a name that is taken for markup does run."""
    page = journey.page
    page.evaluate("(name) => document.body.append(document.createRange().createContextualFragment(name))", NAMES[1])
    page.wait_for_function("() => document.querySelector('img[src=x]')?.complete")
    page.evaluate("() => new Promise(requestAnimationFrame)")
    assert page.evaluate("window.broken ?? null") == (None if has_policy else 1)
    assert any("Content Security Policy" in one for one in journey.complaints) == has_policy


def opens_exports(journey: Journey, folder: Path, *, has_policy: bool) -> None:
    """Save what can be saved and open the page from the disk: it asks for nothing, and runs nothing of a name's."""
    page = journey.page.context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: journey.complaints.append(f"dialog: {dialog.message}"))
    query = "&".join(f"{name}={value}" for name, value in journey.address().items() if name == "p")
    for number, view in enumerate(("", "&show=types")):
        file = folder / f"{number}.html"
        content = journey.page.request.get(f"{journey.url}/export/de/html?{query}{view}").text()
        assert content.count('http-equiv="Content-Security-Policy"') == 1
        bare = content.replace("Content-Security-Policy", "X-Nothing", 1)
        file.write_text(content if has_policy else bare, encoding="utf-8")
        page.goto(file.as_uri())
        page.wait_for_selector("path.area")
        page.locator("tr[data-area]").first.hover()
        is_unharmed(page, journey)
    assert [address for address in asked if not address.startswith("file:")] == []
    page.close()


def test_a_client_that_asks_too_often_reads_it_on_the_page(journey: Journey) -> None:
    page = journey.opens("/de/map").page
    said = "Bitte versuchen Sie es in 7 Sekunden noch einmal. <b>"
    page.route("**/export/**", lambda route: route.fulfill(status=429, content_type="text/plain", body=said))
    page.locator(".export-open").click()
    page.locator("#export-xlsx").click()
    expect(page.locator(".notice")).to_have_text(said)
    assert page.url.startswith(f"{journey.url}/de/map")
    page.unroute("**/export/**")
    journey.complaints[:] = [one for one in journey.complaints if "429" not in one]
