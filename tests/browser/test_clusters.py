"""Clusters on the page: switched on, outlined, linked with the plot, set up, and their absence said plainly."""

from typing import Any

import pytest
from playwright.sync_api import expect

from callbacks.shared.services import Services
from layers.categories import sorted_areas
from layers.view import View
from tests.browser.conftest import DESK, TELEPHONE
from tests.browser.journey import Journey
from tests.browser.test_accessibility import violations

TOGGLE = "[data-clusters-outlines]"
_GROUPED = """() => {
    const canvas = document.querySelector(".explore-stage canvas.map-grouped");
    if (!canvas || canvas.style.display === "none" || !canvas.width) return 0;
    const {data} = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    return data.filter((value, at) => at % 4 === 3 && value).length;
}"""


def opened(journey: Journey, how: str = "", indicator: str = "F7") -> Any:
    page = journey.opens(f"/de/map?i={indicator}&y=2024&show=clusters&how={how}", i=indicator, how=how).page
    journey.tab("clusters")
    page.wait_for_selector("#clusters-found .clusters-content")
    journey.settles()
    return page


def test_clusters_are_switched_on_outlined_and_selected_from_the_list(journey: Journey, city: Services) -> None:
    page = journey.opens("/de/map?i=F7&y=2024", i="F7").page
    journey.tab("clusters")
    expect(page.locator(TOGGLE)).to_be_disabled()
    page.locator(".clusters-map [data-view-show=clusters]").click()
    journey.shows(show="clusters")
    areas = sorted_areas(city.atlas(""), View.from_query({"i": "F7", "y": "2024", "show": "clusters"}, city.atlas("")))
    members = [journey.ids()[at] for one in areas.outlines for at in one.members]
    assert sorted(journey.outlined("grouped")) == sorted(members)
    page.wait_for_function(f"() => ({_GROUPED})() > 100")
    expect(page.locator(".cluster-label").first).to_contain_text("Quartiere, ")

    page.locator(TOGGLE).click()
    expect(page.locator(".cluster-label")).to_have_count(0)
    assert journey.outlined("grouped") == []
    page.locator(TOGGLE).click()
    assert sorted(journey.outlined("grouped")) == sorted(members)

    page.locator(".clusters-row").first.click()
    journey.selects([journey.ids()[at] for at in areas.outlines[0].members])
    page.locator(".clusters-map [data-view-show='']").click()
    journey.shows(show="")
    assert journey.outlined("grouped") == []
    expect(page.locator(".cluster-label")).to_have_count(0)


def test_the_plot_is_linked_with_the_map_by_pointer_box_and_quadrant(journey: Journey) -> None:
    page = opened(journey)
    box = page.locator("#clusters-chart-box")
    box.scroll_into_view_if_needed()
    page.wait_for_selector("#clusters-chart .scatterlayer .point")
    chart = "document.querySelector('#clusters-chart .js-plotly-plot')"
    dots = page.evaluate(
        f"() => [...window.quartierblick.charts.dotsOf({chart})].map(([id, [dot]]) =>"
        f" [id, ...window.quartierblick.charts.placeOf({chart}, dot)])"
    )
    assert len(dots) == 88
    place = box.bounding_box()
    far = max(dots, key=lambda dot: dot[1] - dot[2])
    page.mouse.move(place["x"] + far[1], place["y"] + far[2])
    page.wait_for_function("(id) => window.quartierblick.store.get('hover') === id", arg=far[0])
    assert journey.outlined("pointed") == [far[0]]
    page.mouse.click(place["x"] + far[1], place["y"] + far[2])
    journey.selects([far[0]])

    middle = 200
    page.mouse.move(place["x"] + middle, place["y"] + 20)
    page.mouse.down()
    page.mouse.move(place["x"] + 360, place["y"] + 120, steps=4)
    page.mouse.up()
    inside = [one for one, x, y, _ in dots if middle <= x <= 360 and 20 <= y <= 120]
    assert len(inside) > 2
    journey.selects(inside)

    quadrant = page.locator(".clusters-quadrant").first
    wanted = (quadrant.get_attribute("data-quarters") or "").split("~")
    quadrant.focus()
    page.keyboard.press("Enter")
    journey.selects(wanted)


def test_settings_stand_in_the_address_and_keep_the_focus(journey: Journey) -> None:
    page = opened(journey)
    page.locator("summary", has_text=journey.texts()("clusters.settings.title")).click()
    gathered = page.locator("[data-clusters-set='method:gi']")
    gathered.focus()
    page.keyboard.press("Enter")
    journey.shows(show="clusters", how="gi")
    expect(gathered).to_be_focused()
    expect(gathered).to_have_attribute("aria-pressed", "true")
    page.locator("[data-clusters-set='weights:k6']").click()
    journey.shows(how="gi~k6")
    page.locator("#clusters-reach").fill("4")
    journey.shows(how="gi~k4")
    page.locator("[data-clusters-set='permutations:p9999']").click()
    page.locator("[data-clusters-set='controlled:nofdr']").click()
    journey.shows(how="gi~k4~p9999~nofdr")
    expect(page.locator("[data-clusters-set='controlled:nofdr']")).to_have_attribute("aria-pressed", "false")
    page.locator("#clusters-seed").fill("7")
    journey.shows(how="gi~k4~p9999~nofdr~s7")
    expect(page.locator("#clusters-found")).to_contain_text("Startwert 7")
    page.go_back()
    journey.shows(how="gi~k4~p9999~nofdr")
    expect(page.locator("#clusters-seed")).to_have_value("1")
    page.locator("[data-clusters-set='method:bivariate']").click()
    journey.shows(how="bivariate~k4~p9999~nofdr")
    expect(page.locator("#clusters-second")).to_be_visible()


def test_where_there_is_no_cluster_the_tab_says_so(journey: Journey) -> None:
    page = opened(journey, indicator="D4")
    said = journey.texts()("clusters.no_cluster")
    expect(page.locator(".clusters-said .sentence")).to_have_text(said)
    expect(page.locator("#categories-legend")).to_contain_text(journey.texts()("categories.clusters.notes.nothing"))
    expect(page.locator(".cluster-label")).to_have_count(0)


def test_a_count_is_refused_and_its_rate_is_a_click_away(journey: Journey) -> None:
    page = journey.opens("/de/map?i=residents&y=2024&show=clusters", i="residents").page
    journey.tab("clusters")
    page.locator(".clusters-refused .button").click()
    journey.shows(i="A1", show="clusters")
    expect(page.locator(".clusters-figures")).to_be_visible()


@pytest.mark.parametrize("size", [DESK, TELEPHONE], ids=["desk", "telephone"])
def test_axe_finds_nothing_in_the_tab_of_clusters(journey: Journey, size: Any) -> None:
    journey.page.set_viewport_size(size)
    page = opened(journey, "bivariate~k6~nofdr")
    for summary in page.locator(".clusters-more > summary").all():
        summary.click()
    assert violations(journey, ".panel") == []
    assert violations(journey, ".explore-stage") == []
