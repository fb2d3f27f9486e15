"""The engine's geometry file: the same areas as delivered, in the same place, at every scale."""

from dataclasses import replace

import numpy as np
import pytest
import shapely

from layers.container import read_container
from layers.geometry import facilities, geographic, scenery
from layers.id_tiles import TILES_FROM
from layers.map_geometry import map_geometry_bytes, map_geometry_url
from layers.packed import packed
from layers.web_mercator import world
from loading.atlas import Atlas
from loading.recognised import Scenery
from tests.decoded_geometry import DecodedGeometry, decoded
from tests.made_coverage import city_of, honeycomb
from tests.toytown import IDS, NAMES, toytown

ATLAS = toytown()


def _decoded(atlas: Atlas = ATLAS, level: str = "quarter") -> DecodedGeometry:
    return decoded(map_geometry_bytes(atlas, level))


def _in_steps(atlas: Atlas, found: DecodedGeometry) -> np.ndarray:
    """Give the areas as delivered in the file's steps, north up."""

    def steps(points: np.ndarray) -> np.ndarray:
        return (world(points) - found.header["origin"]) / found.header["step"] * (1, -1)

    return np.asarray(shapely.transform(geographic(atlas.levels["quarter"]), steps))


def test_names_keys_and_districts_are_in_one_order() -> None:
    header = _decoded().header
    assert (tuple(header["ids"]), tuple(header["names"])) == (IDS, NAMES)
    assert (header["parents"][6], header["parent_ids"][6]) == ("Nord", "3")


def test_toytown_is_nine_squares_where_it_lies() -> None:
    found = _decoded()
    (south, west), (north, east) = found.header["bounds"]
    assert (west, south) == pytest.approx((9.0, 51.4512), abs=0.001)
    corners = found.degrees(found.points)
    assert corners.min(axis=0) == pytest.approx((west, south), abs=2e-6)
    assert corners.max(axis=0) == pytest.approx((east, north), abs=2e-6)
    # 12 walls inside and 8 pieces of the border outside, each straight or bent once.
    assert sorted(found.sections["length"].tolist()) == [2] * 16 + [3] * 4


@pytest.mark.parametrize("atlas", [ATLAS, city_of(honeycomb(6, 7), "honeycomb")], ids=["toytown", "honeycomb"])
def test_every_area_is_what_was_delivered_within_a_step(atlas: Atlas) -> None:
    found = _decoded(atlas)
    assert (shapely.hausdorff_distance(found.area_shapes(), _in_steps(atlas, found)) < 1.0).all()


def test_at_every_tolerance_the_areas_are_a_coverage_without_gaps() -> None:
    found = _decoded(city_of(honeycomb(12, 12, size=300), "levels"))
    assert len(found.header["tolerances"]) >= 3
    for k in range(len(found.header["tolerances"])):
        shapes = found.area_shapes(k)
        assert shapely.coverage_is_valid(shapes)
        assert len(shapely.coverage_union_all(shapes).interiors) == 0


def test_tolerances_grow_from_every_vertex_to_the_picture_of_the_whole_city() -> None:
    found = _decoded(city_of(honeycomb(12, 12, size=300), "levels"))
    tolerances = found.header["tolerances"]
    assert tolerances[0] == 0
    assert tolerances == sorted(tolerances)
    assert tolerances[-1] == pytest.approx(found.points.max() / 1000)


def test_a_typical_edge_has_64_steps() -> None:
    found = _decoded(city_of(honeycomb(30, 30, points=30), "steps"))
    lengths = [np.hypot(*np.diff(found.points[arc], axis=0).T) for arc in found.arcs]
    assert np.median(np.concatenate(lengths)) == pytest.approx(64, rel=0.05)


def test_a_step_is_never_finer_than_a_centimetre() -> None:
    found = _decoded(city_of(honeycomb(2, 2, size=0.8), "tiny"))
    at = found.degrees(np.array([[0, 0], [1, 0]]))
    assert np.diff(at[:, 0])[0] * 111_320 * np.cos(np.radians(at[0, 1])) == pytest.approx(0.01, rel=0.01)


