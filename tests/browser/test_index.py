"""The index builder: sliders that ask nobody, and a server that says the same when they rest."""

import json
import math
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
from playwright.sync_api import Page, expect

from analysis.index.recipe_text import from_text
from analysis.index.recipe_token import from_token
from analysis.index.shipped import shipped
from callbacks.shared.services import Services
from layers.index.answer import index_answer
from layers.index.columns import index_columns_url
from layers.index.recipes import token_of
from tests.browser.conftest import TELEPHONE
from tests.browser.journey import Journey
from tests.browser.test_accessibility import violations

_RESULT = """() => {
    const {result, data} = window.quartierblick.index.current();
    const plain = (numbers) => Array.from(numbers, (one) => (Number.isNaN(one) ? null : one));
    const names = ["index", "rank", "status", "dynamics", "dynamicsIndex", "attention", "near"];
    const told = Object.fromEntries(names.map((name) => [name, plain(result[name])]));
    return {...told, ids: data.ids, adds: result.adds.map(plain)};
}"""
_AT_REST = """() => {
    const now = window.quartierblick.index?.current();
    return Boolean(now?.recipe && !now.isBusy && !now.isWeighing && !window.quartierblick.index.isMoving());
}"""
_SHOWS = """(wanted) => {
    const {index, store} = window.quartierblick;
    const now = index.current();
    return now?.answer?.token !== wanted && store.get("painted")?.answer.query.i.split(":")[1] === now?.answer?.token;
}"""

_WEIGHED = """async ([url, weights]) => {
    const {container, weighIndex} = window.quartierblick;
    const {header, sections} = container.read(await (await fetch(url)).arrayBuffer());
    const found = weighIndex({...header, ...sections}, weights);
    const plain = (numbers) => Array.from(numbers, (one) => (Number.isNaN(one) ? null : one));
    return {index: plain(found.index), status: plain(found.status), dynamics: plain(found.dynamics),
        adds: found.adds.map(plain), baseline: found.baseline};
}"""
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


def builder(journey: Journey) -> Page:
    """Open the tab, and wait until it shows everything."""
    journey.tab("index")
    return rests(journey)


def rests(journey: Journey) -> Page:
    journey.page.wait_for_function(_AT_REST)
    journey.settles()
    return journey.page


def token(page: Page) -> str:
    found: str = page.evaluate("() => window.quartierblick.index.current().answer.token")
    return found


def numbers(found: list[float | None]) -> np.ndarray:
    return np.array([math.nan if one is None else one for one in found], dtype=float)


def agree(city: Services, page: Page, level: Any = "quarter", year: int = 2024) -> None:
    """What the browser has weighed is what the analysis computes by the recipe in the address."""
    found, answer = page.evaluate(_RESULT), index_answer(city.atlas(""), level, year, token(page))
    made = answer.composite
    assert made is not None
    assert found["ids"] == list(answer.ids)
    np.testing.assert_allclose(numbers(found["index"]), made.index, atol=1e-5)
    np.testing.assert_allclose(numbers(found["dynamicsIndex"]), made.dynamics_index, atol=1e-5)
    used = [at for at, one in enumerate(answer.recipe.ingredients) if one.weight > 0]
    adds = np.array([numbers(one) for one in found["adds"]]).T
    np.testing.assert_allclose(adds, made.contributions[:, used], atol=1e-5)
    assert numbers(found["rank"]).tolist() == pytest.approx(made.rank.tolist(), nan_ok=True)
    for name, wanted in (("status", made.status), ("dynamics", made.dynamics), ("attention", made.attention)):
        assert found[name] == wanted.astype(int).tolist()
    assert found["near"] == (made.near_limit | made.near_dynamics_limit).astype(int).tolist()


def drawn(page: Page) -> list[tuple[str, str]]:
    """Quarter and index of every row."""
    rows: list[list[str]] = page.locator(".index-quarter").evaluate_all(
        "rows => rows.map((row) => [row.dataset.quarter, row.querySelector('.index-value').textContent])"
    )
    return [(quarter, value) for quarter, value in rows]


def cells(page: Page) -> list[str]:
    return page.locator("#index-matrix .index-cell b").all_inner_texts()


