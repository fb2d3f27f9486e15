"""The join under examination: four sets with their rows, and every repair with its reason and its effect."""

from dataclasses import dataclass

import numpy as np

from loading.joining.deciding import ASIDE, BY_HAND
from loading.joining.join import Joined
from loading.joining.proposals import NEED_A_YES
from loading.joining.repairs import Repair, repairs_of
from loading.joining.rows import Rows, place
from loading.joining.vintages import table_vintage


@dataclass(frozen=True)
class Line:
    """One row of a table.

    Attributes
    ----------
    place, line : str
        Where it stands.
    row : str
        What it calls itself in the column that is matched; decisions name it so.
    wording : str
        Key and name, as far as it has both.
    numbers : int
        How many of its cells hold a number.
    quarter : int
        Position on the map; -1 where none.
    way : str
        What brought it there: "exact", a repair, "by_hand"; "aside" where it shall belong to none, "" otherwise.
    is_alone : bool
        Whether no other row of the table calls itself so.
    """

    place: str
    line: str
    row: str
    wording: str
    numbers: int
    quarter: int
    way: str
    is_alone: bool


@dataclass(frozen=True)
class Diagnosis:
    """What is known about the join of a delivery.

    Attributes
    ----------
    key : str
        Column of the map.
    quarters : tuple of (str, str)
        Key and name of each quarter, united ones as one.
    matched, only_table, duplicates, aside : tuple of Line
        A row stands in one of them only; rows of sums stand in none.
    only_map, doubled_on_map : tuple of int
        Positions of quarters without a row in any table, and of those that share their key without having one.
    repairs : tuple of Repair
    vintage : str or None
        Of the map.
    vintages : tuple of (str, str or None)
        Of each table, as far as it says.
    left_out : tuple of str
        Tables without a common key.
    """

    key: str
    quarters: tuple[tuple[str, str], ...]
    matched: tuple[Line, ...]
    only_table: tuple[Line, ...]
    duplicates: tuple[Line, ...]
    aside: tuple[Line, ...]
    only_map: tuple[int, ...]
    doubled_on_map: tuple[int, ...]
    repairs: tuple[Repair, ...]
    vintage: str | None
    vintages: tuple[tuple[str, str | None], ...]
    left_out: tuple[str, ...]


def diagnosis(joined: Joined) -> Diagnosis:
    """Examine a join.

    Parameters
    ----------
    joined : Joined
        With all rows of sums recognised, see :func:`loading.joining.totals.recognise_totals`.
    """
    lines = {name: list[Line]() for name in ("matched", "only_table", "duplicates", "aside")}
    for rows in joined.rows:
        for name, of_table in _sets(rows).items():
            lines[name] += of_table
    matched = joined.matched
    doubled = {position for several in joined.open_doubles.values() for position in several}
    free = [position for position in np.flatnonzero(~matched).tolist() if position not in doubled]
    return Diagnosis(
        key=joined.key,
        quarters=tuple(zip(joined.ids, joined.names, strict=True)),
        **{name: tuple(of_set) for name, of_set in lines.items()},
        only_map=tuple(free),
        doubled_on_map=tuple(sorted(position for position in doubled if not matched[position])),
        repairs=tuple(repairs_of(joined)),
        vintage=joined.boundaries.vintage,
        vintages=tuple((place(rows.table), table_vintage(rows.table)) for rows in joined.rows),
        left_out=tuple(place(table) for table in joined.left_out),
    )


def _sets(rows: Rows) -> dict[str, list[Line]]:
    numbers = np.isfinite(rows.table.values).sum(axis=(1, 2)).tolist()
    calls = [rows.calls_itself(row) for row in range(len(numbers))]
    times: dict[str, int] = {}
    for one in calls:
        times[one] = times.get(one, 0) + 1
    at = place(rows.table)

    def line(row: int, way: str) -> Line:
        quarter = int(rows.quarter[row])
        alone = bool(calls[row]) and times[calls[row]] == 1
        return Line(at, rows.line(row), calls[row], rows.wording(row), numbers[row], quarter, way, alone)

    return {
        "matched": [line(row, rows.ways[row]) for row in np.flatnonzero(rows.quarter >= 0).tolist()],
        "only_table": [line(row, "") for row in rows.open_rows],
        "duplicates": [line(row, "") for row in sorted(rows.doubled)],
        "aside": [line(row, ASIDE) for row in sorted(rows.aside)],
    }


def by_whom(way: str) -> str:
    """Tell who decided: "automatic" for repairs of spellings, "user" for all others."""
    return "user" if way in (*NEED_A_YES, BY_HAND, ASIDE) else "automatic"
