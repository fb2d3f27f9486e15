"""Base maps on the page: none by default, none of another machine without consent, and then only of that one."""

import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from app import make_app, open_services
from tests import serving
from tests.browser.conftest import DESK, PATIENCE
from tests.browser.journey import COUNTING, Journey
from tests.browser.test_accessibility import violations
from tests.made_tiles import mbtiles, png
from tests.watch import Watch

SOURCES = """[far]
name = {{de = "Luftbild", en = "Aerial view"}}
kind = "xyz"
url = "http://{host}/tiles/{{z}}/{{x}}/{{y}}.png"
attribution = "<img src=/gone onerror=alert(1)> Amt"

[wms]
name = {{de = "Grau", en = "Grey"}}
kind = "wms"
url = "http://{host}/wms?map=grey"
layers = "grey,names"
attribution = "Amt"
"""
CREDIT = ".map-credit"
# How strongly the quarters' colours cover what lies below, as the browser paints them.
COVER = "getComputedStyle(document.querySelector('.map-fills')).opacity"
ALL_HERE = "() => [...document.querySelectorAll('.leaflet-tile')].every((one) => one.complete)"


class Elsewhere(ThreadingHTTPServer):
    """Another machine with map pictures, which remembers what it was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answering)
        self.asked: list[tuple[str, str | None]] = []

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"


class _Answering(BaseHTTPRequestHandler):
    server: Elsewhere

    def do_GET(self) -> None:
        self.server.asked.append((self.path, self.headers["Referer"]))
        self.send_response(200)
        self.send_header("Content-Type", "image/png")
        self.end_headers()
        self.wfile.write(png(150, 170, 120))

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[Elsewhere]:
    server = Elsewhere()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def served(elsewhere: Elsewhere, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a server with a picture file of the whole Earth and two configured sources."""
    folder: Path = tmp_path_factory.mktemp("basemaps")
    earth = {(z, x, y): png(226, 232, 222) for z in range(4) for x in range(2**z) for y in range(2**z)}
    mbtiles(
        folder / "town.mbtiles", earth, name="Stadtplan", format="png", attribution="© Amt", maxzoom="3", minzoom="0"
    )
    (folder / "basemaps.toml").write_text(SOURCES.format(host=elsewhere.host), encoding="utf-8")
    services = open_services(tmp_path_factory.mktemp("projects"), basemaps=folder)
    services.atlas("")
    with serving.served(make_app(services).server) as address:
        yield address


@pytest.fixture(scope="module")
def own_window(browser: Browser, watch: Watch, elsewhere: Elsewhere) -> Iterator[Page]:
    context = browser.new_context(viewport=DESK, locale="de-DE", reduced_motion="reduce")
    watch.permits(context, f"http://{elsewhere.host}/")
    context.set_default_timeout(PATIENCE)
    context.add_init_script(f"({COUNTING})()")
    yield context.new_page()
    context.close()


@pytest.fixture
def walk(own_window: Page, served: str, elsewhere: Elsewhere) -> Iterator[Journey]:
    """A walk in a session in which nobody has agreed to anything yet."""
    if own_window.url.startswith(served):
        own_window.evaluate("sessionStorage.clear()")
    elsewhere.asked.clear()
    walked = Journey(own_window, served)
    yield walked
    walked.page.wait_for_function(ALL_HERE)  # what is under way would be noted in the next walk
    walked.ends()
    allowed = (served, f"http://{elsewhere.host}/", "data:", "blob:")
    assert [address for address in walked.asked if not address.startswith(allowed)] == []
    assert walked.complaints == []


def choose(walk: Journey, name: str) -> None:
    if walk.page.locator("#basemap-menu").is_hidden():
        walk.page.locator("#basemap-open").click()
    walk.page.locator(f"#basemap-sources input[value='{name}']").check()


def test_none_is_offered_and_none_is_asked_for_by_default(journey: Journey) -> None:
    page = journey.opens().page
    assert page.locator("#basemap-open").is_hidden()
    assert page.locator(".leaflet-tile").count() == 0


def test_a_file_lies_under_the_quarters_with_its_attribution_and_no_question_to_the_server(walk: Journey) -> None:
    page = walk.loads().page
    walk.settles()
    walk.asked.clear()
    choose(walk, "town")
    page.wait_for_selector(".basemap-tiles .leaflet-tile-loaded, .leaflet-tile-loaded")
    assert page.locator(CREDIT).inner_text() == "© Amt"
    assert walk.address()["base"] == "town"
    # The years beside the one on show may still be fetched ahead; for this year nothing is asked anew.
    year = walk.painted()["y"]
    of_this_year = re.compile(rf"[?&]y={year}\b|/{year}\.|/geometry\.|_dash-update-component")
    assert [address for address in walk.asked if of_this_year.search(address)] == []
    assert any("/basemap/" in address for address in walk.asked)
    assert page.evaluate(COVER) == "0.65"
    choose(walk, "")
    page.wait_for_selector(CREDIT, state="detached")
    assert page.locator(".leaflet-tile").count() == 0
    assert page.evaluate(COVER) == "1"
    assert "base" not in walk.address()


def test_another_question_keeps_the_base_map_and_does_not_ask_because_of_it(walk: Journey) -> None:
    page = walk.loads("/de/map?i=A1", i="A1").page
    choose(walk, "town")
    page.locator("[data-view-indicator=A2]").first.click()
    walk.shows(i="A2")
    assert walk.address()["base"] == "town"
    assert not [address for address in walk.asked if "/answer/" in address and "base=" in address]


