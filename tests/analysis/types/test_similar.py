"""Quarters like this one: the nearest profiles, and where they differ."""

import numpy as np
import pytest

from analysis.types.profiles import profiles
from analysis.types.similar import similar_quarters

NAN = float("nan")


def test_the_nearest_come_first_and_the_quarter_itself_never() -> None:
    table = np.random.default_rng(0).normal(size=(40, 5)) * [1, 10, 100, 1, 1]
    found = profiles(table)
    distance = np.linalg.norm(found.z - found.z[7], axis=1)
    answer = similar_quarters(found, 7, most=39)
    assert [one.quarter for one in answer.counterparts] == np.argsort(distance)[1:].tolist()
    assert answer.counterparts[0].distance == pytest.approx(np.sort(distance)[1])
    assert answer.counterparts[0].per_indicator == pytest.approx(np.sort(distance)[1] / np.sqrt(5))


def test_differences_are_those_of_the_counterpart_to_the_quarter() -> None:
    found = profiles([[10.0, 1.0], [12.0, 1.0], [40.0, 5.0]])
    nearest = similar_quarters(found, 0).counterparts[0]
    assert nearest.quarter == 1
    assert [(one.indicator, one.units) for one in nearest.differences] == [(0, 2.0)]
    assert nearest.differences[0].sd == pytest.approx(2 / np.std([10, 12, 40]))


def test_positions_are_those_of_all_quarters() -> None:
    found = profiles([[NAN], [1.0], [NAN], [2.0], [9.0]])
    assert [one.quarter for one in similar_quarters(found, 3).counterparts] == [1, 4]
    with pytest.raises(ValueError, match=r"indicators \[0\] are missing"):
        similar_quarters(found, 2)
    with pytest.raises(IndexError, match="no quarter 9"):
        similar_quarters(found, 9)


def test_a_quarter_far_from_all_others_stands_alone() -> None:
    found = profiles([[0.0], [1.0], [2.0], [3.0], [30.0]])
    assert similar_quarters(found, 4).stands_alone
    assert not similar_quarters(found, 0).stands_alone
    assert similar_quarters(profiles([[1.0]]), 0).stands_alone


def test_equal_quarters_are_given_by_position() -> None:
    found = profiles([[5.0], [1.0], [5.0], [5.0]])
    assert [one.quarter for one in similar_quarters(found, 3, most=2).counterparts] == [0, 2]
