"""One table of a delivery: numbers of quarters, a list of places, or a register that is counted."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyproj
import shapely

from loading.choices import Choices
from loading.errors import DataFileError, Finding
from loading.files.opened_file import OpenedFile
from loading.joining.matching import Pairing, candidate_columns, pairings
from loading.maps.coordinates import coordinate_columns, is_east, is_north, points_of, system_of
from loading.maps.facilities import grids_of, has_coordinates, read_facilities
from loading.recognised import Boundaries, Facility, Table
from loading.registers.asking import is_about_rows, require_harmless_sheets, settled_in_doubt, settled_table
from loading.registers.counting import Counted
from loading.tables import Sheets, read_sheets, unseen_rows
from loading.tables.headings import JOIN

LIST_OF_PLACES = 0.2
MOST_ROWS = 0.8
SMALLEST_SHARE_OF_QUARTERS = 0.5
MOSTLY = 0.5
_BESIDE = 0.1


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
        return read_counted(*done, choices)
    of_places = sheets is None or not _is_of_quarters(sheets, file, layers)
    if of_places or (sheets is not None and _lie_elsewhere(sheets, layers)):
        done = settled_in_doubt(file, grids, layers, choices, alone=alone)
        if done is not None:
            return read_counted(*done, choices)
    if sheets is None or of_places:
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


def _lie_elsewhere(sheets: Sheets, layers: Sequence[Boundaries]) -> bool:
    """Tell whether rows lie elsewhere than the quarters of their number: a running number may be the key of any."""
    for grid in sheets.grids:
        found = coordinate_columns(grid)
        if found is None:
            continue
        rows = dict(zip(grid.lines, grid.rows, strict=True))
        for table in (one for one in sheets.tables if one.sheet == grid.sheet):
            of_table = [rows.get(line, [""] * grid.width) for line in table.first_rows]
            points = points_of(of_table, found.east, found.north)
            tried = [
                (found_in[0], layer) for layer in layers if (found_in := pairings(candidate_columns(layer), table))
            ]
            best = max(tried, key=lambda one: int((one[0].positions >= 0).sum()), default=None)
            if best is not None and _is_elsewhere(points, *best):
                return True
    return False


def _is_elsewhere(points: np.ndarray, pairing: Pairing, layer: Boundaries) -> bool:
    system = system_of(points, layer)
    if system is None:
        return False
    matched = (pairing.positions >= 0) & np.isfinite(points).all(axis=1)
    transformer = pyproj.Transformer.from_crs(system, layer.crs, always_xy=True)
    east, north = transformer.transform(points[matched, 0], points[matched, 1])
    bounds = shapely.bounds(layer.geometry[pairing.positions[matched]])  # the middle of an area may lie beside it
    margin = _BESIDE * (bounds[:, 2:] - bounds[:, :2])
    given = np.column_stack([east, north])
    near = ((given >= bounds[:, :2] - margin) & (given <= bounds[:, 2:] + margin)).all(axis=1)
    return bool(matched.any()) and near.mean() < MOSTLY


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
