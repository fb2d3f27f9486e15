"""The legend: limits dragged on the histogram, ranges selected there, the same classes in all years."""

import json
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.journey import Journey

_SERVER_SAYS = "() => window.quartierblick.store.get('scene').answer"
_BROWSER_SAYS = "(limits) => window.quartierblick.reclassify(window.quartierblick.store.get('scene'), limits)"
_DOTS = "dots => dots.map((dot) => getComputedStyle(dot).fill)"
_BARS = "bars => bars.map((bar) => getComputedStyle(bar).backgroundColor)"


def requests(journey: Journey) -> list[str]:
    """What was asked, without the question whether the program still runs."""
    return [address for address in journey.asked if not address.endswith("/health")]


def middle(place: Locator) -> tuple[float, float]:
    box = place.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def handle(journey: Journey, at: int) -> Locator:
    return journey.page.locator(f".legend-handle[data-limit='{at}']")


def value(journey: Journey, at: int) -> float:
    return float(handle(journey, at).get_attribute("aria-valuenow") or "nan")


def counted(journey: Journey) -> list[int]:
    """Areas per class, counted from what the server delivers."""
    bounds, column = journey.scene("answer.upper_bounds"), values(journey)
    found = [next((at for at, bound in enumerate(bounds) if one <= bound), len(bounds) - 1) for one in column.values()]
    return [found.count(at) for at in range(len(bounds))]


def values(journey: Journey) -> dict[str, float]:
    """The judged values of the quarters that are coloured, with the digits they are delivered with."""
    digits = journey.scene("answer.decimals") + 2
    column = journey.page.evaluate(
        "() => { const {column} = window.quartierblick.store.get('scene');"
        " return {value: [...column.value], reason: [...column.reason]}; }"
    )
    pairs = zip(journey.ids(), column["value"], column["reason"], strict=True)
    return {quarter: round(one, digits) for quarter, one, reason in pairs if reason == 0 and one is not None}


def shown_counts(journey: Journey) -> list[int]:
    texts = journey.page.locator(".legend-class:not(.is-blank) .legend-count").all_inner_texts()
    return [int(text) for text in texts]


def test_everything_follows_a_dragged_limit_and_the_server_hears_of_it_when_it_is_let_go(journey: Journey) -> None:
    page = journey.opens().page
    before = value(journey, 2)
    colours = (
        page.locator(".ranking-fill").evaluate_all(_BARS),
        page.locator("#scatter-chart path.point").evaluate_all(_DOTS),
    )
    x, y = middle(handle(journey, 2))
    asked = len(requests(journey))
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(1, 13):
        page.mouse.move(x + 2 * step, y)
    now = value(journey, 2)
    assert now > before
    assert journey.painted()["scheme"] == "own"
    assert float(journey.painted()["breaks"].split(",")[2]) == now
    assert shown_counts(journey) == counted(journey)
    expect(page.locator(".legend-scheme")).to_have_text(journey.texts()("schemes.own.name"))
    assert page.locator(".ranking-fill").evaluate_all(_BARS) != colours[0]
    assert page.locator("#scatter-chart path.point").evaluate_all(_DOTS) != colours[1]
    assert requests(journey)[asked:] == []
    assert "scheme" not in journey.address()
    dragged = json.loads(page.evaluate("JSON.stringify(window.quartierblick.store.get('scene').answer)"))
    page.mouse.up()
    journey.shows(scheme="own")
    assert requests(journey)[asked:]
    assert journey.address()["breaks"].split(",")[2] == str(now)
    assert page.evaluate(_SERVER_SAYS) == dragged
    page.go_back()
    journey.shows(scheme="natural_breaks")
    assert value(journey, 2) == before


@pytest.mark.parametrize(
    ("query", "limits"),
    [
        ("i=A1", [5, 9.1, 13.25]),
        ("i=A1&same=1&y=2019", [0.5, 20]),
        ("i=C1&scheme=standard_deviation&palette=greens", [12.345, 30, 40, 50]),
        ("i=A1&level=district", [7.5]),
        ("i=A1", [-3, 2, 500]),
    ],
)
def test_the_browser_gives_the_answer_that_the_server_gives_to_own_limits(
    journey: Journey, query: str, limits: list[float]
) -> None:
    page = journey.opens(f"/de/map?{query}").page
    ours = page.evaluate(_BROWSER_SAYS, limits)
    page.evaluate(
        "(breaks) => window.quartierblick.address.go({scheme: 'own', breaks})", ",".join(str(one) for one in limits)
    )
    journey.shows(scheme="own")
    theirs = page.evaluate(_SERVER_SAYS)
    assert {key for key in theirs if ours.get(key) != theirs[key]} == set()


