"""The repairs of a join, each with its effect: how many quarters have a row with it and without it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from loading.atlas import RepairNote
from loading.joining.crosswalks import plain_positions
from loading.joining.deciding import matched_with, matched_without
from loading.joining.proposals import NEED_A_YES, Base, MapSide, Proposal
from loading.joining.rows import Rows, place
from loading.joining.spelling import REPAIRS

if TYPE_CHECKING:
    from loading.joining.join import Joined

MOST_EXAMPLES = 5


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


def repairs_of(joined: "Joined") -> Iterator[Repair]:
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


def _of_spellings(joined: "Joined", base: Base) -> Iterator[Repair]:
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


def _with_a_yes(joined: "Joined", rows: Rows, base: Base, offered: list[Proposal]) -> Repair:
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
        examples=tuple(example for one in offered for example in _examples(joined, base, one)),
        source=offered[0].source,
    )


def _examples(joined: "Joined", base: Base, proposal: Proposal) -> list[Example]:
    """Give what a proposal does: of a crosswalk, to the first rows that it moves."""
    crosswalk = next((one for one in joined.crosswalks if one.place == proposal.source), None)
    if crosswalk is None or joined.side is None:
        return [_example(joined, base, proposal)]
    plain, side = REPAIRS["zero_padding"], joined.side
    on_map = plain_positions(side.layer, side.key)
    found: list[Example] = []
    for row in proposal.rows:
        ways = [
            (on_map[new], share) for new, share in crosswalk.ways[plain(base.keys[row])] if on_map.get(new, -1) >= 0
        ]
        if [quarter for quarter, _ in ways] != [base.pairing.positions[row]] and len(found) < MOST_EXAMPLES:
            quarters = tuple(_called(side, at) + (f" ({100 * share:.0f} %)" if share < 1 else "") for at, share in ways)
            found.append(Example("", (base.keys[row],), quarters, np.nan, proposal.accepted))
    return found


def _called(side: MapSide, quarter: int) -> str:
    key, name = side.ids[quarter], side.names[quarter]
    return name if name == key else f"{key} {name}"


def _example(joined: "Joined", base: Base, proposal: Proposal) -> Example:
    some = proposal.rows[:MOST_EXAMPLES]
    texts = tuple(base.called[row].strip() or base.cells[row].strip() for row in some)
    side = joined.side
    quarters = tuple(_called(side, at) for at in proposal.quarters[:MOST_EXAMPLES]) if side else ()
    return Example(proposal.row, texts, quarters, proposal.score, proposal.accepted)


def repair_notes(joined: "Joined") -> tuple[RepairNote, ...]:
    """Sum up the repairs of all tables: in use, refused, or waiting for a yes."""
    return tuple(
        RepairNote(
            place=one.place,
            repair=one.name,
            rows=one.rows,
            matched_without=one.before,
            matched_with=one.after,
            needs_a_yes=one.needs_a_yes,
            wanted=one.wanted,
        )
        for one in repairs_of(joined)
    )
