"""Correlation matrix against pandas, pair by pair, and in an order that puts blocks together."""

import numpy as np
import pandas as pd
import pytest

from analysis.correlation import correlation_matrix, fisher_range, pearson, spearman
from analysis.correlation.matrix import display_order

NAN = float("nan")


@pytest.fixture
def table() -> np.ndarray:
    random = np.random.default_rng(4)
    made = random.normal(size=(50, 6)) + random.normal(size=(50, 1)) * [2, 0, -2, 1, 0, 3]
    made[random.random(made.shape) < 0.1] = np.nan
    return made


def test_all_pairs_are_those_of_pandas(table: np.ndarray) -> None:
    found, frame = correlation_matrix(table), pd.DataFrame(table)
    assert found.r == pytest.approx(frame.corr("pearson").to_numpy())
    assert found.rho == pytest.approx(frame.corr("spearman").to_numpy())


def test_each_pair_uses_the_quarters_that_have_both_numbers(table: np.ndarray) -> None:
    found = correlation_matrix(table)
    known = np.isfinite(table).astype(int)
    assert (found.n == known.T @ known).all()
    assert found.r[1, 4] == pearson(table[:, 1], table[:, 4]).coefficient
    assert found.rho[1, 4] == spearman(table[:, 1], table[:, 4]).coefficient


def test_ranges_are_those_of_the_single_pairs(table: np.ndarray) -> None:
    found = correlation_matrix(table)
    low, high = fisher_range(found.r[0, 3], found.n[0, 3])
    assert (found.low[0, 3], found.high[0, 3]) == (float(low), float(high))
    assert (found.low <= found.r).all()
    assert (found.r <= found.high).all()


def test_where_nothing_can_be_said_the_cell_is_missing() -> None:
    found = correlation_matrix([[1, 7, NAN], [2, 7, 1], [4, 7, 2]])
    assert np.isnan(found.r[0, 1])
    assert np.isnan(found.rho[0, 2])
    assert np.isnan(found.low[0, 0])
    assert found.n.tolist() == [[3, 3, 2], [3, 3, 2], [2, 2, 2]]


def test_indicators_that_go_together_stand_together() -> None:
    random = np.random.default_rng(1)
    one, other = random.normal(size=(2, 60, 1))
    mixed = np.concatenate([one, other, one, -one, other], axis=1) + 0.3 * random.normal(size=(60, 5))
    order = correlation_matrix(mixed).order.tolist()
    assert sorted(order) == [0, 1, 2, 3, 4]
    assert abs(order.index(0) - order.index(2)) == 1
    assert abs(order.index(1) - order.index(4)) == 1


def test_an_order_needs_no_relation_at_all() -> None:
    assert sorted(display_order(np.full((4, 4), NAN)).tolist()) == [0, 1, 2, 3]
    assert display_order([[1, 0], [0, 1]]).tolist() == [0, 1]
    assert correlation_matrix(np.zeros((4, 0))).n.shape == (0, 0)


def test_a_single_column_without_a_table_is_refused() -> None:
    with pytest.raises(ValueError, match="table of quarters"):
        correlation_matrix([1.0, 2.0])
