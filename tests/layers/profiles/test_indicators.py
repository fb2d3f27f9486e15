"""Which indicators make a profile: judged, filled, one of every dimension."""

from dataclasses import replace

import numpy as np
import pytest

from layers.profiles.indicators import default_indicators, judged_indicators, unusable, year_used
from loading.atlas import Atlas
from loading.reasons import Reason
from tests.made_profiles import made_city


@pytest.fixture(scope="module")
def city() -> Atlas:
    return made_city()


def test_context_counts_and_gaps_are_not_chosen(city: Atlas) -> None:
    assert judged_indicators(city, "quarter", 2024) == ("A1", "A2", "B5", "E1", "G1")


def test_of_every_dimension_the_first_is_chosen(city: Atlas) -> None:
    assert default_indicators(city, "quarter", 2024) == ("A1", "B5", "E1", "G1")


def test_where_dimensions_are_few_another_one_that_says_something_else_joins(city: Atlas) -> None:
    poor = replace(city, indicators=tuple(replace(one, dimension="income") for one in city.indicators))
    assert default_indicators(replace(poor, project="poor"), "quarter", 2024) == ("A1", "B5", "E1", "G1")


def test_a_year_without_numbers_takes_those_of_the_nearest_within_two_years(city: Atlas) -> None:
    assert year_used(city, "quarter", "A1", 2023) == 2023
    assert year_used(city, "quarter", "G1", 2023) == 2022
    assert year_used(city, "quarter", "G1", 2024) == 2022
    assert year_used(city, "quarter", "C1", 2024) == 2024
    assert year_used(replace(city, years=(2019, 2020, 2024), project="old"), "quarter", "G1", 2024) is None


def test_numbers_without_a_year_stand_for_any_year(city: Atlas) -> None:
    assert year_used(replace(city, years=(0, 2020, 2024), project="0"), "quarter", "G1", 2024) == 0


def test_a_count_is_refused_as_a_part_of_a_profile(city: Atlas) -> None:
    assert unusable(city, "quarter", "population", 2024) == "count"
    assert unusable(city, "quarter", "F1", 2024) == ""
    blank = city.cubes["quarter"]
    reason = blank.reason.copy()
    reason[:, city.indicator_position("F1")] = Reason.NOT_DELIVERED
    without = replace(city, cubes={**city.cubes, "quarter": replace(blank, reason=reason)}, project="blank")
    assert unusable(without, "quarter", "F1", 2024) == "no_numbers"


def test_without_judged_indicators_nothing_is_chosen(city: Atlas) -> None:
    unjudged = replace(city, indicators=tuple(replace(one, direction="context") for one in city.indicators))
    assert default_indicators(replace(unjudged, project="context"), "quarter", 2024) == ()


def test_an_unknown_indicator_is_a_key_error(city: Atlas) -> None:
    with pytest.raises(KeyError):
        unusable(city, "quarter", "Z9", 2024)
    assert np.isfinite(city.cubes["quarter"].value).any()
