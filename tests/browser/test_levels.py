"""A selection on the way between quarters and districts, ranges of rows, and long selections in the address."""

from playwright.sync_api import Page, expect

from tests.browser.journey import Journey

CURRENT = "window.quartierblick.selection.current()"


def families(journey: Journey) -> dict[str, list[str]]:
    """The quarters of each district, read on the quarters' level."""
    found: dict[str, list[str]] = {}
    for quarter, district in zip(journey.ids(), journey.scene("geometry.parent_ids"), strict=True):
        found.setdefault(district, []).append(quarter)
    return found


def goes_to(journey: Journey, level: str) -> None:
    journey.page.locator(f".map-levels [data-view-level={level}]").click()
    journey.shows(level=level)


def chooses(page: Page, ids: list[str]) -> None:
    page.evaluate("(ids) => window.quartierblick.selection.replace(ids)", ids)


def test_quarters_become_the_districts_they_fill_and_come_back_as_they_were(journey: Journey) -> None:
    page = journey.opens().page
    (whole, quarters), (_, others), *_ = families(journey).items()
    chosen = [*quarters, others[0]]
    chooses(page, chosen)
    goes_to(journey, "district")
    assert page.evaluate(CURRENT) == [whole]
    page.reload()
    journey.shows(level="district")
    page.wait_for_function(f"() => {CURRENT}.length === 1")
    assert page.evaluate(CURRENT) == [whole]
    goes_to(journey, "quarter")
    journey.selects(chosen)


def test_a_district_becomes_its_quarters(journey: Journey) -> None:
    page = journey.opens().page
    first, second, *_ = families(journey).items()
    chooses(page, first[1][:1])
    goes_to(journey, "district")
    assert page.evaluate(CURRENT) == []
    journey.click_quarter(second[0])
    goes_to(journey, "quarter")
    assert page.evaluate(CURRENT) == second[1]
    page.keyboard.press("Control+z")
    journey.selects(first[1][:1])


def test_back_shows_what_was_selected_then(journey: Journey) -> None:
    page = journey.opens().page
    first, second, *_ = journey.ids()
    chooses(page, [first])
    page.locator("[data-view-indicator=C1]").click()
    journey.shows(i="C1")
    chooses(page, [second])
    page.go_back()
    journey.shows()
    journey.selects([first])
    page.go_forward()
    journey.shows(i="C1")
    journey.selects([second])


def test_a_long_selection_stays_short_in_the_address_and_is_refused_by_another_city(journey: Journey) -> None:
    page = journey.opens().page
    written = page.evaluate(
        """() => [0.004, 0.3, 0.5, 1].map((part) => {
            const ids = Array.from({length: 5000}, (_, at) => `Q${String(at).padStart(5, "0")}`);
            const city = {ids, index: new Map(ids.map((id, at) => [id, at]))};
            const choice = {level: "quarter", ids: ids.filter((_, at) => ((at * 7919) % 1000) / 1000 < part)};
            const {bookmark} = window.quartierblick;
            const text = bookmark.write(choice, "quarter", city);
            const found = bookmark.read(text, "quarter");
            const again = found.form ? bookmark.decode(found, city) : found;
            const other = found.form ? bookmark.decode(found, {ids: ids.slice(1), index: new Map()}).ids.length : 0;
            return [text.length, JSON.stringify(again) === JSON.stringify(choice), other];
        })"""
    )
    assert all(length <= 1500 for length, _, _ in written)
    assert all(same for _, same, _ in written)
    assert all(other == 0 for _, _, other in written)


def test_half_of_the_city_survives_a_reload(journey: Journey) -> None:
    page = journey.opens().page
    chosen = journey.ids()[::2]
    page.evaluate(
        "(ids) => { const {bookmark, address, store} = window.quartierblick; const {geometry} = store.get('scene');"
        " const long = {...geometry, ids: geometry.ids, index: geometry.index};"
        " address.keepSelection(bookmark.write({level: 'quarter', ids: [...ids, ...Array(500).fill('nowhere')]},"
        " 'quarter', long)); }",
        chosen,
    )
    assert page.url.partition("sel=")[2].startswith(("~bits~", "~runs~"))
    page.reload()
    journey.shows()
    page.wait_for_function(f"() => {CURRENT}.length > 0")
    assert page.evaluate(CURRENT) == chosen


def test_shift_selects_the_rows_between(journey: Journey) -> None:
    page = journey.opens().page
    rows, shown = page.locator(".ranking-row"), journey.rows()
    rows.nth(1).click()
    rows.nth(4).click(modifiers=["Shift"])
    journey.selects(shown[1:5])
    rows.nth(7).click(modifiers=["ControlOrMeta"])
    rows.nth(9).click(modifiers=["ControlOrMeta", "Shift"])
    journey.selects([*shown[1:5], *shown[7:10]])
    rows.nth(2).click()
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Shift+ArrowDown")
    journey.selects(shown[2:5])
    expect(rows.nth(4)).to_be_focused()


def test_shift_selects_the_rows_of_the_table_as_they_are_sorted(journey: Journey) -> None:
    page = journey.opens().page
    journey.tab("table")
    page.locator(".ag-header-cell[col-id=name]").click()
    cell = ".ag-row[row-index='{}'] [col-id=name]"
    page.locator(cell.format(1)).click()
    page.locator(cell.format(5)).click(modifiers=["Shift"])
    names = dict(zip(journey.ids(), journey.scene("geometry.names"), strict=True))
    ordered = sorted(names, key=lambda quarter: names[quarter].casefold())
    journey.selects(ordered[1:6])


# Points of the city's outline that lie under a card over the map.
_HIDDEN = """() => {
    const {map, store} = window.quartierblick;
    const {geometry} = store.get('scene');
    const {start, x, y, left, right, n} = geometry.arcs;
    const frame = map.handle.getContainer().getBoundingClientRect();
    const cards = [...document.querySelectorAll(".legend, .years, .map-tools")];
    let [seen, hidden] = [0, 0];
    for (let arc = 0; arc < n; arc += 1) {
        if (left[arc] >= 0 && right[arc] >= 0) continue;
        for (let at = start[arc]; at < start[arc + 1]; at += 1) {
            const place = L.CRS.EPSG3857.pointToLatLng(geometry.world(x[at], y[at]), 0);
            const point = map.handle.latLngToContainerPoint(place).add([frame.left, frame.top]);
            seen += 1;
            hidden += cards.some((card) => {
                const box = card.getBoundingClientRect();
                return point.x > box.left && point.x < box.right && point.y > box.top && point.y < box.bottom;
            });
        }
    }
    return [seen, hidden];
}"""


def test_no_card_hides_a_piece_of_the_citys_outline_where_there_is_room_beside_it(journey: Journey) -> None:
    journey.opens("/de/map?level=district", level="district")
    seen, hidden = journey.page.evaluate(_HIDDEN)
    assert seen > 100
    assert hidden <= seen / 20