def test_the_point_of_each_area_lies_inside_it() -> None:
    found = _decoded(city_of(honeycomb(6, 7), "honeycomb"))
    places = np.column_stack([found.sections["cx"], -found.sections["cy"]])
    assert shapely.contains_xy(found.area_shapes(), places[:, 0], places[:, 1]).all()


def test_overlaps_doubles_and_gaps_are_drawn_as_they_are() -> None:
    cells = honeycomb(4, 4)
    far = shapely.transform(cells[0], lambda points: points + 9_000)
    shapes = np.array([*cells, cells[5], shapely.transform(cells[9], lambda points: points + 300), far], dtype=object)
    atlas = city_of(shapes, "odd")
    found = _decoded(atlas)
    ratio = shapely.area(found.area_shapes()) / shapely.area(_in_steps(atlas, found))
    assert (ratio > 0.5).all()
    assert (ratio < 1.1).all()
    assert ratio[[16, 18]] == pytest.approx([1, 1], abs=0.02)


def test_one_area_alone_is_one_ring() -> None:
    found = _decoded(ATLAS, "city")
    assert len(found.arcs) == 1
    assert found.points[0].tolist() == found.points[-1].tolist()
    assert found.sections["level"][0] == found.sections["level"][-1] == 255
    assert found.header["parents"] == [""]


def test_holes_islands_and_parts_come_back() -> None:
    island = shapely.Point(3_000, 3_000).buffer(400)
    ring = shapely.box(0, 0, 9_000, 9_000).difference(island)
    parts = shapely.MultiPolygon([shapely.box(9_000, 0, 12_000, 9_000), shapely.box(13_000, 0, 14_000, 9_000)])
    shapes = shapely.transform(np.array([ring, island, parts]), lambda points: np.add(points, (500_000, 5_700_000)))
    atlas = city_of(shapes, "holes")
    found = _decoded(atlas)
    assert (shapely.hausdorff_distance(found.area_shapes(), _in_steps(atlas, found)) < 1.0).all()
    assert [len(shapely.get_parts(shape)) for shape in found.area_shapes()] == [1, 1, 2]


@pytest.mark.parametrize("distance", [5_000, 900_000], ids=["a town", "a country"])
def test_differences_across_the_whole_map_are_read_back(distance: float) -> None:
    near = honeycomb(1, 1, points=60, size=2_000)[0]
    atlas = city_of(
        np.array([near, shapely.transform(near, lambda points: points + distance)], dtype=object), f"wide {distance}"
    )
    found = _decoded(atlas)
    assert found.points.max() < 2**22 + 1
    assert (shapely.hausdorff_distance(found.area_shapes(), _in_steps(atlas, found)) < 1.5).all()


def test_the_river_and_the_facilities_are_delivered_with_the_map() -> None:
    atlas = replace(ATLAS, project="river", scenery=(Scenery("Toy", "water", shapely.box(9.0, 51.45, 9.04, 51.46)),))
    header = _decoded(atlas).header
    assert header["scenery"] == scenery(atlas)
    assert header["scenery"][0]["shape"] == packed(atlas.scenery[0].geometry)
    assert header["facilities"] == facilities(ATLAS)


def test_very_many_areas_are_told_without_arcs() -> None:
    square = shapely.box(500_000, 5_700_000, 500_100, 5_700_100)
    header, sections = read_container(
        map_geometry_bytes(city_of(np.full(TILES_FROM, square, dtype=object), "many"), "quarter")
    )
    assert set(sections) == {"cx", "cy"}
    assert header["tiles"]["url"].startswith("/data/many/quarter/ids/{z}/{x}/{y}.bin?v=")


def test_the_address_names_project_level_and_content() -> None:
    assert map_geometry_url(ATLAS, "quarter").startswith("/data/toytown/quarter/geometry.arcs?v=")
    assert map_geometry_url(ATLAS, "quarter") != map_geometry_url(ATLAS, "district")


def test_an_unknown_level_is_named() -> None:
    with pytest.raises(KeyError, match="street"):
        _decoded(ATLAS, "street")
