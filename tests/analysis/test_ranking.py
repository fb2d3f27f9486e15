"""Ranks: ties share the best rank, blanks have none."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from analysis.ranking import ranks


def test_the_highest_value_is_first_and_ties_share_the_best_rank() -> None:
    assert ranks([5, 9, 9, 1]).tolist() == [3, 1, 1, 4]


def test_ascending_ranks_start_with_the_lowest_value() -> None:
    assert ranks([5, 9, 9, 1], descending=False).tolist() == [2, 3, 3, 1]


def test_a_blank_has_no_rank_and_takes_none_away() -> None:
    assert np.array_equal(ranks([np.nan, 2, 3]), [np.nan, 2, 1], equal_nan=True)


def test_only_blanks_have_no_ranks() -> None:
    assert np.isnan(ranks([np.nan, np.nan])).all()


@given(arrays(float, st.integers(0, 30), elements=st.integers(0, 9).map(float) | st.just(np.nan)))
def test_a_rank_is_one_more_than_the_number_of_higher_values(values: np.ndarray) -> None:
    for value, rank in zip(values, ranks(values), strict=True):
        assert np.isnan(rank) if np.isnan(value) else rank == 1 + (values > value).sum()
