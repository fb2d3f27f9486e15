"""Neighbours of Toytown, of borders that do not match, and groups that hang together."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from analysis.neighbours import connected_groups, neighbours
from tests.toytown import quarters

ROW = shapely.box([0, 1, 2], [0, 0, 0], [1, 2, 3], [1, 1, 1])


def test_the_market_of_toytown_touches_all_others_and_a_corner_touches_three() -> None:
    touching = neighbours(quarters().geometry)
    assert touching[4] == (0, 1, 2, 3, 5, 6, 7, 8)
    assert touching[0] == (1, 3, 4)
    assert touching[1] == (0, 2, 3, 4, 5)


def test_neighbours_are_mutual_and_nobody_neighbours_itself() -> None:
    touching = neighbours(quarters().geometry)
    for quarter, others in enumerate(touching):
        assert quarter not in others
        assert all(quarter in touching[other] for other in others)


def test_quarters_in_a_row_touch_only_the_next() -> None:
    assert neighbours(ROW) == ((1,), (0, 2), (1,))


def test_a_point_on_the_edge_of_the_neighbour_counts_although_it_has_no_such_point() -> None:
    large = shapely.box(0, 0, 2, 2)
    upper, lower = shapely.box(2, 1, 3, 2), shapely.box(2, 0.2, 3, 0.8)
    assert neighbours(np.array([large, upper, lower])) == ((1, 2), (0,), (0,))
    assert neighbours(np.array([large, upper, lower]), tolerance=0) == ((1,), (0,), ())


def test_a_narrow_gap_from_careless_drawing_still_counts_as_touching() -> None:
    city = shapely.box([0, 1000.005, 3000], 0, [1000, 2000, 4000], 1000)
    assert neighbours(city) == ((1,), (0,), ())
    assert neighbours(city, tolerance=1000) == ((1,), (0, 2), (1,))


def test_overlapping_quarters_are_neighbours() -> None:
    assert neighbours(shapely.box([0, 0.5], 0, [1, 2], 1)) == ((1,), (0,))


def test_a_quarter_without_a_shape_has_no_neighbours() -> None:
    shapes = np.array([ROW[0], ROW[1], None, shapely.Polygon()])
    assert neighbours(shapes) == ((1,), (0,), (), ())


def test_parts_of_one_quarter_do_not_make_it_its_own_neighbour() -> None:
    two_parts = shapely.MultiPolygon([ROW[0], ROW[2]])
    assert neighbours(np.array([two_parts, ROW[1]])) == ((1,), (0,))


def test_degrees_work_like_metres() -> None:
    degrees = shapely.transform(quarters().geometry, lambda points: points / 100_000)
    assert neighbours(degrees) == neighbours(quarters().geometry)


def test_a_negative_tolerance_is_refused() -> None:
    with pytest.raises(ValueError, match="-1"):
        neighbours(ROW, tolerance=-1)


def test_chosen_quarters_fall_into_groups_the_largest_first() -> None:
    touching = neighbours(quarters().geometry)
    assert connected_groups([8, 0, 1], touching) == ((0, 1), (8,))
    assert connected_groups(np.array([0, 8, 4]), touching) == ((0, 4, 8),)
    assert connected_groups([], touching) == ()


@given(st.sets(st.integers(0, 8)))
def test_every_chosen_quarter_is_in_one_group_and_groups_do_not_touch(members: set[int]) -> None:
    touching = neighbours(quarters().geometry)
    groups = connected_groups(members, touching)
    assert sorted(quarter for group in groups for quarter in group) == sorted(members)
    for group in groups:
        beyond = {other for quarter in group for other in touching[quarter]} - set(group)
        assert not beyond & members
