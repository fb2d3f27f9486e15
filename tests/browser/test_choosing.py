"""Box, lasso and circle on the map, the box on the scatter, and the search: each with a pointer and with keys."""

import math

import pytest
from playwright.sync_api import Page, expect

from tests.browser.journey import Journey

Places = dict[str, tuple[float, float]]
CURRENT = "window.quartierblick.selection.current()"


def middles(journey: Journey) -> Places:
    """Where the inner points of all quarters are on the screen."""
    found = journey.page.evaluate(
        "() => { const {map, store} = window.quartierblick; const {geometry} = store.get('scene');"
        " const box = map.handle.getContainer().getBoundingClientRect();"
        " return geometry.ids.map((id, at) => { const p = map.handle.latLngToContainerPoint(geometry.centres[at]);"
        " return [id, box.left + p.x, box.top + p.y]; }); }"
    )
    return {quarter: (x, y) for quarter, x, y in found}


def frame(journey: Journey) -> tuple[float, float, float, float]:
    """A box in the middle of the map: left, top, right, bottom."""
    box = journey.page.locator(".leaflet-container").first.bounding_box() or {}
    x, y = box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.42
    return x - 90, y - 70, x + 90, y + 80


def in_frame(places: Places, box: tuple[float, float, float, float]) -> list[str]:
    left, top, right, bottom = box
    return [quarter for quarter, (x, y) in places.items() if left < x < right and top < y < bottom]


def starts(page: Page, tool: str) -> None:
    page.locator(f"#map-tool-{tool}").click()
    expect(page.locator("#choosing-card")).to_be_visible()


@pytest.mark.parametrize("way", ["drag", "clicks"])
def test_the_box_selects_what_lies_inside(journey: Journey, way: str) -> None:
    page = journey.opens().page
    left, top, right, bottom = box = frame(journey)
    starts(page, "box")
    if way == "drag":
        page.mouse.move(left, top)
        page.mouse.down()
        page.mouse.move(right, bottom, steps=4)
        page.mouse.up()
    else:
        page.mouse.click(left, top)
        page.mouse.click(right, bottom)
    inside = in_frame(middles(journey), box)
    assert len(inside) >= 2
    journey.selects(inside)
    expect(page.locator("#map-tool-box")).to_have_attribute("aria-pressed", "false")


@pytest.mark.parametrize("way", ["drag", "clicks", "double click"])
def test_the_lasso_selects_what_it_goes_around(journey: Journey, way: str) -> None:
    page = journey.opens().page
    left, top, right, bottom = box = frame(journey)
    corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
    starts(page, "lasso")
    if way == "drag":
        page.mouse.move(*corners[0])
        page.mouse.down()
        for corner in corners[1:]:
            page.mouse.move(*corner, steps=12)
        page.mouse.up()
    else:
        for corner in corners[: 4 if way == "clicks" else 3]:
            page.mouse.click(*corner)
        if way == "clicks":
            page.locator("#choosing-apply").click()
        else:
            page.mouse.dblclick(*corners[3])
    inside = in_frame(middles(journey), box)
    assert len(inside) >= 2
    journey.selects(inside)


def distances(journey: Journey, quarter: str) -> dict[str, float]:
    """Metres from the inner point of a quarter to those of all quarters, on a sphere."""
    centres = dict(zip(journey.ids(), journey.scene("geometry.centres"), strict=True))
    latitude, longitude = map(math.radians, centres[quarter])

    def away(other: tuple[float, float]) -> float:
        phi, lam = map(math.radians, other)
        half = (
            math.sin((phi - latitude) / 2) ** 2
            + math.cos(phi) * math.cos(latitude) * math.sin((lam - longitude) / 2) ** 2
        )
        return 2 * 6_371_000 * math.asin(math.sqrt(half))

    return {name: away(at) for name, at in centres.items()}


def test_the_circle_reaches_as_far_as_its_radius(journey: Journey) -> None:
    page = journey.opens().page
    centre = in_frame(middles(journey), frame(journey))[0]
    x, y = middles(journey)[centre]
    starts(page, "circle")
    page.mouse.click(x, y)
    page.locator("#choosing-radius").fill("1500")
    expect(page.locator("#choosing-found")).to_contain_text("1,50\N{NO-BREAK SPACE}km")
    page.keyboard.press("Enter")
    away = distances(journey, centre)
    chosen = page.evaluate(CURRENT)
    assert len(chosen) > 3
    assert all(away[quarter] < 1540 for quarter in chosen)
    assert {quarter for quarter, metres in away.items() if metres < 1460} <= set(chosen)
    starts(page, "circle")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y, steps=4)
    said = page.locator("#choosing-found")
    expect(said).to_contain_text("km")
    page.mouse.up()
    assert page.evaluate(CURRENT)