def test_how_strongly_quarters_cover_it_is_set_by_keys_too(walk: Journey) -> None:
    page = walk.loads("/de/map?base=town&baseop=50").page
    page.wait_for_selector(CREDIT)
    assert page.evaluate(COVER) == "0.5"
    page.locator("#basemap-open").click()
    page.locator("#basemap-cover-slider").press("ArrowRight")
    assert (page.evaluate(COVER), walk.address()["baseop"]) == ("0.55", "55")
    page.locator("#basemap-cover-number").fill("80")
    assert (page.evaluate(COVER), page.locator("#basemap-cover-slider").input_value()) == ("0.8", "80")


def test_a_link_to_another_machine_s_map_loads_nothing_before_consent(walk: Journey, elsewhere: Elsewhere) -> None:
    page = walk.loads("/de/map?base=far").page
    walk.settles()
    warning = page.locator("#basemap-warning")
    warning.wait_for()
    assert elsewhere.host in warning.inner_text()
    assert page.locator("#basemap-spoken").inner_text() == warning.inner_text()
    assert elsewhere.asked == []
    assert page.locator(CREDIT).count() == 0
    page.locator("#basemap-allow").click()
    page.wait_for_selector(".leaflet-tile-loaded")
    assert {path.split("/")[1] for path, _ in elsewhere.asked} == {"tiles"}
    assert {referrer for _, referrer in elsewhere.asked} == {None}


def test_refusing_leaves_the_map_as_it_was(walk: Journey, elsewhere: Elsewhere) -> None:
    page = walk.loads("/de/map?base=far").page
    page.locator("#basemap-refuse").click()
    walk.settles()
    assert page.locator("#basemap-consent").is_hidden()
    assert "base" not in walk.address()
    assert elsewhere.asked == []


def test_consent_lasts_for_the_session_and_for_that_machine_only(walk: Journey) -> None:
    page = walk.loads("/de/map?base=far").page
    page.locator("#basemap-allow").click()
    page.wait_for_selector(".leaflet-tile-loaded")
    walk.loads("/de/map?base=far")
    page.wait_for_selector(".leaflet-tile-loaded")
    assert page.evaluate("sessionStorage.getItem('quartierblick-basemap-hosts')").count(":") == 1
    assert page.evaluate("localStorage.getItem('quartierblick-basemap-hosts')") is None


def test_an_attribution_is_text_whatever_it_holds(walk: Journey) -> None:
    page = walk.loads("/de/map?base=far").page
    page.locator("#basemap-allow").click()
    page.wait_for_selector(CREDIT)
    assert page.locator(CREDIT).inner_text() == "<img src=/gone onerror=alert(1)> Amt"
    assert page.locator(f"{CREDIT} *").count() == 0


def test_a_wms_is_asked_for_its_layers(walk: Journey, elsewhere: Elsewhere) -> None:
    page = walk.loads("/de/map?base=wms").page
    page.locator("#basemap-allow").click()
    page.wait_for_selector(".leaflet-tile-loaded")
    path = elsewhere.asked[0][0].lower()
    assert path.startswith("/wms?map=grey&")
    for part in ("request=getmap", "version=1.3.0", "layers=grey%2cnames", "crs=epsg%3a3857", "format=image%2fpng"):
        assert part in path


def test_the_policy_stops_a_machine_that_was_not_configured(walk: Journey, watch: Watch) -> None:
    page = walk.loads().page
    watch.permits(page.context, "http://127.0.0.1:9/")
    blocked = page.evaluate(
        """() => new Promise((done) => {
            const heard = (event) => done(event.effectiveDirective);
            document.addEventListener("securitypolicyviolation", heard, {once: true});
            new Image().src = "http://127.0.0.1:9/tile.png";
        })"""
    )
    assert blocked == "img-src"
    walk.complaints.clear()
    walk.asked = [address for address in walk.asked if ":9/" not in address]


@pytest.mark.parametrize(
    "address", ["base=gone", "base=../town", "base=<b>", "base=town&baseop=x", "base=town&baseop=-5"]
)
def test_a_wrong_address_harms_nothing(walk: Journey, address: str) -> None:
    page = walk.loads(f"/de/map?{address}").page
    walk.settles()
    assert page.evaluate(COVER) in ("1", "0.65", "0.2")


def test_escape_closes_the_menu_and_the_button_has_the_focus(walk: Journey) -> None:
    page = walk.loads("/de/map?sel=0101").page
    page.locator("#basemap-open").press("Enter")
    assert page.locator("#basemap-open").get_attribute("aria-expanded") == "true"
    assert page.evaluate("document.activeElement.name") == "basemap"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "basemap-open"
    assert walk.selection() == ["0101"]


@pytest.mark.parametrize("look", ["light", "dark"])
def test_axe_finds_nothing_in_the_menu(walk: Journey, look: str) -> None:
    page = walk.loads("/de/map?base=far").page
    page.evaluate("(look) => window.quartierblick.theme.choose(look)", look)
    page.locator("#basemap-consent").wait_for()
    assert violations(walk, ".explore-stage") == []
    choose(walk, "town")
    page.wait_for_selector(CREDIT)
    assert violations(walk, ".explore-stage") == []
    page.evaluate("() => window.quartierblick.theme.choose('system')")
