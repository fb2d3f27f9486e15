"""A map that lies where lost coordinates end up is told of; every other one is not."""

import numpy as np
import pyproj
import pytest
import shapely

from loading.vectors.layer import VectorLayer
from loading.vectors.null_island import at_zero


def layer(system: str, *outlines: shapely.Polygon) -> VectorLayer:
    columns = {"NR": tuple(map(str, range(len(outlines))))}
    geometry = np.array(outlines, dtype=object)
    return VectorLayer("a.geojson", None, "geojson", None, columns, geometry, pyproj.CRS.from_user_input(system))


@pytest.mark.parametrize(
    ("system", "outline"),
    [("EPSG:4326", shapely.box(0, 0, 0.001, 0.001)), ("EPSG:3857", shapely.box(-500, -500, 20_000, 30_000))],
)
def test_a_map_about_zero_degrees_is_told_of_in_any_system(system: str, outline: shapely.Polygon) -> None:
    assert [one.code for one in at_zero(layer(system, outline))] == ["outlines.at_zero"]


@pytest.mark.parametrize(
    ("system", "outline"),
    [
        ("EPSG:4326", shapely.box(6.7, 50.8, 7.2, 51.1)),
        ("EPSG:4326", shapely.box(-0.5, 51.3, 0.3, 51.7)),
        ("EPSG:25832", shapely.box(0, 0, 10, 10)),
    ],
)
def test_no_other_place_is_told_of(system: str, outline: shapely.Polygon) -> None:
    assert list(at_zero(layer(system, outline))) == []


def test_a_layer_without_areas_is_no_map_at_zero() -> None:
    assert list(at_zero(layer("EPSG:4326"))) == []
