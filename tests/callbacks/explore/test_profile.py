"""The profile of one quarter beside the city."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from callbacks.explore.profile import chosen, content, difference, latest_year
from layers.columns import column
from tests.callbacks.questions import ask, ask_of, attribute, having, of_kind, words
from tests.callbacks.towns import RENT, hostile_town, shares_town, town, undated_town
from tests.toytown import CHILDREN, POPULATION, POVERTY, toytown

CLEARLY = "deutlich über der Stadt"


def rows(asked: Any, *selection: str) -> list[list[str]]:
    """The rows of figures, without the heads."""
    bodies = of_kind(content(asked, selection), "Tbody")
    return [words(row) for body in bodies for row in of_kind(body, "Tr")]


@pytest.mark.parametrize(
    ("language", "level", "sentence"),
    [
        ("de", "quarter", "Noch kein Quartier ausgewählt."),
        ("de", "district", "Noch kein Stadtbezirk ausgewählt."),
        ("en", "quarter", "No quarter selected yet."),
        ("en", "district", "No district selected yet."),
    ],
)
def test_without_a_selection_the_profile_says_what_to_do(language: str, level: str, sentence: str) -> None:
    said = words(content(ask(language, level=level), []))
    assert said[0] == sentence
    assert len(said) == 2


def test_the_quarter_selected_last_is_shown() -> None:
    assert chosen(ask(), ["01", "05"]) == 4
    assert words(content(ask(), ["01", "05"]))[0] == "Markt"


def test_a_quarter_is_laid_out_once_whatever_the_map_shows_and_whoever_selected_others_before() -> None:
    first = ask(i="A1")
    assert content(first, ["05"]) is content(replace(first, view=replace(first.view, indicator="F1")), ["01", "05"])
    told = [words(content(one, ["05"])) for one in (first, ask("en"), ask(y="2023"))]
    assert len({tuple(each) for each in told}) == len(told)


def test_keys_of_another_level_are_passed_over() -> None:
    assert chosen(ask(), ["03", "1", "nonsense"]) == 2
    assert chosen(ask(level="district"), ["01", "2"]) == 1
    assert chosen(ask(), ["nonsense"]) is None


def test_key_district_and_residents_stand_below_the_name() -> None:
    assert words(content(ask(), ["01"]))[1] == "01 · Süd · 1.000 Einwohnerinnen und Einwohner (2024)"
    assert words(content(ask("en", level="district"), ["1"]))[1] == "1 · 3,000 residents (2024)"


def test_undated_residents_name_no_year() -> None:
    assert words(content(ask_of(undated_town()), ["0003"]))[1] == "0003 · 1.000 Einwohnerinnen und Einwohner"


def test_a_rate_stands_with_range_rank_and_the_city() -> None:
    assert rows(ask(), "03")[0] == ["SGB II-Quote", CLEARLY, "60,0\N{NO-BREAK SPACE}%", "56,9–63,0", "1.", "22,2"]
    english = ["SGB II rate", "clearly above the city", "60.0\N{NO-BREAK SPACE}%", "56.9–63.0", "1", "22.2"]
    assert rows(ask("en"), "03")[0] == english


def test_counts_are_left_to_the_table_of_numbers() -> None:
    assert [row[0] for row in rows(ask(), "01")] == ["SGB II-Quote", "Unter 18"]


def test_a_blank_says_its_reason_instead_of_a_number() -> None:
    assert rows(ask(y="2023"), "08")[0] == ["SGB II-Quote", "geheim gehalten", "20,0"]
    assert rows(ask(y="2023"), "09")[0] == ["SGB II-Quote", "nicht geliefert", "20,0"]


def test_a_true_zero_is_a_number() -> None:
    assert rows(ask(), "07")[0][2] == "0,0\N{NO-BREAK SPACE}%"


@pytest.mark.parametrize(("quarter", "verdict"), [("03", "above"), ("04", "below"), ("01", "alike")])
def test_a_clear_difference_to_the_city_is_marked_and_explained(quarter: str, verdict: str) -> None:
    value = having(content(ask(), [quarter]), "profile-value")[0]
    assert f"is-{verdict}" in value.className
    assert attribute(value, "title")


def test_a_difference_without_a_range_is_not_judged() -> None:
    atlas = shares_town()
    numbers = column(atlas, "quarter", "A1", 2024)
    assert difference(numbers, 11) == "unknown"
    assert "is-unknown" in having(content(ask_of(atlas), ["0011"]), "profile-value")[0].className


def test_a_city_that_nobody_delivered_is_counted_from_its_quarters() -> None:
    cube = toytown().cubes["city"]
    empty = replace(cube, value=np.full_like(cube.value, np.nan))
    atlas = replace(toytown(), project="profile-no-city", cubes={**toytown().cubes, "city": empty})
    assert difference(column(atlas, "quarter", "A1", 2024), 2) == "above"
    assert rows(ask_of(atlas), "03")[0][-1] == "22,2"


def test_an_older_number_says_its_year() -> None:
    atlas = town("older", (POVERTY, [[1, 2], [3, 4]]), (CHILDREN, [[5, np.nan], [6, np.nan]]), years=(2023, 2024))
    asked = ask_of(atlas, i="A1")
    assert latest_year(asked, CHILDREN) == 2023
    assert [row[0] for row in rows(asked, "0000")] == ["SGB II-Quote", "Unter 18 2023"]


def test_a_number_that_only_comes_later_is_shown_with_its_year() -> None:
    atlas = town("newer", (POVERTY, [[1, 2], [3, 4]]), (CHILDREN, [[np.nan, 5], [np.nan, 6]]), years=(2023, 2024))
    assert latest_year(ask_of(atlas, i="A1", y="2023"), CHILDREN) == 2024


def test_an_indicator_without_any_number_has_no_row() -> None:
    atlas = town("gone-rate", (POVERTY, [1, 2]), (CHILDREN, [np.nan, np.nan]))
    assert [row[0] for row in rows(ask_of(atlas), "0000")] == ["SGB II-Quote"]


def test_values_below_zero_have_a_place_between_the_lowest_and_the_highest() -> None:
    asked = ask_of(town("rents-4", (RENT, [-4, 2, 6]), counts=False, city=1.0))
    places = [having(content(asked, [one]), "profile-dot")[0].style["left"] for one in ("0000", "0001", "0002")]
    assert places == ["0.0%", "60.0%", "100.0%"]
    assert having(content(asked, ["0000"]), "profile-city")[0].style["left"] == "50.0%"
    assert rows(asked, "0000") == [["Miete", "−4,0", "3.", "+1,0"]]


def test_equal_values_have_no_place_to_show() -> None:
    assert not having(content(ask_of(town("flat", (POVERTY, [5, 5, 5]))), ["0000"]), "profile-dot")


def test_an_atlas_of_counts_only_has_a_profile_without_tables() -> None:
    counts = replace(POPULATION, id="people", factor=1.0)
    assert rows(ask_of(town("counted", (counts, [5, 6]), counts=False)), "0000") == []


def test_a_hostile_name_stays_text() -> None:
    assert words(content(ask_of(hostile_town()), ["0000"]))[0] == "<img src=x onerror=alert(1)>"
