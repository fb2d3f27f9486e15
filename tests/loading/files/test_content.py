"""Files are known by their content; what is no data is refused by its own name."""

import gzip
import sqlite3
from pathlib import Path

import pytest

from loading.files.content import stem_of, suffix_of
from tests.loading.made_files import refusal, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OTHER_MAP = "opening.other_map_format"
KML = b'<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2">'


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("name", "content", "problem", "kind"),
    [
        ("leer.csv", b"", "opening.empty", None),
        ("leer.xlsx", b" \r\n\0 ", "opening.empty", None),
        ("bericht.xlsx", b"%PDF-1.7 ...", "opening.not_data", "PDF"),
        ("karte.geojson", b"\x89PNG\r\n\x1a\n", "opening.not_data", "PNG"),
        ("tabelle.xls", b"<html><table><tr><td>1", "opening.web_page_as_table", "HTML"),
        ("karte.kml", KML, OTHER_MAP, "KML"),
        ("karte.geojson", b'<OGRVRTDataSource><OGRVRTLayer name="x">', OTHER_MAP, "VRT"),
        ("karte.gml", b'<gml:FeatureCollection xmlns:gml="http://www.opengis.net/gml">', OTHER_MAP, "GML"),
        ("plan.dxf", b"  0\r\nSECTION\r\n  2\r\nHEADER\r\n", OTHER_MAP, "DXF"),
        ("karte.mif", b'VERSION 300\nCharset "WindowsLatin1"', OTHER_MAP, "MapInfo MIF"),
        ("karte.fgb", b"fgb\x03fgb\x00", OTHER_MAP, "FlatGeobuf"),
        ("daten.7z", b"7z\xbc\xaf\x27\x1c", "opening.other_archive", "7-Zip"),
        ("daten.csv.gz", gzip.compress(b"a;b", mtime=0), "opening.other_archive", "gzip"),
        ("daten.bin", b"\x01\x02\x00\x00\x00abc\xff\x10", "opening.not_recognised", None),
        ("leer.zip", b"PK\x05\x06" + bytes(18), "opening.empty_zip", None),
        ("halb.zip", b"PK\x03\x04" + bytes(200), "opening.damaged_zip", None),
        ("geheim.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "opening.password", None),
        ("brief.xls", OLE + "WordDocument".encode("utf-16-le"), "opening.not_data", "Word"),
    ],
)
def test_what_is_no_data_is_refused_by_name(
    tmp_path: Path, name: str, content: bytes, problem: str, kind: str | None
) -> None:
    error = refusal(written(tmp_path / name, content))
    assert error.problem == problem
    assert error.found.get("format") == kind


def test_a_letter_as_office_file_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "brief.xlsx", {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"})
    assert refusal(path).found["format"] == "Word"


def test_an_encrypted_ods_asks_for_a_file_without_password(tmp_path: Path) -> None:
    members: dict[str, Path | bytes] = {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}
    members["META-INF/manifest.xml"] = b"<manifest:encryption-data/>"
    assert refusal(zipped(tmp_path / "geheim.ods", members)).problem == "opening.password"


def test_a_plain_sqlite_database_is_no_geopackage(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "daten.geojson") as database:
        database.execute("CREATE TABLE a (b)")
    database.close()
    assert refusal(tmp_path / "daten.geojson").problem == "opening.plain_sqlite"


def test_names_are_cut_after_folders_of_either_kind() -> None:
    assert (stem_of("a/b\\Bezirke.Nord.SHP"), suffix_of("a/b\\Bezirke.Nord.SHP")) == ("Bezirke.Nord", ".shp")
