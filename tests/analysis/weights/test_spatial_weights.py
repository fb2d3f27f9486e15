"""Spatial weights: what they tell, how they add up, and what they refuse."""

import numpy as np
import pytest

from analysis.weights import SpatialWeights

# 0 - 1 - 2   3 alone
CHAIN = SpatialWeights(np.array([0, 1, 3, 4, 4]), np.array([1, 0, 2, 1]), np.array([5.0, 5.0, 7.0, 7.0]), "queen")


def test_rows_tell_counts_and_isolates() -> None:
    assert (CHAIN.n, len(CHAIN)) == (4, 4)
    assert CHAIN.counts.tolist() == [1, 2, 1, 0]
    assert CHAIN.isolates.tolist() == [3]
    assert CHAIN.tuples == ((1,), (0, 2), (1,), ())
    assert CHAIN[1].tolist() == [0, 2]


def test_the_lag_is_the_mean_of_the_neighbours_and_unknown_for_an_isolate() -> None:
    assert CHAIN.lag([1, 2, 6, 9]).tolist()[:3] == [2, 3.5, 2]
    assert np.isnan(CHAIN.lag([1, 2, 6, 9])[3])
    assert CHAIN.sums([1, 2, 6, 9]).tolist() == [2, 7, 2, 0]


def test_many_columns_are_summed_at_once() -> None:
    columns = np.arange(8.0).reshape(2, 4)
    assert (CHAIN.sums(columns) == np.stack([CHAIN.sums(column) for column in columns])).all()


def test_a_missing_value_is_missing_in_the_lag_of_its_neighbours_only() -> None:
    assert np.isnan(CHAIN.lag([np.nan, 1, 1, 1])).tolist() == [False, True, False, True]


def test_the_others_are_numbered_anew_when_quarters_are_left_out() -> None:
    rest = CHAIN.among([False, True, True, True])
    assert rest.tuples == ((1,), (0,), ())
    assert rest.borders is not None
    assert rest.borders.tolist() == [7, 7]
    assert CHAIN.among([True, False, True, True]).tuples == ((), (), ())
    assert CHAIN.among([True] * 4) is CHAIN


def test_nobody_can_change_weights() -> None:
    with pytest.raises(ValueError, match="read-only"):
        CHAIN.indices[0] = 2


def test_the_arrays_given_stay_writable() -> None:
    indices = np.array([1, 0])
    SpatialWeights(np.array([0, 1, 2]), indices, None, "queen")
    indices[0] = 1


@pytest.mark.parametrize(
    ("indptr", "indices", "borders", "said"),
    [
        ([0, 1], [0], None, r"themselves: \[0\]"),
        ([0, 1, 2], [1, 2], None, "from 0 to 1"),
        ([0, 2, 1], [1], None, "never fall"),
        ([0, 1, 1], [1, 0], None, "ends with 1, but there are 2"),
        ([0, 1, 2], [1, 0], [3.0], "as many borders, got 1"),
    ],
)
def test_rows_that_make_no_sense_are_refused(indptr: list, indices: list, borders: list | None, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        SpatialWeights(np.array(indptr), np.array(indices), borders, "queen")


def test_values_of_another_city_are_refused() -> None:
    with pytest.raises(ValueError, match="4 quarters need as many values"):
        CHAIN.sums([1, 2])
    with pytest.raises(ValueError, match="4 quarters need as many marks"):
        CHAIN.among([True])
