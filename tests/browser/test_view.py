"""The view: whatever is chosen stands in the address, and the address gives it back, controls included."""

import pytest
from playwright.sync_api import expect

from tests.browser.journey import Journey
from texts import load_texts


def test_an_indicator_is_found_by_search_and_taken_with_enter(journey: Journey) -> None:
    page = journey.opens().page
    search = page.locator("#indicators-search")
    search.fill("kinderarmut")
    found = page.locator(".indicator:visible").evaluate_all("all => all.map((one) => one.dataset.search)")
    assert 1 <= len(found) < 5
    assert all("kinderarmut" in words for words in found)
    wanted = page.locator(".indicator:visible").first.get_attribute("data-view-indicator") or ""
    search.press("Enter")
    journey.shows(i=wanted)
    assert journey.address()["i"] == wanted
    expect(page.locator(f"[data-view-indicator='{wanted}']")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".legend-title")).to_contain_text(journey.scene("answer.short"))
    search.fill("gibtesnicht")
    expect(page.locator("#indicators-nothing")).to_be_visible()


def test_year_scheme_classes_and_palette_stand_in_the_address_and_back_returns(journey: Journey) -> None:
    page = journey.opens().page
    start = journey.painted()
    page.locator("[data-view-year='2019']").click()
    journey.shows(y="2019")
    page.locator(".legend-open").click()
    page.locator("#legend-scheme").click()
    page.get_by_role("option", name=journey.texts()("schemes.quantile.name")).click()
    journey.shows(y="2019", scheme="quantile")
    page.locator("#legend-k").fill("7")
    journey.shows(scheme="quantile", k="7")
    page.locator("[data-view-palette='greens']").click()
    journey.shows(scheme="quantile", k="7", palette="greens")
    assert page.locator(".legend-class:not(.is-blank)").count() == 7
    carried = journey.address()
    assert (carried["y"], carried["scheme"], carried["k"], carried["palette"]) == ("2019", "quantile", "7", "greens")
    page.keyboard.press("Escape")
    for wanted in ({"palette": "blues", "k": "7"}, {"k": "5", "scheme": "quantile"}, {"scheme": "natural_breaks"}):
        page.go_back()
        journey.shows(**wanted)
    page.go_back()
    journey.shows(y="2024")
    assert journey.painted() == start
    page.locator(".legend-open").click()
    expect(page.locator("#legend-scheme")).to_have_value(journey.texts()("schemes.natural_breaks.name"))
    expect(page.locator("#legend-k")).to_have_value("5")
    expect(page.locator("[data-view-palette='blues']")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("[data-view-year='2024']")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")
    assert journey.painted() == start


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_deep_link_gives_the_same_page_after_a_reload(journey: Journey, language: str) -> None:
    link = f"/{language}/map?i=C1&y=2018&scheme=equal_interval&k=6&palette=teal&share=40&x=A1&sel=0102~0101"
    page = journey.loads(link, i="C1", y="2018", scheme="equal_interval", k="6", palette="teal", x="A1").page
    before = journey.painted(), journey.rows(), page.locator("#legend-content").inner_text(), journey.chip()
    page.reload()
    journey.shows(i="C1", y="2018")
    assert (journey.painted(), journey.rows(), page.locator("#legend-content").inner_text(), journey.chip()) == before
    assert journey.selection() == ["0102", "0101"]
    assert journey.address()["share"] == "40"
    expect(page.locator("#scatter-second")).to_have_value(
        str(page.locator("[data-view-indicator='A1'] .indicator-name").inner_text())
    )


def test_the_language_changes_words_and_numbers_and_nothing_else(journey: Journey) -> None:
    page = journey.opens("/de/map?i=A1&y=2021&sel=0101~0102", i="A1", y="2021").page
    german = journey.painted()
    column = journey.column()
    value = column["value"][journey.ids().index(journey.rows()[0])]
    row = page.locator(".ranking-row").first
    expect(row).to_contain_text(f"{value:.1f}".replace(".", ","))
    expect(page.locator("#chip-text")).to_contain_text(",")
    page.locator(".language[hreflang=en]").click()
    journey.shows(i="A1", y="2021")
    assert journey.painted() == german
    assert journey.selection() == ["0101", "0102"]
    expect(page.locator(".ranking-row").first).to_contain_text(f"{value:.1f}")
    expect(page.locator("#chip-text")).to_contain_text(load_texts("en")("frame.scripts.chip_residents"))
    assert page.evaluate("document.documentElement.lang") == "en"
    page.go_back()
    journey.shows()
    expect(page.locator("#chip-text")).to_contain_text(load_texts("de")("frame.scripts.chip_residents"))


def test_districts_and_quarters_change_places(journey: Journey) -> None:
    page = journey.opens().page
    page.locator(".map-levels [data-view-level=district]").click()
    journey.shows(level="district")
    assert len(journey.colours()) == 9
    expect(page.locator(".ranking-row")).to_have_count(9)
    page.locator(".map-levels [data-view-level=quarter]").click()
    journey.shows(level="quarter")
    assert len(journey.colours()) == 90


# Pixels from the middle of an area to its circle's edge, in CSS pixels, where no other circle touches it.
_RADIUS = """(position) => {
    const FAR = 150;
    const {engine} = window.quartierblick.map.handle;
    const {geometry} = engine.scene;
    const {scale, west, north, density} = engine.seen;
    const world = geometry.world(geometry.inner.x[position], geometry.inner.y[position]);
    const [x, y] = [(world.x * scale - west) * density, (world.y * scale - north) * density].map(Math.round);
    const wide = 2 * FAR + 1;
    const {data} = engine.pens.marks.getImageData(x - FAR, y - FAR, wide, wide);
    const isCovered = (across, down) => data[4 * ((FAR + down) * wide + FAR + across) + 3] > 0;
    const reach = ([across, down]) => {
        let far = 0;
        while (far < FAR && isCovered(across * far, down * far)) far += 1;
        return far / density;
    };
    return Math.min(...[[1, 0], [-1, 0], [0, 1], [0, -1]].map(reach));
}"""


def test_a_count_is_drawn_as_circles_whose_area_is_the_number(journey: Journey) -> None:
    page = journey.opens("/de/map?i=residents", i="residents").page
    column = journey.column()
    reason = column["reason"]
    largest = max(range(len(reason)), key=lambda at: column["value"][at] or 0)
    radius, most = (journey.scene(f"answer.circles.{part}") for part in ("radius", "largest"))
    assert column["value"][largest] == most
    middle = journey.page.evaluate(_RADIUS, largest)
    assert middle == pytest.approx(radius, abs=1.5)
    assert page.locator(".legend-circle").count() >= 2
    journey.page.locator(".legend-offer[data-view-indicator='A1']").click()
    journey.shows(i="A1")
    assert page.evaluate("window.quartierblick.map.handle.engine.circled") in (None, False)


def test_no_map_shows_the_city_that_was_left(journey: Journey) -> None:
    """While the answer about another project is under way, nothing of the old one is on the screen."""
    page = journey.opens().page
    page.evaluate("window.quartierblick.address.visit('/de/map?p=unknown')")
    assert page.evaluate("[window.quartierblick.store.get('scene'), window.quartierblick.store.get('answer')]") == [
        None,
        None,
    ]
    journey.settles()
