"""Profiles: z-scores with the population SD, what is left out, what is nearly the same."""

import numpy as np
import pytest

from analysis.types.profiles import profiles, skewness

NAN = float("nan")


def test_every_indicator_has_the_mean_nought_and_the_population_sd_one() -> None:
    table = np.random.default_rng(3).gamma(2, 5, (60, 4))
    found = profiles(table)
    assert found.z.mean(axis=0) == pytest.approx(np.zeros(4), abs=1e-12)
    assert found.z.std(axis=0, ddof=0) == pytest.approx(np.ones(4))
    assert found.z == pytest.approx((table - table.mean(axis=0)) / table.std(axis=0))


def test_a_quarter_with_a_missing_number_is_left_out_and_tells_which() -> None:
    found = profiles([[1, 2], [NAN, 3], [5, NAN], [7, 9]])
    assert found.members.tolist() == [0, 3]
    assert found.left_out.tolist() == [1, 2]
    assert found.missing[1].tolist() == [True, False]
    assert found.spread([4, 5]).tolist() == [4, -1, -1, 5]


def test_the_numbers_of_the_left_out_do_not_move_the_mean() -> None:
    assert profiles([[1, 2], [NAN, 900], [3, 4]]).z == pytest.approx(profiles([[1, 2], [3, 4]]).z)


def test_a_logarithm_is_taken_only_where_it_was_asked_for() -> None:
    table = np.array([[1.0, 0.0], [2.0, 9.0], [3.0, 99.0]])
    found = profiles(table, [False, True])
    logs = np.log1p(table[:, 1])
    assert found.z[:, 1] == pytest.approx((logs - logs.mean()) / logs.std())
    assert found.values == pytest.approx(table)
    with pytest.raises(ValueError, match=r"indicators \[0\]"):
        profiles([[-1.0, 2.0]], [True, False])


def test_a_constant_indicator_is_reported_and_tells_nobody_apart() -> None:
    found = profiles([[0.1 + 0.2, 1], [0.3, 2], [0.3, 4]])
    assert found.constant == (0,)
    assert not found.z[:, 0].any()


def test_indicators_that_say_the_same_are_reported_the_closest_first() -> None:
    x = np.arange(20.0)
    wobble = np.tile([1.0, -1.0], 10)
    found = profiles(np.stack([x, -2 * x, wobble, x + 2 * wobble], axis=1))
    assert [(pair.one, pair.other) for pair in found.correlated] == [(0, 1), (0, 3), (1, 3)]
    assert found.correlated[0].coefficient == pytest.approx(-1)


def test_a_column_of_one_shape_too_few_is_refused() -> None:
    with pytest.raises(ValueError, match="table of quarters"):
        profiles([1.0, 2.0])
    with pytest.raises(ValueError, match="one entry per indicator"):
        profiles([[1.0, 2.0]], [True])


def test_skewness_is_that_of_scipy_and_passes_over_blanks() -> None:
    from scipy.stats import skew

    table = np.random.default_rng(1).lognormal(0, 1, (80, 2))
    expected = [skew(table[:, 0]), skew(table[1:, 1])]
    table[0, 1] = NAN
    assert skewness(table) == pytest.approx(expected)
    assert np.isnan(skewness([[1.0], [1.0]])[0])


def test_without_a_complete_quarter_there_is_no_profile() -> None:
    found = profiles([[NAN, 1.0], [2.0, NAN]])
    assert found.z.shape == (0, 2)
    assert found.constant == (0, 1)
