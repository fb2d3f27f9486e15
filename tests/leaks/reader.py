"""What a reader opens of a public project in a browser: every part of the page, every kind of map, every file."""

from collections.abc import Iterator, Mapping, Sequence

from layers.palettes import PALETTES
from layers.view import SCHEMES
from tests.browser.journey import Journey
from tests.leaks.obtainable import FILES, SHOWN, TABS
from tests.leaks.recorded import Recorded

_BESIDE = """(wanted) => {
    const {compare, store} = window.quartierblick;
    const cells = compare.cells();
    return cells.length === wanted && cells.every((cell) => store.get(compare.slotOf(cell.number)));
}"""
_ALONE = "() => window.quartierblick.map.maps.length === 1"
_HOVERED = 12
_FOUND = 3


def opens(journey: Journey, record: Recorded, indicator: str, tabs: Sequence[str] = TABS, **asked: str) -> None:
    """Open an indicator, select all quarters and look at tabs of the panel."""
    page = journey.page
    goes(journey, i=indicator, **asked)
    page.evaluate("window.quartierblick.selection.replace(window.quartierblick.store.get('scene').geometry.ids)")
    for tab in tabs:
        journey.tab(tab)
        journey.settles()
    record.looks()  # tabs that were open stay on the page


def goes(journey: Journey, **asked: str | None) -> None:
    """Ask another question, as the controls of the page do."""
    journey.page.evaluate("(asked) => window.quartierblick.address.go(asked)", asked)
    journey.shows(**{name: value for name, value in asked.items() if value is not None})


def sees(journey: Journey, record: Recorded, forms: Sequence[Mapping[str, str]]) -> None:
    """Look at kinds of maps, one after the other."""
    for asked in forms:
        goes(journey, **asked)
        record.looks()


def every_form(second: str, year: str) -> Iterator[Mapping[str, str]]:
    """Every kind of map, the plain one last."""
    nothing = {"show": "", "against": "", "bi": "", "scheme": "natural_breaks"}
    for show in SHOWN[1:]:
        yield {"show": show}
    for against in ("city", year):
        yield {"show": "", "against": against}
    yield {"against": "", "bi": "1", "x": second}
    for scheme in [one for one in SCHEMES if one != "own"]:
        yield {"bi": "", "scheme": scheme}
    yield {**nothing, "same": "1", "palette": next(reversed(PALETTES))}
    yield {**nothing, "same": "", "palette": next(iter(PALETTES))}


def takes(journey: Journey, files: Sequence[str] = FILES) -> None:
    """Take files away."""
    for kind in files:
        journey.takes(kind)


def passes_years(journey: Journey, record: Recorded) -> None:
    """Go through all years of the indicator on show, then let them play; it may have one alone."""
    page = journey.page
    years = page.locator("[data-view-year]").evaluate_all("all => all.map((one) => one.dataset.viewYear)")
    if not years:
        return
    for year in years:
        page.locator(f"[data-view-year='{year}']").click()
        journey.shows(y=year)
        record.looks()
    page.locator("#years-speed").select_option("2")
    page.locator("#years-play").click()
    for year in (years[0], years[-1]):
        page.wait_for_function("(year) => window.quartierblick.store.get('answer')?.query.y === year", arg=year)
    page.keyboard.press("Escape")
    journey.settles()


def compares(journey: Journey, record: Recorded) -> None:
    """Put two maps, four and a curtain beside each other."""
    page = journey.page
    for maps, wanted in (("2", 2), ("4", 4), ("swipe", 2)):
        page.evaluate("(maps) => window.quartierblick.address.go({maps})", maps)
        page.wait_for_function(_BESIDE, arg=wanted)
        journey.settles()
        record.looks()
    page.evaluate("() => window.quartierblick.address.go({maps: null, m2: null, m3: null, m4: null})")
    page.wait_for_function(_ALONE)
    journey.settles()


def points_and_chooses(journey: Journey, record: Recorded, names: Sequence[str]) -> None:
    """Move over quarters, click two of them, and search for some by their name."""
    page = journey.page
    spots = sorted(journey.spots().items())[:_HOVERED]
    for _, (x, y) in spots:
        page.mouse.move(x, y)
        record.says("card", [page.locator(".hovercard").inner_text()])
    for number, (quarter, _) in enumerate(spots[:2]):
        journey.click_quarter(quarter, extend=number > 0)
        journey.settles()
    record.says("chip", [journey.chip()])
    page.locator("#map-tool-search").click()
    for name in names[:_FOUND]:
        page.locator("#search-text").fill(name)
        page.locator(".search-option").first.wait_for()
        record.looks()
    page.keyboard.press("Enter")
    journey.settles()
    page.keyboard.press("Escape")
    record.looks()
