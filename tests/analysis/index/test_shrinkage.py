"""Shares of small quarters, moved towards the city's."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.index.shrinkage import shrunken_columns, shrunken_share

COUNTS = np.array([2.0, 30.0, 300.0, 100.0, 0.0])
TOTALS = np.array([10.0, 150.0, 1500.0, 2000.0, 40.0])


def test_the_formula_is_the_published_one_step_by_step() -> None:
    made = shrunken_share(COUNTS, TOTALS)
    logit = np.log((COUNTS + 0.5) / (TOTALS - COUNTS + 0.5))
    sampling = (TOTALS + 1) * (TOTALS + 2) / (TOTALS * (COUNTS + 1) * (TOTALS - COUNTS + 1))
    city = np.log((432 + 0.5) / (3700 - 432 + 0.5))
    between = ((logit - city) ** 2).sum() / 4
    weight = (1 / sampling) / (1 / sampling + 1 / between)
    assert made.weight == pytest.approx(weight)
    assert made.share == pytest.approx(1 / (1 + np.exp(-(weight * logit + (1 - weight) * city))))


def test_equal_shares_move_the_further_the_smaller_the_quarter() -> None:
    made = shrunken_share([20, 30, 300, 100, 0], [100, 150, 1500, 2000, 40])
    assert 450 / 3790 < made.share[0] < made.share[1] < made.share[2] < 0.2
    assert made.weight[0] < made.weight[1] < 0.98 < made.weight[2]


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)), min_size=2, max_size=20))
def test_a_share_stays_one_and_never_passes_the_citys(pairs: list[tuple[int, int]]) -> None:
    count = np.array([one for one, _ in pairs], dtype=float)
    total = count + [other for _, other in pairs]
    made = shrunken_share(count, total)
    known = total > 0
    assert (np.isfinite(made.share) == known).all()
    assert ((made.share[known] > 0) & (made.share[known] < 1)).all()
    assert ((made.weight[known] >= 0) & (made.weight[known] <= 1)).all()


def test_numbers_that_are_no_shares_are_left_as_they_are() -> None:
    values = np.column_stack([100 * COUNTS / TOTALS, TOTALS, [1.0, 2.0, 3.0, 4.0, np.nan]])
    counts = np.column_stack([COUNTS, TOTALS * 2, np.full(5, np.nan)])
    totals = np.column_stack([TOTALS, TOTALS, np.full(5, np.nan)])
    made = shrunken_columns(values, counts, totals)
    assert made[:, 0] == pytest.approx(100 * shrunken_share(COUNTS, TOTALS).share)
    assert np.array_equal(made[:, 1:], values[:, 1:], equal_nan=True)


def test_nothing_known_is_nothing_shrunken() -> None:
    made = shrunken_share([np.nan, 3], [10, 2])
    assert np.isnan(made.share).all()
    assert np.isnan(made.city_logit)
