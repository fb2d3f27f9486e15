"""One table of a delivery: numbers of quarters, a list of places, or a register that is counted."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from loading.choices import Choices
from loading.errors import DataFileError, Finding
from loading.files.opened_file import OpenedFile
from loading.joining.matching import Pairing, candidate_columns, pairings
from loading.maps.coordinates import is_east, is_north
from loading.maps.facilities import grids_of, has_coordinates, read_facilities
from loading.recognised import Boundaries, Facility, Table
from loading.registers.asking import is_about_rows, require_harmless_sheets, settled_table
from loading.registers.counting import Counted
from loading.tables import Sheets, read_sheets, unseen_rows
from loading.tables.headings import JOIN

LIST_OF_PLACES = 0.2
MOST_ROWS = 0.8
SMALLEST_SHARE_OF_QUARTERS = 0.5


@dataclass(frozen=True)
class ReadTable:
    """What a table file holds.

    Attributes
    ----------
    sheets : Sheets
    facilities : tuple of Facility
    findings : tuple of Finding
    counted : Counted or None
        What takes the place of the file.
    """

    sheets: Sheets
    facilities: tuple[Facility, ...] = ()
    findings: tuple[Finding, ...] = ()
    counted: Counted | None = None


def read_table(file: OpenedFile, layers: Sequence[Boundaries], choices: Choices, *, alone: bool = True) -> ReadTable:
    """Read a table file.

    Parameters
    ----------
    file : OpenedFile
    layers : sequence of Boundaries
        Of the same delivery.
    choices : Choices
    alone : bool
        Whether it is no member of an archive that holds other data too.

    Returns
    -------
    ReadTable
        Of a register only what was counted, where its owner has decided so.

    Raises
    ------
    DataFileError
        ``persons.<kind>`` if it holds persons; as OpenQuestion if it is a register; otherwise what the readers raise.
    """
    try:
        sheets = read_sheets(file.path, file.layer or file.name, choices.of_table)
    except DataFileError as error:
        _require_harmless_remains(file, layers, error)
        if not has_coordinates(file):
            raise
        sheets = None
    grids, tables = (sheets.grids, len(sheets.tables)) if sheets else (grids_of(file), 1)
    require_harmless_sheets(file, sheets.hidden if sheets else (), layers)
    alone = alone and (len(grids) == 1 or tables <= 1)
    done = settled_table(file, grids, layers, choices, alone=alone)
    if done is not None:
        counted, findings = done
        return read_counted(counted, findings, choices)
    if sheets is None or not _is_of_quarters(sheets, file, layers):
        facilities, findings = read_facilities(file, layers[0] if layers else None)
        return ReadTable(Sheets((), ()), tuple(facilities), tuple(findings))
    return ReadTable(sheets, (), tuple(finding for table in sheets.tables for finding in table.findings))


def _require_harmless_remains(file: OpenedFile, layers: Sequence[Boundaries], error: DataFileError) -> None:
    """Look for persons in what a workbook hides, though no table can be read: it may be kept beside those that can."""
    try:
        hidden = unseen_rows(file.path, file.layer or file.name)
    except DataFileError as other:
        if is_about_rows(other.problem):
            raise
        raise error from None
    require_harmless_sheets(file, hidden, layers)


def read_counted(counted: Counted, findings: Sequence[Finding], choices: Choices) -> ReadTable:
    """Read the table that takes the place of a register, as it will be read from then on."""
    if not counted.name:
        return ReadTable(Sheets((), ()), (), tuple(findings), counted)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "counted.csv"
        path.write_text(counted.content, encoding="utf-8")
        sheets = read_sheets(path, counted.name, choices.of_table)
    told = (finding for table in sheets.tables for finding in table.findings)
    return ReadTable(sheets, (), (*findings, *told), counted)


def _is_of_quarters(sheets: Sheets, file: OpenedFile, layers: Sequence[Boundaries]) -> bool:
    """Tell whether a table is one of quarters, not a list of places."""
    if not _may_hold_coordinates(sheets):
        return True
    return any(_speaks_of_quarters(table, layers) for table in sheets.tables) or not has_coordinates(file)


def _may_hold_coordinates(sheets: Sheets) -> bool:
    """Tell by the headings alone whether a list of places is possible, before anything dear is tried."""
    pictures = [table.picture for table in sheets.tables]
    if sheets.skipped or None in pictures:
        return True
    headings = [column.heading for picture in pictures if picture for column in picture.columns]
    parts = {part for heading in headings for part in heading.split(JOIN)}
    return any(map(is_east, parts)) and any(map(is_north, parts))


def _speaks_of_quarters(table: Table, layers: Sequence[Boundaries]) -> bool:
    """Tell whether rows match polygons one to one; a list of places names a quarter again and again."""
    for layer in layers:
        found = pairings(candidate_columns(layer), table)
        if any(_names_again_and_again(pairing) for pairing in found):
            return False
        if found and found[0].matched >= SMALLEST_SHARE_OF_QUARTERS * len(layer.geometry):
            return True
    return False


def _names_again_and_again(pairing: Pairing) -> bool:
    rows = int((pairing.positions >= 0).sum())
    return rows >= MOST_ROWS * len(pairing.positions) and rows - pairing.matched > LIST_OF_PLACES * pairing.matched
