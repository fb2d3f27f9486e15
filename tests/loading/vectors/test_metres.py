"""Areas laid flat: those asked for and no others, and estimated well enough to leave most of them alone."""

from typing import Any

import numpy as np
import pyproj
import pytest
import shapely
import shapely.affinity
from hypothesis import given, settings
from hypothesis import strategies as st

from loading.vectors.metres import Flat, in_metres
from tests.loading.squares import CRS, square

SYSTEMS = (25832, 4326, 3857, 31467, 3035)


def map_in(code: int, shapes: list[Any]) -> Any:
    move = pyproj.Transformer.from_crs(CRS, code, always_xy=True)
    moved = shapely.transform(shapes, lambda points: np.column_stack(move.transform(points[:, 0], points[:, 1])))
    return np.array(moved, dtype=object)


@pytest.mark.parametrize("code", SYSTEMS)
def test_some_areas_lie_exactly_where_they_lie_among_all(code: int) -> None:
    shapes, system = map_in(code, [square(row) for row in range(9)]), pyproj.CRS.from_epsg(code)
    whole, rows = in_metres(shapes, system), np.array([7, 2])
    flat = Flat.of(shapes, system)
    assert shapely.equals_exact(flat[rows], whole[rows]).all()
    assert shapely.equals_exact(flat.some(rows)[:], whole[rows]).all()
    assert shapely.equals_exact(flat.measured(shapes[rows]), in_metres(shapes[rows], system, shapes)).all()
    assert shapely.area(whole) == pytest.approx(1e6, rel=5e-3)


def test_nothing_laid_flat_is_nothing() -> None:
    flat = Flat.of(np.array([square(0)], dtype=object), CRS)
    assert len(flat) == 1
    assert len(flat[np.array([], dtype=int)]) == len(in_metres(np.array([], dtype=object), CRS)) == 0


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(SYSTEMS),
    st.floats(10, 200_000),
    st.floats(1, 100_000),
    st.floats(0, 180),
    st.floats(-300_000, 300_000),
)
def test_estimates_are_off_by_far_less_than_doubled(
    code: int, length: float, width: float, turned: float, east: float
) -> None:
    strip = shapely.affinity.rotate(shapely.box(0, 0, length, width).segmentize(5_000), turned)
    strip = shapely.affinity.translate(strip, 500_000 + east, 5_700_000)
    shapes, system = map_in(code, [strip, square(0), square(8)]), pyproj.CRS.from_epsg(code)
    flat = Flat.of(shapes, system)
    around, true = flat.surroundings(), flat[:]
    estimate = around.least * shapely.area(shapes) / shapely.length(shapes)
    assert (estimate <= 1.5 * shapely.area(true) / shapely.length(true)).all()
    off = np.hypot(*(shapely.get_coordinates(shapely.centroid(true)) - around.middles).T)
    assert (off <= around.reach).all()
