"""The few statements whose tables and columns vary; every name in them is one of our own, and quoted."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any


def quoted(name: str) -> str:
    """Quote the name of a table or column.

    Examples
    --------
    >>> quoted("quarters_2019")
    '"quarters_2019"'
    """
    return '"' + name.replace('"', '""') + '"'


def create(database: sqlite3.Connection, table: str, columns: Mapping[str, str]) -> None:
    """Make a table with a running number before its columns, as GeoPackage wants it."""
    declared = ", ".join(f"{quoted(name)} {kind}" for name, kind in columns.items())
    database.execute(f"CREATE TABLE {quoted(table)} (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, {declared})")


def insert(database: sqlite3.Connection, table: str, columns: Iterable[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write rows in their order."""
    names = list(columns)
    listed, marks = ", ".join(map(quoted, names)), ", ".join("?" * len(names))
    statement = f"INSERT INTO {quoted(table)} ({listed}) VALUES ({marks})"  # noqa: S608 - names quoted, values bound
    database.executemany(statement, rows)


def select(database: sqlite3.Connection, table: str, columns: Sequence[str], most: int) -> list[tuple[Any, ...]]:
    """Read columns of all rows, in the order they were written.

    Raises
    ------
    ValueError
        If there are more than ``most`` rows.
    """
    listed = ", ".join(map(quoted, columns))
    statement = f"SELECT {listed} FROM {quoted(table)} ORDER BY fid LIMIT ?"  # noqa: S608 - names quoted, values bound
    rows = database.execute(statement, (most + 1,)).fetchall()
    if len(rows) > most:
        raise ValueError(f"{table}: more than {most} rows")
    return rows


def columns_of(database: sqlite3.Connection, table: str) -> list[str]:
    """Give the names of the columns that are really stored; computed ones are left out."""
    found = database.execute(f"PRAGMA table_xinfo({quoted(table)})").fetchall()
    return [str(name) for _, name, _, _, _, _, hidden in found if not hidden]
