"""The index builder: matrix, exclusions, recipes kept and read, context, refusals, and who may use it."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from analysis.index.recipe_text import from_text
from analysis.index.recipe_token import from_token
from callbacks.shared.services import Services
from layers.index.answer import index_answer
from tests.browser.conftest import TELEPHONE
from tests.browser.index_builder import SHOWS_ANOTHER, agree, builder, drawn, rests, token
from tests.browser.journey import Journey
from tests.browser.test_accessibility import violations


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
    page.wait_for_function(SHOWS_ANOTHER, arg="berlin_mss")
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
    page.wait_for_function(SHOWS_ANOTHER, arg="mean_of_parts")
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
    page.wait_for_function(SHOWS_ANOTHER, arg="berlin_mss")
    rests(journey)
    expect(page.locator("#index-warnings")).to_contain_text("Hintergrund")
    page.locator('[data-index-indicator="F7"]').uncheck()
    page.wait_for_function("() => window.quartierblick.index.current().answer.token === 'berlin_mss'")


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
