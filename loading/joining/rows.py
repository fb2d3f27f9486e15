"""Where the rows of one table belong: a quarter, a total, or nowhere; doubled rows are told apart."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from loading.errors import Finding
from loading.joining.matching import UNMATCHED, Pairing
from loading.joining.spelling import DUPLICATE_ON_MAP
from loading.recognised import Table, TotalKind

EXAMPLES = 3
SMALLEST_TELLING_SUM = 20
FEWEST_ALIKE = 3
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class Rows:
    """Where the rows of one table belong.

    Attributes
    ----------
    table : Table
    column, map_column : str
        The pair of columns that was used.
    quarter : int array, shape (rows,)
        Position on the map; -1 for totals, for rows without a polygon, and for duplicates.
    totals : mapping of int to str
        Row to "city", "subtotal" or "unassigned".
    doubled : mapping of int to str
        Rows not used because others share their key, with the key; "" where it is the map that carries the key
        on several polygons. Of rows with the same numbers, the first is used and not among these.
    repairs : mapping of str to int
        Repairs that were needed, with the rows they brought.
    ways : tuple of str, one per row
        What brought each row to its quarter, see :class:`loading.joining.matching.Pairing`.
    aside : frozenset of int
        Rows that shall belong to no quarter, by decision.
    parts : mapping of int to tuple of int
        Rows made by adding up others (see :mod:`loading.joining.adding`), with these others.
    """

    table: Table
    column: str
    map_column: str
    quarter: np.ndarray
    totals: Mapping[int, TotalKind]
    doubled: Mapping[int, str]
    repairs: Mapping[str, int]
    ways: tuple[str, ...] = ()
    aside: frozenset[int] = frozenset()
    parts: Mapping[int, tuple[int, ...]] = field(default_factory=dict)

    def calls_itself(self, row: int) -> str:
        """Give the cell of the column that is matched; decisions name rows by it."""
        return self.table.identifiers[self.column][row].strip()

    def wording(self, row: int) -> str:
        """Give what the row calls itself: the cells of key and name, each once."""
        cells = [values[row].strip() for values in self.table.identifiers.values()]
        whole = [cell for cell in cells if not any(cell != other and cell in other for other in cells)]
        return " ".join(dict.fromkeys(cell for cell in whole if cell)) or self.line(row)

    def line(self, row: int) -> str:
        """Give the line in the file."""
        lines = self.table.first_rows
        return str(lines[row] if row < len(lines) else row + 1)

    @property
    def open_rows(self) -> list[int]:
        """Rows that are neither a quarter nor a part of one, neither a total nor doubled nor put aside."""
        settled = {*self.totals, *self.doubled, *self.aside, *(row for parts in self.parts.values() for row in parts)}
        return [row for row in np.flatnonzero(self.quarter < 0).tolist() if row not in settled]


def place(table: Table) -> str:
    """Say where a table stands: its file, and its sheet where it has one."""
    return f"{table.file}, {table.sheet}" if table.sheet else table.file


def place_rows(
    table: Table, pairing: Pairing, ids: Sequence[str], parents: np.ndarray | None = None
) -> tuple[Rows, list[Finding]]:
    """Set totals and duplicates apart from the rows of quarters.

    Parameters
    ----------
    table : Table
    pairing : Pairing
        The columns that match this table to the map.
    ids : sequence of str, length n
        Keys of the polygons.
    parents : int array, shape (n,), optional
        District of each polygon, where known.

    Returns
    -------
    Rows
    list of Finding
        Keys that stand on several rows.

    Notes
    -----
    Of two rows of one name, the one that is the sum of its district, or of the rows before or after it, is
    the district, named like its quarter; so is the one whose level ("Stadtbezirk") or form of key ("1" among "103",
    "104") differs from that of all other rows. Two rows with the same numbers count once. Otherwise neither is used.
    """
    quarter = pairing.positions.copy()
    by_polygon = _in_question(quarter, table.totals)
    totals: dict[int, TotalKind] = dict(table.totals)
    doubled = {row: "" for row in np.flatnonzero(quarter == DUPLICATE_ON_MAP).tolist() if row not in totals}
    findings = []
    for polygon, several in by_polygon.items():
        quarters = [row for row in several if row not in table.totals]
        if not quarters:
            totals.pop(several[0])  # worded like a total ("Kreis Unna"), but a polygon of this map
            quarters = several[:1]
        elif len(quarters) > 1:
            kept, note = _settle(table, pairing, quarters, ids[polygon], totals, parents)
            findings += note
            unused = [row for row in quarters if row not in kept and row not in totals]
            doubled |= dict.fromkeys(unused, ids[polygon])
            quarters = kept
        for row in several:
            quarter[row] = polygon if row in quarters else UNMATCHED
    quarter[quarter == DUPLICATE_ON_MAP] = UNMATCHED
    repairs = {repair: rows for repair, rows in pairing.repairs.items() if repair != "exact"}
    rows = Rows(table, pairing.table_column, pairing.map_column, quarter, totals, doubled, repairs, pairing.ways)
    return rows, findings


def _in_question(quarter: np.ndarray, totals: Mapping[int, TotalKind]) -> dict[int, list[int]]:
    """Give the polygons with their rows where it is not one row, worded like a quarter."""
    rows = np.flatnonzero(quarter >= 0)
    several = np.bincount(quarter[rows], minlength=1) > 1
    several[[quarter[row] for row in totals if quarter[row] >= 0]] = True
    by_polygon: dict[int, list[int]] = {}
    for row in rows[several[quarter[rows]]].tolist():
        by_polygon.setdefault(int(quarter[row]), []).append(row)
    return by_polygon


def _settle(
    table: Table,
    pairing: Pairing,
    several: list[int],
    key: str,
    totals: dict[int, TotalKind],
    parents: np.ndarray | None,
) -> tuple[list[int], list[Finding]]:
    """Decide between rows of one key: the same numbers twice, a district named like its quarter, or neither."""
    values = table.values[several]
    if all(np.array_equal(values[0], other, equal_nan=True) for other in values[1:]):
        note = Finding("info", place(table), "join.same_row_twice", {"key": key, "rows": _lines(table, several)})
        return several[:1], [note]
    larger = None
    if len(several) == 2:
        larger = _sum_of_district(table, pairing, several, parents)
        larger = _sum_of_neighbours(table, pairing, several) if larger is None else larger
        larger = _of_another_level(table, pairing, several) if larger is None else larger
    if larger is not None:
        totals[larger] = "subtotal"
        return [row for row in several if row != larger], []
    found = {"column": pairing.table_column, "key": key, "rows": _lines(table, several), "number": len(several)}
    return [], [Finding("error", place(table), "join.key_on_several_rows", found)]


def _lines(table: Table, rows: Sequence[int]) -> str:
    lines = [table.first_rows[row] if row < len(table.first_rows) else row + 1 for row in rows]
    return ", ".join(str(line) for line in lines[:EXAMPLES])


def _sum_of_district(table: Table, pairing: Pairing, several: list[int], parents: np.ndarray | None) -> int | None:
    """Find the row of two that is the other one plus the rest of its district."""
    if parents is None:
        return None
    polygon = pairing.positions[several[0]]
    within = (pairing.positions >= 0) & (parents[pairing.positions] == parents[polygon])
    within[several] = False
    rest = table.values[within].sum(axis=0)
    for row, other in (several, several[::-1]):
        if within.any() and same_sums(rest + table.values[other], table.values[row]):
            return row
    return None


def _sum_of_neighbours(table: Table, pairing: Pairing, several: list[int]) -> int | None:
    """Find the row of two that is the sum of rows standing directly before or after it."""
    values = table.values
    for row in several:
        for step in (1, -1):
            running = np.zeros(values.shape[1:])
            following = row + step
            while 0 <= following < len(values) and pairing.positions[following] >= 0:
                running = running + values[following]
                if following != row + step and same_sums(running, values[row]):
                    return row
                following += step
    return None


def _of_another_level(table: Table, pairing: Pairing, several: list[int]) -> int | None:
    """Find the row of two that another column sets apart from all other rows of quarters, where numbers cannot tell."""
    others = np.flatnonzero(pairing.positions >= 0)
    others = others[~np.isin(others, several)].tolist()
    for column, cells in table.identifiers.items():
        signs = {_sign(cells[row]) for row in others}
        if column == pairing.table_column or len(signs) != 1 or len(others) < FEWEST_ALIKE:
            continue
        strange = [row for row in several if _sign(cells[row]) not in signs]
        if len(strange) == 1:
            return strange[0]
    return None


def _sign(cell: str) -> str:
    """Give what keys of one level have in common: their form; a word stays what it is."""
    text = cell.strip()
    return _DIGIT.sub("9", text) if _DIGIT.search(text) else text.casefold()


def same_sums(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Tell whether a third of the measures agree in all their years, as only sums do.

    Parameters
    ----------
    left : float array, shape (..., measures, years)
        NaN where unknown.
    right : float array, shape (measures, years)

    Returns
    -------
    bool array, shape (...)
        Agreement within half a unit; sums below 20 tell nothing. The other measures may be shares.

    Examples
    --------
    >>> bool(same_sums(np.array([[30.0], [5.1]]), np.array([[30.0], [17.0]])))
    True
    >>> bool(same_sums(np.array([[3.0]]), np.array([[3.0]])))
    False
    """
    both = np.isfinite(left) & np.isfinite(right)
    close = np.abs(np.where(both, left - right, 0)) <= 0.5
    telling = (np.where(both, np.abs(right), 0) >= SMALLEST_TELLING_SUM).any(axis=-1)
    agreeing = (close.all(axis=-1) & telling).sum(axis=-1)
    return np.asarray((agreeing > 0) & (agreeing >= telling.sum(axis=-1) / 3))
