"""Who neighbours whom on a level."""

import numpy as np
import pytest
import shapely

from layers.weights import _check_pairs, area_weights
from tests.toytown import toytown


def test_neighbours_of_toytown_share_an_edge_or_a_corner() -> None:
    queen = area_weights(toytown(), "quarter")
    assert queen.tuples[0] == (1, 3, 4)
    assert queen.counts.tolist() == [3, 5, 3, 5, 8, 5, 3, 5, 3]
    assert area_weights(toytown(), "quarter", "rook").tuples[4] == (1, 3, 5, 7)


def test_borders_are_measured_in_metres() -> None:
    borders = area_weights(toytown(), "quarter", "rook").borders
    assert borders is not None
    assert borders == pytest.approx(np.full(24, 1000.0), rel=1e-3)


def test_distances_are_metres() -> None:
    assert area_weights(toytown(), "quarter", "distance_band", 1100.0).tuples[4] == (1, 3, 5, 7)
    assert set(area_weights(toytown(), "quarter", "k_nearest", 4.0).counts.tolist()) == {4}


def test_weights_are_made_once() -> None:
    atlas = toytown()
    assert area_weights(atlas, "district") is area_weights(atlas, "district")


def test_a_reach_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="distance"):
        area_weights(toytown(), "quarter", "distance_band")


def test_exact_borders_are_those_drawn_with_identical_points() -> None:
    assert (
        area_weights(toytown(), "quarter", "queen", 0.0, False, True).tuples
        == area_weights(toytown(), "quarter").tuples
    )


def test_a_distance_that_joins_everybody_to_everybody_in_a_large_city_is_refused() -> None:
    squares = shapely.box(*(part.ravel() for part in (*np.mgrid[0:40, 0:40], *np.mgrid[1:41, 1:41])))
    _check_pairs(squares, 5.0)
    with pytest.raises(ValueError, match="2560000 pairs"):
        _check_pairs(squares, 100.0)
