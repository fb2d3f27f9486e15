"""The protocol of a join: every row that was not matched as it stood, what it became, by what and by whom."""

from collections.abc import Iterator
from dataclasses import dataclass

from loading.joining.deciding import ASIDE
from loading.joining.doctor import by_whom
from loading.joining.join import Joined
from loading.joining.rows import Rows, place


@dataclass(frozen=True)
class LogEntry:
    """One row of a table that a repair or a decision brought to its quarter.

    Attributes
    ----------
    place, line : str
    row : str
        As written in the file.
    quarter, name : str
        Key and name of the quarter; empty where the row shall belong to none.
    repair : str
        Its name; "by_hand" and "aside" are decisions about one row.
    by : {"automatic", "user"}
    """

    place: str
    line: str
    row: str
    quarter: str
    name: str
    repair: str
    by: str


def log_of(joined: Joined) -> tuple[LogEntry, ...]:
    """Give the protocol, table by table in the order of the rows.

    Parameters
    ----------
    joined : Joined

    Returns
    -------
    tuple of LogEntry
        Rows that were added up stand one by one. Rows matched as they stood, and rows of sums, are not listed.
    """
    return tuple(entry for rows in joined.rows for entry in _of_table(joined, rows))


def _of_table(joined: Joined, rows: Rows) -> Iterator[LogEntry]:
    for row, way in enumerate(rows.ways):
        quarter = int(rows.quarter[row])
        if way in ("", "exact") or (quarter < 0 and way != ASIDE):
            continue
        for part in rows.parts.get(row, (row,)):
            yield LogEntry(
                place=place(rows.table),
                line=rows.line(part),
                row=rows.table.identifiers[rows.column][part],
                quarter=joined.ids[quarter] if quarter >= 0 else "",
                name=joined.names[quarter] if quarter >= 0 else "",
                repair=way,
                by=by_whom(way),
            )
