"""Whether a group came to live less, or more, evenly; judged by the ranges of both years."""

import numpy as np
import pytest

from tests.analysis.findings.nine_quarters import by_code, city


def halves(before: int, after: int, n: int = 40) -> np.ndarray:
    """Of every second quarter of 1,000 people so many are poor, of the others as many fewer than 400."""
    return np.array([[before, after] if at % 2 else [400 - before, 400 - after] for at in range(n)])


def test_a_group_that_came_to_live_less_evenly_is_told_with_both_ranges() -> None:
    # D = |0.3 - 0.1| / (4 * 0.2 * 0.8) = 0.3125 against |0.22 - 0.18| / 0.64 = 0.0625, less what chance adds.
    found = by_code(city(halves(220, 300), [1000] * 40))["less_even"].values
    assert found["after"] == pytest.approx(31.25, abs=0.3)
    assert found["before"] < 6.25
    assert found["before_low"] < found["before"] < found["before_high"] < found["after_low"] < found["after"]
    assert (found["n"], found["first"], found["last"], found["draws"]) == (40, 2023, 2024, 999)


def test_a_group_that_came_to_live_as_chance_has_it_is_told_too() -> None:
    found = by_code(city(halves(300, 200), [1000] * 40))
    assert found["more_even"].values["after"] < found["more_even"].values["before"]


def test_a_change_within_the_ranges_is_none() -> None:
    assert not {"less_even", "more_even"} & set(by_code(city(halves(300, 305), [1000] * 40)))


def test_less_than_a_percentage_point_is_not_told_however_many_people_it_rests_on() -> None:
    # D = 0.0125 against 0.0188, and 400,000 people in each quarter.
    poor = 400 * halves(204, 206)
    assert not {"less_even", "more_even"} & set(by_code(city(poor, [400_000] * 40)))


def test_fewer_than_ten_quarters_or_a_hundred_people_are_not_measured() -> None:
    assert "less_even" not in by_code(city(halves(220, 300, 8), [1000] * 8))
    assert "less_even" not in by_code(city(halves(220, 300)[:20] / 80, [12.5] * 20))


def test_a_quarter_that_is_new_is_no_change() -> None:
    poor = np.vstack([np.full((39, 2), 100.0), [np.nan, 900.0]])
    assert not {"less_even", "more_even"} & set(by_code(city(poor, [1000] * 40)))
