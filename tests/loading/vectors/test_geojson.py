"""GeoJSON: geometries, properties and a code are taken; what is not clear is refused or reported."""

import json
from pathlib import Path
from typing import Any

import pytest
import shapely

from loading.ingest.limits import Limits
from tests.loading.made_files import boundaries_in, degrees, feature, geojson, refusal, worded
from tests.loading.squares import square

POLYGON = {"type": "Polygon", "coordinates": [[[6.9, 50.9], [7.0, 50.9], [7.0, 51.0], [6.9, 50.9]]]}


def crs_member(name: object) -> dict[str, Any]:
    return {"type": "name", "properties": {"name": name}}


def test_properties_are_text_and_missing_ones_empty(tmp_path: Path) -> None:
    rows = [
        feature(degrees(0), nr="01", zahl=7, anteil=12.50, ganz=3.0, wahr=True, liste=[1, "ä"], geometry="x"),
        feature(degrees(1), nr="02", leer=None),
    ]
    layer = boundaries_in(geojson(tmp_path / "a.geojson", rows))
    assert {name: values[0] for name, values in layer.columns.items()} == {
        "nr": "01",
        "zahl": "7",
        "anteil": "12.5",
        "ganz": "3",
        "wahr": "true",
        "liste": '[1, "ä"]',
        "geometry": "x",
        "leer": "",
    }
    assert layer.columns["zahl"][1] == ""


def test_the_id_of_a_feature_is_a_column(tmp_path: Path) -> None:
    layer = boundaries_in(geojson(tmp_path / "a.geojson", [{**feature(degrees(), name="Nord"), "id": "q1"}]))
    assert layer.columns["id"] == ("q1",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_every_encoding_of_text_is_read(tmp_path: Path, encoding: str) -> None:
    content = json.dumps(
        {"type": "FeatureCollection", "features": [feature(degrees(), name="Brück")]}, ensure_ascii=False
    )
    path = tmp_path / "a.geojson"
    path.write_bytes(content.encode(encoding))
    layer = boundaries_in(path)
    assert layer.columns["name"] == ("Brück",)
    assert layer.encoding == encoding.removesuffix("-sig")


@pytest.mark.parametrize(
    "content", [feature(degrees(), name="a"), POLYGON, {"type": "GeometryCollection", "geometries": [POLYGON]}]
)
def test_a_single_feature_or_geometry_is_a_map_too(tmp_path: Path, content: dict[str, Any]) -> None:
    path = tmp_path / "a.geojson"
    path.write_text(json.dumps(content), encoding="utf-8")
    assert len(boundaries_in(path).geometry) == 1


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("urn:ogc:def:crs:EPSG::25832", 25832),
        ("EPSG:25832", 25832),
        ("http://www.opengis.net/def/crs/EPSG/0/25832", 25832),
        (25832, 25832),
    ],
)
def test_a_named_system_is_used(tmp_path: Path, name: object, code: int) -> None:
    layer = boundaries_in(geojson(tmp_path / "a.geojson", [feature(square(0), nr="1")], crs=crs_member(name)))
    assert layer.crs.to_epsg() == code


def test_without_a_system_degrees_are_wgs84(tmp_path: Path) -> None:
    assert boundaries_in(geojson(tmp_path / "a.geojson", [feature(degrees(), nr="1")])).crs.to_epsg() == 4326


def test_a_system_by_link_is_refused_and_nothing_is_fetched(tmp_path: Path) -> None:
    link = {"type": "link", "properties": {"href": "http://192.0.2.1/crs.wkt", "type": "ogcwkt"}}
    assert refusal(geojson(tmp_path / "a.geojson", [feature(degrees(), nr="1")], crs=link)).problem == "crs.unreadable"


def test_metres_without_a_system_are_refused_with_the_likely_one(tmp_path: Path) -> None:
    error = refusal(geojson(tmp_path / "a.geojson", [feature(square(0), nr="1")]))
    assert error.problem == "geojson.metres_without_crs"
    assert "EPSG:25832" in str(error.found["likely"])


def test_swapped_axes_are_turned_and_reported(tmp_path: Path) -> None:
    swapped = shapely.box(50.90, 6.90, 50.91, 6.91)
    layer = boundaries_in(geojson(tmp_path / "a.geojson", [feature(swapped, nr="1")]))
    assert layer.geometry[0].bounds == (6.90, 50.90, 6.91, 50.91)
    assert "vertauscht" in worded(layer)["crs.swapped_axes"]


