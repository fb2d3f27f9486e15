"""What a file is, told by its content and never by its extension."""

import codecs
import re
import zipfile
from pathlib import Path
from typing import Literal

from loading.errors import DataFileError
from loading.files.archives import damage_told
from loading.ingest.limits import MEGA, limits_in_force
from loading.vectors.geopackage import APPLICATION_IDS

Content = Literal[
    "zip", "xlsx", "ods", "xls", "geopackage", "geojson", "csv", "json", "shp", "shx", "dbf", "prj", "cpg", "sidecar"
]

_BEGINNING = 4096
_SCHEMA = 1 << 20
_KIND = 80
# A broken transfer leaves a few zeros in a text; a table is still to be read, and they are told of.
_LETTERS_PER_NUL = 50
_SHAPE = b"\x00\x00\x27\x0a"
_SIDECARS = (".sbn", ".sbx", ".qpj", ".qix", ".qmd", ".qml", ".sld", ".lyr", ".fix", ".atx", ".shp.xml", ".shp.iso.xml")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SQLITE = b"SQLite format 3\0"
_FORMATS_BY_MAGIC = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"{\\rtf", "RTF"),
    (b"fgb", "FlatGeobuf"),
    (b"AC10", "DWG"),
    (b"AutoCAD Binary DXF", "DXF"),
    (b"PAR1", "GeoParquet"),
    (b"\x00\x00\x00\x0cjP", "JPEG 2000"),
    (b"RIFF", "WebP"),
    (b"BM", "BMP"),
    (b"MZ", "Windows"),
    (b"\x7fELF", "ELF"),
)
_ARCHIVES_BY_MAGIC = ((b"\x1f\x8b", "gzip"), (b"7z\xbc\xaf", "7-Zip"), (b"Rar!", "RAR"), (b"BZh", "bzip2"))
_MARKUP = (
    (re.compile(r"<(?:\w+:)?kml\b", re.IGNORECASE), "KML"),
    (re.compile(r"<OGRVRTDataSource|<VRTDataset", re.IGNORECASE), "VRT"),
    (re.compile(r"opengis\.net/gml|<gml:|<wfs:", re.IGNORECASE), "GML"),
    (re.compile(r"<gpx\b", re.IGNORECASE), "GPX"),
    (re.compile(r"<!doctype qgis|<qgis\b", re.IGNORECASE), "QGIS"),
    (re.compile(r"<osm\b", re.IGNORECASE), "OSM"),
    (re.compile(r"urn:schemas-microsoft-com:office:spreadsheet", re.IGNORECASE), "XML"),
    (re.compile(r"<html|<!doctype html|<table|<meta|<head", re.IGNORECASE), "HTML"),
    (re.compile(r"<svg", re.IGNORECASE), "SVG"),
)
_TEXT_FORMATS = (
    (re.compile(r"\s*0\s*\r?\n\s*SECTION|\s*999\s*\r?\n"), "DXF"),
    (re.compile(r"VERSION\s+\d+\s*\r?\nCHARSET", re.IGNORECASE), "MapInfo MIF"),
    (re.compile(r"!table", re.IGNORECASE), "MapInfo TAB"),
    (re.compile(r"EXP\s+0\s"), "ArcInfo E00"),
    (re.compile(r"ISO-10303-21"), "STEP"),
)
_SHAPES_IN_JSON = re.compile(
    rb'"(?:FeatureCollection|Feature|Topology|GeometryCollection|(?:Multi)?(?:Polygon|Point|LineString))"|'
    rb'"(?:coordinates|geometry|geometries|geometryType|rings|arcs)"\s*:|"(?:gdal_streamed_alg|CityJSON)"'
)
_CHUNK, _LONGEST_WORD = 4_000_000, 60
_MAP_FORMATS = frozenset(
    {
        *("KML", "VRT", "GML", "GPX", "OSM", "DXF", "DWG", "FlatGeobuf", "GeoParquet"),
        *("MapInfo MIF", "MapInfo TAB", "ArcInfo E00"),
    }
)


def content_of(path: Path, name: str) -> Content:
    """Recognise a file by its first bytes.

    Parameters
    ----------
    path : Path
        Where the content lies.
    name : str
        As its owner named it; only tells the parts of a shapefile apart.

    Returns
    -------
    Content
        ``"csv"`` stands for any text that is not another format, ``"json"`` for JSON without shapes.

    Raises
    ------
    DataFileError
        ``opening.*`` for everything that is neither a map nor a table: empty, too large, a password, another
        format (named, with the way to convert it), a database, damaged.
    """
    size, suffix = path.stat().st_size, suffix_of(name)
    if suffix in _SIDECARS:
        return "sidecar"
    if suffix in (".prj", ".cpg"):
        return "prj" if suffix == ".prj" else "cpg"
    if size == 0:
        raise DataFileError(name, "opening.empty")
    limit = limits_in_force().megabytes_per_file
    if size > limit * MEGA:
        raise DataFileError(name, "opening.too_large", megabytes=size / MEGA, limit=limit)
    with path.open("rb") as stream:
        start = stream.read(_BEGINNING)
    if not start.strip(b" \t\r\n\0"):
        raise DataFileError(name, "opening.empty")
    return _binary(path, name, start) or _shapefile_part(suffix, start) or _text(path, name, start)


