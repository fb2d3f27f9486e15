"""Rows added up: several rows of a table for one quarter. Counts add up; shares, means and changes do not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from loading.declaring.measures import columns
from loading.joining.rows import Rows
from loading.reasons import Reason
from loading.recognised import Table


@dataclass(frozen=True)
class Parts:
    """What one quarter is made of.

    Attributes
    ----------
    rows : tuple of int
        Of the table.
    shares : tuple of float
        The part of each row that belongs to the quarter; 1 where it belongs there whole.
    complete : bool
        Whether these rows are all of the quarter; otherwise it stays without a number, never with a partial sum.
    way : str
        What brought the rows here, see :mod:`loading.joining.proposals`.
    """

    rows: tuple[int, ...]
    shares: tuple[float, ...]
    complete: bool
    way: str


def add_up_rows(rows: Rows, parts: Mapping[int, Parts]) -> Rows:
    """Put a row of sums behind the rows of a table for each quarter that is made of several.

    Parameters
    ----------
    rows : Rows
        The parts have no quarter of their own there.
    parts : mapping of int to Parts
        By the quarter's position on the map.

    Returns
    -------
    Rows
        With a table that is longer by one row for each quarter. Only measures that count something have a number
        there; a blank among the parts leaves the sum blank, suppressed before not delivered.
    """
    if not parts:
        return rows
    table = rows.table
    counted = np.zeros(len(table.measures), dtype=bool)
    counted[[column.ref.measure for column in columns((table,)) if column.nature == "count"]] = True
    sums = [_sum(table, of_one, counted) for of_one in parts.values()]
    identifiers = {
        name: (*cells, *(_together([cells[row] for row in of_one.rows]) for of_one in parts.values()))
        for name, cells in table.identifiers.items()
    }
    lines = table.first_rows or tuple(range(1, len(table.values) + 1))
    longer = replace(
        table,
        identifiers=identifiers,
        values=np.concatenate([table.values, [values for values, _ in sums]]),
        reasons=np.concatenate([table.reasons, [reasons for _, reasons in sums]]).astype(np.uint8),
        first_rows=(*lines, *(lines[of_one.rows[0]] for of_one in parts.values())),
        made=len(parts),
    )
    first = len(table.values)
    return replace(
        rows,
        table=longer,
        quarter=np.concatenate([rows.quarter, np.array(list(parts), dtype=rows.quarter.dtype)]),
        ways=(*rows.ways, *(of_one.way for of_one in parts.values())),
        parts={first + number: of_one.rows for number, of_one in enumerate(parts.values())},
    )


def _together(cells: Sequence[str]) -> str:
    return " + ".join(dict.fromkeys(cell.strip() for cell in cells if cell.strip()))


def _sum(table: Table, parts: Parts, counted: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Add up one quarter's rows; float and uint8, shape (measures, years)."""
    chosen = list(parts.rows)
    shares = np.array(parts.shares)[:, None, None]
    values = (table.values[chosen] * shares).sum(axis=0)
    values[~counted] = np.nan
    if not parts.complete:
        values[:] = np.nan
    reasons = np.where(values == 0, Reason.ZERO, Reason.VALUE)
    blank = np.isnan(values)
    suppressed = (table.reasons[chosen] == Reason.SUPPRESSED).any(axis=0) & counted[:, None]
    reasons[blank] = Reason.NOT_DELIVERED
    reasons[blank & suppressed] = Reason.SUPPRESSED
    return values, reasons.astype(np.uint8)
