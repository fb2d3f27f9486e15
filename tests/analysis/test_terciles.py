"""Terciles: a third of the quarters each, and the same values in the same class."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.classification import class_of
from analysis.terciles import terciles


def test_nine_different_values_make_three_thirds() -> None:
    breaks = terciles([10, 20, 30, 40, 50, 60, 70, 80, 90])
    assert breaks.counts == (3, 3, 3)
    assert 30 <= breaks.upper_bounds[0] < 40
    assert 60 <= breaks.upper_bounds[1] < 70
    assert breaks.upper_bounds[2] == 90


def test_equal_values_stay_together_in_the_lower_class() -> None:
    assert terciles([0, 0, 0, 0, 5, 6]).counts == (4, 0, 2)
    assert terciles([1, 2, 7, 7, 7, 7]).counts == (2, 4, 0)
    assert terciles([5, 5, 5]).counts == (3, 0, 0)


def test_blanks_are_left_out() -> None:
    assert terciles([np.nan, 1, np.nan, 2, 3]).counts == (1, 1, 1)


def test_without_values_there_are_no_classes() -> None:
    breaks = terciles([np.nan])
    assert breaks.upper_bounds == ()
    assert breaks.note == "no_values"


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=60))
def test_every_value_has_a_class_and_no_two_equal_values_are_parted(values: list[float]) -> None:
    breaks = terciles(values)
    assert sum(breaks.counts) == len(values)
    classes = class_of(values, breaks.upper_bounds)
    assert np.bincount(classes, minlength=3).tolist() == list(breaks.counts)
    for value in set(values):
        assert len({int(one) for one in classes[np.array(values) == value]}) == 1


@pytest.mark.parametrize("values", [[0.1, 0.1, 0.1, 0.2, 0.3, 0.3], [1e-9, 2e-9, 3e-9], [-3, -2, -1]])
def test_limits_ascend(values: list[float]) -> None:
    bounds = terciles(values).upper_bounds
    assert list(bounds) == sorted(bounds)
