"""Bars with readable edges that hold every quarter."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from analysis.histogram import Histogram, histogram


@given(
    arrays(float, st.integers(0, 60), elements=st.floats(-1e9, 1e9) | st.floats(0, 1) | st.just(np.nan)),
    st.integers(1, 40),
)
def test_every_value_is_in_one_bar(values: np.ndarray, bars: int) -> None:
    found = histogram(values, bars)
    usable = values[~np.isnan(values)]
    assert sum(found.counts) == len(usable)
    assert len(found.counts) <= bars + 1
    assert list(found.edges) == sorted(found.edges)
    if len(usable):
        assert len(found.edges) == len(found.counts) + 1


def test_edges_are_readable() -> None:
    assert histogram([1.2, 3.4, 3.9, 9.7], 5) == Histogram((0.0, 2.0, 4.0, 6.0, 8.0, 10.0), (1, 2, 0, 0, 1))
    assert histogram([0.12, 0.31, 0.29], 10).edges == (0.12, 0.14, 0.16, 0.18, 0.2, 0.22, 0.24, 0.26, 0.28, 0.3, 0.32)


def test_the_largest_value_is_in_the_last_bar() -> None:
    assert histogram([0, 5, 10], 2) == Histogram((0.0, 5.0, 10.0), (1, 2))


def test_one_value_everywhere_is_one_bar() -> None:
    assert histogram([4, 4, np.nan]) == Histogram((4.0, 4.0), (2,))


def test_without_values_there_are_no_bars() -> None:
    assert histogram([np.nan]) == Histogram((), ())


def test_less_than_one_bar_is_refused() -> None:
    with pytest.raises(ValueError, match="0"):
        histogram([1, 2], 0)
