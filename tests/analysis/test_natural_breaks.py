"""Natural breaks are never worse than brute force and never worse than mapclassify."""

from itertools import combinations

import mapclassify
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from analysis.classification import class_of
from analysis.natural_breaks import natural_breaks


def squared_deviations(values: np.ndarray, bounds: tuple[float, ...]) -> float:
    classes = class_of(values, bounds)
    return sum(((part - part.mean()) ** 2).sum() for c in np.unique(classes) if len(part := values[classes == c]))


def brute_force(values: np.ndarray, k: int) -> float:
    distinct = np.unique(values)
    return min(
        squared_deviations(values, (*distinct[list(ends)], distinct[-1]))
        for ends in combinations(range(len(distinct) - 1), k - 1)
    )


@given(arrays(float, st.integers(5, 11), elements=st.integers(0, 40).map(float)), st.integers(1, 5))
def test_no_other_cut_has_a_smaller_sum_of_squares(values: np.ndarray, k: int) -> None:
    if len(np.unique(values)) > k:
        assert squared_deviations(values, natural_breaks(values, k)) <= brute_force(values, k) * (1 + 1e-9) + 1e-9


@given(st.integers(0, 10_000), st.integers(2, 9))
def test_the_sum_of_squares_is_never_above_that_of_mapclassify(seed: int, k: int) -> None:
    values = np.random.default_rng(seed).lognormal(2, 1, 60).round(1)
    ours = squared_deviations(values, natural_breaks(values, k))
    theirs = squared_deviations(values, tuple(mapclassify.FisherJenks(values, k).bins))
    assert ours <= theirs * (1 + 1e-9)


def test_three_heaps_are_found() -> None:
    assert natural_breaks([30, 11, 2, 1, 10, 3], 3) == (3.0, 11.0, 30.0)


def test_values_that_occur_often_weigh_more() -> None:
    once = natural_breaks([0, 1, 5, 6], 3)
    often = natural_breaks([0] * 50 + [1] * 50 + [5, 6], 3)
    assert len(once) == 3
    assert often == (0.0, 1.0, 6.0)


def test_as_many_classes_as_distinct_values_where_these_are_few() -> None:
    assert natural_breaks([2, 1, 2, 1], 5) == (1.0, 2.0)


def test_without_values_there_are_no_classes() -> None:
    assert natural_breaks([np.nan, np.nan], 3) == ()


def test_one_class_ends_at_the_largest_value() -> None:
    assert natural_breaks([1, 2, 3], 1) == (3.0,)


@pytest.mark.parametrize("extreme", [1e9, -1e9])
def test_one_extreme_value_does_not_blur_the_others(extreme: float) -> None:
    small = [1.0, 1.1, 1.2, 5.0, 5.1, 5.2, 9.0, 9.1, 9.2]
    bounds = natural_breaks([*small, extreme], 4)
    assert {1.2, 5.2} < set(bounds)


def test_a_large_offset_does_not_change_the_cut() -> None:
    values = np.array([1, 2, 3, 10, 11, 30], dtype=float)
    assert natural_breaks(values + 1e9, 3) == (1e9 + 3, 1e9 + 11, 1e9 + 30)


def test_thirty_thousand_values_give_as_many_classes_as_asked_for() -> None:
    values = np.random.default_rng(7).lognormal(2, 1, 33_000)
    bounds = natural_breaks(values, 9)
    assert len(bounds) == 9
    assert bounds[-1] == values.max()


def test_less_than_one_class_is_refused() -> None:
    with pytest.raises(ValueError, match="k=0"):
        natural_breaks([1, 2], 0)
