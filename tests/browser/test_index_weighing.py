"""Weights of an index: sliders that ask nobody, and a server that says the same when they rest."""

import math

import msgspec
import numpy as np
import pytest
from playwright.sync_api import expect

from analysis.index.recipe_token import from_token
from analysis.index.shipped import shipped
from callbacks.shared.services import Services
from layers.index.answer import index_answer
from layers.index.columns import index_columns_url
from layers.index.recipes import token_of
from tests.browser.index_builder import SHOWS_ANOTHER, agree, builder, cells, drawn, numbers, rests, token
from tests.browser.journey import Journey

_WEIGHED = """async ([url, weights]) => {
    const {container, weighIndex} = window.quartierblick;
    const {header, sections} = container.read(await (await fetch(url)).arrayBuffer());
    const found = weighIndex({...header, ...sections}, weights);
    const plain = (numbers) => Array.from(numbers, (one) => (Number.isNaN(one) ? null : one));
    return {index: plain(found.index), status: plain(found.status), dynamics: plain(found.dynamics),
        adds: found.adds.map(plain), baseline: found.baseline};
}"""

_RANKED = """() => {
    const {index, indexRanking} = window.quartierblick;
    const {result, data} = index.current();
    return indexRanking.shownOf(result).map((at) => data.ids[at]);
}"""
_IN_VIEW = 8  # rows of the ranking that a tall window shows for certain

_PROCEDURES = [
    ("z_sample", "mean", True, "mss", "type_9", 2),
    ("z_weighted", "sum", True, "quintiles", "residents", 2),
    ("z_population", "sum", False, "deciles", "type_7", 0),
    ("rank", "geometric", False, "quintiles", "type_9", 0),
    ("minmax", "geometric", True, "mss", "type_9", 0),
    ("minmax", "sum", True, "quintiles", "type_7", 2),
    ("imd_exponential", "mean", True, "deciles", "residents", 0),
    ("none", "mean", False, "mss", "type_9", 2),
    ("z_population", "principal_component_per_dimension", True, "quintiles", "type_9", 0),
]


def test_a_slider_asks_nobody_until_it_rests_and_then_the_server_says_the_same(
    journey: Journey, city: Services
) -> None:
    journey.page.set_viewport_size({"width": 1440, "height": 2400})
    page = builder(journey.opens("/de/map?i=index:berlin_mss&show=matrix&y=2024", show="matrix"))
    agree(city, page)
    before, counts = drawn(page)[:_IN_VIEW], cells(page)
    asked = len(journey.asked)
    moved = page.evaluate(
        """() => {
        const slider = document.querySelector(".index-slider");
        const {map, store} = window.quartierblick;
        const began = performance.now();
        for (const value of [2, 3, 4, 5]) {
            slider.value = value;
            slider.dispatchEvent(new Event("input", {bubbles: true}));
        }
        const took = (performance.now() - began) / 4;
        const scene = store.get("scene");
        return {took, categories: Array.from(scene.column.value, (one) => (Number.isNaN(one) ? null : one)),
            onMap: map.handle.engine.scene === scene, counts: scene.answer.counts};
    }"""
    )
    assert len(journey.asked) == asked
    assert moved["onMap"]
    assert moved["took"] < 60
    live, live_counts = drawn(page)[:_IN_VIEW], cells(page)
    assert live != before
    assert live_counts != counts
    page.wait_for_function(SHOWS_ANOTHER, arg="berlin_mss")
    rests(journey)
    agree(city, page)
    assert drawn(page)[:_IN_VIEW] == live
    assert [quarter for quarter, _ in drawn(page)] == page.evaluate(_RANKED)  # those out of view have followed
    assert cells(page) == live_counts
    served = journey.scene("column.value")
    plain = [None if math.isnan(one) else one for one in (served.values() if isinstance(served, dict) else served)]
    assert plain == moved["categories"]
    assert journey.scene("answer.counts") == moved["counts"]
    assert journey.address()["i"] == f"index:{token(page)}"
    assert [one.weight for one in from_token(token(page)).ingredients] == [5.0, 1.0, 1.0]


