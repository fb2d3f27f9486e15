"""Clear differences: the whole range lies on one side."""

import numpy as np
import pytest

from analysis.small_numbers import changed_clearly, differs_clearly, wilson_interval


def test_the_same_share_is_clear_in_a_large_quarter_and_not_in_a_small_one() -> None:
    assert differs_clearly([8, 200], [40, 1000], 0.15).tolist() == [0, 1]


def test_below_the_city_is_minus_one() -> None:
    assert differs_clearly([1], [400], 0.15).tolist() == [-1]


@pytest.mark.parametrize(
    ("count", "total", "rate"), [(np.nan, 10, 0.1), (1, np.nan, 0.1), (0, 0, 0.1), (1, 10, np.nan)]
)
def test_without_numbers_nothing_is_said(count: float, total: float, rate: float) -> None:
    assert np.isnan(differs_clearly([count], [total], rate)).all()


def test_a_city_rate_on_the_edge_of_the_range_is_not_a_clear_difference() -> None:
    low, high = wilson_interval([20], [100])
    assert differs_clearly([20], [100], float(low[0])).tolist() == [0]
    assert differs_clearly([20], [100], float(high[0])).tolist() == [0]


def test_rise_fall_and_chance_between_two_years() -> None:
    first, last = [100, 150, 10, np.nan], [150, 100, 15, 5]
    people = [1000, 1000, 100, 100]
    assert np.array_equal(changed_clearly(first, people, last, people), [1, -1, 0, np.nan], equal_nan=True)
