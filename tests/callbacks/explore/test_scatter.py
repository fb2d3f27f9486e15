"""The scatter: dots, line, axes, and a sentence that claims no cause."""

from dataclasses import replace

import numpy as np
import pytest

from callbacks.explore.scatter import axis_title, figure, options, pair, second_year, sentence
from tests.callbacks.questions import ask, ask_of
from tests.callbacks.towns import INDEX, hostile_town, large_town, shares_town, town, undated_town
from tests.toytown import CHILDREN, POVERTY

NONE = float("nan")


def test_every_quarter_with_both_values_is_a_dot() -> None:
    dots = figure(ask())["data"][-1]
    assert dots["y"] == [20, 30, 60, 10, 20, 30, 0, 10, 20]
    assert dots["x"][:2] == [11, 13]
    assert dots["customdata"] == [f"{number:02d}" for number in range(1, 10)]


def test_quarters_without_one_of_the_values_are_no_dots() -> None:
    dots = figure(ask(y="2023"))["data"][-1]
    assert dots["customdata"] == [f"{number:02d}" for number in range(1, 8)]
    assert len(dots["marker"]["color"]) == len(dots["marker"]["size"]) == 7


def test_dots_have_the_colours_of_the_map() -> None:
    colours = figure(ask(palette="greens"))["data"][-1]["marker"]["color"]
    assert colours[1] == colours[5] != colours[2]
    assert colours[0] != figure(ask())["data"][-1]["marker"]["color"][0]


def test_quarters_of_equal_residents_are_of_equal_size() -> None:
    assert set(figure(ask())["data"][-1]["marker"]["size"]) == {16.0}


def test_the_line_of_best_fit_runs_from_the_lowest_to_the_highest_x() -> None:
    line, dots = figure(ask_of(shares_town()))["data"]
    assert line["x"] == [min(dots["x"]), max(dots["x"])] == [1, 12]
    assert line["y"] == pytest.approx([12, 1])


def test_no_line_is_drawn_through_fewer_than_five_dots() -> None:
    assert len(figure(ask(level="district"))["data"]) == 1


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de", "Schwacher Zusammenhang: Wo „Unter 18“ höher ist, ist „SGB II-Quote“ oft niedriger (r = −0,43, "),
        ("en", "Weak relationship: where “Under 18” is higher, “SGB II rate” is often lower (r = −0.43, "),
    ],
)
def test_the_sentence_names_direction_strength_and_coefficients(language: str, said: str) -> None:
    assert sentence(ask(language)).startswith(said)
    assert " n = 9). " in sentence(ask(language))


@pytest.mark.parametrize(
    ("language", "said"), [("de", "95-%-Bereich von r: −0,85 bis 0,33;"), ("en", "95 % range of r: −0.85 to 0.33;")]
)
def test_the_sentence_says_how_far_chance_in_so_few_quarters_reaches(language: str, said: str) -> None:
    # tanh(artanh(r) ± 1.96 / sqrt(9 - 3)), Fisher (1921).
    assert said in sentence(ask(language))


@pytest.mark.parametrize(
    ("values", "beginning"),
    [
        ([1, 2, 3, 4, 5, 6], "Enger Zusammenhang: Wo „Unter 18“ höher ist, ist fast immer auch"),
        ([6, 5, 4, 3, 2, 1], "Enger Zusammenhang: Wo „Unter 18“ höher ist, ist „SGB II-Quote“ fast immer niedriger"),
        ([2, 1, 5, 6, 3, 5], "Deutlicher Zusammenhang"),
        ([3, 6, 1, 2, 6, 4], "Kein Zusammenhang zwischen „SGB II-Quote“ und „Unter 18“ erkennbar"),
    ],
)
def test_the_strength_follows_the_coefficient(values: list[float], beginning: str) -> None:
    atlas = town(f"pairs-{values}", (POVERTY, values), (CHILDREN, [1, 2, 3, 4, 5, 6]))
    assert sentence(ask_of(atlas)).startswith(beginning)


def test_too_few_pairs_are_no_relationship() -> None:
    assert sentence(ask(level="district")) == (
        "Nur 3 Stadtbezirke mit beiden Werten; ab 5 wird ein Zusammenhang berechnet."
    )
    one = town("one-pair", (POVERTY, [1, 2]), (CHILDREN, [1, NONE]))
    assert sentence(ask_of(one, "en")) == "Only 1 quarter with both values; a relationship is computed from 5 on."


