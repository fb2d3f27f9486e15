"""Geometry of real cities: small, in the right place, without gaps."""

import gzip
import json
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

from layers.geometry import geometry_bytes, unpacked
from loading.atlas import Atlas, Quarters
from tests.toytown import toytown


def _atlas(frame: gpd.GeoDataFrame, project: str) -> Atlas:
    ids = tuple(str(number) for number in range(len(frame)))
    geometry = np.array(shapely.make_valid(frame.geometry.to_numpy()), dtype=object)
    quarters = Quarters("quarter", ids, ids, (-1,) * len(ids), geometry, frame.crs)
    city = toytown()
    return replace(city, project=project, levels={"quarter": quarters, "city": city.levels["city"]}, facilities=())


def test_berlins_448_quarters_need_at_most_a_quarter_of_their_geojson(shared_data: Path) -> None:
    frame = gpd.read_file(shared_data / "berlin_mss_2019" / "lor_plr_until2020_fixed.shp")
    content = geometry_bytes(_atlas(frame, "berlin"), "quarter")
    assert len(gzip.compress(content)) <= len(gzip.compress(frame.to_json().encode())) / 4
    shapes = np.array([unpacked(shape) for shape in json.loads(content)["shapes"]], dtype=object)
    assert len(shapes) == 448
    original = shapely.area(np.array(frame.to_crs(4326).geometry.to_numpy(), dtype=object))
    assert np.abs(shapely.area(shapes) / original - 1).max() < 0.02


def test_colognes_private_projection_lands_in_cologne_without_gaps_between_neighbours(shared_data: Path) -> None:
    frame = gpd.read_file(shared_data / "koeln_stadtteile" / "Stadtteil.shp")
    content = json.loads(geometry_bytes(_atlas(frame, "koeln"), "quarter"))
    (south, west), (north, east) = content["bounds"]
    assert (west, south, east, north) == pytest.approx((6.77, 50.83, 7.16, 51.08), abs=0.02)
    whole = shapely.union_all([unpacked(shape).buffer(1e-6) for shape in content["shapes"]])
    assert sum(len(part.interiors) for part in shapely.get_parts(whole)) == 0
