"""Opening a project file with suspicion: only reading, for a limited time, only plain tables of our own."""

import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from loading.errors import DataFileError
from loading.files.passing import passing
from loading.project_file.migration import SCHEMA, migrate
from loading.project_file.records import from_json
from loading.project_file.statements import columns_of

APPLICATION = "quartierblick"
TABLES = (
    *("settings", "states", "sources", "source_pieces", "facts", "residents", "reasons", "catalogue", "recodes"),
    *("findings", "files", "facilities", "scenery"),
)
MOST_BYTES = 1_000_000_000
SECONDS = 30.0
_BYTES_PER_SECOND = 4_000_000
_STEPS = 10_000
_LONGEST_CELL = 100_000_000
_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: _LONGEST_CELL,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 100_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 200,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 50,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
}
_START = b"SQLite format 3\0"


def is_project_file(path: Path) -> bool:
    """Tell whether a file is a GeoPackage that carries our settings; whether it can be used is another question."""
    try:
        if not _is_geopackage(path):
            return False
        with closing(_connected(path, 1.0)) as database:
            return _setting(database, "application") == APPLICATION
    except (OSError, sqlite3.Error, ValueError):
        return False


@contextmanager
def opened_project(path: Path, name: str | None = None, seconds: float | None = None) -> Iterator[sqlite3.Connection]:
    """Open a project file for reading; one of an earlier schema is brought up to date in a copy.

    Parameters
    ----------
    path : Path
    name : str, optional
        As its owner calls it, for messages.
    seconds : float, optional
        After this time every question is broken off; half a minute, and longer for a large file.

    Raises
    ------
    DataFileError
        ``project_file.gone``, ``project_file.not_a_project``, ``project_file.too_large``, ``project_file.newer``,
        ``project_file.foreign_table``, ``project_file.damaged``; the last also for what goes wrong inside the block.
    """
    name = name or path.name
    _require_file(path, name)
    try:
        with tempfile.TemporaryDirectory(prefix=passing("quartierblick-")) as folder:
            usable = _up_to_date(path, name, Path(folder))
            with closing(_connected(usable, seconds or _patience(usable))) as database:
                _require_tables(database, name)
                yield database
    except (sqlite3.Error, ValueError, KeyError, IndexError, TypeError, OverflowError) as error:
        raise DataFileError(name, "project_file.damaged", given=f"{error}"[:120]) from None


def settings_of(database: sqlite3.Connection) -> dict[str, Any]:
    """Give all settings by name."""
    rows = database.execute("SELECT name, value FROM settings LIMIT 100").fetchall()
    return {str(name): from_json(value) for name, value in rows}


def _require_file(path: Path, name: str) -> None:
    if not path.is_file():
        raise DataFileError(name, "project_file.gone")
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise DataFileError(name, "project_file.too_large", megabytes=size // 10**6, most=MOST_BYTES // 10**6)
    with path.open("rb") as stream:
        if not stream.read(16).strip(b"\0"):
            raise DataFileError(name, "project_file.damaged", given="0")
    if not _is_geopackage(path):
        raise DataFileError(name, "project_file.not_a_project")


def _is_geopackage(path: Path) -> bool:
    with path.open("rb") as stream:
        start = stream.read(100)
    return start[:16] == _START and start[68:72] == b"GPKG"


def _connected(path: Path, seconds: float) -> sqlite3.Connection:
    """Connect so that nothing is written, even beside the file, and nothing in the file runs."""
    address = path.resolve().as_uri()
    database = sqlite3.connect(f"{address}?mode=ro&immutable=1", uri=True)
    for limit, value in _LIMITS.items():
        database.setlimit(limit, value)
    database.set_progress_handler(_deadline(seconds), _STEPS)
    for pragma in ("trusted_schema = OFF", "query_only = ON", "cell_size_check = ON"):
        database.execute(f"PRAGMA {pragma}")
    return database


def _patience(path: Path) -> float:
    return SECONDS + path.stat().st_size / _BYTES_PER_SECOND


def _deadline(seconds: float) -> Callable[[], int]:
    end = time.monotonic() + seconds
    return lambda: int(time.monotonic() > end)


def _setting(database: sqlite3.Connection, name: str) -> Any:
    kind = database.execute("SELECT type FROM sqlite_master WHERE name = 'settings'").fetchone()
    if kind != ("table",):
        raise ValueError("settings is no table")
    found = database.execute("SELECT value FROM settings WHERE name = ?", (name,)).fetchone()
    return from_json(found[0]) if found else None


def _up_to_date(path: Path, name: str, folder: Path) -> Path:
    with closing(_connected(path, SECONDS)) as database:
        if database.execute("SELECT 1 FROM sqlite_master WHERE name = 'settings'").fetchone() is None:
            raise DataFileError(name, "project_file.not_a_project")
        if _setting(database, "application") != APPLICATION:
            raise DataFileError(name, "project_file.not_a_project")
        schema, program = _setting(database, "schema"), _setting(database, "program")
    if not isinstance(schema, int) or schema < 1:
        raise ValueError(f"schema {schema!r:.20}")
    if schema > SCHEMA:
        raise DataFileError(name, "project_file.newer", program=str(program)[:20], schema=schema)
    if schema == SCHEMA:
        return path
    copy = folder / "migrated.gpkg"
    shutil.copyfile(path, copy)
    with closing(sqlite3.connect(copy)) as database:
        database.set_progress_handler(_deadline(_patience(path)), _STEPS)
        migrate(database, schema)
    return copy


def _require_tables(database: sqlite3.Connection, name: str) -> None:
    """Refuse a view, a virtual table or a computed column under the name of one of our tables."""
    listed = database.execute("SELECT name, type, sql FROM sqlite_master WHERE type IN ('table', 'view')").fetchall()
    kinds = {found: "virtual" if str(sql).lower().startswith("create virtual") else kind for found, kind, sql in listed}
    for table in TABLES:
        if table not in kinds:
            raise DataFileError(name, "project_file.damaged", given=table)
        require_plain(database, table, name, kinds[table])


def require_plain(database: sqlite3.Connection, table: str, name: str, kind: str | None = None) -> None:
    """Refuse what is no plain table.

    Raises
    ------
    DataFileError
        ``project_file.foreign_table``.
    """
    if kind is None:
        row = database.execute("SELECT type, sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()
        kind = "none" if row is None or str(row[1]).lower().startswith("create virtual") else str(row[0])
    every = len(database.execute("SELECT 1 FROM pragma_table_xinfo(?)", (table,)).fetchall())
    if kind != "table" or len(columns_of(database, table)) != every:
        raise DataFileError(name, "project_file.foreign_table", table=table)
