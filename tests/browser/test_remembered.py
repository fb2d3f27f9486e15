"""What was seen before comes back without a request; hovering, selecting and dragging ask for nothing."""

from tests.browser.journey import Journey

# True once nothing has been fetched for a while: what is likely to come next is fetched after each picture.
_CALM = """() => {
    const n = performance.getEntriesByType("resource").filter((one) => !one.name.endsWith("/health")).length;
    const seen = (window.seenCalm ??= {n: -1, since: 0});
    if (n !== seen.n) Object.assign(seen, {n, since: performance.now()});
    return performance.now() - seen.since > 900;
}"""
_RANKED = """(wanted) => JSON.stringify(wanted)
    === JSON.stringify([...document.querySelectorAll(".ranking-row")].map((row) => row.dataset.quarter))"""


def calm(journey: Journey) -> int:
    """Wait until nothing more is fetched; gives how many requests there were."""
    journey.page.evaluate("() => { performance.setResourceTimingBufferSize(5000); delete window.seenCalm; }")
    journey.page.wait_for_function(_CALM)
    return len(journey.asked)


def since(journey: Journey, before: int) -> list[str]:
    """What was asked, without the question whether the program still runs."""
    return [address for address in journey.asked[before:] if not address.endswith("/health")]


def test_an_indicator_a_year_and_a_level_that_were_seen_are_shown_again_without_a_request(journey: Journey) -> None:
    page = journey.opens("/de/map?i=A1&y=2024&level=quarter", i="A1").page

    def round_trip() -> None:
        for control, wanted in (
            ("[data-view-indicator='C1']", {"i": "C1"}),
            ("[data-view-indicator='A1']", {"i": "A1"}),
            ("[data-view-year='2019']", {"y": "2019"}),
            ("[data-view-year='2024']", {"y": "2024"}),
            (".map-levels [data-view-level='district']", {"level": "district"}),
            (".map-levels [data-view-level='quarter']", {"level": "quarter"}),
        ):
            page.locator(control).click()
            journey.shows(**wanted)

    round_trip()
    before = calm(journey)
    title, ranking = page.locator(".legend-title").inner_text(), journey.rows()
    round_trip()
    assert since(journey, before) == []
    assert page.locator(".legend-title").inner_text() == title
    page.wait_for_function(_RANKED, arg=ranking)  # the map does not wait for what stands beside it


def test_hover_and_a_dragged_limit_ask_for_nothing(journey: Journey) -> None:
    page = journey.opens().page
    before = calm(journey)
    for quarter in journey.rows()[:5]:
        page.locator(f".ranking-row[data-quarter='{quarter}']").hover()
        page.wait_for_function("(id) => window.quartierblick.store.get('hover') === id", arg=quarter)
    box = page.locator(".legend-handle").nth(1).bounding_box()
    assert box
    page.mouse.move(box["x"] + 12, box["y"] + 12)
    page.mouse.down()
    page.mouse.move(box["x"] + 20, box["y"] + 12, steps=4)
    calm(journey)
    assert since(journey, before) == []
    page.keyboard.press("Escape")
    page.mouse.up()


def test_a_selection_that_was_seen_is_shown_again_without_a_request(journey: Journey) -> None:
    page = journey.opens().page
    rows = page.locator(".ranking-row")
    before = 0
    for at in (0, 1, 0):
        rows.nth(at).click()
        journey.selects([journey.rows()[at]])
        before = calm(journey)
    rows.nth(1).click()
    journey.selects([journey.rows()[1]])
    calm(journey)
    assert since(journey, before) == []
    page.keyboard.press("Escape")


def test_what_is_kept_is_bounded_and_forgotten_when_the_program_is_lost(journey: Journey) -> None:
    page = journey.opens().page
    kept = page.evaluate("window.quartierblick.remembered.size()")
    assert 0 < kept["answers"] <= 300
    assert 0 < kept["characters"] <= 24e6
    page.evaluate("window.quartierblick.remembered.forget()")
    assert page.evaluate("window.quartierblick.remembered.size()") == {"answers": 0, "characters": 0}


def test_an_upload_is_never_kept(journey: Journey) -> None:
    page = journey.opens().page
    named = page.locator("meta[name=remembered]").get_attribute("content") or ""
    assert "choropleth" not in named
    assert "intake" not in named
    assert "findings-content.data-tree" in named
