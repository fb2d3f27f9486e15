"""Rows that a workbook holds beside its sheets: behind pivot tables, and of other files that it links to.

No table comes of them, but they are kept with the file; so they are looked at as hidden sheets are.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from xml.parsers import expat

from loading.errors import DataFileError
from loading.tables.grid import Cell, Grid
from loading.tables.workbook_parts import column_number

_DEFINITION = re.compile(r"xl/pivotCache/pivotCacheDefinition(\d*)\.xml")
_LINKED = re.compile(r"xl/externalLinks/externalLink\d*\.xml")
# Binary: in XLSB its parts, in XLS the storage of a compound file.
_BINARY_PART = re.compile(r"xl/pivotCache/.*\.bin")
_BINARY_STORAGE = "_SX_DB_CUR".encode("utf-16-le")
_VALUES = ("s", "n", "d", "b", "e", "m")
_MOST_ROWS, _MOST_CELLS = 5_000, 500_000
_CHUNK = 1 << 20
_PLACE = re.compile(r"([A-Z]{1,3})\d+")

Element = Callable[[str, Mapping[str, str]], None]


class _EnoughError(Exception):
    """Enough rows were read to tell what they are."""


def refuse_unreadable_caches(data: bytes, kind: str, name: str) -> None:
    """Refuse a workbook with rows behind pivot tables that nobody can look at.

    Raises
    ------
    DataFileError
        ``persons.unseen_rows``.
    """
    if kind == "xls":
        is_hidden = _BINARY_STORAGE in data
    else:
        is_hidden = any(_BINARY_PART.fullmatch(member) for member in _archive(data).namelist())
    if is_hidden:
        raise DataFileError(name, "persons.unseen_rows")


def cached_grids(data: bytes, name: str) -> tuple[Grid, ...]:
    """Give the rows behind pivot tables and of linked files.

    Parameters
    ----------
    data : bytes
        An XLSX file.
    name : str

    Returns
    -------
    tuple of Grid
        One for each cache, named by its part of the file; of long ones the first thousands of rows. Where only the
        different values of each field are kept, its columns have these.

    Raises
    ------
    DataFileError
        ``tables.broken_workbook``.
    """
    archive = _archive(data)
    members = archive.namelist()
    try:
        pivots = [
            (member, _pivot(archive, member, f"xl/pivotCache/pivotCacheRecords{found[1]}.xml"))
            for member in members
            if (found := _DEFINITION.fullmatch(member))
        ]
        linked = [
            (f"{member} {number}", rows)
            for member in members
            if _LINKED.fullmatch(member)
            for number, rows in enumerate(_linked(archive, member), 1)
        ]
    except expat.ExpatError as error:
        raise DataFileError(name, "tables.broken_workbook") from error
    return tuple(
        Grid(name, part.removeprefix("xl/"), "xlsx", None, tuple(rows), tuple(range(1, len(rows) + 1)))
        for part, rows in ((part, _rectangular(rows)) for part, rows in (*pivots, *linked))
        if len(rows) > 1
    )


def _archive(data: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(data))


def _pivot(archive: zipfile.ZipFile, definition: str, records: str) -> list[list[Cell]]:
    """Read the fields of a pivot table, and the rows below, or else the values each field has."""
    fields = _Fields()
    _parse(archive, definition, fields.element)
    rows: list[list[Cell]] = []
    if records in archive.namelist():

        def element(tag: str, given: Mapping[str, str]) -> None:
            if tag == "r":
                if len(rows) >= _MOST_ROWS:
                    raise _EnoughError
                rows.append([])
            elif rows and tag == "x":
                shared = fields.shared[len(rows[-1])]
                rows[-1].append(shared[int(given["v"])])
            elif rows and tag in _VALUES:
                rows[-1].append(given.get("v", ""))

        _parse(archive, records, element)
    if not rows:
        longest = min(max(map(len, fields.shared), default=0), _MOST_ROWS)
        rows = [[shared[row] if row < len(shared) else "" for shared in fields.shared] for row in range(longest)]
    return [list(fields.names), *rows]


class _Fields:
    """Names of the fields of a pivot table, and the values each of them shares."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.shared: list[list[str]] = []
        self._number = 0

    def element(self, tag: str, given: Mapping[str, str]) -> None:
        if tag == "cacheField":
            self.names.append(given.get("name", ""))
            self.shared.append([])
        elif self.shared and tag in _VALUES:
            self._number += 1
            if self._number > _MOST_CELLS:
                raise _EnoughError
            self.shared[-1].append(given.get("v", ""))


def _linked(archive: zipfile.ZipFile, member: str) -> Iterator[list[list[Cell]]]:
    """Read the cells that were kept of each sheet of a linked file."""
    sheets: list[list[dict[int, str]]] = []
    place: list[int] = [0]

    def element(tag: str, given: Mapping[str, str]) -> None:
        if tag == "sheetData":
            sheets.append([])
        elif sheets and tag == "row":
            if len(sheets[-1]) >= _MOST_ROWS:
                raise _EnoughError
            sheets[-1].append({})
        elif tag == "cell" and (found := _PLACE.fullmatch(given.get("r", ""))):
            place[0] = column_number(found[1])

    def text(value: str) -> None:
        if sheets and sheets[-1] and value.strip():
            row = sheets[-1][-1]
            row[place[0]] = row.get(place[0], "") + value

    _parse(archive, member, element, text)
    for rows in sheets:
        used = sorted({column for row in rows for column in row})
        yield [[row.get(column, "") for column in used] for row in rows]


def _parse(archive: zipfile.ZipFile, member: str, element: Element, text: Callable[[str], None] | None = None) -> None:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lambda tag, given: element(tag.rpartition(":")[2], given)
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        with archive.open(member) as stream:
            while chunk := stream.read(_CHUNK):
                parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except _EnoughError:
        return


def _rectangular(rows: list[list[Cell]]) -> list[list[Cell]]:
    width = max(map(len, rows), default=0)
    return [[*row, *[""] * (width - len(row))] for row in rows]