def test_weights_move_by_keyboard_and_every_step_can_be_taken_back(journey: Journey, city: Services) -> None:
    page = builder(journey.opens("/de/map?i=index:berlin_mss&y=2024"))
    slider = page.get_by_role("slider", name="Gewicht von Transferbezug")
    slider.focus()
    for _ in range(10):
        page.keyboard.press("ArrowLeft")
    expect(slider).to_be_focused()
    page.wait_for_function(SHOWS_ANOTHER, arg="berlin_mss")
    rests(journey)
    expect(slider).to_be_focused()
    agree(city, page)  # without transfers other quarters may take part
    page.keyboard.press("Control+z")
    page.wait_for_function("() => window.quartierblick.index.current().answer.token === 'berlin_mss'")
    rests(journey)
    expect(slider).to_have_value("1")
    page.locator("#index-redo").click()
    page.wait_for_function(SHOWS_ANOTHER, arg="berlin_mss")
    rests(journey)
    expect(slider).to_have_value("0")
    field = page.get_by_role("spinbutton", name="Gewicht von Transferbezug")
    field.fill("2.5")
    field.press("Tab")
    page.wait_for_function("() => window.quartierblick.index.current().answer.recipe.ingredients[1].weight === 2.5")
    rests(journey)
    agree(city, page)


def test_dimensions_are_weighed_alike_on_the_page(journey: Journey, city: Services) -> None:
    page = builder(journey.opens("/de/map?i=index:gisd_like&y=2024"))
    agree(city, page)
    page.evaluate(
        """() => {
        const {index} = window.quartierblick;
        const {recipe} = index.current();
        index.change({...recipe, ingredients: recipe.ingredients.map((one, at) => ({...one, weight: 1 + (at % 3)}))});
    }"""
    )
    page.wait_for_function(SHOWS_ANOTHER, arg="gisd_like")
    rests(journey)
    agree(city, page)


def test_every_procedure_is_weighed_as_the_analysis_does(journey: Journey, city: Services) -> None:
    page, atlas = journey.opens("/de/map?i=A1&y=2024", i="A1").page, city.atlas("")
    fields = ("standardisation", "aggregation", "second_standardisation", "classes", "class_limits", "dynamics_years")
    for procedure in _PROCEDURES:
        plain = msgspec.structs.replace(shipped("imd"), name="all", **dict(zip(fields, procedure, strict=True)))
        others = [2.0, 0.5, 1.0, 3.3, 1.0, 0.7] if "principal" in procedure[1] else [2.0, 0.5, 0.0, 3.3, 1.0, 0.7]
        parts = zip(plain.ingredients, others, strict=True)
        weighed = tuple(msgspec.structs.replace(one, weight=weight) for one, weight in parts)
        made = index_answer(
            atlas, "quarter", 2024, token_of(msgspec.structs.replace(plain, ingredients=weighed))
        ).composite
        assert made is not None
        found = page.evaluate(_WEIGHED, [index_columns_url(atlas, "quarter", 2024, token_of(plain)), others])
        np.testing.assert_allclose(numbers(found["index"]), made.index, rtol=1e-5, atol=1e-5, err_msg=str(procedure))
        used = [at for at, weight in enumerate(others) if weight > 0]
        adds = np.array([numbers(one) for one in found["adds"]]).T
        np.testing.assert_allclose(adds, made.contributions[:, used], rtol=1e-4, atol=1e-5, err_msg=str(procedure))
        assert found["baseline"] == pytest.approx(made.measured.baseline, abs=1e-5), procedure
        assert found["status"] == made.status.astype(int).tolist(), procedure
        assert found["dynamics"] == made.dynamics.astype(int).tolist(), procedure


def test_few_areas_are_offered_ranks(journey: Journey, city: Services) -> None:
    page = builder(journey.opens("/de/map?i=index:berlin_mss&y=2024&level=district", level="district"))
    agree(city, page, "district")
    expect(page.locator("#index-warnings")).to_contain_text("Nur 9 Gebiete")
    page.locator("[data-index-ranks]").click()
    page.wait_for_function(SHOWS_ANOTHER, arg="berlin_mss")
    rests(journey)
    agree(city, page, "district")
    assert from_token(token(page)).standardisation == "rank"
    expect(page.locator(".index-quarter")).to_have_count(9)
    expect(page.locator("#index-matrix .index-cell")).to_have_count(0)
