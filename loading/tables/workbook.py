"""Workbooks (XLSX, XLSB, XLS, ODS) as grids; hidden sheets, passwords and absurd dimensions."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

import python_calamine

from loading.errors import DataFileError, Finding
from loading.ingest.limits import MEGA, limits_in_force
from loading.ingest.progress import report
from loading.tables.binary_cells import furthest_in_xls, furthest_in_xlsb
from loading.tables.characters import Characters
from loading.tables.grid import Cell, Grid, column_letter, refuse_oversize
from loading.tables.repacking import merged_first
from loading.tables.workbook_parts import (
    SheetPart,
    left_aside,
    refuse_far_cells,
    refuse_tricks,
    refuse_unfinished,
    sheet_parts,
)

_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, EOFError, KeyError, IndexError, struct.error),
    *(OverflowError, python_calamine.CalamineError),
)


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
        Hidden sheets, macros, links to other files, sheets whose names are formulas without a saved result.

    Raises
    ------
    DataFileError
        If a password protects the file, it is broken, beyond the limits, or holds tricks.
    """
    with damage_told(name):
        return _grids(data, name, kind)


@contextmanager
def damage_told(name: str) -> Iterator[None]:
    """Refuse a workbook that a reader stumbles over.

    Raises
    ------
    DataFileError
        ``tables.password`` or ``tables.broken_workbook``.
    """
    try:
        yield
    except python_calamine.PasswordError as error:
        raise DataFileError(name, "tables.password") from error
    except _DAMAGE as error:
        raise DataFileError(name, "tables.broken_workbook") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # the reader's own, outside Exception and not importable
            raise
        raise DataFileError(name, "tables.broken_workbook") from error


def _grids(data: bytes, name: str, kind: str) -> tuple[tuple[Grid, ...], tuple[Finding, ...]]:
    findings = _seen_before(data, name, kind)
    data = merged_first(data) if kind == "xlsx" else data
    parts = _parts(data) if kind == "xlsx" else {}
    grids: list[Grid] = []
    lost: list[Finding] = []
    workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    sheets = workbook.sheets_metadata
    for number, sheet in enumerate(sheets, 1):
        report("sheet", sheet.name, number, len(sheets))
        if sheet.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        if sheet.visible != python_calamine.SheetVisibleEnum.Visible:
            findings.append(Finding("warning", name, "tables.hidden_sheet", {"sheet": sheet.name}))
            continue
        part = parts.get(sheet.name, SheetPart())
        refuse_far_cells(part, name)
        grid = _grid(workbook.get_sheet_by_name(sheet.name), name, kind)
        told = _unsaved(grid, part)
        if told is not None and _names_lost(grid, part):
            lost.append(told)
        elif grid.rows:
            grids.append(grid if told is None else replace(grid, findings=(*grid.findings, told)))
    if lost and not grids:
        raise formulas_only(name, lost)
    return tuple(grids), (*findings, *lost)


def hidden_sheets(data: bytes, name: str, kind: str) -> tuple[Grid, ...]:
    """Read the sheets that are hidden: they give no numbers, but what they hold is kept with the file."""
    workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    hidden = [
        sheet.name
        for sheet in workbook.sheets_metadata
        if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet
        and sheet.visible != python_calamine.SheetVisibleEnum.Visible
    ]
    parts = _parts(data) if kind == "xlsx" and hidden else {}
    for one in hidden:
        refuse_far_cells(parts.get(one, SheetPart()), name)
    return tuple(_grid(workbook.get_sheet_by_name(one), name, kind) for one in hidden)


def formulas_only(name: str, unsaved: Sequence[Finding]) -> DataFileError:
    """Make the refusal of a workbook that lost what it needs for want of saved results."""
    n = sum(int(str(finding.values["n"])) for finding in unsaved)
    return DataFileError(name, "tables.formulas_only", n=n, cells=unsaved[0].values["cells"])


def _unsaved(grid: Grid, part: SheetPart) -> Finding | None:
    if not part.unsaved:
        return None
    cells = ", ".join(f"{column_letter(column)}{row + 1}" for row, column in part.unsaved[:3])
    values = {"sheet": grid.sheet or "", "n": len(part.unsaved), "cells": cells}
    return Finding("error", grid.place, "tables.formulas_unsaved", values)


def _names_lost(grid: Grid, part: SheetPart) -> bool:
    """Whether the first column of a sheet is nothing but formulas without result, from the first of them on."""
    column = min(column for _, column in part.unsaved)
    first = min(row for row, place in part.unsaved if place == column)
    filled_before = any(row[place] != "" for row in grid.rows for place in range(min(column, grid.width)))
    filled_below = any(row[column] != "" for row in grid.rows[first:] if column < len(row))
    return not filled_before and not filled_below


def _grid(sheet: python_calamine.CalamineSheet, name: str, kind: str) -> Grid:
    refuse_oversize(f"{name} \N{MIDDLE DOT} {sheet.name}", sheet.height, sheet.width)
    rows: list[list[Cell]] = sheet.to_python(skip_empty_area=False)
    characters = Characters()
    for row in rows:
        _clean(row, characters)
    ranges = sheet.merged_cell_ranges if kind in ("xlsx", "xls") else None
    merged = None if ranges is None else tuple((*first, *last) for first, last in ranges)
    lines = tuple(range(1, len(rows) + 1))
    told = characters.findings(f"{name} \N{MIDDLE DOT} {sheet.name}")
    return Grid(name, sheet.name, kind, None, tuple(rows), lines, merged, findings=told)


def _clean(row: list[Cell], characters: Characters) -> None:
    """Make the texts of a row plain, in place; a row of a thousand numbers is passed over at once."""
    kinds = list(map(type, row))
    place = -1
    for _ in range(kinds.count(str)):
        place = kinds.index(str, place + 1)
        row[place] = characters.plain(str(row[place])).strip()


def _parts(data: bytes) -> dict[str, SheetPart]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return sheet_parts(archive)


def _seen_before(data: bytes, name: str, kind: str) -> list[Finding]:
    """Look at a workbook's parts before its cells are read: refuse what would do harm, tell what is left aside."""
    if kind == "xls":
        if _ENCRYPTED in data:
            raise DataFileError(name, "tables.password")
        for part in furthest_in_xls(data):
            refuse_far_cells(part, name)
        return []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        unpacked = sum(member.file_size for member in archive.infolist())
        limit = 2 * limits_in_force().megabytes_unpacked  # its sheets are read one after another
        if unpacked > limit * MEGA:
            raise DataFileError(name, "tables.too_large", megabytes=unpacked / MEGA, limit=limit)
        members = archive.namelist()
        manifest = archive.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in members else b""
        if kind == "ods" and b"encryption-data" in manifest:
            raise DataFileError(name, "tables.password")
        refuse_tricks(archive, name)
        for part in furthest_in_xlsb(archive) if kind == "xlsb" else ():
            refuse_far_cells(part, name)
        if kind == "ods":
            refuse_unfinished(archive, "content.xml", name)
        return list(left_aside(archive, name))