def suffix_of(name: str) -> str:
    """Give the extension in lower case, ``".shp.xml"`` as one.

    Examples
    --------
    >>> suffix_of("Bezirke.SHP"), suffix_of("Bezirke.shp.xml")
    ('.shp', '.shp.xml')
    """
    lower = name.lower()
    double = next((suffix for suffix in (".shp.xml", ".shp.iso.xml") if lower.endswith(suffix)), None)
    return double or Path(lower).suffix


def stem_of(name: str) -> str:
    """Give the file name without folders and extension.

    Examples
    --------
    >>> stem_of("daten/Bezirke.shp.xml")
    'Bezirke'
    """
    last = re.split(r"[\\/]", name)[-1]
    return last[: len(last) - len(suffix_of(last))]


def _binary(path: Path, name: str, start: bytes) -> Content | None:
    if start[:4] == b"PK\x03\x04":
        return _zip_content(path, name)
    if start[:4] == b"PK\x05\x06":
        raise DataFileError(name, "opening.empty_zip")
    if start[:8] == _OLE:
        return _ole_content(path, name)
    if start[:16] == _SQLITE:
        if start[68:72] not in APPLICATION_IDS:
            raise DataFileError(name, "opening.plain_sqlite", format=_sqlite_kind(path))
        return "geopackage"
    for magic, archive in _ARCHIVES_BY_MAGIC:
        if start.startswith(magic):
            raise DataFileError(name, "opening.other_archive", format=archive)
    for magic, kind in _FORMATS_BY_MAGIC:
        if start.startswith(magic):
            raise _refused(name, kind)
    return None


def _sqlite_kind(path: Path) -> str:
    """Name what a database is by the tables that its beginning declares."""
    with path.open("rb") as stream:
        start = stream.read(_SCHEMA)
    return "SpatiaLite" if b"spatial_ref_sys" in start else "SQLite"


def _zip_content(path: Path, name: str) -> Content:
    kind = b""
    with damage_told(name), zipfile.ZipFile(path) as archive:
        members = set(archive.namelist())
        if "mimetype" in members:
            with archive.open("mimetype") as written:
                kind = written.read(_KIND)
    if "[Content_Types].xml" in members:
        if any(member.startswith("xl/") for member in members):
            return "xlsx"
        raise _refused(name, "Word" if any(member.startswith("word/") for member in members) else "Office")
    if kind:
        if b"opendocument.spreadsheet" in kind:
            return "ods"
        raise _refused(name, kind.decode("ascii", errors="replace").rsplit(".", 1)[-1])
    return "zip"


def _ole_content(path: Path, name: str) -> Content:
    raw = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in raw:
        raise DataFileError(name, "opening.password")
    if any(stream.encode("utf-16-le") in raw for stream in ("Workbook", "Book")):
        return "xls"
    raise _refused(name, "Word" if "WordDocument".encode("utf-16-le") in raw else "Office")


def _shapefile_part(suffix: str, start: bytes) -> Content | None:
    if start[:4] == _SHAPE:
        return "shx" if suffix == ".shx" else "shp"
    if suffix == ".shp":
        return "shp"
    if suffix == ".shx":
        return "shx"
    return "dbf" if suffix == ".dbf" else None


def _text(path: Path, name: str, start: bytes) -> Content:
    text = _decoded(start).lstrip("\ufeff \t\r\n")
    if text.startswith("<"):
        kind = next((kind for pattern, kind in _MARKUP if pattern.search(text)), "XML")
        raise _refused(name, kind)
    if text.startswith(("{", "[")):
        return "geojson" if _speaks_of_shapes(path) else "json"
    for pattern, kind in _TEXT_FORMATS:
        if pattern.match(text):
            raise _refused(name, kind)
    if text.count("\0") * _LETTERS_PER_NUL > len(text):
        raise DataFileError(name, "opening.not_recognised")
    return "csv"


def _speaks_of_shapes(path: Path) -> bool:
    """Tell whether JSON holds shapes anywhere; what comes first in it is up to the program that wrote it."""
    kept = b""
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            text = (kept + chunk).replace(b"\0", b"")
            if _SHAPES_IN_JSON.search(text):
                return True
            kept = text[-_LONGEST_WORD:]
    return False


def _decoded(start: bytes) -> str:
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return start[: len(start) // 2 * 2].decode("utf-16", errors="replace")
    if start[1::2].count(0) > 0.4 * len(start):
        return start.decode("utf-16-le", errors="replace")
    if start[::2].count(0) > 0.4 * len(start):
        return start.decode("utf-16-be", errors="replace")
    return start.removeprefix(codecs.BOM_UTF8).decode("latin-1")


def _refused(name: str, kind: str) -> DataFileError:
    if kind in _MAP_FORMATS:
        return DataFileError(name, "opening.other_map_format", format=kind)
    if kind == "QGIS":
        return DataFileError(name, "opening.project")
    if kind == "HTML" and suffix_of(name) in (".xls", ".xlsx", ".csv"):
        return DataFileError(name, "opening.web_page_as_table", format=kind)
    return DataFileError(name, "opening.not_data", format=kind)


def looks_like_columns(path: Path) -> bool:
    """Tell whether a text is laid out in columns: one separator stands in each of its first lines.

    Programs write text tables under the name of a workbook (``.xls``); a letter under that name is none.
    """
    with path.open("rb") as file:
        start = file.read(_BEGINNING)
    lines = [line for line in start.decode("latin-1").splitlines()[:20] if line.strip("\0\r\n\t ")]
    return len(lines) > 1 and any(all(separator in line for line in lines) for separator in ";\t,|")
