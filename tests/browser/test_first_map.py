"""The first thing a reader sees: the whole city, and numbers that agree with each other."""

import re

from playwright.sync_api import expect

from tests.browser.journey import Journey, german, numbers_in
from texts import load_texts

QUARTERS = 90


def test_the_sample_city_opens_with_every_quarter_in_the_colour_of_its_class(journey: Journey) -> None:
    journey.opens()
    column, answer = journey.column(), journey.scene("answer")
    colours = journey.colours()
    assert len(colours) == QUARTERS
    for quarter, value, reason in zip(journey.ids(), column["value"], column["reason"], strict=True):
        if reason == 0:
            one = next(at for at, bound in enumerate(answer["upper_bounds"]) if value <= bound + 1e-6)
            assert colours[quarter] == answer["colours"][one]
        else:
            assert colours[quarter]


def test_the_city_lies_between_legend_and_tools(journey: Journey) -> None:
    page = journey.opens().page
    (south, west), (north, east) = journey.scene("geometry.bounds")
    corners = page.evaluate(
        "(corners) => corners.map((at) => window.quartierblick.map.handle.latLngToContainerPoint(at))"
        ".map(({x, y}) => [x, y])",
        [[north, west], [south, east]],
    )
    stage = page.locator(".explore-stage").bounding_box()
    assert stage
    assert all(0 <= x <= stage["width"] and 0 <= y <= stage["height"] for x, y in corners)


def test_classes_and_blanks_of_the_legend_add_up_to_the_city(journey: Journey) -> None:
    page = journey.opens().page
    counts = page.locator(".legend .legend-count").all_inner_texts()
    assert sum(german(count) for count in counts) == QUARTERS
    blanks = sum(reason != 0 for reason in journey.column()["reason"])
    assert sum(german(count) for count in page.locator(".is-blank .legend-count").all_inner_texts()) == blanks


def test_the_ranking_begins_with_the_highest_rate(journey: Journey) -> None:
    page = journey.opens().page
    column = journey.column()
    first = column["rank"].index(1)
    row = page.locator(".ranking-row").first
    assert row.get_attribute("data-quarter") == journey.ids()[first]
    expect(row).to_contain_text(journey.scene("geometry.names")[first])
    assert numbers_in(row.locator(".ranking-value").inner_text()) == [round(column["value"][first], 1)]


def test_the_first_finding_stands_beside_the_map_and_selects_its_quarters(journey: Journey) -> None:
    page = journey.opens().page
    first = page.locator("#findings-content .finding.is-first")
    assert re.search(r"\d", first.locator(".sentence").inner_text())
    show = first.locator(".finding-show")
    wanted = (show.get_attribute("data-quarters") or "").split("~")
    show.click()
    journey.selects(wanted)


def test_every_function_that_the_page_calls_in_the_browser_is_there(journey: Journey) -> None:
    page = journey.opens().page
    wired = page.request.get(f"{journey.url}/_dash-dependencies").json()
    functions = [one["clientside_function"] for one in wired if one["clientside_function"]]
    missing = page.evaluate(
        "(functions) => functions.filter((one) => "
        "typeof window.dash_clientside[one.namespace]?.[one.function_name] !== 'function')",
        functions,
    )
    assert functions
    assert missing == []


def test_the_start_page_leads_to_the_map_and_remembers_it(journey: Journey) -> None:
    page = journey.page
    page.goto(f"{journey.url}/de/start")
    page.get_by_role("link", name=load_texts("de")("start.sample.title")).click()
    journey.shows()
    city = journey.scene("answer.city")
    page.locator(".brand").click()
    expect(page.locator("#start-projects a").first).to_have_text(city)