def test_a_slider_asks_nobody_until_it_rests_and_then_the_server_says_the_same(
    journey: Journey, city: Services
) -> None:
    page = builder(journey.opens("/de/map?i=index:berlin_mss&show=matrix&y=2024", show="matrix"))
    agree(city, page)
    before, counts = drawn(page), cells(page)
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
    live, live_counts = drawn(page), cells(page)
    assert live != before
    assert live_counts != counts
    page.wait_for_function(_SHOWS, arg="berlin_mss")
    rests(journey)
    agree(city, page)
    assert drawn(page) == live
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
    page.wait_for_function(_SHOWS, arg="berlin_mss")
    rests(journey)
    expect(slider).to_be_focused()
    agree(city, page)  # without transfers other quarters may take part
    page.keyboard.press("Control+z")
    page.wait_for_function("() => window.quartierblick.index.current().answer.token === 'berlin_mss'")
    rests(journey)
    expect(slider).to_have_value("1")
    page.locator("#index-redo").click()
    page.wait_for_function(_SHOWS, arg="berlin_mss")
    rests(journey)
    expect(slider).to_have_value("0")
    field = page.get_by_role("spinbutton", name="Gewicht von Transferbezug")
    field.fill("2.5")
    field.press("Tab")
    page.wait_for_function("() => window.quartierblick.index.current().answer.recipe.ingredients[1].weight === 2.5")
    rests(journey)
    agree(city, page)


def test_a_cell_selects_its_quarters_and_selected_quarters_mark_their_cells(journey: Journey, city: Services) -> None:
    page = builder(journey.opens("/de/map?i=index:berlin_mss&show=matrix&y=2024", show="matrix"))
    made = index_answer(city.atlas(""), "quarter", 2024, "berlin_mss").composite
    assert made is not None
    ids = city.atlas("").levels["quarter"].ids
    cell = page.locator("#index-matrix .index-cell").nth(11)
    cell.click()
    journey.selects([quarter for quarter, code in zip(ids, made.matrix, strict=True) if code == "4-"])
    expect(cell).to_have_attribute("aria-pressed", "true")
    middle = ids[made.matrix.index("2+/-")]
    page.evaluate("(id) => window.quartierblick.selection.replace([id])", middle)
    expect(page.locator("#index-matrix .index-cell.has-chosen")).to_have_count(1)
    expect(page.locator("#index-matrix .index-cell").nth(4)).to_contain_text("1 ausgewählt")
    page.locator("[data-index-attention]").click()
    journey.selects([quarter for quarter, needs in zip(ids, made.attention, strict=True) if needs])
    page.evaluate("() => window.quartierblick.selection.clear()")


def test_selected_quarters_are_left_out_with_a_reason(journey: Journey, city: Services) -> None:
    page = builder(journey.opens("/de/map?i=index:berlin_mss&y=2024"))
    first = drawn(page)[0][0]
    page.locator("#index-procedure > summary").click()
    page.locator("#index-exclude").click()
    expect(page.locator("#index-said")).to_contain_text("zuerst Gebiete")
    page.locator(f'.index-quarter[data-quarter="{first}"]').click()
    page.locator("#index-exclude").click()
    expect(page.locator("#index-said")).to_contain_text("Grund")
    page.locator("#index-reason").fill("<b>großes Wohnheim</b>")
    page.locator("#index-exclude").click()
    page.wait_for_function(_SHOWS, arg="berlin_mss")
    rests(journey)
    assert first not in [quarter for quarter, _ in drawn(page)]
    agree(city, page)
    expect(page.locator("#index-excluded li")).to_contain_text("<b>großes Wohnheim</b>")
    expect(page.locator("#index-without")).to_contain_text("ausgenommen: 1")
    page.locator("[data-index-include]").click()
    page.wait_for_function("() => window.quartierblick.index.current().answer.token === 'berlin_mss'")
    page.evaluate("() => window.quartierblick.selection.clear()")


