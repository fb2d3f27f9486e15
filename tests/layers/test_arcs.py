"""Arcs: every common border once, the right area on either hand, and areas that fit together again."""

from itertools import pairwise
from random import Random

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.arcs import OUTSIDE, Arcs, arcs
from tests.made_coverage import honeycomb

Box = tuple[int, int, int, int]


def _boxes(*boxes: Box) -> np.ndarray:
    return np.array([shapely.box(*box) for box in boxes], dtype=object)


def _runs(found: Arcs) -> list[np.ndarray]:
    return np.split(found.points, np.cumsum(found.length)[:-1]) if len(found.length) else []


def _winding(found: Arcs, area: int, place: tuple[float, float]) -> int:
    """How often the arcs of an area go round a place, counted along a ray to the east; 1 inside, 0 outside."""
    x, y = place
    turns = 0
    for run, left, right in zip(_runs(found), found.left, found.right, strict=True):
        side = int(left == area) - int(right == area)
        for (x1, y1), (x2, y2) in pairwise(run):
            if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
                turns += side * (-1 if y2 > y1 else 1)
    return turns


def _rebuilt(found: Arcs, n: int) -> list[shapely.Geometry]:
    lines = [shapely.linestrings(run) for run in _runs(found)]
    sides = list(zip(lines, found.left, found.right, strict=True))
    around = [[line for line, *both in sides if area in both] for area in range(n)]
    return [shapely.build_area(shapely.GeometryCollection(one)) for one in around]


def _fit_together(shapes: np.ndarray) -> Arcs:
    found = arcs(shapes)
    for shape, rebuilt in zip(shapes, _rebuilt(found, len(shapes)), strict=True):
        assert rebuilt.symmetric_difference(shape).area == 0
    return found


def test_two_neighbours_have_three_arcs_and_the_common_one_once() -> None:
    found = _fit_together(_boxes((0, 0, 2, 2), (2, 0, 4, 2)))
    assert sorted(zip(found.left.tolist(), found.right.tolist(), strict=True)) == [(0, -1), (0, 1), (1, -1)]
    assert sorted(found.length.tolist()) == [2, 4, 4]


def test_toytowns_nine_squares_have_twelve_common_borders_and_eight_outer_ones() -> None:
    found = _fit_together(_boxes(*((x, y, x + 1, y + 1) for y in range(3) for x in range(3))))
    outer = found.right == OUTSIDE
    # Counted with a pencil: 12 walls inside; outside, the border is cut where three meet, 8 times.
    assert ((~outer).sum(), outer.sum()) == (12, 8)


def test_walking_south_the_area_on_the_left_lies_to_the_east() -> None:
    found = arcs(_boxes((0, 0, 2, 2), (2, 0, 4, 2)))
    common = _runs(found)[found.right.tolist().index(1)]
    is_south = common[-1][1] > common[0][1]
    west, east = 0, 1
    assert found.left[found.right.tolist().index(1)] == (east if is_south else west)


def test_an_area_alone_is_one_ring_that_ends_where_it_began() -> None:
    found = _fit_together(_boxes((3, 3, 9, 9)))
    assert (found.length.tolist(), found.left.tolist(), found.right.tolist()) == ([5], [0], [OUTSIDE])
    assert found.points[0].tolist() == found.points[-1].tolist()


def test_a_hole_with_an_island_in_it_is_one_ring_between_both() -> None:
    island = shapely.box(4, 4, 6, 6)
    found = _fit_together(np.array([shapely.box(0, 0, 10, 10).difference(island), island], dtype=object))
    assert sorted(zip(found.left.tolist(), found.right.tolist(), strict=True)) == [(0, -1), (0, 1)]


def test_an_empty_hole_is_outside() -> None:
    found = _fit_together(np.array([shapely.box(0, 0, 10, 10).difference(shapely.box(4, 4, 6, 6))], dtype=object))
    assert sorted(found.length.tolist()) == [5, 5]
    assert _winding(found, 0, (5, 5)) == 0
    assert _winding(found, 0, (2, 5)) == 1


def test_an_area_of_several_parts_is_found_again_in_all_of_them() -> None:
    both = shapely.MultiPolygon([shapely.box(0, 0, 2, 2), shapely.box(4, 0, 6, 2)])
    _fit_together(np.array([both, shapely.box(2, 0, 4, 2)], dtype=object))


def test_the_seam_between_two_parts_of_one_area_is_no_border() -> None:
    parts = shapely.GeometryCollection([shapely.MultiPolygon([shapely.box(0, 0, 2, 2)]), shapely.box(2, 0, 4, 2)])
    found = arcs(np.array([parts], dtype=object))
    assert sum(len(run) - 1 for run in _runs(found)) == 6
    assert _rebuilt(found, 1)[0].area == 8


@pytest.mark.parametrize(
    "boxes",
    [
        ((0, 0, 4, 4), (2, 2, 6, 6)),
        ((0, 0, 4, 4), (0, 0, 4, 4)),
        ((0, 0, 4, 4), (0, 0, 4, 4), (4, 0, 8, 4)),
        ((0, 0, 4, 4), (5, 0, 9, 4)),
        ((0, 0, 4, 4), (4, 1, 8, 3)),
        ((0, 0, 8, 8), (2, 2, 4, 4)),
    ],
    ids=["overlap", "twice the same", "twice the same with a neighbour", "gap", "corners that do not meet", "inside"],
)
def test_what_is_no_coverage_keeps_every_border_of_every_area(boxes: tuple[Box, ...]) -> None:
    _fit_together(_boxes(*boxes))


def test_no_area_lies_on_both_sides_and_edges_of_no_length_are_left_out() -> None:
    spiked = shapely.Polygon([(0, 0), (4, 0), (4, 4), (4, 9), (4, 4), (4, 4), (0, 4)])
    found = arcs(np.array([spiked], dtype=object))
    assert (found.left != found.right).all()
    assert all((np.abs(np.diff(run, axis=0)).sum(axis=1) > 0).all() for run in _runs(found))
    assert _rebuilt(found, 1)[0].area == 16


def test_areas_smaller_than_a_step_leave_nothing_behind() -> None:
    assert len(arcs(np.array([shapely.box(0.1, 0.1, 0.2, 0.2), shapely.Polygon()], dtype=object)).length) == 0


def test_winding_borders_of_many_areas_fit_together() -> None:
    cells = shapely.transform(honeycomb(6, 7), lambda points: np.round(points - points.min(axis=0)))
    found = _fit_together(cells)
    inner = found.right != OUTSIDE
    # Three borders start at a corner of a honeycomb: about three arcs for each cell.
    assert inner.sum() == pytest.approx(3 * 42, rel=0.2)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, 7)] * 2, *[st.integers(1, 5)] * 2), min_size=1, max_size=6), st.randoms())
def test_whatever_boxes_are_given_every_place_lies_in_the_areas_it_lay_in(
    wanted: list[tuple[int, int, int, int]], random: Random
) -> None:
    shapes = _boxes(*((x, y, x + width, y + height) for x, y, width, height in wanted))
    found = arcs(shapes)
    for _ in range(6):
        place = (random.randrange(12) + 0.5, random.randrange(12) + 0.25)
        inside = shapely.contains(shapes, shapely.Point(place)).astype(int).tolist()
        assert [_winding(found, area, place) for area in range(len(shapes))] == inside
