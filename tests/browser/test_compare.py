"""Comparing: two and four maps that move as one, the curtain, differences, two indicators at once."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.journey import Journey, german

_SHOWN = """(wanted) => {
    const {compare, store} = window.quartierblick;
    const scenes = compare.cells().map((cell) => store.get(compare.slotOf(cell.number)));
    const painted = document.querySelectorAll("[data-painted], [data-beside]").length;
    return scenes.length === wanted && scenes.every(Boolean) && painted === wanted;
}"""
_PLACES = """() => window.quartierblick.map.maps.map((map) => {
    const {west, north, scale} = map.engine.seen;
    const at = map.latLngToContainerPoint(window.quartierblick.store.get("scene").geometry.centres[0]);
    return [scale, west, north, Math.round(at.x), Math.round(at.y)].join(" ");
})"""
_STEPS = """() => {
    window.events = {move: 0, moveend: 0};
    const [, other] = window.quartierblick.map.maps;
    other.on("move", () => (window.events.move += 1));
    other.on("moveend", () => (window.events.moveend += 1));
}"""


def maps(journey: Journey, wanted: int) -> None:
    """Wait until as many maps show what the address asks."""
    journey.page.wait_for_function(_SHOWN, arg=wanted)
    journey.settles()


def beside(journey: Journey, number: int, what: str) -> object:
    """Give one value of what a further map shows."""
    return journey.page.evaluate(f"window.quartierblick.store.get('scene{number}').{what}")


def drag(journey: Journey, selector: str, by: tuple[int, int], steps: int = 8) -> None:
    """Drag a map by so many pixels."""
    box = journey.page.locator(selector).bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    journey.page.mouse.move(x, y)
    journey.page.mouse.down()
    journey.page.mouse.move(x + by[0], y + by[1], steps=steps)
    journey.page.mouse.up()


def test_two_maps_are_chosen_by_keyboard_and_back_returns_to_one(journey: Journey) -> None:
    page = journey.opens("/de/map?i=A1&y=2024", i="A1").page
    page.locator(".compare-open").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("() => Boolean(document.activeElement.closest('.foldout'))")
    page.locator(".compare-choice[data-compare='2']").focus()
    page.keyboard.press("Enter")
    maps(journey, 2)
    assert journey.address()["maps"] == "2"
    assert (beside(journey, 2, "answer.query.i"), beside(journey, 2, "answer.query.y")) == ("A1", "2019")
    expect(page.locator(".compare-choice[data-compare='2']")).to_have_attribute("aria-pressed", "true")
    page.go_back()
    page.wait_for_function("() => window.quartierblick.map.maps.length === 1")
    expect(page.locator(".compare-choice[data-compare=one]")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".compare-map")).to_have_count(0)
    expect(page.locator(".legend").first).to_be_visible()


def test_a_further_map_has_its_own_year_indicator_and_classes_in_the_address(journey: Journey) -> None:
    page = journey.opens("/de/map?i=A1&y=2024&maps=2", i="A1").page
    maps(journey, 2)
    page.locator("[data-map='2'] .compare-year").select_option("2016")
    page.wait_for_function("() => window.quartierblick.store.get('scene2').answer.query.y === '2016'")
    assert journey.address()["m2"] == "A1.2016.same"
    assert beside(journey, 2, "answer.colours") == journey.scene("answer.colours")
    inner = "answer.upper_bounds.slice(0, -1)"
    assert beside(journey, 2, inner) == journey.scene(inner)
    page.locator("[data-map='2'] .compare-indicator").select_option("C1")
    page.wait_for_function("() => window.quartierblick.store.get('scene2').answer.query.i === 'C1'")
    page.locator("[data-map='2'] .compare-scheme").select_option("quantile")
    page.wait_for_function("() => window.quartierblick.store.get('scene2').answer.query.scheme === 'quantile'")
    assert journey.painted()["i"] == "A1"
    carried = journey.address()
    page.reload()
    journey.shows(i="A1")
    maps(journey, 2)
    assert journey.address() == carried
    assert beside(journey, 2, "answer.query.i") == "C1"
    page.locator("[data-map='1'] .compare-year").select_option("2020")
    journey.shows(i="A1", y="2020")


def test_maps_move_as_one_and_share_one_rasterisation(journey: Journey) -> None:
    page = journey.opens("/de/map?maps=4").page
    maps(journey, 4)
    assert len(set(page.evaluate(_PLACES))) == 1
    page.evaluate(_STEPS)
    drag(journey, ".map-canvas", (60, 35))
    page.wait_for_function("() => window.events.moveend > 0")
    page.wait_for_function(f"() => new Set(({_PLACES})()).size === 1")
    assert page.evaluate("window.events") == {"move": 0, "moveend": 1}
    before = page.evaluate(_PLACES)[0]
    drag(journey, "[data-scene=scene4]", (-40, -20))
    page.wait_for_function(f"() => ({_PLACES})()[0] !== '{before}' && new Set(({_PLACES})()).size === 1")
    page.locator("#map-tool-in").click()
    page.wait_for_function(f"() => new Set(({_PLACES})()).size === 1 && ({_PLACES})()[0].split(' ')[0] !== '{before}'")
    assert page.evaluate("new Set(window.quartierblick.map.maps.map((map) => map.engine.raster)).size") == 1


def test_hover_and_selection_are_seen_on_every_map(journey: Journey) -> None:
    page = journey.opens("/de/map?i=A1&y=2024&maps=2", i="A1").page
    maps(journey, 2)
    quarter = journey.ids()[40]
    spot = page.evaluate(
        """(position) => {
            const map = window.quartierblick.map.maps[1];
            const at = map.latLngToContainerPoint(map.engine.scene.geometry.centres[position]);
            const box = map.getContainer().getBoundingClientRect();
            return [box.left + at.x, box.top + at.y];
        }""",
        40,
    )
    page.mouse.move(*spot)
    page.wait_for_function(
        "(id) => window.quartierblick.map.maps.every((map) => map.engine.container.dataset.hover === id)", arg=quarter
    )
    card = page.locator(".hovercard")
    expect(card).to_contain_text("SGB II-Quote 2019")
    page.mouse.click(*spot)
    journey.selects([quarter])
    chosen = "window.quartierblick.map.maps.map((map) => (map.engine.outlined?.chosen ?? []).join())"
    assert page.evaluate(chosen) == ["40", "40"]


def test_the_curtain_is_moved_by_keys_and_by_dragging(journey: Journey) -> None:
    page = journey.opens("/de/map?i=A1&y=2024&maps=swipe", i="A1").page
    maps(journey, 2)
    handle = page.get_by_role("slider", name=journey.texts()("compare.scripts.curtain"))
    expect(handle).to_have_attribute("aria-valuenow", "50")
    handle.focus()
    for key, at in (("ArrowLeft", "49"), ("PageUp", "59"), ("End", "100"), ("Home", "0"), ("ArrowRight", "1")):
        page.keyboard.press(key)
        expect(handle).to_have_attribute("aria-valuenow", at)
    expect(handle).to_have_attribute("aria-valuetext", "1 %: links SGB II-Quote 2024, rechts SGB II-Quote 2019")
    assert page.locator("[data-scene=scene2]").evaluate("map => map.style.clipPath") == "inset(0px 0px 0px 1%)"
    page.keyboard.press("End")
    box = page.locator(".curtain").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] - 6, box["y"] + 80)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + 90, steps=4)
    page.mouse.up()
    expect(handle).to_have_attribute("aria-valuenow", "30")
    assert len(set(page.evaluate(_PLACES))) == 1


def test_a_difference_is_signed_and_blanks_keep_their_reasons(journey: Journey) -> None:
    page = journey.opens("/de/map?i=A1&y=2024", i="A1").page
    values = journey.scene("column.value")
    page.locator(".compare-open").click()
    page.locator(".compare-choice[data-compare=difference]").click()
    journey.shows(against="city")
    city = journey.scene("answer.city_value")
    for value, difference in zip(
        page.evaluate("Array.from(window.quartierblick.store.get('scene').column.minuend)"),
        page.evaluate("Array.from(window.quartierblick.store.get('scene').column.value)"),
        strict=True,
    ):
        assert (value is None) == (difference is None)
        assert value is None or value != value or difference == pytest.approx(value - city, abs=0.002)
    assert len(values) == 90
    card = page.locator("#difference-legend")
    expect(card.locator(".legend-title")).to_contain_text("minus Stadt")
    limits = [german(text.replace("+", "")) for text in card.locator(".difference-limits span").all_inner_texts()]
    assert limits == [-limit for limit in reversed(limits)]
    assert card.locator(".is-blank").count() == len(journey.scene("answer.blanks"))
    page.locator("#difference-legend select").select_option("2019")
    journey.shows(against="2019")
    expect(card.locator(".legend-title")).to_contain_text("2024 minus 2019")
    highest = int(page.evaluate("window.quartierblick.store.get('scene').column.rank.indexOf(1)"))
    page.evaluate("(id) => window.quartierblick.store.set('hover', id)", journey.ids()[highest])
    said = page.locator(".hovercard").inner_text()
    assert "Prozentpunkte" in said
    assert "SGB II-Quote 2019" in said
    counted = int(card.locator(".difference-cell").last.inner_text())
    card.locator(".difference-cell").last.click()
    page.wait_for_function("(n) => window.quartierblick.selection.current().length === n", arg=counted)
    journey.settles()


def test_a_count_is_not_subtracted_and_the_page_says_why(journey: Journey) -> None:
    page = journey.opens("/de/map?i=residents&against=city", i="residents").page
    expect(page.locator("#difference-refused")).to_contain_text("Eine Anzahl minus")
    expect(page.locator("#difference-legend")).to_be_hidden()
    assert journey.scene("answer.kind") == "circles"


def test_a_cell_of_the_square_selects_its_quarters(journey: Journey) -> None:
    page = journey.opens("/de/map?i=A1&x=C1&bi=1", i="A1", bi="1").page
    cells = page.locator(".bivariate-cell")
    assert cells.count() == 9
    both = page.locator("[data-bivariate='8']")
    n = int(both.inner_text())
    both.click()
    page.wait_for_function("(n) => window.quartierblick.selection.current().length === n", arg=n)
    colours = journey.colours()
    dark = journey.scene("answer.colours[8]")
    assert {colours[quarter] for quarter in journey.selection()} == {dark}
    low = page.locator("[data-bivariate='0']")
    low.click(modifiers=["Control"])
    page.wait_for_function(
        "(n) => window.quartierblick.selection.current().length === n", arg=n + int(low.inner_text())
    )
    page.locator("#bivariate-legend select").select_option("A2")
    journey.shows(bi="1", x="A2")
    page.locator(".compared-back:visible").click()
    page.wait_for_function("() => window.quartierblick.store.get('scene').answer.kind === 'choropleth'")
    assert "bi" not in journey.address()
    journey.settles()


def test_every_quarter_of_two_indicators_has_the_colour_of_its_cell(journey: Journey) -> None:
    page = journey.opens("/de/map?i=A1&x=C1&bi=1", i="A1", bi="1").page
    counted = page.evaluate(
        """() => {
            const scene = window.quartierblick.store.get("scene");
            const counts = Array(9).fill(0);
            scene.geometry.ids.forEach((_, at) => {
                const of = window.quartierblick.classes.classAt(scene, at);
                if (of >= 0) counts[of] += 1;
            });
            return counts;
        }"""
    )
    assert counted == journey.scene("answer.counts")
    assert sum(counted) + sum(journey.scene("answer.blanks").values()) == 90


def test_nothing_is_asked_again_when_maps_change_places(journey: Journey) -> None:
    page = journey.opens("/de/map?i=A1&y=2024&maps=2", i="A1").page
    maps(journey, 2)
    page.locator("[data-map='2'] .compare-year").select_option("2018")
    page.wait_for_function("() => window.quartierblick.store.get('scene2').answer.query.y === '2018'")
    before = len(journey.asked)
    page.locator("[data-map='2'] .compare-year").select_option("2019")
    page.wait_for_function("() => window.quartierblick.store.get('scene2').answer.query.y === '2019'")
    assert [
        address for address in journey.asked[before:] if not ("/assets/" in address or address.endswith("/health"))
    ] == []


@pytest.mark.parametrize("query", ["maps=4", "maps=swipe", "against=city", "bi=1"])
def test_no_rule_of_accessibility_is_broken(journey: Journey, query: str) -> None:
    page = journey.opens(f"/de/map?{query}").page
    if query.startswith("maps"):
        maps(journey, 4 if query.endswith("4") else 2)
    found = Axe().run(page, context=".explore-stage")
    assert found.violations_count == 0, found.generate_report()


def test_on_a_telephone_maps_stand_one_below_the_other(telephone: Journey) -> None:
    page = telephone.opens("/de/map?maps=2").page
    maps(telephone, 2)
    first, second = (page.locator(one).bounding_box() for one in (".map-canvas", "[data-scene=scene2]"))
    assert first
    assert second
    assert second["y"] >= first["y"] + first["height"]
    assert first["width"] == second["width"] == pytest.approx(390, abs=1)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
