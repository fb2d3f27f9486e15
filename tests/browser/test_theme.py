"""The dark look: from the first paint on, in every part, readable, and never on paper."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import DESK, PATIENCE, TELEPHONE
from tests.browser.journey import COUNTING, Journey
from tests.browser.test_accessibility import GRID, violations

# Notes which look the page had when it was given one, and whether there was anything yet that could have been painted.
FIRST_LOOK = """() => new MutationObserver((changes, observer) => {
    const look = document.documentElement?.dataset.theme;
    if (!look) return;
    window.firstLook = [look, document.body === null];
    observer.disconnect();
}).observe(document, {attributes: true, childList: true, subtree: true})"""
COLOUR = """([selector, property]) => getComputedStyle(document.querySelector(selector)).getPropertyValue(property)"""
DARK_PAPER = "rgb(27, 36, 45)"
LIGHT_PAPER = "rgb(255, 255, 255)"
# Contrast after WCAG 2.2 between a text's fill and the paper of the panel it stands on.
CONTRASTS = """(selector) => {
    const rgb = (text) => text.match(/[\\d.]+/g).slice(0, 3).map(Number);
    const linear = (part) => (part <= 10.31475 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4);
    const bright = (text) => rgb(text).reduce((sum, part, at) => sum + linear(part) * [0.2126, 0.7152, 0.0722][at], 0);
    const paper = bright(getComputedStyle(document.querySelector(".panel")).backgroundColor);
    return [...document.querySelectorAll(selector)].map((one) => {
        const ink = bright(getComputedStyle(one).fill);
        return (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
    });
}"""


@pytest.fixture(scope="module")
def night(browser: Browser) -> Iterator[Page]:
    """A window of a system that is set to dark."""
    context = browser.new_context(viewport=DESK, locale="de-DE", reduced_motion="reduce", color_scheme="dark")
    context.set_default_timeout(PATIENCE)
    context.add_init_script(f"({COUNTING})()")
    context.add_init_script(f"({FIRST_LOOK})()")
    yield context.new_page()
    context.close()


@pytest.fixture
def dark(night: Page, server_url: str) -> Iterator[Journey]:
    """A walk at night by somebody who has chosen nothing yet."""
    night.set_viewport_size(DESK)
    night.emulate_media(color_scheme="dark", media="screen")
    if night.url.startswith(server_url):
        night.evaluate("localStorage.removeItem('quartierblick-theme')")
    walked = Journey(night, server_url)
    yield walked
    walked.ends()
    assert walked.foreign() == []
    assert walked.complaints == []


def paper(walk: Journey, selector: str = ".top-bar") -> Any:
    return walk.page.evaluate(COLOUR, [selector, "background-color"])


def looks(walk: Journey) -> list[str | None]:
    html = walk.page.locator("html")
    return [html.get_attribute(name) for name in ("data-theme", "data-mantine-color-scheme", "data-ag-theme-mode")]


def test_a_dark_system_gets_a_dark_page_before_anything_is_painted(dark: Journey) -> None:
    dark.loads()
    assert dark.page.evaluate("window.firstLook") == ["dark", True]
    assert paper(dark) == DARK_PAPER
    assert looks(dark) == ["dark"] * 3


def test_the_choice_goes_from_system_to_light_to_dark_and_is_kept(dark: Journey) -> None:
    page = dark.loads().page
    button = page.locator("#frame-theme")
    said = dark.texts().entry("frame.look")
    assert button.get_attribute("aria-label") == said["system"]
    button.press("Enter")
    assert (button.get_attribute("aria-label"), paper(dark), looks(dark)) == (said["light"], LIGHT_PAPER, ["light"] * 3)
    dark.loads()
    assert page.evaluate("window.firstLook") == ["light", True]
    assert (paper(dark), looks(dark)) == (LIGHT_PAPER, ["light"] * 3)
    button.click()
    page.emulate_media(color_scheme="light")
    assert (button.get_attribute("aria-label"), paper(dark)) == (said["dark"], DARK_PAPER)
    button.click()
    assert (button.get_attribute("aria-label"), paper(dark)) == (said["system"], LIGHT_PAPER)


def test_the_page_follows_the_system_where_nothing_was_chosen(dark: Journey) -> None:
    page = dark.loads().page
    for look, seen in (("light", LIGHT_PAPER), ("dark", DARK_PAPER)):
        page.emulate_media(color_scheme=look)
        page.wait_for_function("(look) => window.quartierblick.store.get('theme') === look", arg=look)
        assert (paper(dark), looks(dark)) == (seen, [look] * 3)


def test_paper_is_white_at_night_too(dark: Journey) -> None:
    dark.loads()
    dark.page.emulate_media(media="print")
    assert paper(dark, ".panel") == LIGHT_PAPER


def test_class_colours_of_the_legend_are_the_same_by_day_and_night(dark: Journey) -> None:
    page = dark.loads().page
    swatches = (
        "() => [...document.querySelectorAll('.legend-swatch')].map((one) => getComputedStyle(one).backgroundColor)"
    )
    by_night = page.evaluate(swatches)
    page.evaluate("window.quartierblick.theme.choose('light')")
    assert page.evaluate(swatches) == by_night
    assert len(by_night) >= 5


@pytest.mark.parametrize("tab", ["finding", "time"])
def test_texts_of_charts_are_readable_in_the_dark(dark: Journey, tab: str) -> None:
    page = dark.loads("/de/map?sel=0101~0102~0103~0104~0105~0106").page
    dark.tab(tab)
    texts = f"#panel-tabs-panel-{tab} .main-svg :is(.xtick, .ytick, .g-xtitle, .g-ytitle, .annotation, .textpoint) text"
    page.locator(texts).first.wait_for()
    dark.settles()
    contrasts = page.evaluate(CONTRASTS, texts)
    assert len(contrasts) > 5
    assert min(contrasts) >= 4.5


def test_the_table_lies_on_the_page_s_own_paper(dark: Journey) -> None:
    page = dark.loads().page
    dark.tab("table")
    page.wait_for_selector(".ag-row")
    assert paper(dark, GRID) == DARK_PAPER


@pytest.mark.parametrize("size", [DESK, TELEPHONE], ids=["desk", "telephone"])
def test_axe_finds_nothing_on_the_dark_map(dark: Journey, size: Any) -> None:
    dark.page.set_viewport_size(size)
    page = dark.loads("/de/map?sel=0101", i="A1").page
    assert violations(dark) == []
    for tab in ("time", "profile", "table") if size is DESK else ():
        dark.tab(tab)
        if tab == "table":
            page.wait_for_selector(".ag-row")
        dark.settles()
        assert violations(dark, ".panel", (GRID,)) == [], tab


def test_axe_finds_nothing_in_the_dark_while_something_is_open(dark: Journey) -> None:
    page = dark.loads().page
    page.locator(".legend-open").click()
    page.locator(".legend-controls").wait_for()
    assert violations(dark, ".explore-stage") == []
    page.keyboard.press("Escape")
    page.locator(".export-open").click()
    page.get_by_role("menu").wait_for()
    assert violations(dark, ".top-bar") == []
    page.keyboard.press("Escape")


def test_axe_finds_nothing_on_the_other_pages_in_the_dark(dark: Journey) -> None:
    page = dark.page
    page.goto(f"{dark.url}/de/start")
    page.locator(".tiles").wait_for()
    assert violations(dark) == []
    dark.visits("/de/data")
    page.locator(".intake-loaded > summary").click()
    assert violations(dark) == []
    page.goto(f"{dark.url}/de/map?p=0000000000000000")
    page.get_by_text(dark.texts()("frame.lost")).wait_for()
    assert violations(dark) == []
