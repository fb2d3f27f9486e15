"""An index as an indicator: its numbers in all years, its blanks, and the recipe that every picture names."""

import datetime
import io

import msgspec
import numpy as np
import pytest
from python_calamine import CalamineWorkbook

from analysis.index.recipe_token import to_token
from layers.choropleth import choropleth
from layers.columns import column
from layers.derived import asked_atlas, base_id, with_derived
from layers.folium_page import folium_page
from layers.index.answer import index_answer
from layers.view import View, years_with_values
from layers.workbook import workbook
from loading.reasons import Reason
from tests.layers.index.towns_with_index import LEFT_OUT, SMALL, index_town, recipe
from tests.toytown import toytown
from texts import load_texts

TOWN = index_town()
TOKEN = to_token(recipe())
INDEX, DYNAMICS = f"index:{TOKEN}", f"dynamics:{TOKEN}"
DAY = datetime.date(2026, 1, 2)


def test_a_view_of_an_index_is_answered_like_any_other() -> None:
    query = {"i": INDEX, "y": "2024"}
    atlas = asked_atlas(TOWN, query)
    view = View.from_query(query, atlas)
    assert view.indicator == INDEX
    answer = choropleth(atlas, view)
    assert sum(answer.counts) == index_answer(TOWN, "quarter", 2024, TOKEN).composite.n  # type: ignore[union-attr]
    assert answer.blanks == {"excluded": 1, "not_delivered": 2, "suppressed": 1, "too_small": 1}
    assert answer.city_value_is in ("", "median")


def test_its_numbers_are_those_of_the_answer_in_every_year() -> None:
    atlas = with_derived(TOWN, INDEX)
    for year in (2021, 2022, 2024):
        numbers = column(atlas, "quarter", INDEX, year)
        np.testing.assert_allclose(numbers.value, index_answer(TOWN, "quarter", year, TOKEN).index, atol=1e-4)
    small, left_out = (TOWN.levels["quarter"].ids.index(one) for one in (SMALL, LEFT_OUT))
    assert numbers.reason[[small, left_out]].tolist() == [Reason.TOO_SMALL, Reason.EXCLUDED]
    assert np.isnan(numbers.value[[small, left_out]]).all()
    assert np.isnan(column(atlas, "city", INDEX, 2024).value).all()


def test_dynamics_exist_only_where_earlier_numbers_do() -> None:
    atlas = with_derived(TOWN, DYNAMICS)
    assert years_with_values(atlas, "quarter", DYNAMICS) == (2024,)
    answer = index_answer(TOWN, "quarter", 2024, TOKEN)
    np.testing.assert_allclose(column(atlas, "quarter", DYNAMICS, 2024).value, answer.dynamics_index, atol=1e-4)


def test_districts_are_compared_among_themselves() -> None:
    atlas = with_derived(toytown(), "index:mean_of_parts")
    found = column(atlas, "district", "index:mean_of_parts", 2024).value
    assert found.mean() == pytest.approx(0, abs=1e-4)
    assert found.std() == pytest.approx(1, abs=1e-3)


def test_it_is_declared_by_its_recipe_in_both_languages() -> None:
    declared = with_derived(TOWN, INDEX).indicators[-1]
    assert declared.title == {"de": "Index nach dem Rezept „Vier Anteile“", "en": "Index by the recipe “Vier Anteile”"}
    assert declared.short == {"de": "Vier Anteile", "en": "Vier Anteile"}
    assert (declared.kind, declared.dimension, declared.direction) == ("value", "own", "more_disadvantage")
    assert (declared.decimals, declared.signed) == (2, True)
    assert declared.note["de"].startswith("Rezept „Vier Anteile“: Anteil A2 (A2), Gewicht 1; ")
    assert "umgekehrt gezählt" in declared.note["de"]
    assert declared.source == "Statistik der Bundesagentur für Arbeit"
    assert base_id(INDEX) == INDEX


def test_a_changed_recipe_does_not_go_by_the_name_of_the_shipped_one() -> None:
    from analysis.index.shipped import shipped

    changed = to_token(msgspec.structs.replace(shipped("mean_of_parts"), second_standardisation=False))
    declared = with_derived(toytown(), f"index:{changed}").indicators[-1]
    assert declared.short["en"] == "Mean of standardised shares (changed)"
    assert "not in the data: A2, A5, B1, B3, F3" in declared.note["en"]


@pytest.mark.parametrize("token", ["", "nonsense", "index:berlin_mss", "../../etc/passwd", "berlin_mss:x", "townsend"])
def test_what_is_no_recipe_of_this_town_leaves_the_atlas_as_it_is(token: str) -> None:
    town = toytown()
    assert with_derived(town, f"index:{token}", f"dynamics:{token}").indicators == town.indicators


def test_every_export_names_the_recipe() -> None:
    query = {"i": INDEX, "y": "2024"}
    atlas = asked_atlas(TOWN, query)
    view, words = View.from_query(query, atlas), load_texts("de")
    page = folium_page(atlas, view, words, DAY).decode()
    assert "Index nach dem Rezept „Vier Anteile“ 2024" in page
    assert "Kommentar: Rezept „Vier Anteile“: Anteil A2 (A2), Gewicht 1" in page
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook(atlas, view, words, DAY)))
    about = {row[0]: row[1] for row in book.get_sheet_by_name("Angaben").to_python()}
    assert str(about["Kommentar"]).startswith("Rezept „Vier Anteile“")
    assert '["Wert","–"]' not in page
