"""Coordinates in tables are found by their headings and placed where the city is."""

import numpy as np
import pytest

from loading.maps.coordinates import CoordinateColumns, coordinate_columns, system_of
from loading.tables.grid import Cell, Grid
from tests.loading.squares import squares

QUARTERS = squares({"NR": ("1", "2", "3")})


def grid(*rows: list[Cell]) -> Grid:
    return Grid("kitas.csv", None, "csv", "utf-8", rows, tuple(range(1, len(rows) + 1)))


@pytest.mark.parametrize(
    ("east", "north"),
    [
        ("Ostwert", "Nordwert"),
        ("Rechtswert", "Hochwert"),
        ("RECHTSWERT", "HOCHWERT"),
        ("E", "N"),
        ("X", "Y"),
        ("x_koordinate", "y_koordinate"),
        ("UTM_E", "UTM_N"),
        ("Easting (ETRS89)", "Northing (ETRS89)"),
        ("POINT_X", "POINT_Y"),
    ],
)
def test_headings_of_metres_are_known(east: str, north: str) -> None:
    found = coordinate_columns(grid(["Kita", east, north], ["Nord", "500500,5", "5700500,5"]))
    assert found == CoordinateColumns(0, 1, 2)


@pytest.mark.parametrize(("east", "north"), [("lon", "lat"), ("Längengrad", "Breitengrad"), ("longitude", "latitude")])
def test_headings_of_degrees_are_known_below_a_title(east: str, north: str) -> None:
    rows: tuple[list[Cell], ...] = (["Kitas 2024", "", ""], ["", "", ""], [north, east, "Name"], [51.45, 9.01, "Nord"])
    assert coordinate_columns(grid(*rows)) == CoordinateColumns(2, 1, 0)


def test_columns_named_like_coordinates_but_without_any_are_none() -> None:
    assert coordinate_columns(grid(["Quartier", "E", "N"], ["Nord", "230", "1.250"], ["Süd", "500", "900"])) is None
    assert coordinate_columns(grid(["Quartier", "Anteil"], ["Nord", "12,5"])) is None
    assert coordinate_columns(grid(["lon", "lat"], ["?", ""])) is None


def test_metres_take_the_system_of_the_quarters_when_they_fall_onto_them() -> None:
    points = np.array([[500_500.0, 5_700_500.0], [501_500.0, 5_700_500.0], [np.nan, np.nan]])
    assert system_of(points, QUARTERS) is QUARTERS.crs


def test_metres_of_another_usual_system_are_recognised_by_where_they_fall() -> None:
    points = np.array([[32_500_500.0, 5_700_500.0]])
    found = system_of(points, QUARTERS)
    assert found is not None
    assert found.to_epsg() == 4647


def test_what_falls_nowhere_near_is_not_guessed() -> None:
    assert system_of(np.array([[400_000.0, 5_500_000.0]]), QUARTERS) is None
    assert system_of(np.array([[500_500.0, 5_700_500.0]]), None) is None
    assert system_of(np.array([[np.nan, np.nan]]), None) is None


def test_degrees_need_no_quarters() -> None:
    found = system_of(np.array([[9.01, 51.45]]), None)
    assert found is not None
    assert found.is_geographic
