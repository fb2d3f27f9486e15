"""Id tiles: the area under the centre of every pixel, also where tiles meet."""

from functools import cache

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from layers import id_tiles
from layers.geometry import geographic
from layers.id_tiles import SIZE, id_tile_bytes, outlines, rasterised, tiled_geometry
from layers.web_mercator import world
from loading.atlas import Atlas
from tests.made_coverage import city_of, honeycomb, squares


@pytest.fixture(autouse=True)
def _few_are_very_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(id_tiles, "TILES_FROM", 20)


@cache
def _city() -> Atlas:
    island = shapely.box(501_500, 5_701_500, 501_600, 5_701_560)
    cells = honeycomb(6, 7)
    holed = [cell.difference(island) for cell in cells]
    parts = shapely.MultiPolygon([island, shapely.box(499_000, 5_700_000, 499_700, 5_700_300)])
    return city_of(np.array([*holed, parts], dtype=object), "tiles")


def _tile(atlas: Atlas, z: int, x: int, y: int) -> np.ndarray:
    return np.frombuffer(id_tile_bytes(atlas, "quarter", z, x, y), "<u4").reshape(SIZE, SIZE)


def _tiles_around(atlas: Atlas, z: int) -> tuple[int, int, int, int]:
    west, north, east, south = shapely.total_bounds(shapely.transform(geographic(atlas.levels["quarter"]), world))
    left, top, right, bottom = (int(one * 2**z // SIZE) for one in (west, north, east, south))
    return left, top, right, bottom


def _zooms(atlas: Atlas) -> tuple[int, int]:
    lowest, highest = tiled_geometry(atlas, "quarter")[0]["tiles"]["zooms"]
    return lowest, highest


@pytest.mark.parametrize("zoom", [0, 1, 3])
def test_every_pixel_tells_the_area_under_its_centre(zoom: int) -> None:
    atlas = _city()
    z = _zooms(atlas)[0] + zoom
    left, top, right, bottom = _tiles_around(atlas, z)
    shapes = shapely.transform(geographic(atlas.levels["quarter"]), lambda points: world(points) * 2**z)
    random = np.random.default_rng(zoom)
    for _ in range(40):
        x, y = random.integers(left, right + 1), random.integers(top, bottom + 1)
        column, row = random.integers(0, SIZE, 2)
        place = shapely.Point(x * SIZE + column + 0.5, y * SIZE + row + 0.5)
        under = np.flatnonzero(shapely.contains(shapes, place))
        assert _tile(atlas, z, int(x), int(y))[row, column] == (under[0] + 1 if len(under) else 0)


def test_all_areas_of_a_city_and_nothing_else_are_on_its_tiles() -> None:
    atlas = _city()
    z = _zooms(atlas)[0] + 1
    left, top, right, bottom = _tiles_around(atlas, z)
    whole = np.block([[_tile(atlas, z, x, y) for x in range(left, right + 1)] for y in range(top, bottom + 1)])
    assert set(np.unique(whole).tolist()) == set(range(44))
    found = shapely.area(shapely.transform(geographic(atlas.levels["quarter"]), lambda points: world(points) * 2**z))
    drawn = np.bincount(whole.ravel())[1:]
    assert np.abs(drawn - found).max() < 6 * np.sqrt(found.max())


def test_between_neighbours_no_pixel_is_empty() -> None:
    atlas = _city()
    z = _zooms(atlas)[1]
    west, north, east, south = shapely.total_bounds(
        shapely.transform(geographic(atlas.levels["quarter"])[24:25], lambda points: world(points) * 2**z)
    )
    tile = _tile(atlas, z, int((west + east) / 2 // SIZE), int((north + south) / 2 // SIZE))
    assert tile.all()


def test_a_tile_inside_one_area_is_full_of_it() -> None:
    found = outlines(city_of(squares(5, 5, size=1000), "squares"), "quarter")
    scale = 2.0**20
    x, y = (found.west[12] + found.east[12]) / 2 * scale, (found.north[12] + found.south[12]) / 2 * scale
    assert set(rasterised(found, scale, x, y, 64).tolist()) == {13}


def test_outside_there_is_nothing() -> None:
    atlas = _city()
    z = _zooms(atlas)[1]
    assert not _tile(atlas, z, 0, 0).any()


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 1_000_000), st.floats(0.4, 60), st.floats(-40, 300), st.floats(-40, 300))
def test_cutting_a_picture_elsewhere_shows_the_same(seed: int, width: float, left: float, top: float) -> None:
    found = outlines(city_of(squares(5, 5, size=100 + seed % 7), f"cut {seed % 7}"), "quarter")
    scale = width / (found.east[0] - found.west[0])
    left, top = round(found.west.min() * scale + left), round(found.north.min() * scale + top)
    whole = rasterised(found, scale, left, top, 64).reshape(64, 64)
    quarter = rasterised(found, scale, left + 32, top + 32, 32).reshape(32, 32)
    assert (whole[32:, 32:] == quarter).all()


def test_where_areas_lie_on_each_other_the_last_one_counts() -> None:
    doubled = squares(5, 5, size=1000)
    doubled[24] = doubled[0]
    found = outlines(city_of(doubled, "doubled"), "quarter")
    scale = 100 / (found.east[0] - found.west[0])
    assert 1 not in rasterised(found, scale, found.west[0] * scale, found.north[0] * scale, 64)


def test_zooms_reach_from_the_overview_to_one_area_filling_a_tile() -> None:
    atlas = city_of(squares(300, 300), "grid")
    lowest, highest = _zooms(atlas)
    west, north, east, _ = shapely.total_bounds(shapely.transform(geographic(atlas.levels["quarter"]), world))
    assert 200 <= (east - west) * 2**lowest <= 400
    assert 192 <= (east - west) / 300 * 2**highest <= 384
    del north


def test_every_area_has_a_point_inside_it_in_steps_of_the_file() -> None:
    atlas = _city()
    header, sections = tiled_geometry(atlas, "quarter")
    shapes = shapely.transform(geographic(atlas.levels["quarter"]), world)
    places = np.column_stack([sections["cx"], sections["cy"]]) * header["step"] + header["origin"]
    assert shapely.contains_xy(shapes, places[:, 0], places[:, 1]).all()


def test_the_bounds_are_those_of_the_city() -> None:
    (south, west), (north, east) = tiled_geometry(_city(), "quarter")[0]["bounds"]
    expected = shapely.total_bounds(geographic(_city().levels["quarter"])).tolist()
    assert [west, south, east, north] == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize("place", [(-1, 0, 0), (30, 0, 0), (12, 4096, 0), (12, 0, -1)])
def test_a_tile_that_does_not_exist_is_named(place: tuple[int, int, int]) -> None:
    with pytest.raises(KeyError, match="/".join(map(str, place))):
        id_tile_bytes(_city(), "quarter", *place)


def test_levels_of_few_areas_have_no_tiles() -> None:
    with pytest.raises(KeyError, match="city"):
        id_tile_bytes(_city(), "city", 8, 130, 84)
