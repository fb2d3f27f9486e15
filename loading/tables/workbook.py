"""Workbooks (XLSX, XLSB, XLS, ODS) as grids; hidden sheets, passwords and absurd dimensions."""

import io
import re
import struct
import zipfile
import zlib

import python_calamine

from loading.errors import DataFileError, Finding
from loading.ingest.progress import report
from loading.tables.characters import Characters
from loading.tables.grid import Cell, Grid, column_letter, refuse_oversize

_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_DIMENSION = re.compile(rb'<dimension[^>]*ref="(?:[A-Z]+\d+:)?([A-Z]+)(\d+)"')
_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, EOFError, KeyError, IndexError, struct.error),
    *(OverflowError, python_calamine.CalamineError),
)
_CLAIMED_CELLS = 20_000_000
_UNPACKED_BYTES = 500_000_000


def workbook_format(data: bytes) -> str | None:
    """Tell the kind of a workbook by its content; None if it is none.

    Examples
    --------
    >>> workbook_format(b"a;b") is None
    True
    """
    if data.startswith(_OLE):
        return "xls"
    if not data.startswith(b"PK"):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except _DAMAGE:
        return None
    if "xl/workbook.bin" in names:
        return "xlsb"
    if "xl/workbook.xml" in names:
        return "xlsx"
    return "ods" if "content.xml" in names and "mimetype" in names else None


def read_workbook(data: bytes, name: str, kind: str) -> tuple[tuple[Grid, ...], tuple[Finding, ...]]:
    """Read every visible sheet that holds something.

    Parameters
    ----------
    data : bytes
    name : str
        Name of the file, for messages.
    kind : {"xlsx", "xlsb", "xls", "ods"}

    Returns
    -------
    grids : tuple of Grid
    findings : tuple of Finding
        Hidden sheets and sheets that are charts.

    Raises
    ------
    DataFileError
        If a password protects the file, it is broken, or beyond the limits.
    """
    try:
        _refuse(data, name, kind)
        return _grids(data, name, kind)
    except python_calamine.PasswordError as error:
        raise DataFileError(name, "tables.password") from error
    except _DAMAGE as error:
        raise DataFileError(name, "tables.broken_workbook") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # the reader's own, outside Exception and not importable
            raise
        raise DataFileError(name, "tables.broken_workbook") from error


def _grids(data: bytes, name: str, kind: str) -> tuple[tuple[Grid, ...], tuple[Finding, ...]]:
    grids: list[Grid] = []
    findings: list[Finding] = []
    workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    sheets = workbook.sheets_metadata
    for number, sheet in enumerate(sheets, 1):
        report("sheet", sheet.name, number, len(sheets))
        if sheet.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        if sheet.visible != python_calamine.SheetVisibleEnum.Visible:
            findings.append(Finding("warning", name, "tables.hidden_sheet", {"sheet": sheet.name}))
            continue
        grid = _grid(workbook.get_sheet_by_name(sheet.name), name, kind)
        if grid.rows:
            grids.append(grid)
    return tuple(grids), tuple(findings)


def _grid(sheet: python_calamine.CalamineSheet, name: str, kind: str) -> Grid:
    refuse_oversize(f"{name} \N{MIDDLE DOT} {sheet.name}", sheet.height, sheet.width)
    rows: list[list[Cell]] = sheet.to_python(skip_empty_area=False)
    characters = Characters()
    cleaned = tuple([characters.plain(cell).strip() if type(cell) is str else cell for cell in row] for row in rows)
    ranges = sheet.merged_cell_ranges if kind in ("xlsx", "xls") else None
    merged = None if ranges is None else tuple((*first, *last) for first, last in ranges)
    lines = tuple(range(1, len(rows) + 1))
    told = characters.findings(f"{name} \N{MIDDLE DOT} {sheet.name}")
    return Grid(name, sheet.name, kind, None, cleaned, lines, merged, findings=told)


def _refuse(data: bytes, name: str, kind: str) -> None:
    if kind == "xls":
        if _ENCRYPTED in data:
            raise DataFileError(name, "tables.password")
        return
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        unpacked = sum(member.file_size for member in archive.infolist())
        if unpacked > _UNPACKED_BYTES:
            raise DataFileError(name, "tables.too_large", megabytes=unpacked // 1_000_000)
        if kind == "ods" and b"encryption-data" in _member(archive, "META-INF/manifest.xml"):
            raise DataFileError(name, "tables.password")
        for member in archive.namelist():
            if member.startswith("xl/worksheets/") and member.endswith(".xml"):
                _refuse_claimed_size(archive, member, name)


def _refuse_claimed_size(archive: zipfile.ZipFile, member: str, name: str) -> None:
    """Stop at a sheet whose last cell lies absurdly far out, before memory is asked for it."""
    with archive.open(member) as stream:
        found = _DIMENSION.search(stream.read(4000))
    if found is None:
        return
    letters, rows = found.group(1).decode(), int(found.group(2))
    columns = 0
    for letter in letters:
        columns = 26 * columns + ord(letter) - ord("A") + 1
    if rows * columns > _CLAIMED_CELLS:
        raise DataFileError(name, "tables.far_cell", cell=f"{column_letter(columns - 1)}{rows}")


def _member(archive: zipfile.ZipFile, name: str) -> bytes:
    try:
        return archive.read(name)
    except KeyError:
        return b""
