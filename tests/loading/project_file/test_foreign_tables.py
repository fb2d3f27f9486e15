"""What QGIS puts into a project file is still there after the next saving, and nothing in it runs."""

import sqlite3
from contextlib import closing
from pathlib import Path

import geopandas
import pyogrio
import pytest
import shapely

from loading.project_file.foreign_tables import foreign_tables
from loading.project_file.opening import opened_project
from loading.project_file.reading import read_project
from loading.project_file.saving import save
from tests.loading.project_file.made_projects import differences, saved_town

SITES = [shapely.Point(9.5, 51.5), shapely.Point(9.6, 51.6)]


def add_layer(path: Path, layer: str = "Standorte", crs: str = "EPSG:25832") -> None:
    """Add a layer as QGIS does it, through the same library."""
    frame = geopandas.GeoDataFrame({"art": ["Kita", "Büro"], "plätze": [80, 3]}, geometry=SITES, crs=crs)
    pyogrio.write_dataframe(frame, path, layer=layer, driver="GPKG", append=True)


def run(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        for statement in statements:
            database.execute(statement)


def all_of(path: Path, statement: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as database:
        return database.execute(statement).fetchall()


def test_a_layer_added_by_another_program_is_there_after_two_savings(tmp_path: Path) -> None:
    path, project = saved_town(tmp_path)
    add_layer(path)
    saved = save(path, save(path, project, 1), 2)
    frame = pyogrio.read_dataframe(path, layer="Standorte")
    assert list(frame["art"]) == ["Kita", "Büro"]
    assert list(frame["plätze"]) == [80, 3]
    assert (list(frame.geometry), frame.crs.to_epsg()) == (SITES, 25832)
    assert "Standorte" in [name for name, _ in pyogrio.list_layers(path)]
    assert differences(saved, read_project(path)[0], "project") == []


def test_a_file_without_tables_of_others_has_none(tmp_path: Path) -> None:
    path, project = saved_town(tmp_path)
    save(path, project, 1)
    with opened_project(path) as database:
        assert foreign_tables(database) == []


def test_styles_of_qgis_are_kept_though_the_geopackage_does_not_list_them(tmp_path: Path) -> None:
    path, project = saved_town(tmp_path)
    run(
        path,
        "CREATE TABLE layer_styles (id INTEGER PRIMARY KEY, f_table_name TEXT(256), styleQML TEXT, preset BOOL)",
        "INSERT INTO layer_styles VALUES (7, 'quarters', '<qgis/>', 1)",
    )
    save(path, project, 1)
    assert all_of(path, "SELECT * FROM layer_styles") == [(7, "quarters", "<qgis/>", 1)]
    assert all_of(path, "SELECT 1 FROM gpkg_contents WHERE table_name = 'layer_styles'") == []


def test_nothing_that_could_run_comes_along(tmp_path: Path) -> None:
    path, project = saved_town(tmp_path)
    run(
        path,
        "CREATE TABLE notes (a TEXT DEFAULT (hex(randomblob(4))) CHECK (length(a) < 100), b 'x; DROP TABLE facts')",
        "INSERT INTO notes VALUES ('one', 2)",
        "CREATE VIEW seen AS SELECT * FROM notes",
        "CREATE TRIGGER acts AFTER INSERT ON notes BEGIN DELETE FROM facts; END",
    )
    save(path, project, 1)
    assert all_of(path, "SELECT * FROM notes") == [("one", 2)]
    assert all_of(path, "SELECT sql FROM sqlite_master WHERE name = 'notes'") == [
        ('CREATE TABLE "notes" ("a" TEXT, "b" )',)
    ]
    assert all_of(path, "SELECT name FROM sqlite_master WHERE type IN ('view', 'trigger')") == []


@pytest.mark.parametrize("name", ["facts_2", "Straße; DROP", 'a"b'])
def test_any_name_of_a_table_stays(tmp_path: Path, name: str) -> None:
    path, project = saved_town(tmp_path)
    quoted = '"' + name.replace('"', '""') + '"'
    run(path, f"CREATE TABLE {quoted} (x INTEGER)", f"INSERT INTO {quoted} VALUES (1)")  # noqa: S608
    save(path, project, 1)
    assert all_of(path, f"SELECT x FROM {quoted}") == [(1,)]  # noqa: S608


def test_a_system_whose_number_is_taken_by_another_one_gets_its_own(tmp_path: Path) -> None:
    path, project = saved_town(tmp_path)
    add_layer(path, crs="EPSG:4326")
    run(
        path,
        "UPDATE gpkg_spatial_ref_sys SET organization = 'NONE', definition = 'PROJCS[\"own\"]' WHERE srs_id = 4326",
    )
    save(path, project, 1)
    number = all_of(path, "SELECT srs_id FROM gpkg_geometry_columns WHERE table_name = 'Standorte'")[0][0]
    assert number != 4326
    described = all_of(path, f"SELECT definition FROM gpkg_spatial_ref_sys WHERE srs_id = {number}")  # noqa: S608
    assert described == [('PROJCS["own"]',)]
