"""Geometry of real cities: small, in the right place, without gaps."""

import gzip
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

from layers.container import read_container
from layers.id_tiles import id_tile_bytes
from layers.map_geometry import map_geometry_bytes
from layers.web_mercator import world
from loading.atlas import Atlas, Quarters
from tests.decoded_geometry import decoded
from tests.made_coverage import city_of, honeycomb
from tests.toytown import toytown


def _atlas(frame: gpd.GeoDataFrame, project: str) -> Atlas:
    ids = tuple(str(number) for number in range(len(frame)))
    geometry = np.array(shapely.make_valid(frame.geometry.to_numpy()), dtype=object)
    quarters = Quarters("quarter", ids, ids, (-1,) * len(ids), geometry, frame.crs)
    city = toytown()
    return replace(city, project=project, levels={"quarter": quarters, "city": city.levels["city"]}, facilities=())


def _gzipped(content: bytes) -> int:
    return len(gzip.compress(content))


def test_berlins_448_quarters_need_at_most_a_sixth_of_their_geojson(shared_data: Path) -> None:
    frame = gpd.read_file(shared_data / "berlin_mss_2019" / "lor_plr_until2020_fixed.shp")
    content = map_geometry_bytes(_atlas(frame, "berlin"), "quarter")
    assert _gzipped(content) <= _gzipped(frame.to_json().encode()) / 6
    found = decoded(content)
    # In the plane of web maps, where steps are as long to the north as to the east.
    original = shapely.area(frame.to_crs(3857).geometry.to_numpy())
    step = found.header["step"] * 2 * np.pi * 6_378_137 / 256
    assert np.abs(shapely.area(found.area_shapes()) * step**2 / original - 1).max() < 0.01


def test_colognes_private_projection_lands_in_cologne_without_gaps_at_any_scale(shared_data: Path) -> None:
    frame = gpd.read_file(shared_data / "koeln_stadtteile" / "Stadtteil.shp")
    found = decoded(map_geometry_bytes(_atlas(frame, "koeln"), "quarter"))
    (south, west), (north, east) = found.header["bounds"]
    assert (west, south, east, north) == pytest.approx((6.77, 50.83, 7.16, 51.08), abs=0.02)
    for k in range(len(found.header["tolerances"])):
        shapes = found.area_shapes(k)
        assert shapely.coverage_is_valid(shapes)
        whole = shapely.get_parts(shapely.coverage_union_all(shapes))
        assert sum(len(part.interiors) for part in whole) == 0


@pytest.mark.slow
def test_5000_areas_of_60_vertices_need_at_most_a_sixth_of_their_geojson() -> None:
    atlas = city_of(honeycomb(50, 100), "many")
    frame = gpd.GeoDataFrame(
        {"id": atlas.levels["quarter"].ids}, geometry=atlas.levels["quarter"].geometry, crs=atlas.levels["quarter"].crs
    )
    geojson = frame.to_crs(4326).to_json()
    assert _gzipped(map_geometry_bytes(atlas, "quarter")) <= _gzipped(geojson.encode()) / 6


@pytest.mark.slow
def test_the_first_view_of_33000_areas_needs_at_most_a_thirtieth_of_their_geojson() -> None:
    atlas = city_of(honeycomb(150, 220), "very many")
    header, _ = read_container(map_geometry_bytes(atlas, "quarter"))
    (south, west), (north, east) = header["bounds"]
    z = header["tiles"]["zooms"][0] + 1
    corners = world(np.array([[west, north], [east, south]])) * 2**z // 256
    (left, top), (right, bottom) = corners.astype(int).tolist()
    places = [(x, y) for x in range(left, right + 1) for y in range(top, bottom + 1)]
    tiles = sum(_gzipped(id_tile_bytes(atlas, "quarter", z, x, y)) for x, y in places)
    coordinates = shapely.get_num_coordinates(atlas.levels["quarter"].geometry).sum()
    assert len(places) <= 20
    # GeoJSON needs at least 12 bytes for a vertex after gzip.
    assert tiles <= 12 * coordinates / 30
