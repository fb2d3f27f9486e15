"""Classes of differences: symmetrical around zero, whichever way a value lies."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.classification import class_of
from analysis.symmetric_breaks import symmetric_breaks

NUMBERS = st.lists(st.floats(-1e4, 1e4).map(lambda number: round(number, 3)), min_size=1, max_size=50)


def test_limits_lie_at_half_steps_of_a_readable_step() -> None:
    # Root mean square 4.03, so the step is 4: limits at 2, 6 and 10; only 2 and 6 have values beyond them.
    breaks = symmetric_breaks([-1.0, 1.5, -3.0, 3.5, 5.0, -7.0, 0.0, 4.5])
    assert [round(bound, 4) for bound in breaks.upper_bounds] == [-6.0, -2.0, 2.0, 6.0, 7.0]
    assert breaks.lowest == -7.0
    assert breaks.counts == (1, 1, 3, 3, 0)


def test_a_value_on_a_limit_belongs_to_the_class_nearer_to_zero_on_both_sides() -> None:
    breaks = symmetric_breaks([-1.0, -0.2, 0.2, 1.0, 2.0, -2.0, 3.0, -3.0])
    middle = len(breaks.upper_bounds) // 2
    limit = breaks.upper_bounds[middle]
    assert class_of([-limit, limit], breaks.upper_bounds).tolist() == [middle, middle]


def test_without_any_difference_there_is_one_class() -> None:
    breaks = symmetric_breaks([0.0, 0.0])
    assert (breaks.lowest, breaks.upper_bounds, breaks.counts) == (0.0, (0.0,), (2,))


def test_without_values_there_are_no_classes() -> None:
    assert symmetric_breaks([float("nan")]).upper_bounds == ()


@given(NUMBERS)
def test_turning_all_signs_turns_the_counts(values: list[float]) -> None:
    breaks, turned = symmetric_breaks(values), symmetric_breaks([-value for value in values])
    assert breaks.counts == turned.counts[::-1]
    assert sum(breaks.counts) == len(values)
    assert len(breaks.counts) in (1, 3, 5, 7)


@given(NUMBERS)
def test_the_classes_do_not_change_when_numbers_are_32_bit(values: list[float]) -> None:
    bounds = symmetric_breaks(values).upper_bounds
    inner = [float(np.float32(bound)) for bound in bounds[:-1]]
    assert inner == sorted(inner)


@pytest.mark.parametrize("size", [1e-6, 1.0, 1e6])
def test_the_step_follows_the_size_of_the_differences(size: float) -> None:
    breaks = symmetric_breaks([-size, size, size / 2, -size / 2, 0.0])
    assert breaks.upper_bounds[-1] == size
    assert len(breaks.upper_bounds) >= 3
