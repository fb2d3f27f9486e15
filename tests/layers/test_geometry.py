"""What all maps need of the boundaries: the right place, closed gaps, points well inside."""

from dataclasses import replace

import numpy as np
import pyproj
import pytest
import shapely

from layers.geometry import bounds_of, facilities, fitted, geographic, inner_points, parent_places, scenery
from layers.packed import packed
from loading.recognised import Scenery
from tests.made_coverage import honeycomb
from tests.toytown import toytown

ATLAS = toytown()


def test_toytown_lies_where_it_lies() -> None:
    (south, west), (north, east) = bounds_of(geographic(ATLAS.levels["quarter"]))
    assert (west, south) == pytest.approx((9.0, 51.4512), abs=0.001)
    assert (east - west, north - south) == pytest.approx((0.0432, 0.027), abs=0.0002)


def test_a_private_projection_is_read_by_its_own_definition() -> None:
    private = pyproj.CRS.from_proj4("+proj=tmerc +lat_0=0 +lon_0=9 +k=0.9996 +x_0=2500000 +ellps=GRS80 +units=m")
    moved = shapely.transform(ATLAS.levels["quarter"].geometry, lambda points: np.add(points, (2_000_000, 0)))
    there = replace(ATLAS.levels["quarter"], geometry=moved, crs=private)
    assert shapely.equals_exact(geographic(there), geographic(ATLAS.levels["quarter"]), 1e-7).all()


def test_boundaries_that_do_not_quite_fit_are_joined_without_gaps() -> None:
    cells = honeycomb(4, 4)
    cells[5] = shapely.transform(cells[5], lambda points: points + 0.2)
    assert not shapely.coverage_is_valid(cells)
    whole = fitted(cells, pixel=2.0)
    assert shapely.coverage_is_valid(whole)
    assert len(shapely.union_all(whole).interiors) == 0


def test_boundaries_that_fit_stay_exactly_as_they_are() -> None:
    cells = honeycomb(3, 3)
    assert shapely.equals_exact(fitted(cells, pixel=2.0), cells).all()


def test_an_area_that_lies_on_others_is_not_given_away_to_them() -> None:
    cells = honeycomb(3, 3)
    doubled = np.array([*cells, cells[4]], dtype=object)
    whole = fitted(doubled, pixel=2.0)
    assert (shapely.area(whole) > shapely.area(doubled) / 2).all()


def test_the_point_inside_is_the_middle_of_a_round_area() -> None:
    shapes = np.array([shapely.Point(3, 4).buffer(2), shapely.box(0, 0, 2, 2)], dtype=object)
    assert inner_points(shapes) == pytest.approx(np.array([[3, 4], [1, 1]]))


def test_the_point_inside_a_bent_area_lies_far_from_its_edges() -> None:
    bent = shapely.from_wkt("POLYGON ((0 0, 9 0, 9 9, 7 9, 7 2, 0 2, 0 0))")
    x, y = inner_points(np.array([bent], dtype=object))[0]
    assert bent.contains(shapely.Point(x, y))
    assert bent.boundary.distance(shapely.Point(x, y)) > 0.9


def test_the_point_inside_lies_in_the_largest_part() -> None:
    parts = shapely.MultiPolygon([shapely.box(0, 0, 1, 1), shapely.box(5, 5, 9, 9), shapely.box(2, 0, 3, 1)])
    assert inner_points(np.array([parts], dtype=object)).tolist() == [[7, 7]]


def test_the_point_inside_a_ring_lies_in_the_ring() -> None:
    ring = shapely.Point(0, 0).buffer(5).difference(shapely.Point(0, 0).buffer(3))
    assert ring.contains(shapely.Point(inner_points(np.array([ring], dtype=object))[0]))


def test_districts_are_told_by_name_and_key() -> None:
    names, ids = parent_places(ATLAS, ATLAS.levels["quarter"])
    assert (names[6], ids[6]) == ("Nord", "3")
    assert parent_places(ATLAS, ATLAS.levels["district"]) == (["Toytown"] * 3, ["0"] * 3)
    assert parent_places(ATLAS, ATLAS.levels["city"]) == ([""], [""])


def test_the_river_and_the_facilities_are_delivered_with_the_map() -> None:
    river = Scenery("Toy", "water", shapely.box(9.0, 51.45, 9.04, 51.46))
    assert scenery(replace(ATLAS, scenery=(river,))) == [
        {"name": "Toy", "kind": "water", "shape": packed(river.geometry)}
    ]
    assert facilities(ATLAS)[0] == {
        "name": "Kita Sonnenschein",
        "kind": "Kita",
        "lat": 51.46,
        "lon": 9.01,
        "capacity": 80.0,
    }


def test_an_unknown_capacity_is_null() -> None:
    facility = replace(ATLAS.facilities[0], capacity=float("nan"))
    assert facilities(replace(ATLAS, facilities=(facility,)))[0]["capacity"] is None