def test_a_recipe_is_named_kept_saved_as_a_file_and_read_back(journey: Journey, tmp_path: Path) -> None:
    page = builder(journey.opens("/de/map?i=index:mean_of_parts&y=2024"))
    page.locator("#index-name").fill("Kinder zuerst")
    page.locator("#index-name").press("Enter")
    page.wait_for_function(_SHOWS, arg="mean_of_parts")
    rests(journey)
    page.locator("#index-save").click()
    own = page.locator("#index-own-group .indicator")
    expect(own).to_have_text("Kinder zuerst")
    mine = token(page)
    with page.expect_download() as download:
        page.locator("#index-export").click()
    file = tmp_path / "recipe.toml"
    download.value.save_as(file)
    recipe = from_text(file.read_text(encoding="utf-8"))
    assert recipe == from_token(mine)
    assert (recipe.name, recipe.title) == ("kinder_zuerst", {"de": "Kinder zuerst"})
    page.locator("#index-recipes > summary").click()
    page.locator('[data-index-recipe="townsend"]').click()
    page.wait_for_function("() => window.quartierblick.index.current().answer.token === 'townsend'")
    rests(journey)
    page.locator("#index-file").set_input_files(file)
    page.wait_for_function("(wanted) => window.quartierblick.index.current().answer.token === wanted", arg=mine)
    rests(journey)
    page.locator("#index-file").set_input_files({"name": "no.toml", "mimeType": "text/plain", "buffer": b"name = "})
    expect(page.locator("#index-said")).to_contain_text("In Zeile 1")
    journey.complaints[:] = [one for one in journey.complaints if "400" not in one]
    page.locator('.indicator[data-view-indicator="A1"]').click()
    journey.shows(i="A1")
    own.click()
    journey.shows(i=f"index:{mine}")
    page.locator(f'[data-index-forget="{mine}"]').click()
    expect(own).to_have_count(0)


def test_context_is_taken_in_only_with_a_warning_that_stays(journey: Journey) -> None:
    page = builder(journey.opens("/de/map?i=index:berlin_mss&y=2024"))
    expect(page.locator("#index-context")).to_be_hidden()
    page.locator("#index-choose > summary").click()
    page.locator("#index-choose .is-context > summary").click()
    page.locator('[data-index-indicator="F7"]').check()
    expect(page.locator("#index-context")).to_contain_text("Ausländeranteil")
    page.wait_for_function(_SHOWS, arg="berlin_mss")
    rests(journey)
    expect(page.locator("#index-warnings")).to_contain_text("Hintergrund")
    page.locator('[data-index-indicator="F7"]').uncheck()
    page.wait_for_function("() => window.quartierblick.index.current().answer.token === 'berlin_mss'")


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
    page.wait_for_function(_SHOWS, arg="gisd_like")
    rests(journey)
    agree(city, page)


def test_what_cannot_be_said_is_refused_in_words(journey: Journey) -> None:
    page = builder(journey.opens("/de/map?i=A1&y=2024", i="A1"))
    page.evaluate(
        """(text) => window.quartierblick.index.read(text)""",
        json.loads('"name = \\"nowhere\\"\\n[[ingredients]]\\nindicator = \\"Z9\\"\\n"'),
    )
    expect(page.locator("#index-refusal")).to_contain_text("Keiner der Indikatoren")
    page.evaluate("() => window.quartierblick.index.choose('berlin_mss')")
    page.wait_for_function("() => window.quartierblick.index.current().answer.token === 'berlin_mss'")
    expect(page.locator("#index-refusal")).to_be_empty()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_the_open_builder(journey: Journey, theme: str) -> None:
    page = builder(journey.opens("/de/map?i=index:berlin_mss&show=matrix&y=2024&sel=0101", show="matrix"))
    page.evaluate("(theme) => (document.documentElement.dataset.theme = theme)", theme)
    page.locator(".index-body details").evaluate_all("all => all.forEach((one) => (one.open = true))")
    assert violations(journey, "#index-builder") == []
    page.set_viewport_size(TELEPHONE)
    assert theme == "dark" or violations(journey, "#index-builder") == []
    wide = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide == 0
    page.evaluate("() => { delete document.documentElement.dataset.theme; window.quartierblick.selection.clear(); }")


def test_the_wide_layout_is_offered_once(journey: Journey) -> None:
    page = journey.opens("/de/map?i=index:berlin_mss&y=2024").page
    page.evaluate("() => window.localStorage.removeItem('quartierblick-index-wide')")
    builder(journey.opens("/de/map?i=index:berlin_mss&y=2024"))
    take = page.locator("#index-wide-take")
    take.click()
    expect(page.locator("#panel-wider")).to_have_attribute("aria-pressed", "true")
    expect(take).to_be_hidden()
    page.locator("#panel-wider").click()
    builder(journey.opens("/en/map?i=index:berlin_mss&y=2024"))
    expect(page.get_by_role("slider", name="Weight of").first).to_be_visible()
    expect(take).to_be_hidden()


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
    page.wait_for_function(_SHOWS, arg="berlin_mss")
    rests(journey)
    agree(city, page, "district")
    assert from_token(token(page)).standardisation == "rank"
    expect(page.locator(".index-quarter")).to_have_count(9)
    expect(page.locator("#index-matrix .index-cell")).to_have_count(0)
