"""The list of indicators."""

from dataclasses import replace
from urllib.parse import unquote

import numpy as np
import pytest

from callbacks.explore.indicators import groups, judged_values, layout, tiny_histogram
from tests.callbacks.questions import attribute, having, of_kind, text, words
from tests.callbacks.towns import INDEX, empty_town, hostile_town, large_town, town
from tests.toytown import CHILDREN, POVERTY, toytown
from texts import load_texts

GERMAN, ENGLISH = load_texts("de"), load_texts("en")


def test_indicators_stand_under_their_dimension_what_tells_poverty_first() -> None:
    assert [text(one) for one in having(groups(GERMAN, toytown()), "dimension")] == ["Einkommensarmut", "Bevölkerung"]
    backwards = town("backwards", (CHILDREN, [1, 2, 3]), (POVERTY, [1, 2, 3]))
    assert words(groups(ENGLISH, backwards)) == ["Income poverty", "SGB II rate", "Population", "Under 18"]


def test_a_count_is_told_from_a_rate() -> None:
    listed = [text(one) for one in having(groups(GERMAN, toytown()), "indicator-name")]
    assert [" ".join(name.split()) for name in listed] == ["SGB II-Quote", "Unter 18", "Bevölkerung (Anzahl)"]


def test_own_data_stand_before_what_is_only_context() -> None:
    own = town("own-data", (CHILDREN, [1, 2, 3]), (replace(CHILDREN, id="x", dimension="own"), [1, 2, 3]))
    assert [text(one) for one in having(groups(GERMAN, own), "dimension")] == ["Eigene Angaben", "Bevölkerung"]


def test_an_entry_asks_for_its_indicator_and_knows_its_years() -> None:
    entry = having(groups(GERMAN, toytown()), "indicator")[0]
    assert attribute(entry, "data-view-indicator") == "A1"
    assert attribute(entry, "data-years") == "2023 2024"
    assert attribute(entry, "title") == "SGB II-Quote"


def test_an_entry_is_found_by_id_short_name_and_title() -> None:
    entry = having(groups(ENGLISH, toytown()), "indicator")[0]
    assert attribute(entry, "data-search") == "a1 sgb ii rate sgb ii benefit rate"


def test_an_indicator_without_any_number_is_not_offered() -> None:
    nothing = town("nothing", (POVERTY, [np.nan] * 3), (CHILDREN, [1, 2, 3]))
    assert words(groups(GERMAN, nothing)) == ["Bevölkerung", "Unter 18"]


def test_a_city_without_numbers_says_so_and_what_to_do() -> None:
    assert "Dieses Projekt enthält keine Zahlen. Laden Sie unter „Daten“" in text(layout(GERMAN, empty_town()))
    assert "This project holds no figures." not in text(layout(ENGLISH, toytown()))


def test_an_indicator_without_a_name_in_the_language_keeps_the_one_it_has() -> None:
    assert "Index" in words(groups(ENGLISH, town("german-only", (INDEX, [1, 2, 3]), counts=False)))
    nameless = replace(INDEX, id="x7", title={}, short={})
    assert "x7" in words(groups(GERMAN, town("nameless", (nameless, [1, 2, 3]), counts=False)))


def test_a_hostile_name_stays_text() -> None:
    entry = having(groups(GERMAN, hostile_town()), "indicator")[0]
    assert words(entry) == ["<script>alert(1)</script>{x}"]
    assert attribute(entry, "data-view-indicator") == "a/b?<i>"


def test_what_is_not_judged_is_not_in_the_tiny_histogram() -> None:
    assert np.isnan(judged_values(toytown(), POVERTY, 2023)).tolist() == [False] * 7 + [True, True]


def bars(picture: str) -> list[float]:
    return [float(part.split("'")[0]) for part in unquote(picture).split(" height='")[1:]]


def test_the_tiny_histogram_shows_more_where_there_are_more_values() -> None:
    drawn = bars(tiny_histogram(np.array([0, 0, 0, 0, 9, np.nan])))
    assert len(drawn) == 9
    assert drawn[0] == max(drawn) == 14
    assert drawn[-1] == pytest.approx(3.5)
    assert set(drawn[1:-1]) == {0.8}


@pytest.mark.parametrize("values", [[], [np.nan, np.nan]])
def test_without_values_there_is_no_picture(values: list[float]) -> None:
    assert tiny_histogram(np.array(values, dtype=float)) == ""


def test_equal_values_give_a_single_bar() -> None:
    assert sum(height > 0.8 for height in bars(tiny_histogram(np.full(5, 3.0)))) == 1


def test_two_thousand_quarters_make_the_list_no_longer() -> None:
    assert len(str(groups(GERMAN, large_town()))) < 6000


def test_the_search_field_has_a_name() -> None:
    (field,) = of_kind(layout(ENGLISH, toytown()), "TextInput")
    assert attribute(field, "aria-label") == "Search indicators …"
