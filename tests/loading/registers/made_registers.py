"""Made registers of a town of twelve squares, in every format; each row carries a mark that must be found nowhere."""

import json
from collections.abc import Sequence
from pathlib import Path

import shapely

from tests.loading.made_files import feature, geojson, shapefile, write, zipped_shapefile

MARK = "AKTE-7731"
# Square of each case, from 0; None is outside the town.
SQUARES: tuple[int | None, ...] = (0, 0, 0, 1, 1, 5, 5, 5, 5, 11, None, None)
YEARS = (2023, 2024)
KINDS = ("Wohngeld", "Grundsicherung")
HEADINGS = ("Aktenzeichen", "Leistung", "Meldedatum")


def cases() -> list[tuple[str, str, str, float, float]]:
    """Case number, kind, date, longitude and latitude of each case."""
    return [
        (
            f"{MARK}-{number:03d}",
            KINDS[number % 2],
            f"{number + 1:02d}.03.{YEARS[number % 2]}",
            6.905 + 0.01 * (40 if square is None else square),
            50.905,
        )
        for number, square in enumerate(SQUARES)
    ]


def as_csv(path: Path) -> Path:
    rows = [f"{number};{kind};{day};{east};{north}" for number, kind, day, east, north in cases()]
    path.write_text("\n".join([";".join([*HEADINGS, "lon", "lat"]), *rows, ""]), encoding="utf-8")
    return path


def as_xlsx(path: Path, prefix: str = "30") -> Path:
    """A workbook without coordinates: each row names its quarter, those outside name one there is not."""
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append([*HEADINGS, "Quartier"])
    for (number, kind, day, *_), square in zip(cases(), SQUARES, strict=True):
        book.active.append([number, kind, day, "99" if square is None else f"{prefix}{square + 1:02d}"])
    book.save(path)
    return path


def as_geojson(path: Path) -> Path:
    points = [
        feature(shapely.Point(east, north), **dict(zip(HEADINGS, row, strict=True))) for *row, east, north in cases()
    ]
    return geojson(path, points)


def as_geopackage(path: Path) -> Path:
    columns: dict[str, Sequence[object]] = dict(
        zip(HEADINGS, zip(*(row[:3] for row in cases()), strict=True), strict=True)
    )
    points = [shapely.Point(east, north) for *_, east, north in cases()]
    write(path, "GPKG", columns, points, 4326, geometry_type="Point", layer="faelle")
    return path


def as_shapefile(path: Path) -> Path:
    """Its headings are cut off at ten letters."""
    columns = {
        heading[:10]: cells
        for heading, cells in zip(HEADINGS, zip(*(row[:3] for row in cases()), strict=True), strict=True)
    }
    return shapefile(path, columns, [shapely.Point(east, north) for *_, east, north in cases()], 4326)


def as_zip(path: Path) -> Path:
    return zipped_shapefile(path, as_shapefile(path.with_name("zipped") / "faelle.shp"))


FORMATS = {
    "csv": as_csv,
    "xlsx": as_xlsx,
    "geojson": as_geojson,
    "gpkg": as_geopackage,
    "shp": as_shapefile,
    "zip": as_zip,
}


def with_mark(folder: Path) -> list[str]:
    """Files below a folder that hold the mark, as text, packed or in another encoding."""
    import zlib

    plain = (MARK.encode(), MARK.encode("utf-16-le"), json.dumps(MARK).encode())
    found = []
    for path in folder.rglob("*"):
        if not path.is_file():
            continue
        content = path.read_bytes()
        if any(mark in content for mark in plain) or _packed(path, content, zlib.decompress):
            found.append(str(path.relative_to(folder)))
    return found


def _packed(path: Path, content: bytes, unpack: object) -> bool:
    """Whether the mark is in a member of an archive, or in a piece of a project file's sources."""
    import sqlite3
    import zipfile

    if content.startswith(b"PK"):
        with zipfile.ZipFile(path) as archive:
            return any(MARK.encode() in archive.read(name) for name in archive.namelist())
    if not content.startswith(b"SQLite") or not callable(unpack):
        return False
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
        names = {name for (name,) in database.execute("SELECT name FROM sqlite_master")}
        pieces = database.execute("SELECT content FROM source_pieces") if "source_pieces" in names else ()
        return any(MARK.encode() in unpack(piece) for (piece,) in pieces)
