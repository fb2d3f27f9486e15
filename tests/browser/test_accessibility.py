"""Nobody is shut out: axe finds nothing on any page, in any language, on desk and telephone."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import DESK, TELEPHONE
from tests.browser.journey import Journey
from texts import load_texts

# Leaflet's and plotly's drawings carry no text; what they show is said beside them. Nothing of ours is left out.
OPTIONS = {"resultTypes": ["violations"]}
# AG grid draws its own header, body and filter buttons: the roles inside its root are its maker's.
GRID = ".ag-root-wrapper"

# Each screen and each language once: layout and wording hardly ever break together alone.
on_screens = pytest.mark.parametrize(
    ("size", "language"), [(DESK, "de"), (TELEPHONE, "en")], ids=["desk-de", "telephone-en"]
)


def violations(journey: Journey, inside: str = "html", without: tuple[str, ...] = ()) -> list[str]:
    """What axe finds, one line per rule and element."""
    context: dict[str, Any] = {"include": [[inside]], "exclude": [[one] for one in without]}
    found = Axe().run(journey.page, context=context, options=OPTIONS).response["violations"]
    return [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]


@on_screens
def test_axe_finds_nothing_on_the_map(journey: Journey, size: Any, language: str) -> None:
    journey.page.set_viewport_size(size)
    page = journey.opens(f"/{language}/map?sel=0101", i="A1").page
    assert violations(journey) == []
    for tab in ("time", "profile", "table"):
        journey.tab(tab)
        if tab == "table":
            page.wait_for_selector(".ag-row")
        journey.settles()
        assert violations(journey, ".panel", (GRID,)) == [], tab


@on_screens
def test_axe_finds_nothing_while_something_is_open(journey: Journey, size: Any, language: str) -> None:
    journey.page.set_viewport_size(size)
    page = journey.opens(f"/{language}/map").page
    page.locator(".legend-open").click()
    page.locator(".legend-controls").wait_for()
    assert violations(journey, ".explore-stage") == []
    page.keyboard.press("Escape")
    page.locator(".export-open").click()
    page.get_by_role("menu").wait_for()
    assert violations(journey, ".top-bar") == []
    page.keyboard.press("Escape")


@on_screens
def test_axe_finds_nothing_while_quarters_are_sought_and_drawn_around(
    journey: Journey, size: Any, language: str
) -> None:
    journey.page.set_viewport_size(size)
    page = journey.opens(f"/{language}/map?sel=0101").page
    page.locator("#map-tool-search").click()
    page.keyboard.type("a")
    page.locator(".search-option").first.wait_for()
    assert violations(journey, ".explore-stage") == []
    page.keyboard.press("Escape")
    page.locator("#map-tool-circle").click()
    page.locator("#choosing-radius").wait_for()
    assert violations(journey, ".explore-stage") == []
    page.keyboard.press("Escape")
    page.locator(".scatter-box summary").click()
    assert violations(journey, ".scatter") == []


@on_screens
def test_axe_finds_nothing_on_start_data_and_lost_project(journey: Journey, size: Any, language: str) -> None:
    journey.page.set_viewport_size(size)
    page = journey.page
    page.goto(f"{journey.url}/{language}/start")
    page.locator(".tiles").wait_for()
    assert violations(journey) == []
    journey.visits(f"/{language}/data")
    page.locator(".intake-loaded > summary").click()
    assert violations(journey) == []
    page.goto(f"{journey.url}/{language}/map?p=0000000000000000")
    page.get_by_text(load_texts(language)("frame.lost")).wait_for()
    assert violations(journey) == []
