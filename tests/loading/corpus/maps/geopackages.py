"""GeoPackages and what only looks like one, each with one trick; numbered as the corpus of bad input."""

# ruff: noqa: S608 - statements of fixed words, to make files

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from tests.loading.corpus.maps.bait import baited
from tests.loading.made_files import geopackage

MAP = "karte.gpkg"


def with_sql(*statements: str) -> Callable[[Path], Path]:
    """A good GeoPackage in which something was carried out."""

    def made(folder: Path) -> Path:
        path = geopackage(folder / MAP)
        with closing(sqlite3.connect(path)) as database:
            database.create_function("ST_IsEmpty", 1, lambda _: 0)
            for name in ("ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY"):
                database.create_function(name, 1, lambda _: 0.0)
            for statement in statements:
                database.execute(baited(folder, statement))
            database.commit()
        return path

    return made


def _listed(name: str, kind: str = "features") -> tuple[str, ...]:
    return (
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) "
        f"VALUES ('{name}', '{kind}', '{name}', 25832)",
        "INSERT INTO gpkg_geometry_columns VALUES ('" + name + "', 'geom', 'POLYGON', 25832, 0, 0)",
    )


def _geometry(expression: str) -> tuple[str, ...]:
    triggers = ("insert", "update1", "update2", "update3", "update4", "update5", "update6", "update7", "delete")
    dropped = tuple(f"DROP TRIGGER IF EXISTS rtree_quartiere_geom_{name}" for name in triggers)
    return (*dropped, f"UPDATE quartiere SET geom = {expression} WHERE rowid = 1")


def _virtual_ogr(folder: Path, name: str = MAP) -> Path:
    path = folder / name
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE plain (a TEXT)")
        database.execute("PRAGMA writable_schema = 1")
        sql = "CREATE VIRTUAL TABLE secret USING VirtualOGR(''{secret}'')"
        database.execute(f"INSERT INTO sqlite_master VALUES ('table', 'secret', 'secret', 0, '{baited(folder, sql)}')")
        database.commit()
    return path


def _marked_virtual_ogr(folder: Path) -> Path:
    path = geopackage(folder / MAP)
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA writable_schema = 1")
        sql = "CREATE VIRTUAL TABLE secret USING VirtualOGR(''{secret}'')"
        database.execute(f"INSERT INTO sqlite_master VALUES ('table', 'secret', 'secret', 0, '{baited(folder, sql)}')")
        database.commit()
    return path


def _still_open(folder: Path) -> Path:
    path = geopackage(folder / MAP)
    path.with_name(f"{path.name}-wal").write_bytes(b"\x37\x7f\x06\x82" + bytes(100))
    return path


def _sixty(folder: Path) -> Path:
    path = geopackage(folder / MAP, "ebene_00")
    with closing(sqlite3.connect(path)) as database:
        for number in range(1, 60):
            name = f"ebene_{number:02}"
            database.execute(f"CREATE TABLE {name} AS SELECT * FROM ebene_00")
            for statement in _listed(name):
                database.execute(statement)
        database.commit()
    return path


def _aspatial_first(folder: Path) -> Path:
    source = geopackage(folder / "source.gpkg")
    shutil.copyfile(source, folder / MAP)
    return with_sql(
        "CREATE TABLE aaa_liste (fid INTEGER PRIMARY KEY, name TEXT)",
        "INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('aaa_liste', 'attributes', 'aaa_liste')",
        "UPDATE gpkg_contents SET rowid = 100 - rowid",
    )(folder)


_ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x AS fid, NULL AS geom FROM n"
_READING = "SELECT 1 AS fid, readfile('{secret}') AS geom"
_HEADER = "4750000064650000"
_DEEP = _HEADER + "0107000000" + "01000000" + "010700000001000000" * 100_000

GEOPACKAGES: dict[str, Callable[[Path], Path]] = {
    "031-endless-view": with_sql(f"CREATE VIEW endlos AS {_ENDLESS}", *_listed("endlos")),
    "032-trigger": with_sql(
        "CREATE TRIGGER eats AFTER INSERT ON quartiere BEGIN DELETE FROM quartiere; END",
    ),
    "033-virtual-ogr": _marked_virtual_ogr,
    "034-sqlite-as-geojson": lambda folder: _virtual_ogr(folder, "karte.geojson"),
    "035-view-with-readfile": with_sql(f"CREATE VIEW liest AS {_READING}", *_listed("liest")),
    "036-blob-claims-points": with_sql(*_geometry(f"x'{_HEADER}010300000001000000ffffff7f'")),
    "037-deep-collection": with_sql(*_geometry(f"x'{_DEEP}'")),
    "038-no-contents": with_sql("DROP TABLE gpkg_contents"),
    "039-sixty-layers": _sixty,
    "040-still-open": _still_open,
    "041-aspatial-first": _aspatial_first,
}
