"""Isolates joined to their nearest quarter."""

import numpy as np
import pytest
import shapely

from analysis.weights import bridged, queen

ISLAND = shapely.box([0, 1, 4], 0, [1, 2, 5], 1)


def test_an_island_is_joined_to_the_nearest_quarter_in_both_directions() -> None:
    joined = bridged(queen(ISLAND), ISLAND)
    assert joined.tuples == ((1,), (0, 2), (1,))
    assert joined.bridges == ((2, 1),)
    assert joined.borders is not None
    assert joined.borders.tolist() == [1, 1, 0, 0]
    assert joined.kind == "queen"


def test_two_islands_that_are_nearest_to_each_other_get_one_bridge() -> None:
    far = shapely.box([0, 1, 40, 42], 0, [1, 2, 41, 43], 1)
    assert bridged(queen(far), far).tuples == ((1,), (0,), (3,), (2,))


def test_without_isolates_nothing_changes() -> None:
    row = ISLAND[:2]
    weights = queen(row)
    assert bridged(weights, row) is weights


def test_a_quarter_without_a_shape_stays_alone() -> None:
    shapes = np.array([*ISLAND, None])
    assert bridged(queen(shapes), shapes).isolates.tolist() == [3]


def test_shapes_of_another_city_are_refused() -> None:
    with pytest.raises(ValueError, match="3 quarters need as many shapes, got 2"):
        bridged(queen(ISLAND), ISLAND[:2])
