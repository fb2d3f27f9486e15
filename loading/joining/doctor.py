"""The join under examination: four sets with their rows, and every repair with its reason and its effect."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from loading.join import Joined
from loading.joining.deciding import ASIDE, BY_HAND, matched_with, matched_without
from loading.joining.proposals import NEED_A_YES, Base, Proposal
from loading.joining.rows import Rows, place
from loading.joining.spelling import REPAIRS
from loading.joining.vintages import table_vintage

MOST_EXAMPLES = 5


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
class Example:
    """What a repair does to one row.

    Attributes
    ----------
    row : str
        What the first row calls itself.
    texts : tuple of str
        The rows as they are written in the file.
    quarters : tuple of str
        What the quarters are called: key, and name where it has one.
    score : float
        Of a similar name; NaN otherwise.
    accepted : bool
    """

    row: str
    texts: tuple[str, ...]
    quarters: tuple[str, ...]
    score: float
    accepted: bool


@dataclass(frozen=True)
class Repair:
    """One repair of one table.

    Attributes
    ----------
    place, name : str
    needs_a_yes : bool
        Off until accepted; the others are on until refused.
    wanted : bool
        Whether it is carried out; of one that needs a yes, whether all of it is.
    rows : int
        How many rows it brings.
    before, after : int
        Quarters with a row of this table without and with it, all else as it is.
    examples : tuple of Example
        At most five; all of them where each needs its own yes.
    source : str
        Where a crosswalk stands.
    """

    place: str
    name: str
    needs_a_yes: bool
    wanted: bool
    rows: int
    before: int
    after: int
    examples: tuple[Example, ...]
    source: str = ""


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


def repairs_of(joined: Joined) -> Iterator[Repair]:
    """Give the repairs of all tables: those of spellings, then those that need a yes."""
    if joined.side is None:
        return
    for rows, base in zip(joined.rows, joined.bases, strict=True):
        of_table = [one for one in joined.proposals if one.place == place(base.table)]
        yield from _of_spellings(joined, base)
        for name in NEED_A_YES:
            offered = [one for one in of_table if one.repair == name and not _is_total(rows, one)]
            if offered:
                yield _with_a_yes(joined, rows, base, offered)


def _is_total(rows: Rows, proposal: Proposal) -> bool:
    return proposal.repair != "crosswalk" and any(row in rows.totals for row in proposal.rows)


def _of_spellings(joined: Joined, base: Base) -> Iterator[Repair]:
    layer = joined.side.layer if joined.side else joined.boundaries
    on_map = layer.columns[base.pairing.map_column]
    for name in (repair for repair in REPAIRS if repair in base.found.repairs and repair != "exact"):
        brought = [row for row, way in enumerate(base.found.ways) if way == name]
        examples = tuple(
            Example(
                base.cells[row].strip(), (base.cells[row],), (on_map[base.found.positions[row]],), np.nan, accepted=True
            )
            for row in brought[:MOST_EXAMPLES]
            if base.found.positions[row] >= 0
        )
        before, after = matched_without(base, layer, name), matched_with(base, layer, name)
        on = name not in base.refused
        yield Repair(place(base.table), name, False, on, len(brought), before, after, examples)


def _with_a_yes(joined: Joined, rows: Rows, base: Base, offered: list[Proposal]) -> Repair:
    now = len({quarter for quarter in rows.quarter.tolist() if quarter >= 0})
    gained = sum(one.gain for one in offered if one.accepted)
    missing = sum(one.gain for one in offered if not one.accepted)
    return Repair(
        place=place(base.table),
        name=offered[0].repair,
        needs_a_yes=True,
        wanted=all(one.accepted for one in offered),
        rows=sum(len(one.rows) for one in offered),
        before=now - gained,
        after=now + missing,
        examples=tuple(_example(joined, base, one) for one in offered),
        source=offered[0].source,
    )


def _example(joined: Joined, base: Base, proposal: Proposal) -> Example:
    some = proposal.rows[:MOST_EXAMPLES]
    texts = tuple(base.called[row].strip() or base.cells[row].strip() for row in some)
    side = joined.side
    named = [(side.ids[at], side.names[at]) for at in proposal.quarters[:MOST_EXAMPLES]] if side else []
    quarters = tuple(name if name == key else f"{key} {name}" for key, name in named)
    return Example(proposal.row, texts, quarters, proposal.score, proposal.accepted)


def by_whom(way: str) -> str:
    """Tell who decided: "automatic" for repairs of spellings, "user" for all others."""
    return "user" if way in (*NEED_A_YES, BY_HAND, ASIDE) else "automatic"
