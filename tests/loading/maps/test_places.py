"""A map file is sorted into quarters, places and scenery."""

from pathlib import Path

import pytest
import shapely

from loading.errors import DataFileError
from loading.maps.places import read_places
from tests.loading.made_files import NAMES, degrees, feature, geojson, geopackage, opened_one, worded, write

POINT, LINE = shapely.Point(6.905, 50.905), shapely.LineString([(6.90, 50.90), (6.91, 50.91)])


def test_each_kind_of_layer_finds_its_place(tmp_path: Path) -> None:
    quarters = read_places(opened_one(geojson(tmp_path / "a.geojson", [feature(degrees(), nr="1")])))
    places = read_places(opened_one(geojson(tmp_path / "kitas.geojson", [feature(POINT, name="Kita")])))
    water = read_places(opened_one(geojson(tmp_path / "fluss.geojson", [feature(degrees(), name="Ahre")])))
    assert [len(quarters.boundaries), len(quarters.facilities), len(quarters.scenery)] == [1, 0, 0]
    assert [len(places.boundaries), len(places.facilities), len(places.scenery)] == [0, 1, 0]
    assert [len(water.boundaries), len(water.facilities), len(water.scenery)] == [0, 0, 1]


def test_a_layer_of_lines_beside_quarters_is_left_out_and_reported(tmp_path: Path) -> None:
    path = geopackage(tmp_path / "stadt.gpkg")
    lines = [shapely.LineString([(500_000, 5_700_000 + row), (501_000, 5_700_000)]) for row in range(3)]
    write(path, "GPKG", NAMES, lines, 25832, geometry_type="LineString", layer="strassen", append=True)
    places = read_places(opened_one(path))
    assert [layer.layer for layer in places.boundaries] == ["quartiere"]
    assert "LineString (3)" in worded(findings=places.findings)["boundaries.layer_left_out"]


def test_lines_alone_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DataFileError) as caught:
        read_places(opened_one(geojson(tmp_path / "strassen.geojson", [feature(LINE, name="Ring")])))
    assert caught.value.problem == "boundaries.no_polygons"
