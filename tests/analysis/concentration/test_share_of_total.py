"""Shares of the city's total."""

import numpy as np

from analysis.concentration import share_of_total


def test_shares_of_the_total_leave_blanks_out() -> None:
    assert np.array_equal(share_of_total([10, 30, np.nan]), [0.25, 0.75, np.nan], equal_nan=True)
    assert np.isnan(share_of_total([0, 0])).all()