@pytest.mark.parametrize("tool", ["box", "lasso", "circle"])
def test_every_tool_works_with_keys_alone(journey: Journey, tool: str) -> None:
    page = journey.opens().page
    page.locator(f"#map-tool-{tool}").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".leaflet-container").first).to_be_focused()
    page.keyboard.press("Enter")
    legs = {
        "box": [("ArrowRight", 3), ("ArrowDown", 3)],
        "lasso": [("ArrowRight", 3), ("ArrowDown", 3), ("ArrowLeft", 3)],
        "circle": [("ArrowRight", 2)],
    }[tool]
    for key, times in legs:
        for _ in range(times):
            page.keyboard.press(f"Shift+{key}")
        if tool == "lasso":
            page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator("#choosing-card")).to_be_hidden()
    assert len(page.evaluate(CURRENT)) >= 2
    assert journey.chip()


def test_escape_leaves_the_tool_and_keeps_what_is_selected(journey: Journey) -> None:
    page = journey.opens().page
    first = min(journey.spots())
    journey.click_quarter(first)
    starts(page, "lasso")
    page.mouse.click(*frame(journey)[:2])
    page.keyboard.press("Escape")
    expect(page.locator("#choosing-card")).to_be_hidden()
    journey.selects([first])


def test_adding_keeps_the_tool_at_hand_for_the_next_stroke(journey: Journey) -> None:
    page = journey.opens().page
    first = min(journey.spots())
    journey.click_quarter(first)
    page.locator("[data-mode=add]").click()
    starts(page, "box")
    left, top, right, bottom = box = frame(journey)
    page.mouse.click(left, top)
    page.mouse.click(right, bottom)
    journey.selects(list({first, *in_frame(middles(journey), box)}))
    expect(page.locator("#choosing-card")).to_be_visible()
    page.locator("#choosing-stop").click()
    expect(page.locator("#choosing-card")).to_be_hidden()


def test_a_box_on_the_scatter_selects_its_dots_and_says_its_limits(journey: Journey) -> None:
    page = journey.opens("/de/map?i=A1&y=2024&x=C1", i="A1").page
    chart = page.locator("#scatter-chart .nsewdrag").first
    chart.scroll_into_view_if_needed()
    box = chart.bounding_box() or {}
    page.mouse.move(box["x"] + 0.5 * box["width"], box["y"] + 0.05 * box["height"])
    page.mouse.down()
    page.mouse.move(box["x"] + 0.98 * box["width"], box["y"] + 0.6 * box["height"], steps=5)
    expect(page.locator(".chart-band")).to_be_attached()
    page.mouse.up()
    expect(page.locator(".chart-band")).to_have_count(0)
    dragged = page.evaluate(CURRENT)
    assert len(dragged) > 3
    page.keyboard.press("Escape")
    page.locator(".scatter-box summary").click()
    expect(page.locator("#scatter-box-y-from")).not_to_have_value("")
    page.locator("#scatter-box-apply").click()
    assert sorted(page.evaluate(CURRENT)) == sorted(dragged)
    for name in ("y-to", "x-from", "x-to"):
        page.locator(f"#scatter-box-{name}").fill("")
    page.locator("#scatter-box-y-from").fill("20")
    page.keyboard.press("Enter")
    ids, values = journey.ids(), journey.column()["value"]
    dots = page.evaluate(
        "() => [...window.quartierblick.charts.dotsOf(document.querySelector('#scatter-chart .js-plotly-plot')).keys()]"
    )
    high = {quarter for quarter, value in zip(ids, values, strict=True) if value is not None and value >= 20}
    journey.selects(sorted(high & set(dots)))


def test_the_search_reads_umlauts_however_they_are_typed(journey: Journey) -> None:
    page = journey.opens().page
    for typed in ("mühlen", "muhlen", "Muehlen", "0502"):
        page.evaluate("window.quartierblick.selection.replace([])")
        page.locator("#map-tool-search").click()
        expect(page.locator("#search-text")).to_be_focused()
        page.keyboard.type(typed)
        expect(page.locator(".search-option").first).to_contain_text("Mühlenberg")
        page.keyboard.press("Enter")
        journey.selects(["0502"])
        assert "0502" in journey.spots()
        page.keyboard.press("Escape")
        expect(page.locator("#search-panel")).to_be_hidden()


def test_typing_a_name_on_the_map_searches_and_adds(journey: Journey) -> None:
    page = journey.opens("/de/map?sel=0101").page
    page.locator(".leaflet-container").first.focus()
    page.keyboard.type("steinb")
    expect(page.locator("#search-text")).to_have_value("steinb")
    page.keyboard.press("Enter")
    (found,) = set(page.evaluate(CURRENT)) - {"0101"}
    assert dict(zip(journey.ids(), journey.scene("geometry.names"), strict=True))[found].startswith("Steinb")
    page.keyboard.press("Escape")
    expect(page.locator(".leaflet-container").first).to_be_focused()
    page.locator("#map-tool-search").click()
    page.keyboard.type("zzz")
    expect(page.locator("#search-none")).to_be_visible()
