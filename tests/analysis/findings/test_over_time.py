"""What rose and fell up to the year on show."""

from typing import Any

import numpy as np
import pytest
from numpy.typing import ArrayLike

from analysis.findings import Figures
from tests.analysis.findings.nine_quarters import TOYTOWN, by_code, city

PEOPLE = [1000] * 9


def over(before: ArrayLike, after: ArrayLike, **other: Any) -> Figures:
    return city(np.stack([before, after], axis=1), PEOPLE, **other)


def test_the_city_rose_and_the_strongest_clear_rise_is_named() -> None:
    found = by_code(over([100] * 9, [100] * 7 + [200, 300], years=(2015, 2024)))
    assert found["city_rose"].values["first"] == 2015
    assert found["city_rose"].values["before"] == pytest.approx(10)
    rose = found["quarters_rose"]
    assert rose.quarters == (7, 8)
    assert rose.names["names"] == (8,)
    assert (rose.values["before"], rose.values["after"], rose.values["of"]) == (10, 30, 9)


def test_the_city_fell_and_clear_falls_are_counted() -> None:
    found = by_code(over([300] * 9, [300] * 8 + [100]))
    assert found["city_fell"].values["last"] == 2024
    assert found["quarters_fell"].quarters == (8,)
    assert "quarters_rose" not in found


def test_a_change_within_chance_is_no_rise_of_a_quarter() -> None:
    found = by_code(over([100] * 9, [100] * 8 + [101]))
    assert "city_steady" in found
    assert "quarters_rose" not in found


def test_years_with_too_few_quarters_are_passed_over() -> None:
    early = [np.nan] * 5 + [100] * 4
    figures = city(np.stack([early, [200] * 9, [300] * 9], axis=1), PEOPLE)
    assert by_code(figures)["city_rose"].values["first"] == 2023


def test_years_after_the_one_on_show_are_not_used() -> None:
    figures = city(np.stack([[100] * 9, [200] * 9, [900] * 9], axis=1), PEOPLE, now=1)
    found = by_code(figures)["city_rose"]
    assert (found.values["last"], found.values["after"]) == (2023, 20)


def test_a_single_year_has_no_history() -> None:
    assert not {"city_rose", "city_fell", "city_steady"} & set(by_code(TOYTOWN))


def test_a_year_without_a_value_of_the_city_is_not_compared() -> None:
    assert "city_rose" not in by_code(over([100] * 9, [200] * 9, city=np.array([np.nan, 20.0])))


def test_a_quarter_that_was_too_small_then_is_not_called_risen() -> None:
    judged = np.ones((10, 2), dtype=bool)
    judged[9, 0] = False
    part = np.stack([[100] * 10, [100] * 9 + [900]], axis=1)
    assert "quarters_rose" not in by_code(city(part, [1000] * 10, judged=judged))


def test_numbers_without_a_year_are_no_beginning_of_a_history() -> None:
    figures = city(np.stack([[50] * 9, [100] * 9, [200] * 9], axis=1), PEOPLE, years=(0, 2023, 2024))
    assert by_code(figures)["city_rose"].values["first"] == 2023
    undated = city(np.stack([[50] * 9, [100] * 9], axis=1), PEOPLE, years=(0, 2024), now=0)
    assert "city_rose" not in by_code(undated)
