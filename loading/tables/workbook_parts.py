"""The parts inside a workbook, looked at before its cells are read: tricks, far cells, formulas without a result."""

import html
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.parsers import expat

import numpy as np

from loading.errors import DataFileError, Finding

_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(rb"<Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')
_ROW = re.compile(rb'<row\b[^>]*?\br="(\d+)"')
_CELL = re.compile(rb'<c r="([A-Z]{1,3})\d+"')
_FAR_CELL = re.compile(rb'<c r="([A-Z]{3})\d+"')
_WIDE_CELL = re.compile(rb'<c r="[A-Z]{2,3}\d+"')
_NARROW, _NEAR = 26, 702  # columns of one letter, of up to two
_UNSAVED = re.compile(rb'<c r="([A-Z]{1,3})(\d+)"[^>]*>\s*<f\b[^>]*(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>')
_EXTERNAL = re.compile(r"xl/externalLinks/externalLink\d+\.xml")
_PIVOT_ROWS = re.compile(r"xl/pivotCache/pivotCacheRecords\d*\.(?:xml|bin)")
_PROLOGUE = 4_000
_CHUNK = 4_000_000
_OVERLAP = 10_000
_FURTHEST_CELLS = 20_000_000


@dataclass(frozen=True)
class SheetPart:
    """What was seen of one sheet before its cells were read.

    Attributes
    ----------
    rows, columns : int
        Row of the last cell, column of the rightmost as far as it matters, from 1; 0 where the cells do not say where
        they stand.
    unsaved : tuple of (row, column)
        Formulas without a saved result, from 0.
    """

    rows: int = 0
    columns: int = 0
    unsaved: tuple[tuple[int, int], ...] = ()


def column_number(letters: str) -> int:
    """Count a column named as a spreadsheet does, from 1.

    Examples
    --------
    >>> column_number("A"), column_number("XFD")
    (1, 16384)
    """
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number


def refuse_tricks(archive: zipfile.ZipFile, name: str) -> None:
    """Refuse a workbook with a document type: entities that grow without bounds, or that fetch other files.

    Raises
    ------
    DataFileError
        ``tables.entities``; names the part.
    """
    for member in archive.namelist():
        if member.endswith((".xml", ".rels")):
            with archive.open(member) as stream:
                start = stream.read(_PROLOGUE)
            if b"<!DOCTYPE" in start or b"<!ENTITY" in start:
                raise DataFileError(name, "tables.entities", part=member)


def left_aside(archive: zipfile.ZipFile, name: str) -> Iterator[Finding]:
    """Tell of macros and links to other files, which are never run or followed, and of rows behind pivot tables."""
    members = archive.namelist()
    if any(member.endswith("vbaProject.bin") for member in members):
        yield Finding("info", name, "tables.macros", {})
    links = sum(bool(_EXTERNAL.fullmatch(member)) for member in members)
    if links:
        yield Finding("warning", name, "tables.external_links", {"n": links})
    pivots = sum(bool(_PIVOT_ROWS.fullmatch(member)) for member in members)
    if pivots:
        yield Finding("warning", name, "tables.pivot_rows", {"n": pivots})


def refuse_unfinished(archive: zipfile.ZipFile, member: str, name: str) -> None:
    """Refuse a workbook with a part that is no whole XML: python_calamine never comes to its end.

    Raises
    ------
    DataFileError
        ``tables.broken_workbook``.
    """
    parser = expat.ParserCreate()
    try:
        with archive.open(member) as stream:
            while chunk := stream.read(_CHUNK):
                parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise DataFileError(name, "tables.broken_workbook") from error


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, SheetPart]:
    """Look through the sheets of an XLSX file, by their names.

    Returns
    -------
    dict of sheet name to SheetPart
        Empty where the workbook does not name its parts in the usual way.
    """
    targets = {}
    for relation in _RELATION.findall(_member(archive, "xl/_rels/workbook.xml.rels")):
        found = _attributes(relation)
        targets[found.get("Id", "")] = "xl/" + found.get("Target", "").removeprefix("/xl/")
    parts = {}
    for sheet in _SHEET.findall(_member(archive, "xl/workbook.xml")):
        found = _attributes(sheet)
        member = targets.get(found.get("r:id", ""), "")
        if member in archive.namelist():
            parts[found.get("name", "")] = _sheet_part(archive, member)
    return parts


def refuse_far_cells(part: SheetPart, name: str) -> None:
    """Stop at a sheet whose last cell lies absurdly far out, before memory is asked for all cells until there.

    Raises
    ------
    DataFileError
        ``tables.far_cell``; names the cell.
    """
    if part.rows * part.columns > _FURTHEST_CELLS:
        letters = ""
        number = part.columns
        while number:
            number, rest = divmod(number - 1, 26)
            letters = chr(ord("A") + rest) + letters
        raise DataFileError(name, "tables.far_cell", cell=f"{letters}{part.rows}")


def _sheet_part(archive: zipfile.ZipFile, member: str) -> SheetPart:
    last_row = 0
    letters: set[bytes] = set()
    unsaved: dict[tuple[int, int], None] = {}
    is_wide = False
    with archive.open(member) as stream:
        kept = b""
        while chunk := stream.read(_CHUNK):
            text = kept + chunk
            last_row = max([last_row, *map(int, _ROW.findall(text))])
            is_wide = is_wide or (_has_two_capitals(text) and _WIDE_CELL.search(text) is not None)
            letters.update(_FAR_CELL.findall(text) if is_wide else ())
            if b"f" in text and b"<f" in text:  # the letter is rare, the bracket is not
                for column, row in _UNSAVED.findall(text):
                    unsaved[int(row) - 1, column_number(column.decode()) - 1] = None
            kept = text[-_OVERLAP:]
    columns = _furthest(letters)
    if last_row * max(columns, _NEAR if is_wide else _NARROW) > _FURTHEST_CELLS:
        columns = _furthest(_CELL.findall(archive.read(member)))
    return SheetPart(last_row, columns, tuple(unsaved))


def _has_two_capitals(text: bytes) -> bool:
    """Tell whether two capitals follow each other, as in a cell beyond column Z, three times as fast as a pattern."""
    capital = np.frombuffer(text, dtype=np.uint8) - np.uint8(ord("A")) < _NARROW  # other letters wrap around
    return bool((capital[1:] & capital[:-1]).any())


def _furthest(letters: Iterable[bytes]) -> int:
    return max((column_number(letter.decode()) for letter in set(letters)), default=0)


def _attributes(tag: bytes) -> dict[str, str]:
    return {key.decode(): html.unescape(value.decode("utf-8", "replace")) for key, value in _ATTRIBUTE.findall(tag)}


def _member(archive: zipfile.ZipFile, name: str) -> bytes:
    try:
        return archive.read(name)
    except KeyError:
        return b""