def test_heights_are_left_out(tmp_path: Path) -> None:
    layer = boundaries_in(geojson(tmp_path / "a.geojson", [feature(shapely.force_3d(degrees(), 55.0), nr="1")]))
    assert not shapely.has_z(layer.geometry).any()


def test_an_open_ring_is_closed_and_a_ring_of_two_points_is_no_area(tmp_path: Path) -> None:
    opened_ring = {"type": "Polygon", "coordinates": [[[6.9, 50.9], [7.0, 50.9], [7.0, 51.0]]]}
    two = {"type": "Polygon", "coordinates": [[[6.9, 50.9], [7.0, 50.9]]]}
    broken = {"type": "Polygon", "coordinates": [[["a", 50.9], [7.0, 50.9]]]}
    rows = [feature(shape, nr=nr) for nr, shape in (("01", opened_ring), ("02", two), ("03", broken), ("04", None))]
    layer = boundaries_in(geojson(tmp_path / "a.geojson", rows))
    assert layer.columns["nr"] == ("01",)
    texts = worded(layer)
    assert "Eine Fläche war nicht geschlossen" in texts["geojson.open_rings"]
    assert "02; 03; 04" in texts["boundaries.without_area"]


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": ["Polygon"], "coordinates": POLYGON["coordinates"]},
        {"type": "Polygon", "coordinates": [5, [[6.9, 50.9], [7.0, 50.9]]]},
        {"type": "MultiPolygon", "coordinates": [5, [None], "x"]},
    ],
)
def test_a_geometry_that_is_none_is_told_of_and_the_others_are_read(tmp_path: Path, geometry: object) -> None:
    broken = {"type": "Feature", "properties": {"nr": "02"}, "geometry": geometry}
    layer = boundaries_in(geojson(tmp_path / "a.geojson", [feature(degrees(0), nr="01"), broken]))
    assert layer.columns["nr"] == ("01",)
    assert layer.findings


def test_a_property_that_stands_twice_is_reported(tmp_path: Path) -> None:
    path = geojson(tmp_path / "a.geojson", [feature(degrees(), nr="1")])
    path.write_text(path.read_text(encoding="utf-8").replace('"nr": "1"', '"nr": "1", "nr": "2"'), encoding="utf-8")
    layer = boundaries_in(path)
    assert layer.columns["nr"] == ("2",)
    assert "nr" in worded(layer)["geojson.repeated"]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ('{"type": "FeatureCollection", "features": [{"type"', "geojson.broken"),
        ('{"coordinates":' + "[" * 100_000, "geojson.broken"),
        ('{"geometry": 1, "data": []}', "geojson.not_geographic"),
        ('{"type": "Topology", "arcs": []}', "geojson.other_format"),
        ('{"geometryType": "esriGeometryPolygon", "features": []}', "geojson.other_format"),
        ('{"type": "FeatureCollection", "features": []}', "geojson.no_features"),
        ('{"type": "FeatureCollection", "features": [1, null]}', "geojson.no_features"),
    ],
)
def test_what_is_no_map_is_refused(tmp_path: Path, content: str, problem: str) -> None:
    path = tmp_path / "a.geojson"
    path.write_text(content, encoding="utf-8")
    assert refusal(path).problem == problem


def test_too_many_columns_are_refused_and_the_limit_is_told(tmp_path: Path) -> None:
    wide = {f"c{number}": 1 for number in range(Limits().columns + 1)}
    error = refusal(geojson(tmp_path / "a.geojson", [feature(degrees(), **wide)]))
    assert (error.problem, error.found["limit"]) == ("geojson.too_wide", Limits().columns)


@pytest.mark.parametrize("coordinate", ["NaN", "1e999", "null"])
def test_coordinates_that_are_no_numbers_cost_only_their_feature(tmp_path: Path, coordinate: str) -> None:
    path = geojson(tmp_path / "a.geojson", [feature(degrees(0), nr="1"), feature(degrees(1), nr="2")])
    text = path.read_text(encoding="utf-8").replace("6.91, 50.9]", f"{coordinate}, 50.9]", 1)
    path.write_text(text, encoding="utf-8")
    layer = boundaries_in(path)
    assert layer.columns["nr"] == ("2",)
    assert "boundaries.without_area" in worded(layer)
