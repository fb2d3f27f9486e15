"""Water and woods are told by their names and are never quarters."""

import numpy as np
import pytest
import shapely

from loading.maps.scenery import scenery_kind, scenery_of
from loading.vectors.layer import VectorLayer
from tests.loading.squares import CRS, square


def layer(file: str, *shapes: shapely.Geometry, name: str | None = None) -> VectorLayer:
    columns = {"NAME": tuple(f"Ahre {letter}" for letter in "abcdef"[: len(shapes)])}
    return VectorLayer(file, name, "geojson", "utf-8", columns, np.array(shapes, dtype=object), CRS)


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        ("stadt_gewaesser.geojson", "water"),
        ("Gewässer 2024.shp", "water"),
        ("fluss.geojson", "water"),
        ("osm_water.geojson", "water"),
        ("rivers_2020.gpkg", "water"),
        ("gruenflaechen.zip", "green"),
        ("wald.geojson", "green"),
        ("wasserburg_stadtteile.shp", None),
        ("waldkirch_bezirke.shp", None),
        ("Flussviertel.shp", None),
    ],
)
def test_the_name_tells_what_it_is(file: str, kind: str | None) -> None:
    assert scenery_kind(layer(file, square(0))) == kind


def test_the_layer_of_an_archive_tells_as_well_and_points_never() -> None:
    assert scenery_kind(layer("stadt.zip", square(0), name="gewaesser")) == "water"
    assert scenery_kind(layer("gewaesser.geojson", shapely.Point(0, 0))) is None


def test_a_river_drawn_as_line_becomes_a_band_of_ten_metres() -> None:
    line = shapely.LineString([(500_000, 5_700_000), (501_000, 5_700_000)])
    lake, river = scenery_of(layer("gewaesser.shp", square(0), line, shapely.Point(0, 0)), "water")
    assert (lake.name, river.name) == ("Ahre a", "Ahre b")
    assert {lake.geometry.geom_type, river.geometry.geom_type} == {"Polygon"}
    width = (river.geometry.bounds[3] - river.geometry.bounds[1]) * 111_200
    assert width == pytest.approx(10, rel=0.05)
