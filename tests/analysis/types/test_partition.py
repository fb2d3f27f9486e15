"""How well types fit, checked with a pencil."""

import numpy as np
import pytest

from analysis.types.partition import checked_profiles, partition


def test_sums_of_squares_are_those_of_a_pencil() -> None:
    found = partition([[0.0], [2.0], [10.0]], [0, 0, 1])
    assert found.within == pytest.approx(1 + 1 + 0)
    assert found.total == pytest.approx(16 + 4 + 36)
    assert found.explained == pytest.approx(1 - 2 / 56)
    assert found.centres.tolist() == [[1.0], [10.0]]


def test_a_quarter_of_no_type_counts_nowhere() -> None:
    found = partition([[0.0], [2.0], [999.0]], [0, 1, -1])
    assert (found.k, found.within, found.total) == (2, 0.0, 2.0)
    assert found.sizes.tolist() == [1, 1]


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="one entry per profile"):
        partition([[0.0]], [0, 0])
    with pytest.raises(ValueError, match=r"without a quarter: \[1\]"):
        partition([[0.0], [1.0]], [0, 2])
    with pytest.raises(ValueError, match=r"rows \[1\]"):
        checked_profiles([[0.0], [np.nan]])
    with pytest.raises(ValueError, match="got 1"):
        checked_profiles([[3.0], [3.0]], 2)
    with pytest.raises(ValueError, match="shape"):
        checked_profiles([1.0, 2.0])
