"""What is wrong between areas: found by counting edges, sized in square metres, closed only where it is narrow."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyproj
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import affinity

from loading.vectors.edges import LonelyEdges, lonely_edges
from loading.vectors.flaws import Flaw, can_be_mended, changed, flaws_of, mended
from loading.vectors.metres import Flat, in_metres
from loading.vectors.splitting import parts_of
from tests.loading.squares import CRS, square


def flaws(shapes: Sequence[shapely.Geometry], crs: pyproj.CRS = CRS) -> tuple[Flaw, ...]:
    geometry = np.array(shapes, dtype=object)
    return flaws_of(geometry, crs, Flat.of(geometry, crs))


def nine() -> list[Any]:
    return [square(position) for position in range(9)]


def test_a_faultless_map_has_no_flaws_in_any_system() -> None:
    assert flaws(nine()) == ()
    move = pyproj.Transformer.from_crs(25832, 3857, always_xy=True)
    web = [shapely.transform(one, lambda p: np.column_stack(move.transform(p[:, 0], p[:, 1]))) for one in nine()]
    assert flaws(web, pyproj.CRS.from_epsg(3857)) == ()


class _WithoutOutline(LonelyEdges):
    outline = None  # never known, so that all areas at a lonely edge are compared


@settings(max_examples=60, deadline=None)
@given(st.sets(st.integers(0, 48), max_size=6), st.lists(st.tuples(st.integers(0, 48), st.integers(-60, 60))))
def test_adding_up_to_the_outline_finds_what_comparing_areas_finds(
    gone: set[int], moved: list[tuple[int, int]]
) -> None:
    shapes = {row: square(row, 7) for row in range(49) if row not in gone}
    for row, metres in moved[:3]:
        shapes[100 + len(shapes)] = affinity.translate(square(row, 7), 500 * (metres // 20), 500 * (metres // 20))
    geometry = np.array(list(shapes.values()), dtype=object)
    flat, edges = Flat.of(geometry, CRS), lonely_edges(geometry)
    compared = flaws_of(geometry, CRS, flat, _WithoutOutline(edges.areas, edges.ends, edges.stand_once))
    assert flaws_of(geometry, CRS, flat, edges) == compared


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 8), st.integers(10, 900))
def test_an_area_that_grew_overlaps_its_neighbours_by_that_much(row: int, metres: int) -> None:
    shapes = nine()
    west, south, east, north = shapes[row].bounds
    shapes[row] = shapely.box(west - metres, south, east, north)
    found = [flaw for flaw in flaws(shapes) if "overlap" in flaw.kind]
    assert len(found) == (row % 3 > 0)
    assert all(flaw.size == pytest.approx(metres * 1000, rel=2e-3) for flaw in found)


def test_web_mercator_does_not_enlarge_an_overlap() -> None:
    move = pyproj.Transformer.from_crs(25832, 3857, always_xy=True)
    shapes = [square(0), shapely.box(500_900, 5_700_000, 502_000, 5_701_000)]
    web = [shapely.transform(one, lambda p: np.column_stack(move.transform(p[:, 0], p[:, 1]))) for one in shapes]
    (flaw,) = flaws(web, pyproj.CRS.from_epsg(3857))
    assert flaw.size == pytest.approx(100_000, rel=0.01)


def test_narrow_strips_are_closed_and_areas_told_before_and_after() -> None:
    shapes = [*nine()[:1], shapely.box(500_998, 5_700_000, 502_000, 5_701_000), *nine()[2:]]
    geometry = np.array(shapes, dtype=object)
    found = flaws(shapes)
    assert [flaw.kind for flaw in found] == ["narrow_overlap"]
    assert can_be_mended(found)
    closed = mended(geometry, CRS)
    assert flaws(list(closed)) == ()
    moved = changed(in_metres(geometry, CRS), in_metres(closed, CRS))
    assert [flaw.kind for flaw in moved] == ["mended"]
    assert moved[0].size == pytest.approx(2000, rel=0.01)
    assert moved[0].before > moved[0].after


def test_what_somebody_has_to_decide_is_never_closed() -> None:
    shapes = [*nine()[:1], shapely.box(500_500, 5_700_000, 502_000, 5_701_000), *nine()[2:]]
    assert not can_be_mended(flaws(shapes))


def test_a_lake_is_a_gap_and_an_island_in_it_belongs_to_its_area() -> None:
    west, south, east, north = nine()[4].bounds
    ring = shapely.difference(nine()[4], shapely.box(west + 200, south + 200, east - 200, north - 200))
    island = shapely.box(west + 450, south + 450, west + 550, south + 550)
    shapes = [*nine()[:4], shapely.union(ring, island), *nine()[5:]]
    (gap,) = flaws(shapes)
    assert (gap.kind, gap.rows) == ("gap", (4,))
    assert gap.size == pytest.approx(600 * 600 - 100 * 100, rel=2e-3)


def test_two_vintages_in_one_layer_are_told_apart_by_their_column() -> None:
    shapes = np.array([*nine(), *nine()], dtype=object)
    flat = Flat.of(shapes, CRS)
    columns = {"NR": [str(row % 9) for row in range(18)], "STAND": ["2019"] * 9 + ["2023"] * 9}
    parts = parts_of(columns, flat, flaws_of(shapes, CRS, flat))
    assert [(name, rows.tolist()) for name, rows in parts] == [
        ("2019", list(range(9))),
        ("2023", list(range(9, 18))),
    ]
