"""Middle and spread that a few wrong numbers do not move."""

import numpy as np

from loading.checks.robust import medians, spread


def test_the_middle_is_that_of_numpy_and_blanks_are_left_out() -> None:
    numbers = np.random.default_rng(1).normal(size=(31, 7))
    numbers[numbers > 1.2] = np.nan
    assert np.allclose(medians(numbers), np.nanmedian(numbers, axis=0))
    assert np.allclose(medians(numbers, axis=1), np.nanmedian(numbers, axis=1))


def test_where_there_is_no_number_there_is_no_middle() -> None:
    assert np.isnan(medians(np.array([[np.nan, 1.0], [np.nan, 2.0]]))[0])


def test_the_spread_of_normal_numbers_is_their_standard_deviation() -> None:
    numbers = np.random.default_rng(2).normal(scale=3, size=5000)
    assert abs(float(spread(numbers)) - 3) < 0.1
    numbers[:500] = 1e6
    assert float(spread(numbers)) < 4