def test_a_limit_moves_by_keys_between_its_neighbours(journey: Journey) -> None:
    page = journey.opens().page
    start = [value(journey, at) for at in range(4)]
    handle(journey, 1).focus()
    asked = len(requests(journey))
    steps = [("ArrowRight", 0.1), ("ArrowUp", 0.2), ("PageUp", 1.2), ("ArrowLeft", 1.1), ("PageDown", 0.1)]
    for key, moved in steps:
        page.keyboard.press(key)
        assert value(journey, 1) == pytest.approx(start[1] + moved), key
    page.keyboard.press("End")
    assert value(journey, 1) == pytest.approx(start[2] - 0.1)
    page.keyboard.press("Home")
    assert value(journey, 1) == pytest.approx(start[0] + 0.1)
    assert handle(journey, 1).get_attribute("aria-valuetext") == f"{start[0] + 0.1:.1f} %".replace(".", ",")
    assert requests(journey)[asked:] == []
    journey.shows(scheme="own")
    assert journey.address()["breaks"].split(",")[1] == f"{start[0] + 0.1:.1f}".removesuffix(".0")
    assert page.evaluate("document.activeElement.dataset.limit") == "1"


@pytest.mark.parametrize("by", ["pointer", "keys"])
def test_escape_takes_a_move_back_and_keeps_the_selection(journey: Journey, by: str) -> None:
    page = journey.opens("/de/map?sel=0101").page
    before = page.evaluate(_SERVER_SAYS)
    x, y = middle(handle(journey, 1))
    asked = len(requests(journey))
    handle(journey, 1).focus()
    if by == "pointer":
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + 9, y)
    else:
        page.keyboard.press("ArrowRight")
    assert journey.painted()["scheme"] == "own"
    page.keyboard.press("Escape")
    assert page.evaluate(_SERVER_SAYS) == before
    assert journey.painted()["scheme"] == "natural_breaks"
    page.mouse.up()
    assert requests(journey)[asked:] == []
    assert journey.selection() == ["0101"]
    page.keyboard.press("Escape")
    journey.selects([])


def test_a_limit_is_dragged_by_a_finger(telephone: Journey) -> None:
    page = telephone.opens().page
    handle(telephone, 2).scroll_into_view_if_needed()
    x, y = middle(handle(telephone, 2))
    before = value(telephone, 2)
    finger = page.context.new_cdp_session(page)
    finger.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for step in range(1, 9):
        point = {"x": x + 3 * step, "y": y}
        finger.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    telephone.shows(scheme="own")
    finger.send("Emulation.setTouchEmulationEnabled", {"enabled": False})
    finger.detach()
    assert value(telephone, 2) > before


def test_fields_take_limits_as_they_are_written_in_german(journey: Journey) -> None:
    page = journey.opens().page
    page.locator(".legend-open").click()
    fields = page.locator(".limit-field")
    assert fields.count() == 4
    fields.nth(1).fill("9,75")
    fields.nth(1).press("Enter")
    journey.shows(scheme="own")
    assert journey.address()["breaks"].split(",")[1] == "9.75"
    fields.first.fill("5; 7,5; 20")
    fields.first.press("Enter")
    journey.shows(breaks="5.0,7.5,20.0", k="4")
    assert [fields.nth(at).input_value() for at in range(3)] == ["5,0", "7,5", "20,0"]
    assert shown_counts(journey) == counted(journey)
    page.locator(".limit-remove").nth(1).click()
    journey.shows(breaks="5.0,20.0")
    page.locator(".limit-add").click()
    journey.shows(k="4")
    expect(fields).to_have_count(3)
    fields.first.fill("viel")
    fields.first.press("Enter")
    expect(fields.first).to_have_attribute("aria-invalid", "true")
    expect(page.locator(".limit-problem")).to_have_text(journey.texts()("legend.scripts.no_number"))
    assert journey.painted()["k"] == "4"
    page.keyboard.press("Escape")


