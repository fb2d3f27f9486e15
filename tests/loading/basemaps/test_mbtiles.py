"""Pictures from an MBTiles file: the right row, nothing but pictures, and no query without an end."""

import gzip
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from loading.basemaps.mbtiles import media_type, open_mbtiles, tile
from loading.errors import DataFileError
from tests.made_tiles import mbtiles, png

NORTH, SOUTH = png(200, 220, 240), png(240, 220, 200)
TOWN = {(1, 0, 0): NORTH, (1, 0, 1): SOUTH}


def changed(path: Path, *statements: str) -> Path:
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)
    return path


def test_rows_are_counted_from_the_north_although_the_file_counts_from_the_south(tmp_path: Path) -> None:
    path = mbtiles(tmp_path / "town.mbtiles", TOWN)
    assert tile(path, 1, 0, 0) == (NORTH, "image/png")
    assert tile(path, 1, 0, 1) == (SOUTH, "image/png")


@pytest.mark.parametrize(
    "place", [(1, 1, 0), (1, 2, 0), (1, 0, 2), (0, 0, 0), (-1, 0, 0), (1, -1, 0), (63, 0, 0), (10**9, 0, 0)]
)
def test_a_place_without_a_picture_has_none(tmp_path: Path, place: tuple[int, int, int]) -> None:
    assert tile(mbtiles(tmp_path / "town.mbtiles", TOWN), *place) is None


def test_the_file_says_its_title_attribution_zooms_and_bounds(tmp_path: Path) -> None:
    said = {"name": "Stadtplan", "attribution": '<a href="javascript:alert(1)">© Amt</a>', "bounds": "9,51,10,52"}
    basemap = open_mbtiles(mbtiles(tmp_path / "Stadt Plan.mbtiles", TOWN, format="png", **said))
    assert (basemap.name, basemap.title("de"), basemap.title("en")) == ("stadt-plan", "Stadtplan", "Stadtplan")
    assert basemap.attribution == "© Amt"
    assert basemap.zooms == (1, 1)
    assert basemap.bounds == ((51, 9), (52, 10))
    assert not basemap.is_external
    assert basemap.url.startswith("/basemap/stadt-plan/{z}/{x}/{y}?v=")


def test_declared_zooms_are_believed_where_they_make_sense(tmp_path: Path) -> None:
    assert open_mbtiles(mbtiles(tmp_path / "a.mbtiles", TOWN, minzoom="0", maxzoom="3")).zooms == (0, 3)
    assert open_mbtiles(mbtiles(tmp_path / "b.mbtiles", TOWN, minzoom="9", maxzoom="3")).zooms == (1, 1)


@pytest.mark.parametrize("bounds", ["", "9,51,10", "10,51,9,52", "a,b,c,d", "9,51,10,91", "nan,nan,nan,nan"])
def test_bounds_that_are_no_place_are_passed_over(tmp_path: Path, bounds: str) -> None:
    assert open_mbtiles(mbtiles(tmp_path / "town.mbtiles", TOWN, bounds=bounds)).bounds is None


def test_another_state_of_the_file_has_another_address(tmp_path: Path) -> None:
    path = mbtiles(tmp_path / "town.mbtiles", TOWN)
    before = open_mbtiles(path).url
    changed(path, "INSERT INTO metadata VALUES ('x', 'y')", "CREATE TABLE larger (a)")
    assert open_mbtiles(path).url != before


@pytest.mark.parametrize(
    ("tiles", "metadata", "problem"),
    [
        ({(0, 0, 0): gzip.compress(b"layer")}, {"format": "pbf"}, "vector_tiles"),
        ({(0, 0, 0): gzip.compress(b"layer")}, {}, "vector_tiles"),
        ({(0, 0, 0): b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"}, {"format": "png"}, "no_pictures"),
        ({}, {"format": "png", "minzoom": "0", "maxzoom": "2"}, "no_pictures"),
    ],
)
def test_vector_tiles_and_other_content_are_refused(
    tmp_path: Path, tiles: dict[tuple[int, int, int], bytes], metadata: dict[str, str], problem: str
) -> None:
    with pytest.raises(DataFileError) as refusal:
        open_mbtiles(mbtiles(tmp_path / "town.mbtiles", tiles, **metadata))
    assert refusal.value.problem == f"basemaps.{problem}"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"SQLite format 3\x00" + b"\xff" * 200])
def test_a_file_that_is_no_database_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "town.mbtiles"
    path.write_bytes(content)
    with pytest.raises(DataFileError) as refusal:
        open_mbtiles(path)
    assert refusal.value.problem == "basemaps.not_mbtiles"
    assert tile(path, 0, 0, 0) is None


@pytest.mark.parametrize("name", ["Übersicht", "a'b", "-town", "x" * 41, "town.v2"])
def test_a_name_that_cannot_stand_in_an_address_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(DataFileError) as refusal:
        open_mbtiles(mbtiles(tmp_path / f"{name}.mbtiles", TOWN))
    assert refusal.value.problem == "basemaps.file_name"


def test_a_picture_that_is_none_is_not_given_out(tmp_path: Path) -> None:
    path = mbtiles(tmp_path / "town.mbtiles", {**TOWN, (1, 1, 1): b"<script>alert(1)</script>"})
    assert tile(path, 1, 1, 1) is None
    changed(path, "UPDATE tiles SET tile_data = 'text'")
    assert tile(path, 1, 0, 0) is None


def test_a_view_without_an_end_ends_soon(tmp_path: Path) -> None:
    numbers = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n)"
    endless = f"{numbers} SELECT 1 zoom_level, i tile_column, 0 tile_row, x'00' tile_data FROM n"  # noqa: S608 - fixed words
    path = changed(
        mbtiles(tmp_path / "town.mbtiles", TOWN), "DROP TABLE tiles", f"CREATE VIEW tiles AS {endless} WHERE i < 0"
    )
    started = time.monotonic()
    assert tile(path, 1, 0, 0) is None
    with pytest.raises(DataFileError):
        open_mbtiles(path)
    assert time.monotonic() - started < 6


def test_a_view_over_map_and_images_is_read_like_a_table(tmp_path: Path) -> None:
    path = changed(
        mbtiles(tmp_path / "town.mbtiles", TOWN),
        "ALTER TABLE tiles RENAME TO images",
        "CREATE VIEW tiles AS SELECT zoom_level, tile_column, tile_row, tile_data FROM images",
    )
    assert open_mbtiles(path).zooms == (1, 1)
    assert tile(path, 1, 0, 1) == (SOUTH, "image/png")


def test_reading_leaves_no_trace_beside_the_file(tmp_path: Path) -> None:
    path = mbtiles(tmp_path / "town.mbtiles", TOWN)
    before = path.read_bytes()
    open_mbtiles(path)
    tile(path, 1, 0, 0)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["town.mbtiles"]


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"RIFF\x00\x00\x00\x00WAVE", ""),
        (b"GIF89a", ""),
    ],
)
def test_pictures_are_known_by_their_first_bytes(start: bytes, kind: str) -> None:
    assert media_type(start) == kind
