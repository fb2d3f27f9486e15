"""Cases counted into quarters: a small table is all that is left of a register."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

import numpy as np
import shapely

from loading.choices.registers import RegisterChoice
from loading.errors import DataFileError, Finding, Severity
from loading.joining.matching import candidate_columns, pair
from loading.joining.naming import key_column
from loading.joining.spelling import Spellings
from loading.maps import crs
from loading.recognised import Boundaries
from loading.registers.recognition import MOST_VALUES, Register, year_in

# Wordings that every reader of tables knows as a remainder, see loading.tables.totals.
OUTSIDE, NOWHERE, NOT_SAID = "außerhalb der Quartiere", "nicht verortet", "ohne Angabe"
_ENDING = ".counted.csv"
_MOST_YEARS = 30


@dataclass(frozen=True)
class Counted:
    """What takes the place of a file that is a register.

    Attributes
    ----------
    file : str
        As delivered.
    name : str
        Of the table of counts; empty where nothing takes its place.
    content : str
        The table as CSV: one row for each quarter, and one for the cases that are in none.
    """

    file: str
    name: str = ""
    content: str = ""


def counted(register: Register, choice: RegisterChoice, layers: Sequence[Boundaries]) -> tuple[Counted, Finding]:
    """Count the cases of a register.

    Parameters
    ----------
    register : Register
    choice : RegisterChoice
        Whether by year and by a category.
    layers : sequence of Boundaries
        At least one. Points are counted into the layer with most areas among those wanted.

    Returns
    -------
    counted : Counted
        The sum of all its numbers is the number of rows: no case is lost, none counted twice. A case on a border
        belongs to the first of its quarters.
    told : Finding
        How many cases were counted, how many are outside all quarters, how many say not where or when.

    Raises
    ------
    DataFileError
        ``registers.no_column`` if a column is gone, ``registers.too_many_values`` if it has too many values.
    """
    layer, positions = _placed(register, layers)
    labels = _labels(register, choice)
    titles = sorted(set(labels), key=lambda label: (label[0] == NOT_SAID, label))
    table = np.zeros((len(layer.geometry) + 2, len(titles)), dtype=int)
    np.add.at(table, (positions, np.array([titles.index(label) for label in labels], dtype=int)), 1)
    stem = PurePath(register.file).stem
    inside = table[:-2].sum()
    values = {
        "file": register.file,
        "rows": register.rows,
        "n": int(inside),
        "outside": int(table[-2].sum()),
        "nowhere": int(table[-1].sum()),
        "undated": sum(year == NOT_SAID for _, year in labels),
    }
    heads = [
        " ".join(part for part in (f"{stem}: {category}" if category else stem, year) if part)
        for category, year in titles
    ]
    content = _written(layer, heads, table)
    severity: Severity = "warning" if values["outside"] or values["nowhere"] or values["undated"] else "info"
    return Counted(register.file, stem + _ENDING, content), Finding(
        severity, register.file, "registers.counted", values
    )


def _placed(register: Register, layers: Sequence[Boundaries]) -> tuple[Boundaries, np.ndarray]:
    """Give the layer cases are counted into, and the place of each: -2 outside all areas, -1 where it does not say."""
    wanted = [layer for layer in layers if layer.use] or list(layers)
    if register.points is not None:
        finest = max(wanted, key=lambda layer: len(layer.geometry))
        return finest, _by_point(register.points, finest)
    tried = [(layer, _by_key(register, layer)) for layer in wanted]
    return max(tried, key=lambda one: (int((one[1] >= 0).sum()), len(one[0].geometry)))


def _by_point(points: np.ndarray, layer: Boundaries) -> np.ndarray:
    known = np.isfinite(points).all(axis=1)
    positions = np.where(known, -2, -1)
    tree = shapely.STRtree(crs.to_degrees(layer.geometry, layer.crs))
    rows = np.flatnonzero(known)
    case, quarter = tree.query(shapely.points(points[rows]), predicate="intersects")
    for row, found in sorted(zip(rows[case].tolist(), quarter.tolist(), strict=True), reverse=True):
        positions[row] = found
    return positions


def _by_key(register: Register, layer: Boundaries) -> np.ndarray:
    cells = register.columns[register.quarter or ""]
    spelled = Spellings(cells)
    tried = [pair(of_map, forms, "", spelled).positions for of_map, forms in candidate_columns(layer).items()]
    best = max(tried, key=lambda positions: int((positions >= 0).sum()), default=np.full(len(cells), -2))
    blank = np.array([not cell for cell in cells])
    return np.where(best >= 0, best, np.where(blank, -1, -2))


def _labels(register: Register, choice: RegisterChoice) -> list[tuple[str, str]]:
    """Give the category and the year of each case; empty where cases are not told apart."""
    categories = [cell or NOT_SAID for cell in _column(register, choice.category)]
    years = [year_in(cell) or NOT_SAID for cell in _column(register, choice.year)]
    for heading, values, most in ((choice.category, categories, MOST_VALUES), (choice.year, years, _MOST_YEARS)):
        if heading and len(set(values)) > most:
            raise DataFileError(
                register.file, "registers.too_many_values", column=heading, n=len(set(values)), most=most
            )
    nothing = [""] * register.rows
    return list(zip(categories if choice.category else nothing, years if choice.year else nothing, strict=True))


def _column(register: Register, heading: str | None) -> tuple[str, ...]:
    if heading is not None and heading not in register.columns:
        raise DataFileError(register.file, "registers.no_column", column=heading)
    return register.columns[heading] if heading is not None else ()


def _written(layer: Boundaries, heads: Sequence[str], table: np.ndarray) -> str:
    """Write the counts with the map's own keys."""
    key = key_column(layer.columns) or next(iter(layer.columns))
    keys = [*layer.columns[key], OUTSIDE, NOWHERE]
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\n")
    writer.writerow([key, *heads])
    for position, name in enumerate(keys):
        is_rest = position >= len(keys) - 2
        if not is_rest or table[position].any():
            writer.writerow([name, *table[position].tolist()])
    return stream.getvalue()
