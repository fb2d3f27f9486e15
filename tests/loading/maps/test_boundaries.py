"""Polygons become boundaries; what was repaired, doubted or left out is said by name."""

from pathlib import Path

import pytest
import shapely

from loading.maps.boundaries import vintage_of
from loading.vectors.row_labels import row_labels
from tests.loading.made_files import boundaries_in, degrees, feature, geojson, refusal, shapefile, worded
from tests.loading.squares import square


def test_an_invalid_outline_is_repaired_and_reported_with_both_areas(tmp_path: Path) -> None:
    bow_tie = shapely.Polygon([(500_000, 5_700_000), (501_000, 5_701_000), (501_000, 5_700_000), (500_000, 5_701_000)])
    layer = boundaries_in(shapefile(tmp_path / "a.shp", geometry=[square(1), bow_tie, square(2)]))
    assert shapely.is_valid(layer.geometry).all()
    text = worded(layer)["boundaries.repaired"]
    assert "02 Süd" in text
    assert "50,0 ha" in text or "49,9 ha" in text


def test_a_map_of_points_or_lines_is_refused_with_what_was_found(tmp_path: Path) -> None:
    points = geojson(tmp_path / "p.geojson", [feature(shapely.Point(6.9, 50.9), nr="1")])
    lines = geojson(tmp_path / "l.geojson", [feature(shapely.LineString([(6.9, 50.9), (7.0, 51.0)]), nr="1")])
    assert (refusal(points).problem, refusal(points).found["found"]) == ("boundaries.no_polygons", "Point (1)")
    assert refusal(lines).found["found"] == "LineString (1)"


def test_the_same_outline_under_two_keys_is_reported(tmp_path: Path) -> None:
    rows = [feature(degrees(0), nr="01"), feature(degrees(1), nr="02"), feature(degrees(0), nr="03")]
    layer = boundaries_in(geojson(tmp_path / "a.geojson", rows))
    assert len(layer.geometry) == 3
    assert "01 = 03" in worded(layer)["boundaries.same_outline"]


def test_outlines_cannot_be_written_to(tmp_path: Path) -> None:
    layer = boundaries_in(geojson(tmp_path / "a.geojson", [feature(degrees(), nr="1")]))
    with pytest.raises(ValueError, match="read-only"):
        layer.geometry[0] = None


@pytest.mark.parametrize(
    ("columns", "names", "expected"),
    [
        ({"STAND": ("31.12.2024", "31.12.2024")}, ("bezirke_2020.shp",), "31.12.2024"),
        ({"STAND": ("01.02.2021", "31.12.2020")}, (), "01.02.2021"),
        ({"STAND": ("amtlich", "")}, ("bezirke_2020.shp",), "2020"),
        ({"BAUJAHR": ("1950", "1960")}, ("Bezirke.shp",), None),
        ({}, ("Statistische_Bezirke_Stand_2024",), "Stand_2024"),
        ({}, ("wohnviertel_EPSG_2056.json",), None),
        ({}, ("lor-2021-01-01.gpkg",), "2021-01-01"),
        ({}, ("nr_12019345.shp",), None),
    ],
)
def test_the_vintage_comes_from_a_column_or_the_name(
    columns: dict[str, tuple[str, ...]], names: tuple[str, ...], expected: str | None
) -> None:
    found = vintage_of(columns, *names)
    assert (found.removeprefix("Stand_") if found else None) == (expected.removeprefix("Stand_") if expected else None)


def test_rows_are_named_by_key_and_name_and_never_by_a_running_number() -> None:
    columns = {"FID": ("7", "8"), "SHAPE_AREA": ("1.5", "2.5"), "SCHL": ("073", "122"), "TXT": ("Nord", "Süd")}
    assert row_labels(columns, 2) == ["073 Nord", "122 Süd"]
    assert row_labels({"FID": ("7", "8")}, 2) == ["1", "2"]
