"""The k nearest quarters, also where several are equally far away."""

import numpy as np
import pytest
import shapely

from analysis.weights import k_nearest
from tests.toytown import quarters


def brute(points: np.ndarray, k: int) -> tuple:
    away = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1))
    np.fill_diagonal(away, np.inf)
    return tuple(tuple(sorted(row[:k].tolist())) for row in np.argsort(away, axis=1, kind="stable"))


@pytest.mark.parametrize("k", [1, 4, 6, 39])
def test_scattered_points_have_the_neighbours_of_a_full_search(k: int) -> None:
    points = np.random.default_rng(1).uniform(size=(40, 2))
    assert k_nearest(shapely.points(points), k).tuples == brute(points, k)


@pytest.mark.parametrize("k", [1, 2, 3, 5])
def test_of_equally_distant_quarters_the_first_are_taken(k: int) -> None:
    centres = shapely.get_coordinates(shapely.centroid(quarters().geometry))
    assert k_nearest(quarters().geometry, k).tuples == brute(centres, k)


def test_points_on_one_spot_do_not_hide_each_other() -> None:
    spot = np.array([[0, 0]] * 6 + [[1, 1]], dtype=float)
    assert k_nearest(shapely.points(spot), 2).tuples == brute(spot, 2)


def test_a_quarter_without_a_shape_is_nobodys_neighbour() -> None:
    shapes = shapely.box([0, 1, 2, 3], 0, [1, 2, 3, 4], 1)
    shapes[1] = None
    weights = k_nearest(shapes, 1)
    assert weights.tuples == ((2,), (), (3,), (2,))
    assert (weights.kind, weights.reach, weights.borders) == ("k_nearest", 1, None)


@pytest.mark.parametrize("k", [0, 9])
def test_a_number_that_cannot_be_is_refused(k: int) -> None:
    with pytest.raises(ValueError, match=f"between 1 and 8, got {k}"):
        k_nearest(quarters().geometry, k)
