"""Quarters within a distance."""

import numpy as np
import pytest
import shapely

from analysis.weights import distance_band
from tests.toytown import quarters


def test_centres_a_kilometre_apart_are_neighbours_within_a_kilometre() -> None:
    weights = distance_band(quarters().geometry, 1000)
    assert weights.tuples[4] == (1, 3, 5, 7)
    assert weights.tuples[0] == (1, 3)
    assert (weights.kind, weights.reach) == ("distance_band", 1000)


def test_nobody_is_near_enough_within_a_short_distance() -> None:
    assert distance_band(quarters().geometry, 999).isolates.tolist() == list(range(9))


def test_scattered_points_have_the_neighbours_of_a_full_search() -> None:
    points = np.random.default_rng(2).uniform(size=(50, 2))
    away = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1))
    expected = tuple(tuple(np.flatnonzero((row <= 0.2) & (row > 0)).tolist()) for row in away)
    assert distance_band(shapely.points(points), 0.2).tuples == expected


def test_quarters_without_a_shape_are_isolates() -> None:
    assert distance_band(np.array([shapely.Point(0, 0), None, shapely.Point(1, 0)]), 5).tuples == ((2,), (), (0,))
    assert distance_band(np.array([None, None]), 5).tuples == ((), ())


def test_a_distance_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="above 0, got 0"):
        distance_band(quarters().geometry, 0)