def within(journey: Journey, low: float, high: float) -> list[str]:
    zeros: list[str] = journey.page.evaluate(
        "() => { const {column, geometry} = window.quartierblick.store.get('scene');"
        " return geometry.ids.filter((_, at) => column.reason[at] === 1); }"
    )
    found = [quarter for quarter, one in values(journey).items() if low <= one <= high]
    return found + (zeros if low <= 0 <= high else [])


def draw_range(journey: Journey, start: float, end: float, key: str = "") -> tuple[float, float]:
    """Draw over the bars from one share of their width to another; gives the values there."""
    box = journey.page.locator(".legend-bars").bounding_box()
    assert box
    y = box["y"] + box["height"] / 2
    if key:
        journey.page.keyboard.down(key)
    journey.page.mouse.move(box["x"] + start * box["width"], y)
    journey.page.mouse.down()
    journey.page.mouse.move(box["x"] + end * box["width"], y, steps=4)
    journey.page.mouse.up()
    if key:
        journey.page.keyboard.up(key)
    edges = journey.scene("answer.histogram.edges")
    return tuple(edges[0] + share * (edges[-1] - edges[0]) for share in (start, end))  # type: ignore[return-value]


def test_a_range_of_the_histogram_selects_its_quarters(journey: Journey) -> None:
    page = journey.opens().page
    asked = len(requests(journey))
    low, high = draw_range(journey, 0.5, 0.8)
    wanted = within(journey, low, high)
    assert wanted
    journey.selects(wanted)
    assert [address for address in requests(journey)[asked:] if "/data/" in address or "/answer/" in address] == []
    marker = page.locator(".legend-range")
    expect(marker).to_be_visible()
    expect(marker).to_contain_text(str(len(wanted)))
    low, high = draw_range(journey, 0.05, 0.15, "Control")
    more = within(journey, low, high)
    assert more
    journey.selects([*wanted, *more])
    page.keyboard.press("Escape")
    journey.selects([])
    expect(marker).to_be_hidden()


def test_a_range_is_selected_by_keys(journey: Journey) -> None:
    page = journey.opens().page
    bars = page.locator(".legend-bars")
    bars.focus()
    for key in ("End", "Shift+ArrowLeft", "Shift+ArrowLeft", "Shift+ArrowLeft"):
        page.keyboard.press(key)
    named = bars.get_attribute("aria-activedescendant")
    edges: list[float] = journey.scene("answer.histogram.edges")
    expect(page.locator(f"#{named}")).to_have_attribute("aria-selected", "true")
    assert page.locator(".legend-bar[aria-selected=true]").count() == 4
    assert journey.selection() == []
    page.keyboard.press("Enter")
    journey.selects(within(journey, edges[-5], edges[-1]))


def test_same_classes_stay_in_every_year_and_in_the_address(journey: Journey) -> None:
    page = journey.opens("/de/map?i=A1").page
    page.locator(".legend-open").click()
    page.locator("#legend-same").evaluate("switch_ => switch_.click()")
    journey.shows(same="1")
    page.keyboard.press("Escape")
    assert journey.address()["same"] == "1"
    expect(page.locator(".legend-subtitle")).to_contain_text(journey.texts()("legend.same_short"))
    kept: list[Any] = [journey.scene(part) for part in ("answer.limits", "answer.histogram.edges")]
    for year in ("2016", "2020"):
        page.locator(f"[data-view-year='{year}']").click()
        journey.shows(same="1", y=year)
        assert [journey.scene(part) for part in ("answer.limits", "answer.histogram.edges")] == kept
        assert shown_counts(journey) == counted(journey)
    page.go_back()
    page.go_back()
    page.go_back()
    journey.shows(same="")
    page.locator(".legend-open").click()
    expect(page.locator("#legend-same")).not_to_be_checked()
    page.keyboard.press("Escape")


def test_a_count_has_neither_bars_nor_limits(journey: Journey) -> None:
    page = journey.opens("/de/map?i=residents", i="residents").page
    expect(page.locator("#legend-picture")).to_be_hidden()
    page.locator(".legend-open").click()
    expect(page.locator("#legend-limits")).to_be_hidden()
    page.keyboard.press("Escape")
