"""Reference systems: kept as delivered, recognised where they are named, never guessed."""

import numpy as np
import pyproj
import pytest
import shapely

from loading.errors import DataFileError
from loading.maps import crs


def test_heights_beside_the_map_are_left_out() -> None:
    wkt = pyproj.CRS.from_user_input("EPSG:25832+7837").to_wkt()
    assert crs.from_wkt(wkt, "a.prj").to_epsg() == 25832


def test_to_degrees_gives_longitude_first_and_keeps_missing_outlines() -> None:
    given = np.array([shapely.Point(356_000, 5_645_000), None], dtype=object)
    point, missing = crs.to_degrees(given, pyproj.CRS.from_epsg(25832))
    assert (round(point.x, 2), round(point.y, 2)) == (6.95, 50.94)
    assert missing is None


@pytest.mark.parametrize("name", ["EPSG:99999", "urn:ogc:def:crs:EPSG::1", "Planwerk", "http://192.0.2.1/crs"])
def test_an_unknown_name_is_refused(name: str) -> None:
    with pytest.raises(DataFileError) as caught:
        crs.from_name(name, "a.geojson")
    assert caught.value.problem == "crs.unreadable"


@pytest.mark.parametrize(
    ("code", "expected"),
    [(code, f"EPSG:{code}") for code in (25832, 25833, 4647, 31466, 31467, 31468, 3857, 4326)],
)
def test_the_usual_systems_of_a_german_town_are_recognised(code: int, expected: str) -> None:
    places = {25833: (13.4, 52.5), 31466: (6.95, 50.94), 31468: (11.6, 48.1), 4647: (7.6, 51.96)}
    longitude, latitude = places.get(code, (8.5, 51.5))
    x, y = pyproj.Transformer.from_crs(4326, code, always_xy=True).transform(longitude, latitude)
    assert expected in crs.likely_codes((x, y, x + 0.001, y + 0.001))


def test_swapped_axes_are_certain_or_german() -> None:
    assert crs.axes_are_swapped((43.5, -79.6, 43.8, -79.1)) is False
    assert crs.axes_are_swapped((43.5, 120.0, 43.8, 121.0)) is True
    assert crs.axes_are_swapped((-79.6, 43.5, -79.1, 43.8)) is False


def test_no_geometry_has_no_bounds_and_fits_everywhere() -> None:
    nothing = np.array([None, None], dtype=object)
    assert crs.bounds_of(nothing) is None
    assert crs.bounds_of(np.array([], dtype=object)) is None
    crs.require_fitting(nothing, pyproj.CRS.from_epsg(25832), "a.shp")
