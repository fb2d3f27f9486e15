"""Without a mouse, and on a small screen."""

import json
import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, TELEPHONE
from tests.browser.journey import Journey
from tests.callbacks.delivered_towns import town_files
from texts import load_texts

MOST_STEPS = 120
TEXTS = load_texts("de")


def tab_to(page: Page, selector: str) -> None:
    """Press the tab key until an element has the focus; it must be seen to have it."""
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            style = "getComputedStyle(document.activeElement).outlineStyle"
            inside = "document.activeElement.matches('input') || "
            assert page.evaluate(f"{inside}{style} !== 'none'"), f"{selector}: nobody sees the focus"
            return
    raise AssertionError(f"{selector} cannot be reached")


def test_from_start_to_profile_by_keyboard_alone(journey: Journey) -> None:
    page = journey.page
    page.goto(f"{journey.url}/de/start")
    page.locator(".tiles").wait_for()
    tab_to(page, "a.tile")
    page.keyboard.press("Enter")
    journey.shows()
    page.evaluate("document.activeElement.blur()")
    tab_to(page, ".skip-link")
    tab_to(page, "#indicators-search")
    page.keyboard.type("arbeitslos")
    first = page.locator(".indicator:visible").first.get_attribute("data-view-indicator") or ""
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    journey.shows(i=first)
    tab_to(page, ".leaflet-container")
    page.keyboard.press("ArrowRight")
    highest = journey.rows()[0]
    assert page.evaluate("window.quartierblick.store.get('hover')") == highest
    names = dict(zip(journey.ids(), journey.scene("geometry.names"), strict=True))
    expect(page.locator("#map-spoken")).to_contain_text(names[highest])
    expect(page.locator("#map-spoken")).to_contain_text(re.compile(r", [\d,]+\s%, Rang 1 von \d+, sehr hoch$"))
    page.keyboard.press("ArrowRight")
    second = page.evaluate("window.quartierblick.store.get('hover')")
    assert second != highest
    page.keyboard.press("Enter")
    journey.selects([second])
    tab_to(page, "[role=tab]")
    while page.evaluate("document.activeElement.textContent") != TEXTS("panel.profile"):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator("#profile-content h2").first).to_contain_text(names[second])


def test_enter_on_the_map_joins_as_the_keys_say(journey: Journey) -> None:
    page = journey.opens().page
    page.locator(".leaflet-container").first.focus()
    page.keyboard.press("ArrowRight")
    first = page.evaluate("window.quartierblick.store.get('hover')")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    second = page.evaluate("window.quartierblick.store.get('hover')")
    page.keyboard.press("Shift+Enter")
    journey.selects([first, second])
    page.keyboard.press("Alt+Enter")
    journey.selects([first])
    page.keyboard.press("Escape")
    journey.selects([])


def test_own_files_open_by_keyboard(journey: Journey, tmp_path_factory: pytest.TempPathFactory) -> None:
    files = town_files(tmp_path_factory.mktemp("own"), "Auental", "30", 7)
    page = journey.page
    page.goto(f"{journey.url}/de/data")
    page.locator("#intake-choose").wait_for()
    tab_to(page, "#intake-choose")
    journey.chooses(files)
    expect(page.locator("#intake-finish")).to_be_visible()
    journey.settles()
    page.locator("#intake-title").focus()
    tab_to(page, "#intake-go")
    page.keyboard.press("Enter")
    page.wait_for_url("**/de/map?p=*")
    journey.shows(p=journey.address()["p"])
    assert len(journey.ids()) == 12
    expect(page.locator(".ranking-row").first).to_contain_text("Auental 12")


def test_the_export_menu_works_with_arrow_keys(journey: Journey) -> None:
    page = journey.opens().page
    page.locator(".export-open").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#export-pdf")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#export-pptx")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("menu")).to_have_count(0)
    expect(page.locator(".export-open")).to_be_focused()


@pytest.mark.parametrize("path", ["/de/start", "/de/map", "/de/data"])
def test_nothing_is_wider_than_a_telephone(telephone: Journey, path: str) -> None:
    page = telephone.opens().page
    telephone.visits(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= TELEPHONE["width"]


@pytest.mark.parametrize("size", [DESK, TELEPHONE], ids=["desk", "telephone"])
def test_everything_to_be_pressed_is_large_enough(journey: Journey, size: dict[str, int]) -> None:
    page = journey.opens("/de/map?sel=0101").page
    page.set_viewport_size(size)  # type: ignore[arg-type] # width and height
    small = page.evaluate(
        "() => [...document.querySelectorAll('button, a[href], [role=tab], input, summary')]"
        ".filter((one) => !one.closest('.ag-root-wrapper') && one.getClientRects().length && !one.closest('p')"
        " && !one.matches('.skip-link') && getComputedStyle(one).clipPath === 'none' && one.type !== 'radio')"
        ".map((one) => [one.className || one.id, one.getBoundingClientRect()])"
        ".filter(([, box]) => box.width && (box.width < 24 || box.height < 23.9))"
        ".map(([name, box]) => `${name}: ${box.width} x ${box.height}`)"
    )
    assert small == [], json.dumps(small, indent=1)