def test_an_indicator_that_is_the_same_everywhere_relates_to_nothing() -> None:
    asked = ask_of(undated_town())
    assert sentence(asked) == "„Unter 18“ ist überall gleich; ein Zusammenhang lässt sich nicht berechnen."
    assert len(figure(asked)["data"]) == 1
    assert sentence(ask_of(undated_town(), "en", i="F1", x="A1")).startswith("“Under 18” is the same everywhere")


def test_an_indicator_is_not_compared_with_itself() -> None:
    assert sentence(ask(x="A1")) == "Wählen Sie einen zweiten Indikator, um einen Zusammenhang zu prüfen."
    alone = ask_of(town("lonely", (POVERTY, [1, 2, 3, 4, 5, 6])))
    assert sentence(alone).startswith("Wählen Sie einen zweiten Indikator")
    assert options(alone) == []


def test_without_any_pair_the_chart_is_empty_and_whole() -> None:
    asked = ask_of(town("no-pair", (POVERTY, [1, NONE]), (CHILDREN, [NONE, 1])))
    assert figure(asked)["data"][0]["x"] == []
    assert sentence(asked).startswith("Nur 0 Quartiere mit beiden Werten")


def test_the_nearest_year_with_values_is_compared_and_named() -> None:
    atlas = town(
        "years-apart",
        (POVERTY, [[1, 2, 3], [3, 4, 5]]),
        (CHILDREN, [[5, NONE, NONE], [6, NONE, NONE]]),
        years=(2022, 2023, 2024),
    )
    asked = ask_of(atlas, i="A1", x="F1", y="2024")
    assert second_year(asked) == 2022
    assert figure(asked)["layout"]["xaxis"]["title"]["text"] == "Unter 18 2022 (%)"
    assert figure(asked)["layout"]["yaxis"]["title"]["text"] == "SGB II-Quote (%)"


def test_an_earlier_year_is_taken_where_it_is_nearer() -> None:
    values = [[1, NONE, 3], [2, NONE, 4]]
    atlas = town("nearer", (POVERTY, [[1, 2, 3], [3, 4, 5]]), (CHILDREN, values), years=(2020, 2021, 2024))
    assert second_year(ask_of(atlas, i="A1", x="F1", y="2021")) == 2020
    assert second_year(ask_of(atlas, i="A1", x="F1", y="2024")) == 2024


def test_undated_numbers_name_no_year_on_the_axis() -> None:
    assert axis_title(ask_of(undated_town()), POVERTY, 0) == "SGB II-Quote (%)"


def test_a_number_without_a_unit_has_no_empty_brackets() -> None:
    assert axis_title(ask(), INDEX, 2024) == "Index"


def test_all_rates_with_numbers_are_offered_but_the_one_on_the_map() -> None:
    assert options(ask()) == [{"group": "Bevölkerung", "items": [{"value": "F1", "label": "Unter 18"}]}]
    assert options(ask("en", i="F1"))[0]["group"] == "Income poverty"
    empty = replace(CHILDREN, id="F2")
    atlas = town("offered", (POVERTY, [1, 2]), (CHILDREN, [1, 2]), (empty, [NONE, NONE]))
    assert [one["value"] for group in options(ask_of(atlas)) for one in group["items"]] == ["F1"]


def test_a_count_is_offered_only_where_the_address_asks_for_it() -> None:
    offered = [one["value"] for group in options(ask(x="population")) for one in group["items"]]
    assert offered == ["F1", "population"]


def test_a_count_on_the_map_is_drawn_in_one_colour() -> None:
    assert len(set(figure(ask(i="population"))["data"][-1]["marker"]["color"])) == 1


def test_names_cannot_bring_markup_into_the_chart() -> None:
    shown = figure(ask_of(hostile_town()))["layout"]["yaxis"]["title"]["text"]
    assert shown == "&lt;script&gt;alert(1)&lt;/script&gt;{x} (%)"


def test_two_thousand_quarters_are_two_thousand_dots() -> None:
    asked = ask_of(large_town())
    assert len(pair(asked)[2]) == len(figure(asked)["data"][-1]["x"]) == 2000
    assert np.isfinite(figure(asked)["data"][0]["y"]).all()
