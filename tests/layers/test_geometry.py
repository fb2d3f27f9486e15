"""Geometry: packed once, read back exactly, simplified without gaps, always inside its quarter."""

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pyproj
import pytest
import shapely

from layers.geometry import facilities_bytes, geographic, geometry_bytes, geometry_url, packed, simplified, unpacked
from loading.atlas import Quarters
from loading.recognised import Scenery
from tests.toytown import toytown

ATLAS = toytown()


def _geometry(level: str = "quarter") -> dict[str, Any]:
    return json.loads(geometry_bytes(ATLAS, level))


def _wavy_coverage(n: int = 5) -> np.ndarray:
    """Give n x n cells with shared edges of many points, near 7 degrees east and 51 degrees north."""
    lines = []
    steps = np.linspace(0, n, 400)
    for at in range(n + 1):
        inside = 0 < at < n
        wave = 0.2 * np.sin(steps * 5 + at) * inside
        lines += [np.column_stack([at + wave, steps]), np.column_stack([steps, at + wave])]
    cells = shapely.polygonize(shapely.get_parts(shapely.union_all(shapely.linestrings(np.array(lines)))))
    parts = np.array([part for part in shapely.get_parts(cells) if part.area > 0.01], dtype=object)
    return shapely.transform(parts, lambda points: points * 0.02 + (7.0, 51.0))


def test_what_was_packed_is_read_back_within_a_millionth_of_a_degree() -> None:
    for shape in _wavy_coverage():
        assert shapely.hausdorff_distance(unpacked(packed(shape)), shape) < 1e-6


def test_islands_and_holes_survive() -> None:
    ring = shapely.box(7, 51, 7.1, 51.1).difference(shapely.box(7.02, 51.02, 7.05, 51.05))
    both = shapely.union_all([ring, shapely.box(7.3, 51, 7.4, 51.1)])
    assert unpacked(packed(both)).normalize().equals_exact(both.normalize(), 1e-6)


def test_simplified_neighbours_keep_exactly_one_common_edge() -> None:
    cells = _wavy_coverage()
    thin = simplified(cells)
    assert shapely.get_num_coordinates(thin).sum() < shapely.get_num_coordinates(cells).sum() * 0.7
    assert shapely.coverage_is_valid(thin)
    whole = np.array([unpacked(packed(cell)) for cell in thin], dtype=object)
    assert shapely.coverage_is_valid(whole)


def test_boundaries_that_do_not_quite_fit_are_joined_without_gaps() -> None:
    cells = _wavy_coverage()
    cells[3] = shapely.transform(cells[3], lambda points: points + 2e-6)
    assert not shapely.coverage_is_valid(cells)
    thin = simplified(cells)
    assert shapely.coverage_is_valid(thin)
    assert len(shapely.union_all(thin).interiors) == 0


def test_no_quarter_vanishes_however_small_or_doubled() -> None:
    cells = _wavy_coverage()
    dot = shapely.box(8.0, 51.0, 8.00001, 51.00001)
    thin = simplified(np.array([*cells, dot, cells[0]], dtype=object))
    assert not shapely.is_empty(thin).any()
    assert shapely.is_valid(thin).all()
    assert packed(thin[-2])


def test_toytown_is_drawn_where_it_lies() -> None:
    (south, west), (north, east) = _geometry()["bounds"]
    assert (west, south) == pytest.approx((9.0, 51.4512), abs=0.001)
    assert (east - west, north - south) == pytest.approx((0.0432, 0.027), abs=0.0002)


def test_a_private_projection_is_read_by_its_own_definition() -> None:
    private = pyproj.CRS.from_proj4("+proj=tmerc +lat_0=0 +lon_0=9 +k=0.9996 +x_0=2500000 +ellps=GRS80 +units=m")
    moved = shapely.transform(ATLAS.levels["quarter"].geometry, lambda points: np.add(points, (2_000_000, 0)))
    there = replace(ATLAS.levels["quarter"], geometry=moved, crs=private)
    assert shapely.equals_exact(geographic(there), geographic(ATLAS.levels["quarter"]), 1e-7).all()


def test_every_label_point_lies_inside_its_quarter() -> None:
    bent = shapely.from_wkt("POLYGON ((0 0, 9000 0, 9000 9000, 8000 9000, 8000 1000, 0 1000, 0 0))")
    moved = shapely.transform(bent, lambda points: np.add(points, (500_000, 5_700_000)))
    quarters = Quarters("quarter", ("1",), ("Winkel",), (0,), np.array([moved], dtype=object), ATLAS.levels["city"].crs)
    atlas = replace(ATLAS, project="bent", levels={**ATLAS.levels, "quarter": quarters})
    content = json.loads(geometry_bytes(atlas, "quarter"))
    latitude, longitude = content["centres"][0]
    assert unpacked(content["shapes"][0]).contains(shapely.Point(longitude, latitude))


def test_names_keys_and_districts_are_in_one_order() -> None:
    content = _geometry()
    assert (content["ids"][6], content["names"][6], content["parents"][6]) == ("07", "Äußerer Nordwesten", "Nord")
    assert len(content["shapes"]) == len(content["centres"]) == len(content["ids"]) == 9


def test_districts_are_outlined_exactly_along_their_quarters() -> None:
    content = _geometry()
    assert [outline["name"] for outline in content["outlines"]] == ["Süd", "Mitte", "Nord"]
    south = shapely.union_all([unpacked(shape) for shape in content["shapes"][:3]])
    outline = unpacked(content["outlines"][0]["shape"])
    assert outline.symmetric_difference(south).area < 1e-9


def test_districts_have_a_geometry_of_their_own() -> None:
    content = _geometry("district")
    assert (content["ids"], content["parents"], content["outlines"]) == (["1", "2", "3"], ["Toytown"] * 3, [])


def test_the_river_and_the_facilities_are_delivered_with_the_map() -> None:
    river = Scenery("Toy", "water", shapely.box(9.0, 51.45, 9.04, 51.46))
    content = json.loads(geometry_bytes(replace(ATLAS, project="river", scenery=(river,)), "quarter"))
    assert content["scenery"] == [{"name": "Toy", "kind": "water", "shape": packed(river.geometry)}]
    assert content["facilities"] == json.loads(facilities_bytes(ATLAS))
    assert content["facilities"][0] == {
        "name": "Kita Sonnenschein",
        "kind": "Kita",
        "lat": 51.46,
        "lon": 9.01,
        "capacity": 80.0,
    }


def test_an_unknown_capacity_is_null() -> None:
    facility = replace(ATLAS.facilities[0], capacity=float("nan"))
    atlas = replace(ATLAS, project="capacity", facilities=(facility,))
    assert json.loads(facilities_bytes(atlas))[0]["capacity"] is None


def test_the_address_names_project_level_and_content() -> None:
    assert geometry_url(ATLAS, "quarter").startswith("/data/toytown/quarter/geometry.json?v=")
    assert geometry_url(ATLAS, "quarter") != geometry_url(ATLAS, "district")


def test_an_unknown_level_is_named() -> None:
    with pytest.raises(KeyError, match="street"):
        _geometry("street")
