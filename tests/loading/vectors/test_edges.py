"""Edges that stand alone: counted as one would by hand, and rings of them told from gaps."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from loading.vectors.edges import lonely_edges, marks_of
from tests.loading.squares import square

WIDTH = 20


def town(number: int = 9, width: int = 3) -> list[Any]:
    return [square(position, width) for position in range(number)]


def found(shapes: Sequence[shapely.Geometry | None]) -> Any:
    return lonely_edges(np.array(shapes, dtype=object))


def by_hand(shapes: Sequence[Any]) -> tuple[set[Any], set[int]]:
    """Count edges by their ends; give those that do not stand in two areas, and the areas with one of their ends."""
    rings = [
        (row, list(map(tuple, shapely.get_coordinates(ring))))
        for row, shape in enumerate(shapes)
        for ring in shapely.get_rings(shapely.get_parts(shape))
    ]
    times = Counter(frozenset(edge) for _, ring in rings for edge in pairwise(ring))
    lonely = {edge for edge, number in times.items() if number != 2}
    ends = {point for edge in lonely for point in edge}
    return lonely, {row for row, ring in rings if ends & set(ring)}


@settings(max_examples=40, deadline=None)
@given(st.sets(st.integers(0, 599), max_size=40), st.sets(st.integers(0, 599), max_size=5))
def test_they_are_those_one_finds_by_hand_however_many_areas_there_are(gone: set[int], pierced: set[int]) -> None:
    whole = town(600, WIDTH)
    for row in pierced:
        west, south, east, north = whole[row].bounds
        hole = shapely.box(west + 100, south + 100, east - 100, north - 100)
        whole[row] = shapely.MultiPolygon([whole[row].difference(hole), shapely.box(*np.add(hole.bounds, 10))])
    shapes = [shape for row, shape in enumerate(whole) if row not in gone]
    edges, (lonely, rows) = found(shapes), by_hand(shapes)
    assert {frozenset(map(tuple, ends)) for ends in edges.ends.tolist()} == lonely
    assert edges.areas.tolist() == sorted(rows)
    assert edges.stand_once


@settings(max_examples=60, deadline=None)
@given(st.sets(st.integers(0, 24), min_size=1))
def test_what_surely_encloses_nothing_encloses_nothing(kept: set[int]) -> None:
    shapes = [square(row, 5) for row in kept]
    parts = shapely.get_parts(shapely.union_all(shapes))
    if found(shapes).are_outer_rims():
        assert not shapely.get_num_interior_rings(parts).any()


@pytest.mark.parametrize(
    ("shapes", "surely"),
    [
        (town(), True),
        ([town()[0], town()[2]], True),
        ([*town()[:4], *town()[5:]], False),
        ([town()[0], town()[4]], False),
        ([*town(), town()[4]], False),
        ([*town()[:4], shapely.box(501_000.001, 5_701_000, 502_000, 5_702_000), *town()[5:]], False),
    ],
    ids=["whole", "islands", "gap in the middle", "corner to corner", "area upon areas", "hair between"],
)
def test_rims_are_told_from_gaps_only_where_that_is_certain(shapes: list[Any], surely: bool) -> None:
    assert found(shapes).are_outer_rims() == surely


@settings(max_examples=60, deadline=None)
@given(st.sets(st.integers(0, 24), min_size=1))
def test_rims_that_lie_apart_are_the_outline_of_all_areas(kept: set[int]) -> None:
    shapes = [square(row, 5) for row in kept]
    edges = found(shapes)
    outline = edges.outline
    assert (outline is not None) == edges.are_outer_rims()
    if outline is not None:
        assert shapely.normalize(outline) == shapely.normalize(shapely.coverage_union_all(shapes))


def test_empty_areas_between_others_change_nothing() -> None:
    empty = shapely.Polygon()
    edges = found([empty, *town()[:5], empty, *town()[5:], empty])
    assert edges.areas.tolist() == [1, 2, 3, 4, 7, 8, 9, 10]
    assert len(edges.ends) == 12
    assert edges.are_outer_rims()


@pytest.mark.parametrize("shapes", [[], [shapely.Polygon()], [None, None]])
def test_where_nothing_is_drawn_no_edge_stands_alone(shapes: list[Any]) -> None:
    edges = found(shapes)
    assert (len(edges.areas), len(edges.ends)) == (0, 0)
    assert edges.are_outer_rims()


def test_marks_are_the_same_only_for_the_same_numbers() -> None:
    numbers = np.random.default_rng(1).normal(size=(20_000, 4)).round(1)
    marks = marks_of(numbers)
    assert len(set(marks.tolist())) == len({tuple(row) for row in (numbers + 0.0).tolist()})
