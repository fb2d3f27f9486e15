"""Small numbers on the page: ranges, the funnel, and smoothing that nobody can overlook."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from analysis.small_numbers import wilson_interval
from tests.browser.conftest import DESK, TELEPHONE
from tests.browser.journey import Journey, numbers_in
from tests.browser.test_accessibility import violations

_FUNNEL_DOTS = """() => {
    const chart = document.querySelector("#funnel-chart-box .js-plotly-plot");
    if (!chart?._fullLayout?.xaxis?.d2p || !chart.data.length) return null;
    const box = chart.getBoundingClientRect();
    return [...window.quartierblick.charts.dotsOf(chart)].map(([id, [dot]]) => {
        const [x, y] = window.quartierblick.charts.placeOf(chart, dot);
        return [id, box.left + x, box.top + y];
    });
}"""


def test_the_browser_gives_the_same_ranges_as_the_analysis(journey: Journey) -> None:
    journey.opens("/de/map?i=A1&y=2024", i="A1")
    pairs = [[0, 1], [1, 1], [8, 40], [200, 1000], [16, 48], [3, 2], [0, 0], [5, 250_000]]
    found = journey.page.evaluate(
        "(pairs) => pairs.map((pair) => window.quartierblick.ranges.interval(...pair))", pairs
    )
    for pair, ends in zip(pairs, found, strict=True):
        low, high = wilson_interval(*pair)
        assert (ends is None) == bool(low != low)
        if ends:
            assert ends == pytest.approx([float(low), float(high)], abs=1e-12)


def test_smoothing_is_seen_on_map_legend_ranking_and_export_and_taken_back(journey: Journey) -> None:
    page = journey.opens("/de/map?i=A1&y=2023&k=4", i="A1", y="2023").page
    choice = page.locator("select[data-form]")
    mark = journey.texts()("forms.mark")
    before = journey.column()["value"]
    expect(page.locator("#legend-content")).not_to_contain_text(mark)
    choice.select_option("eb:A1")
    journey.shows(i="eb:A1", y="2023", k="4")
    expect(page.locator("#legend-content")).to_contain_text(mark)
    expect(page.locator("#ranking-title")).to_contain_text("geglättet")
    smoothed = journey.column()
    raw = smoothed["base_value"]
    assert [one for one in raw if one is not None] == [one for one in before if one is not None]
    assert smoothed["value"] != raw
    export = page.request.get(f"{journey.url}/export/de/html?{page.url.partition('?')[2]}")
    assert "geglättet (empirische Bayes-Schätzung, zur Stadt hin) 2023</h1>" in export.text()
    journey.asked.clear()
    choice.select_option("A1")
    journey.shows(i="A1", y="2023", k="4")
    choice.select_option("eb:A1")
    journey.shows(i="eb:A1", y="2023")
    of_the_year = [url for url in journey.asked if ("/answer/" in url and "y=2023" in url) or "/2023." in url]
    assert of_the_year == []  # the years beside it may still be on their way


def test_the_card_tells_the_delivered_value_and_its_range_beside_the_smoothed_one(journey: Journey) -> None:
    page = journey.opens("/de/map?i=eb:A1&y=2024", i="eb:A1").page
    journey.column()
    page.locator(".ranking-row").first.hover()
    rows = page.locator(".hovercard-row")
    expect(rows.nth(0)).to_contain_text("geglättet")
    expect(rows.nth(1)).to_have_text(re.compile(r"\d,\d\s%\s?\s\(\d+,\d–\d+,\d\)"))
    expect(rows.nth(2)).to_contain_text("deutlich über der Stadt")


def test_the_funnel_is_linked_with_the_map(journey: Journey) -> None:
    page = journey.opens("/de/map?i=A1&y=2024", i="A1").page
    page.locator("#funnel-chart").scroll_into_view_if_needed()
    dots = page.wait_for_function(_FUNNEL_DOTS).json_value()
    quarter, x, y = max(dots, key=lambda dot: dot[1])
    page.mouse.move(x - 3, y)
    page.mouse.move(x, y)
    page.wait_for_function("(id) => window.quartierblick.store.get('hover') === id", arg=quarter)
    page.mouse.click(x, y)
    journey.selects([quarter])
    outside = page.locator("#funnel-ways button[data-quarters]").first
    inside = str(outside.get_attribute("data-quarters")).split("~")
    outside.click()
    journey.selects(inside)
    assert numbers_in(outside.inner_text()) == [len(inside)]


def test_a_box_over_the_funnel_selects_its_dots(journey: Journey) -> None:
    page = journey.opens("/de/map?i=A1&y=2024", i="A1").page
    page.locator("#funnel-chart").scroll_into_view_if_needed()
    dots = page.wait_for_function(_FUNNEL_DOTS).json_value()
    right = sorted(dots, key=lambda dot: dot[1])[-3:]
    left, top = min(dot[1] for dot in right) - 3, min(dot[2] for dot in right) - 4
    bottom = max(dot[2] for dot in right) + 4
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move(max(dot[1] for dot in right) + 6, bottom, steps=4)
    page.mouse.up()
    journey.selects([dot[0] for dot in right])


def test_the_way_from_the_funnel_to_its_map(journey: Journey) -> None:
    page = journey.opens("/de/map?i=A1&y=2024", i="A1").page
    page.locator("#funnel-ways [data-view-show]").click()
    journey.shows(show="clear", how="funnel")
    expect(page.locator("#categories-legend .category-row")).to_have_count(5)


def test_limits_of_signed_values_are_coloured_in_the_browser_as_on_the_server(journey: Journey) -> None:
    page = journey.opens("/de/map?i=excess:A1&y=2024", i="excess:A1").page
    journey.column()
    limits = [-150.0, -20.0, 30.0, 400.0]
    local = page.evaluate(
        "(limits) => window.quartierblick.reclassify(window.quartierblick.store.get('scene'), limits)", limits
    )
    journey.opens(f"/de/map?i=excess:A1&y=2024&scheme=own&breaks={','.join(map(str, limits))}", scheme="own")
    assert local["colours"] == journey.scene("answer.colours")
    assert local["counts"] == journey.scene("answer.counts")


@pytest.mark.parametrize("size", [DESK, TELEPHONE], ids=["desk", "telephone"])
def test_axe_finds_nothing_on_smoothed_values_and_the_funnel(journey: Journey, size: Any) -> None:
    journey.page.set_viewport_size(size)
    page = journey.opens("/de/map?i=ebs:A1&y=2024", i="ebs:A1").page
    expect(page.locator("#funnel-ways .funnel-area").first).to_be_visible()
    assert violations(journey) == []
    expect(page.locator("#forms-badge")).to_be_visible(visible=size == TELEPHONE)
