"""Ranks told as bands."""

import numpy as np
import pytest

from analysis.protection import rank_bands


def test_equal_values_share_a_band_and_a_short_rest_joins_the_band_before() -> None:
    assert rank_bands([4, 3, 3, 2, 1], size=2).tolist() == [[1, 3], [1, 3], [1, 3], [4, 5], [4, 5]]


def test_hidden_areas_have_no_band_and_move_no_other() -> None:
    assert rank_bands([np.nan, 2, 1], size=1).tolist() == [[0, 0], [1, 1], [2, 2]]


def test_nothing_to_rank_and_bands_of_nothing() -> None:
    assert not rank_bands([np.nan, np.nan]).any()
    with pytest.raises(ValueError, match="at least 1"):
        rank_bands([1.0], size=0)
