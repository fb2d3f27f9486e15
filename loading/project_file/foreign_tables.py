"""Tables that another program has put into a project file, such as a layer or the styles of QGIS: they are kept."""

import re
import sqlite3
from collections.abc import Iterable
from itertools import count

from loading.project_file.geopackage_tables import CONTENTS, GEOMETRY_COLUMNS, SYSTEM, Registry
from loading.project_file.opening import TABLES, settings_of
from loading.project_file.statements import columns_of, insert, quoted

MOST_TABLES = 100
_NOT_DATA = re.compile(r"(?i)(gpkg|rtree|sqlite)_.*")
_TYPE = re.compile(r"[A-Za-z]\w{0,30}( ?\(\d{1,6}(, ?\d{1,3})?\))?")
_KEY = "INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL"


def foreign_tables(database: sqlite3.Connection) -> list[str]:
    """Name the tables of a project file that are none of ours; views and virtual tables are left where they are.

    Parameters
    ----------
    database : sqlite3.Connection
        See :func:`loading.project_file.opening.opened_project`.

    Returns
    -------
    list of str
        At most ``MOST_TABLES``.
    """
    own = {*TABLES, *(str(layer["table"]) for layer in settings_of(database).get("layers", ()))}
    listed = database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY rowid").fetchall()
    plain = [str(name) for name, sql in listed if not str(sql).lower().startswith("create virtual")]
    return [name for name in plain if name not in own and not _NOT_DATA.fullmatch(name)][:MOST_TABLES]


def carry_along(registry: Registry, earlier: sqlite3.Connection) -> None:
    """Copy the tables of other programs into a project file that is being written.

    Parameters
    ----------
    registry : Registry
        Of the new file, which holds all tables of ours already.
    earlier : sqlite3.Connection
        The project file before.

    Notes
    -----
    Names, plain types and rows are copied, and what the GeoPackage says of the table. Nothing that could run comes
    along: no trigger, no view, no default, no check. Spatial indices belong to their file; QGIS makes new ones.
    """
    taken = {str(name).lower() for (name,) in registry.database.execute("SELECT name FROM sqlite_master")}
    for table in foreign_tables(earlier):
        name = _free(table, taken)
        taken.add(name.lower())
        columns = columns_of(earlier, table)
        if not columns:
            continue
        registry.database.execute(_creation(earlier, table, name, columns))
        listed = ", ".join(map(quoted, columns))
        rows = earlier.execute(f"SELECT {listed} FROM {quoted(table)}")  # noqa: S608 - names quoted
        insert(registry.database, name, columns, rows)
        _register(registry, earlier, table, name)


def _free(table: str, taken: Iterable[str]) -> str:
    """Give a table its own name, with a number where one of ours is called so by now."""
    names = (table, *(f"{table}_{number}" for number in range(2, 1000)))
    return next(name for name in names if name.lower() not in taken)


def _creation(earlier: sqlite3.Connection, table: str, name: str, columns: Iterable[str]) -> str:
    """Write the statement that makes a table alike; only names and plain types of the old one stand in it."""
    described = earlier.execute(f"PRAGMA table_info({quoted(table)})").fetchall()
    kinds = {str(column): str(kind) for _, column, kind, _, _, _ in described}
    keys = [str(column) for _, column, kind, _, _, key in described if key and str(kind).upper() == "INTEGER"]
    number = keys[0] if len(keys) == 1 == sum(bool(key) for *_, key in described) else None
    declared = [
        f"{quoted(column)} {_KEY if column == number else kinds[column] if _TYPE.fullmatch(kinds[column]) else ''}"
        for column in columns
    ]
    return f"CREATE TABLE {quoted(name)} ({', '.join(declared)})"


def _register(registry: Registry, earlier: sqlite3.Connection, table: str, name: str) -> None:
    """Copy what the GeoPackage says of a table; one that it does not list stays unlisted."""
    contents = _row(earlier, "gpkg_contents", CONTENTS, table)
    if contents is None:
        return
    shape = _row(earlier, "gpkg_geometry_columns", GEOMETRY_COLUMNS, table)
    kind = contents["data_type"] if shape or contents["data_type"] == "attributes" else "attributes"
    number = _system(registry, earlier, contents["srs_id"]) if shape else None
    told = {**contents, "table_name": name, "identifier": name, "data_type": kind, "srs_id": number}
    insert(registry.database, "gpkg_contents", CONTENTS, [tuple(told.values())])
    if shape:
        told = {**shape, "table_name": name, "srs_id": number}
        insert(registry.database, "gpkg_geometry_columns", GEOMETRY_COLUMNS, [tuple(told.values())])


def _row(
    database: sqlite3.Connection, listing: str, columns: tuple[str, ...], table: object, by: str = "table_name"
) -> dict[str, object] | None:
    listed = ", ".join(map(quoted, columns))
    statement = f"SELECT {listed} FROM {quoted(listing)} WHERE {quoted(by)} = ?"  # noqa: S608 - names are ours
    found = database.execute(statement, (table,)).fetchone()
    return dict(zip(columns, found, strict=True)) if found else None


def _system(registry: Registry, earlier: sqlite3.Connection, number: object) -> object:
    """Give the number of a table's reference system in the new file: the same, unless it names another system there."""
    wanted = _row(earlier, "gpkg_spatial_ref_sys", SYSTEM, number, "srs_id")
    if wanted is None:
        return 0
    present = _row(registry.database, "gpkg_spatial_ref_sys", SYSTEM, number, "srs_id")
    if present is None:
        insert(registry.database, "gpkg_spatial_ref_sys", SYSTEM, [tuple(wanted.values())])
        return number
    if (present["organization"], present["definition"]) == (wanted["organization"], wanted["definition"]) or (
        str(wanted["organization"]).upper() == "EPSG" == present["organization"]
    ):
        return number
    used = {one for (one,) in registry.database.execute("SELECT srs_id FROM gpkg_spatial_ref_sys")}
    free = next(one for one in count(200_000) if one not in used)
    told = {**wanted, "srs_id": free, "organization_coordsys_id": free}
    insert(registry.database, "gpkg_spatial_ref_sys", SYSTEM, [tuple(told.values())])
    return free
