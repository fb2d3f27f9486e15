"""Map pictures in an ``.mbtiles`` file, an SQLite database of tiles; read only, and never longer than a second.

The format is MBTiles 1.3: a table or view ``tiles`` with rows counted from the south, and a table ``metadata``.
"""

import hashlib
import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from loading.basemaps.basemap import DEEPEST, NAME, Basemap, Bounds
from loading.errors import DataFileError

_LARGEST_TILE = 4_000_000
_SECONDS = 1.0
_STEPS_BETWEEN_LOOKS = 20_000
_SQLITE = b"SQLite format 3\x00"
_GZIP = b"\x1f\x8b"
_TEXT_SHOWN = 300
_EXTREMES = ("SELECT min(zoom_level) FROM tiles", "SELECT max(zoom_level) FROM tiles")
_TAGS = re.compile(r"<[^>]*>")


def media_type(picture: bytes) -> str:
    r"""Recognise a picture by its first bytes; "" for everything else, whatever the file says of itself.

    Examples
    --------
    >>> media_type(b"\x89PNG\r\n\x1a\n...")
    'image/png'
    >>> media_type(b"<svg onload=...>")
    ''
    """
    if picture.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if picture.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    return "image/webp" if picture[:4] == b"RIFF" and picture[8:12] == b"WEBP" else ""


@contextmanager
def _reading(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a file that nobody has vouched for: no writing, no large values, no query without an end."""
    address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(address, uri=True, check_same_thread=False)) as connection:
        ends = time.monotonic() + _SECONDS
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LARGEST_TILE)
        connection.set_progress_handler(lambda: time.monotonic() > ends, _STEPS_BETWEEN_LOOKS)
        connection.execute("PRAGMA trusted_schema = OFF")
        yield connection


def tile(path: Path, z: int, x: int, y: int) -> tuple[bytes, str] | None:
    """Read one picture.

    Parameters
    ----------
    path : Path
    z, x, y : int
        Zoom, column from the west, row from the **north**, as browsers count.

    Returns
    -------
    tuple of bytes and str, or None
        Picture and media type; None where the file has none, or has something else there.

    Notes
    -----
    MBTiles counts rows as TMS does, from the south: ``row = 2**z - 1 - y`` [1]_.

    References
    ----------
    .. [1] MBTiles Specification 1.3, Mapbox (2018).
    """
    if not (0 <= z <= DEEPEST and 0 <= x < 2**z and 0 <= y < 2**z):
        return None
    asked = "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?"
    try:
        with _reading(path) as connection:
            found = connection.execute(asked, (z, x, 2**z - 1 - y)).fetchone()
    except sqlite3.Error:
        return None
    picture = found[0] if found and isinstance(found[0], bytes) else b""
    kind = media_type(picture)
    return (picture, kind) if kind else None


def open_mbtiles(path: Path) -> Basemap:
    """Read what an ``.mbtiles`` file says of itself.

    Raises
    ------
    DataFileError
        If it is no MBTiles file, holds vector tiles or no pictures; says how to get one that can be used.
    """
    name = path.stem.lower().replace(" ", "-")
    if not NAME.fullmatch(name):
        raise DataFileError(path, "basemaps.file_name")
    with path.open("rb") as file:
        if file.read(len(_SQLITE)) != _SQLITE:
            raise DataFileError(path, "basemaps.not_mbtiles")
    try:
        with _reading(path) as connection:
            said = _said(connection)
            zooms = _zooms(said.get("minzoom", ""), said.get("maxzoom", "")) or _zooms(*_deepest(connection))
            one = connection.execute("SELECT tile_data FROM tiles LIMIT 1").fetchone()
    except sqlite3.Error as error:
        raise DataFileError(path, "basemaps.not_mbtiles") from error
    _check_pictures(path, said.get("format", ""), one[0] if one else None)
    return Basemap(
        name=name,
        titles={"de": said.get("name") or path.stem},
        kind="file",
        url=f"/basemap/{name}/{{z}}/{{x}}/{{y}}?v={_version(path)}",
        attribution=_TAGS.sub("", said.get("attribution", "")),
        zooms=zooms or (0, DEEPEST),
        bounds=_bounds(said.get("bounds", "")),
        path=path,
    )


def _check_pictures(path: Path, form: str, one: object) -> None:
    sample = one if isinstance(one, bytes) else b""
    if form.lower() in ("pbf", "mvt") or sample.startswith(_GZIP):
        raise DataFileError(path, "basemaps.vector_tiles")
    if not media_type(sample):
        raise DataFileError(path, "basemaps.no_pictures")


def _said(connection: sqlite3.Connection) -> dict[str, str]:
    return {str(key): str(value)[:_TEXT_SHOWN] for key, value in connection.execute("SELECT name, value FROM metadata")}


def _deepest(connection: sqlite3.Connection) -> tuple[str, str]:
    """Look up the zooms that a file does not name; two questions, since an index answers each at once."""
    extremes = (connection.execute(asked).fetchone()[0] for asked in _EXTREMES)
    lowest, highest = map(str, extremes)
    return lowest, highest


def _zooms(lowest: str, highest: str) -> tuple[int, int] | None:
    if not (lowest.isdecimal() and highest.isdecimal()):
        return None
    return (int(lowest), int(highest)) if int(lowest) <= int(highest) <= DEEPEST else None


def _bounds(text: str) -> Bounds | None:
    """Read "west,south,east,north" in degrees; None where it is missing or no place on Earth."""
    try:
        west, south, east, north = map(float, text.split(","))
    except ValueError:
        return None
    on_earth = -180 <= west < east <= 180 and -90 <= south < north <= 90
    return ((south, west), (north, east)) if on_earth else None


def _version(path: Path) -> str:
    """Name the state of a file that may be too large to be read whole."""
    state = path.stat()
    return hashlib.sha256(f"{state.st_size} {state.st_mtime_ns}".encode()).hexdigest()[:12]
