"""Files of the corpus that are too large, too odd or too binary to lie in the repository: made when they are needed."""

import gzip
import re
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

import xlsxwriter

from tests.loading.tables.binary_workbooks import xls, xlsb
from tests.loading.tables.sheets import ods

ROWS = (("Nr", "Name", "Kinder 2024"), ("01", "Nord", 5.0), ("02", "Süd", 6.0), ("03", "West", 7.0))
_DOCTYPE = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
_FETCHING = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


def _million_columns(_: Path) -> bytes:
    return b"Nr" + b";1" * 999_999 + b"\n01" + b";2" * 999_999 + b"\n"


def _300_megabytes(folder: Path) -> Path:
    path = folder / "large"
    with path.open("wb") as file:
        file.write(b"Nr;Kinder\n01;")
        file.truncate(300_000_000)
    return path


def _long_cell(_: Path) -> bytes:
    return b"Nr;Name;Kinder\n01;" + b"lang " * 60_000 + b";5\n02;Nord;6\n"


def _gzip(_: Path) -> bytes:
    return gzip.compress(b"Nr;Kinder\n" + b"01;5\n" * 1000)


def _deep_json(_: Path) -> bytes:
    return b"[" * 100_000 + b"]" * 100_000


def _plain() -> bytes:
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Daten")
        for row, cells in enumerate(ROWS):
            sheet.write_row(row, 0, cells)
    return target.getvalue()


def _changed(changes: Mapping[str, Callable[[bytes], bytes]], more: Mapping[str, bytes] | None = None) -> bytes:
    """The plain workbook with some of its parts changed, and others added."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(_plain())) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name in source.namelist():
            made.writestr(name, changes.get(name, bytes)(source.read(name)))
        for name, content in (more or {}).items():
            made.writestr(name, content)
    return target.getvalue()


def _behind_declaration(added: bytes) -> Callable[[bytes], bytes]:
    return lambda part: part.replace(b"?>", b"?>" + added, 1)


def _with_cell(reference: str) -> Callable[[bytes], bytes]:
    row = re.sub(r"\D", "", reference)
    cell = f'<row r="{row}"><c r="{reference}"><v>1</v></c></row></sheetData>'.encode()
    return lambda part: part.replace(b"</sheetData>", cell)


def _false_dimension(part: bytes) -> bytes:
    return re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"', part)


def _renamed_zip(_: Path) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        made.writestr("kinder_2024.csv", "Nr;Kinder\n01;5\n02;6\n03;7\n")
    return target.getvalue()


def _password(_: Path) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(900) + "EncryptedPackage".encode("utf-16-le") + bytes(600)


SHEET = "xl/worksheets/sheet1.xml"
MADE: Mapping[str, Callable[[Path], bytes | Path]] = {
    "a million columns": _million_columns,
    "a cell of 300 megabytes": _300_megabytes,
    "a cell as long as a book": _long_cell,
    "gzip": _gzip,
    "lists in lists": _deep_json,
    "entities that grow": lambda _: _changed({"xl/sharedStrings.xml": _behind_declaration(_DOCTYPE)}),
    "an entity from outside": lambda _: _changed({SHEET: _behind_declaration(_FETCHING)}),
    "a sheet of blanks": lambda _: _changed({SHEET: lambda part: part + b" " * 60_000_000}),
    "a cell in the last row and column": lambda _: _changed({SHEET: _with_cell("XFD1048576")}),
    "a cell in the last column": lambda _: _changed({SHEET: _with_cell("XFD5")}),
    "a false dimension": lambda _: _changed({SHEET: _false_dimension}),
    "a zip of a text": _renamed_zip,
    "a password": _password,
    "macros": lambda _: _changed({}, {"xl/vbaProject.bin": bytes(300)}),
    "links to other files": lambda _: _changed({}, {"xl/externalLinks/externalLink1.xml": b"<externalLink/>"}),
    "an old binary workbook": lambda _: xls("Daten", ROWS),
    "a new binary workbook": lambda _: xlsb("Daten", ROWS),
    "an open document": lambda folder: ods(folder, ROWS).read_bytes(),
}
