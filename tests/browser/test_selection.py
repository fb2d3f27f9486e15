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
    assert journey.outlined("chosen") == [first]
    journey.click_quarter(second, extend=True)
    journey.selects([first, second])
    assert sorted(journey.outlined("chosen")) == sorted([first, second])
    page.keyboard.press("Escape")
    journey.selects([])
    assert journey.outlined("chosen") == []


def test_every_change_can_be_taken_back_and_made_again(journey: Journey) -> None:
    page = journey.opens().page
    first, second, *_ = sorted(journey.spots())
    undo, redo = page.locator("#chip-undo"), page.locator("#chip-redo")
    journey.click_quarter(first)
    journey.click_quarter(second, extend=True)
    expect(redo).to_be_disabled()
    undo.click()
    journey.selects([first])
    redo.click()
    journey.selects([first, second])
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    journey.selects([])
    expect(undo).to_be_disabled()
    page.keyboard.press("Control+y")
    page.keyboard.press("Control+Shift+Z")
    journey.selects([first, second])
    undo.click()
    journey.click_quarter(second)
    expect(redo).to_be_disabled()


def test_a_cleared_selection_leaves_the_way_back_in_view(journey: Journey) -> None:
    page = journey.opens().page
    first = min(journey.spots())
    journey.click_quarter(first)
    page.locator("#chip-clear").click()
    journey.selects([])
    expect(page.locator("#chip-text")).to_have_text(journey.texts()("frame.scripts.chip_nothing"))
    page.locator("#chip-undo").click()
    journey.selects([first])
    for _ in range(2):
        page.locator("#chip-clear").click()
    expect(page.locator(".chip")).to_be_hidden()


def test_the_switch_and_the_keys_join_what_is_chosen(journey: Journey) -> None:
    page = journey.opens().page
    one, two, three, *_ = sorted(journey.spots())
    journey.click_quarter(one)
    page.locator("[data-mode=add]").click()
    expect(page.locator("[data-mode=add]")).to_have_attribute("aria-pressed", "true")
    journey.click_quarter(two)
    journey.click_quarter(three)
    journey.selects([one, two, three])
    page.locator("[data-mode=subtract]").click()
    journey.click_quarter(two)
    journey.selects([one, three])
    page.locator("[data-mode=intersect]").click()
    journey.click_quarter(three)
    journey.selects([three])
    page.locator("[data-mode=new]").click()
    rows = page.locator(".ranking-row")
    shown = journey.rows()
    rows.nth(0).click()
    rows.nth(1).click(modifiers=["ControlOrMeta"])
    rows.nth(2).click(modifiers=["ControlOrMeta"])
    rows.nth(0).click(modifiers=["Alt"])
    journey.selects(shown[1:3])
    rows.nth(1).click(modifiers=["Alt", "Shift"])
    journey.selects(shown[1:2])
    page.locator("#chip-invert").click()
    journey.selects([quarter for quarter in journey.ids() if quarter != shown[1]])


def test_a_click_beside_the_city_clears_only_a_new_selection(journey: Journey) -> None:
    page = journey.opens().page
    first = min(journey.spots())
    journey.click_quarter(first)
    box = page.locator(".leaflet-container").first.bounding_box() or {}
    beside = (box["x"] + box["width"] - 120, box["y"] + box["height"] - 160)
    page.locator("[data-mode=add]").click()
    page.mouse.click(*beside)
    journey.selects([first])
    page.locator("[data-mode=new]").click()
    page.mouse.click(*beside)
    journey.selects([])


def test_the_chip_compares_shares_that_can_be_checked(journey: Journey) -> None:
    page = journey.opens("/de/map?i=A1&y=2024", i="A1", y="2024").page
    ids, column = journey.ids(), journey.column()
    for row in page.locator(".ranking-row").all()[:4]:
        row.click(modifiers=["ControlOrMeta"])
    chosen = [ids.index(quarter) for quarter in journey.rows()[:4]]
    journey.selects(journey.rows()[:4])
    count, residents, people = numbers_in(journey.chip())[:3]
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
    assert journey.outlined("chosen") == chosen
    project = journey.scene("answer.project")
    journey.visits(f"/de/data?p={project}")
    journey.visits(f"/de/map?p={project}").shows()
    journey.selects(chosen)


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
    assert journey.outlined("pointed") == [journey.rows()[2]]
    page.locator(".ranking-row").nth(3).hover()
    assert journey.outlined("pointed") == [journey.rows()[3]]
