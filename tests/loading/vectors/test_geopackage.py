"""GeoPackages: tables are layers, views and virtual tables are not."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from loading.maps.boundaries import read_boundaries
from tests.loading.made_files import NAMES, geopackage, opened_one, refusal, worded


def change(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as database:
        for statement in statements:
            database.execute(statement)
        database.commit()


def test_every_layer_is_read(tmp_path: Path) -> None:
    path = geopackage(geopackage(tmp_path / "stadt.gpkg"), "bezirke", append=True)
    layers = read_boundaries(opened_one(path))
    assert [layer.layer for layer in layers] == ["quartiere", "bezirke"]
    assert layers[0].columns == NAMES
    assert layers[0].crs.to_epsg() == 25832


def test_a_view_that_never_ends_is_left_out_and_reported(tmp_path: Path) -> None:
    path = geopackage(tmp_path / "stadt.gpkg")
    endless = "WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r) SELECT x AS fid, NULL AS geom FROM r"
    contents = "INSERT INTO gpkg_contents (table_name, data_type, srs_id) VALUES ('v', 'features', 25832)"
    columns = "INSERT INTO gpkg_geometry_columns VALUES ('v', 'geom', 'POLYGON', 25832, 0, 0)"
    change(path, f"CREATE VIEW v AS {endless}", contents, columns)
    (layer,) = read_boundaries(opened_one(path))
    assert len(layer.geometry) == 3
    assert "v ist eine Sicht" in worded(layer)["geopackage.view"]


def test_a_virtual_table_is_refused(tmp_path: Path) -> None:
    path = geopackage(tmp_path / "stadt.gpkg")
    change(path, "CREATE VIRTUAL TABLE suche USING fts5(wort)")
    error = refusal(path)
    assert (error.problem, error.found["table"]) == ("geopackage.virtual_table", "suche")


@pytest.mark.filterwarnings("ignore:unable to read srs_id")
@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("DELETE FROM gpkg_contents", "geopackage.no_layers"),
        ("DROP TABLE gpkg_contents", "geopackage.damaged"),
        ("UPDATE gpkg_geometry_columns SET srs_id = -1", "crs.unreadable"),
        ("UPDATE gpkg_geometry_columns SET srs_id = 98765", "geopackage.no_crs"),
    ],
)
def test_what_is_incomplete_is_refused(tmp_path: Path, statement: str, problem: str) -> None:
    path = geopackage(tmp_path / "stadt.gpkg")
    change(path, "PRAGMA foreign_keys = OFF", statement)
    assert refusal(path).problem == problem


def test_a_cut_off_file_is_refused(tmp_path: Path) -> None:
    path = geopackage(tmp_path / "stadt.gpkg")
    path.write_bytes(path.read_bytes()[:5000])
    assert refusal(path).problem == "geopackage.damaged"
