"""One selection across map, legend, ranking, table and address; the chip says what it means."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.journey import Journey, numbers_in


def share(numbers: list[float | None], chosen: list[int]) -> float:
    """Per cent of the known total that stands in the chosen quarters."""
    known = [number for number in numbers if number is not None]
    return 100 * sum(numbers[at] or 0 for at in chosen) / sum(known)


def test_a_click_selects_and_ctrl_adds(journey: Journey) -> None:
    page = journey.opens().page
    first, second, *_ = sorted(journey.spots())
    journey.click_quarter(first)
    journey.selects([first])
    before = journey.outline("selected")
    journey.click_quarter(second, extend=True)
    journey.selects([first, second])
    assert journey.outline("selected") != before
    page.keyboard.press("Escape")
    journey.selects([])
    assert len(journey.outline("selected")) < 10
    page.keyboard.press("Control+z")
    journey.selects([first, second])
    page.locator("#chip-clear").click()
    journey.selects([])
    expect(page.locator(".chip")).to_be_hidden()


def test_the_chip_compares_shares_that_can_be_checked(journey: Journey) -> None:
    page = journey.opens("/de/map?i=A1&y=2024", i="A1", y="2024").page
    ids, column = journey.ids(), journey.column()
    for row in page.locator(".ranking-row").all()[:4]:
        row.click(modifiers=["ControlOrMeta"])
    chosen = [ids.index(quarter) for quarter in journey.rows()[:4]]
    journey.selects(journey.rows()[:4])
    count, residents, people = numbers_in(journey.chip())
    assert count == 4
    assert residents == pytest.approx(share(column["residents"], chosen), abs=0.051)
    assert people == pytest.approx(share(column["numerator"], chosen), abs=0.051)
    assert people > residents


def test_a_class_and_a_blank_of_the_legend_select_their_quarters(journey: Journey) -> None:
    page = journey.opens().page
    column, bounds = journey.column(), journey.scene("answer.upper_bounds")
    highest = [
        quarter
        for quarter, value, reason in zip(journey.ids(), column["value"], column["reason"], strict=True)
        if reason == 0 and value > bounds[-2]
    ]
    page.locator(f".legend-class[data-class='{len(bounds) - 1}']").click()
    journey.selects(highest)
    blank = page.locator(".legend-class.is-blank").first
    blank.click()
    reason = blank.get_attribute("data-reason-class")
    named = page.evaluate("window.quartierblick.map.REASONS")
    journey.selects([q for q, code in zip(journey.ids(), column["reason"], strict=True) if named[code] == reason])


def test_the_box_selects_the_quarters_inside(journey: Journey) -> None:
    page = journey.opens().page
    spots = journey.spots()
    corner, other = sorted(spots.values())[10], sorted(spots.values())[40]
    left, right = sorted((corner[0], other[0]))
    top, bottom = sorted((corner[1], other[1]))
    page.locator("#map-tool-box").click()
    page.mouse.move(left - 3, top - 3)
    page.mouse.down()
    page.mouse.move(right + 3, bottom + 3, steps=4)
    page.mouse.up()
    middles = page.evaluate(
        "() => { const {map, store} = window.quartierblick; const {geometry} = store.get('scene');"
        " const box = map.handle.getContainer().getBoundingClientRect();"
        " return geometry.ids.map((id, at) => { const p = map.handle.latLngToContainerPoint(geometry.centres[at]);"
        " return [id, box.left + p.x, box.top + p.y]; }); }"
    )
    inside = [q for q, x, y in middles if left - 3 < x < right + 3 and top - 3 < y < bottom + 3]
    assert len(inside) >= 2
    journey.selects(inside)
    expect(page.locator("#map-tool-box")).to_have_attribute("aria-pressed", "false")


def test_the_selection_outlives_indicator_year_tab_and_page(journey: Journey) -> None:
    page = journey.opens().page
    chosen = sorted(journey.spots())[:2]
    journey.click_quarter(chosen[0])
    journey.click_quarter(chosen[1], extend=True)
    page.locator("[data-view-indicator=C1]").click()
    journey.shows(i="C1")
    page.locator("[data-view-year='2017']").click()
    journey.shows(y="2017")
    journey.tab("time")
    journey.selects(chosen)
    page.reload()
    journey.shows(i="C1", y="2017")
    journey.selects(chosen)
    assert len(journey.outline("selected")) > 20


def test_a_row_of_the_table_selects_its_quarter(journey: Journey) -> None:
    page = journey.opens().page
    journey.tab("table")
    row = page.locator(".ag-center-cols-container .ag-row").first
    quarter = row.get_attribute("row-id") or ""
    row.locator(".ag-cell").first.click()
    journey.selects([quarter])
    expect(page.locator(f".ag-row[row-id='{quarter}']").first).to_have_class(re.compile(r"\bis-selected\b"))
    expect(page.locator(f".ranking-row[data-quarter='{quarter}']")).to_have_count(1 if quarter in journey.rows() else 0)


def test_the_table_sorts_names_by_a_click_on_their_head(journey: Journey) -> None:
    page = journey.opens().page
    journey.tab("table")
    head = page.locator(".ag-header-cell[col-id=name]")
    first = page.locator(".ag-row[row-index='0'] [col-id=name]")
    names = sorted(journey.scene("geometry.names"), key=lambda name: name.casefold())
    head.click()
    expect(head).to_have_attribute("aria-sort", "ascending")
    expect(first).to_have_text(names[0])
    head.click()
    expect(head).to_have_attribute("aria-sort", "descending")
    expect(first).to_have_text(names[-1])


def test_pointing_at_the_map_lights_the_ranking_and_shows_the_card(journey: Journey) -> None:
    page = journey.opens("/de/map?i=A1&y=2024", i="A1", y="2024").page
    quarter = next(row for row in journey.rows() if row in journey.spots())
    page.mouse.move(*journey.spots()[quarter])
    expect(page.locator(f".ranking-row[data-quarter='{quarter}']")).to_have_class(re.compile(r"\bis-hovered\b"))
    card = page.locator(".hovercard")
    at, column = journey.ids().index(quarter), journey.column()
    expect(card).to_contain_text(journey.scene("geometry.names")[at])
    said = numbers_in(card.inner_text())
    for part in ("value", "low", "high"):
        assert round(column[part][at], 1) in said
    assert column["rank"][at] in said
    page.mouse.move(1, 1)
    expect(card).to_be_hidden()


def test_pointing_at_the_ranking_lights_the_map(journey: Journey) -> None:
    page = journey.opens().page
    row = page.locator(".ranking-row").nth(2)
    row.hover()
    expect(page.locator(".hovercard")).to_be_visible()
    drawn = journey.outline("hovered")
    page.locator(".ranking-row").nth(3).hover()
    assert len(drawn) > 20
    assert journey.outline("hovered") != drawn


def test_the_concentration_slider_selects_the_smallest_set(journey: Journey) -> None:
    page = journey.opens("/de/map?i=A1&y=2024", i="A1", y="2024").page
    column, ids = journey.column(), journey.ids()
    page.get_by_role("slider", name=journey.texts()("concentration.share")).focus()
    page.keyboard.press("ArrowRight")
    journey.shows(share="51")
    page.wait_for_function("window.quartierblick.selection.current().length > 0")
    people = sorted(
        (number, quarter)
        for number, quarter, reason in zip(column["numerator"], ids, column["reason"], strict=True)
        if number is not None and reason in (0, 1, 5)
    )
    total, reached, fewest = sum(number for number, _ in people), 0.0, []
    while reached < 0.51 * total:
        number, quarter = people.pop()
        reached += number
        fewest.append(quarter)
    journey.selects(fewest)
    said = numbers_in(page.locator("#concentration-sentence").inner_text())
    assert len(fewest) in said
    assert any(abs(number - 100 * reached / total) < 0.051 for number in said)
