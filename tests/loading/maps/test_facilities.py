"""Places of the social infrastructure: from points, from tables, and compared with the quarters."""

import math
from pathlib import Path

import numpy as np
import pytest
import shapely

from loading.errors import DataFileError
from loading.maps.facilities import has_coordinates, outside, outside_findings, read_facilities
from loading.recognised import Facility
from tests.loading.made_files import feature, geojson, opened_one, shapefile, worded
from tests.loading.squares import CRS, squares

QUARTERS = squares({"NR": ("1", "2", "3")})
TABLE = (
    "Nr;Einrichtung;Art;Plätze;Ostwert;Nordwert\n"
    "1;Kita Süd;Kita;95;500500,5;5700500,5\n"
    "2;Spielplatz;Spielplatz;.;501500,0;5700500,0\n"
    "3;Kita ohne Ort;Kita;1.200;;\n"
    "4;Treff;Treff;viele;502500,0;5700500,0\n"
)


def table(path: Path, text: str = TABLE) -> Path:
    path.write_text(text, encoding="cp1252")
    return path


def test_a_table_in_metres_becomes_places_in_degrees(tmp_path: Path) -> None:
    places, findings = read_facilities(opened_one(table(tmp_path / "kitas.csv")), QUARTERS)
    first = places[0]
    assert (first.name, first.kind, first.capacity) == ("Kita Süd", "Kita", 95.0)
    assert (round(first.longitude, 3), round(first.latitude, 3)) == (9.007, 51.456)
    assert [place.name for place in places] == ["Kita Süd", "Spielplatz", "Treff"]
    assert math.isnan(places[1].capacity)
    assert math.isnan(places[2].capacity)
    texts = worded(findings=findings)
    assert "Kita ohne Ort" in texts["facilities.without_coordinates"]
    assert "viele" in texts["facilities.capacity_text"]
    assert "UTM" in texts["facilities.system"]


def test_a_table_without_quarters_in_metres_is_not_guessed(tmp_path: Path) -> None:
    with pytest.raises(DataFileError) as caught:
        read_facilities(opened_one(table(tmp_path / "kitas.csv")))
    assert caught.value.problem == "facilities.unknown_system"


def test_only_a_table_with_coordinates_is_a_list_of_places(tmp_path: Path) -> None:
    assert has_coordinates(opened_one(table(tmp_path / "kitas.csv")))
    numbers = opened_one(table(tmp_path / "zahlen.csv", "Nr;Einwohner\n01;1084\n02;41814\n"))
    assert not has_coordinates(numbers)
    with pytest.raises(DataFileError) as caught:
        read_facilities(numbers)
    assert caught.value.problem == "facilities.no_points"


def test_a_layer_of_points_takes_its_kind_from_the_file_where_no_column_tells(tmp_path: Path) -> None:
    rows = [feature(shapely.Point(9.007, 51.454), **{"Spielplatz-Name": "Am Wall", "Groesse": 300})]
    (place,), findings = read_facilities(opened_one(geojson(tmp_path / "spiel_plaetze.geojson", rows)))
    assert (place.name, place.kind) == ("Am Wall", "Spiel plaetze")
    assert not findings


def test_points_of_a_shapefile_are_reprojected_by_its_own_system(tmp_path: Path) -> None:
    points = [shapely.Point(500_500, 5_700_500), shapely.Point(501_500, 5_700_500)]
    path = shapefile(tmp_path / "kitas.shp", {"NAME": ("A", "B"), "KAPAZITAET": (20, 30)}, points)
    places, _ = read_facilities(opened_one(path), QUARTERS)
    assert [(place.name, place.capacity) for place in places] == [("A", 20.0), ("B", 30.0)]
    assert not outside(places, QUARTERS.geometry, CRS).any()


def test_points_off_africa_are_reported_as_far_outside(tmp_path: Path) -> None:
    rows = [feature(shapely.Point(9.007, 51.454), name="Halle"), feature(shapely.Point(-24.8, 26.3), name="Bad")]
    _, findings = read_facilities(opened_one(geojson(tmp_path / "sport.geojson", rows)), QUARTERS)
    assert "Bad (26.3, -24.8)" in worded(findings=findings)["facilities.far_outside"]
    assert findings[0].severity == "warning"


def test_a_place_behind_the_border_is_only_noted() -> None:
    near = Facility("Waldkita", "Kita", 9.045, 51.455)
    (finding,) = outside_findings([near], QUARTERS, "kitas.csv")
    assert (finding.code, finding.severity) == ("facilities.outside", "info")
    assert "Waldkita" in worded(findings=[finding])["facilities.outside"]


def test_nothing_is_outside_of_nothing() -> None:
    assert outside([], QUARTERS.geometry, CRS).tolist() == []
    assert outside([Facility("a", "b", 9.0, 51.0)], np.array([], dtype=object), CRS).tolist() == [True]
