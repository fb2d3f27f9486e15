"""Repairs of the join that need somebody's yes: what is proposed for the rows and quarters that are left over.

=====================  ====================================================================================
``zero_padding_here``  A single key without its leading zeros; too rare to be taken for granted.
``similar_name``       A slip of the pen in a name.
``united_quarters``    One row for two quarters. Its numbers cannot be divided, so the quarters are united.
``added_rows``         Several rows for one quarter. Counts add up; shares and means stay without a number.
``crosswalk``          Keys of another vintage, led over by a delivered table of old key, new key and share.
=====================  ====================================================================================
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from loading.choices.rows import RepairChoice
from loading.joining.crosswalks import Crosswalk, converted, plain_positions
from loading.joining.matching import UNMATCHED, Pairing
from loading.joining.merged_names import parts_of
from loading.joining.rows import place
from loading.joining.similarity import similar_names
from loading.joining.spelling import REPAIRS, is_key_like, lookup_of, name_form
from loading.joining.vintages import differ, table_vintage
from loading.recognised import Boundaries, Table

NEED_A_YES = ("zero_padding_here", "similar_name", "united_quarters", "added_rows", "crosswalk")
MOST_COMPARED = 20_000_000
_SHORTEST_BEGINNING = 4
_AFTER_ALL_LETTERS = chr(0x10FFFF)
_PART_OF_KEY = re.compile(r"(\d+)(?:[a-z]|[.\-/]\d{1,2})")


@dataclass(frozen=True)
class MapSide:
    """What proposals need to know about the map.

    Attributes
    ----------
    layer : Boundaries
        n polygons, as delivered.
    key : str
    ids, names : tuple of str, n each
    parents : int array, shape (n,), or None
    """

    layer: Boundaries
    key: str
    ids: tuple[str, ...]
    names: tuple[str, ...]
    parents: np.ndarray | None


@dataclass(frozen=True)
class Base:
    """A table beside the map, before anything is carried out that needs a yes.

    Attributes
    ----------
    table : Table
    pairing : Pairing
        Without the refused repairs, with the pairs that were made by hand.
    aside, paired : frozenset of int
        Rows that shall belong to no quarter; all rows decided by hand.
    found : Pairing
        With all repairs of spellings, without anything decided.
    refused : frozenset of str
        Repairs of spellings that are not wanted.
    """

    table: Table
    pairing: Pairing
    aside: frozenset[int]
    paired: frozenset[int]
    found: Pairing
    refused: frozenset[str] = frozenset()

    @property
    def cells(self) -> tuple[str, ...]:
        """What the rows call themselves in the column that is matched."""
        return self.table.identifiers[self.pairing.table_column]

    @cached_property
    def called(self) -> tuple[str, ...]:
        """The names of the rows; their keys where there are no names."""
        columns = [self.cells, *self.table.identifiers.values()]
        return next((cells for cells in columns if not is_key_like(cells)), self.cells)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the rows; their names where there are no keys."""
        columns = [self.cells, *self.table.identifiers.values()]
        return next((cells for cells in columns if is_key_like(cells)), self.cells)

    @cached_property
    def open_rows(self) -> list[int]:
        """Rows without a polygon that only one row is called like; none whose repair was refused."""
        unmatched = np.flatnonzero(self.pairing.positions == UNMATCHED).tolist()
        rows = [row for row in unmatched if self.found.ways[row] not in self.refused]
        left = [row for row in rows if row not in self.aside and row not in self.table.totals]
        times = Counter(map(str.strip, self.cells)) if left else Counter[str]()
        return [row for row in left if self.cells[row].strip() and times[self.cells[row].strip()] == 1]


@dataclass(frozen=True)
class Proposal:
    """One repair that needs a yes.

    Attributes
    ----------
    place, repair : str
    row : str
        What the first of its rows calls itself; empty where the whole table is meant.
    rows : tuple of int
        Of the table.
    quarters : tuple of int
        Positions on the map as delivered.
    gain : int
        How many more quarters have a row of this table then; united ones count once.
    score : float
        Of a similar name; NaN otherwise.
    source : str
        Where a crosswalk stands.
    accepted : bool
    """

    place: str
    repair: str
    row: str
    rows: tuple[int, ...]
    quarters: tuple[int, ...]
    gain: int = 1
    score: float = float("nan")
    source: str = ""
    accepted: bool = False


def wanted(choices: Sequence[RepairChoice], at: str, repair: str, row: str | None = None) -> bool | None:
    """Give what was decided about a repair: about this row, else about its table; None where nothing was.

    Examples
    --------
    >>> decided = [RepairChoice("a.csv", "similar_name", True), RepairChoice("a.csv", "similar_name", False, "Nrod")]
    >>> wanted(decided, "a.csv", "similar_name", "Sud"), wanted(decided, "a.csv", "similar_name", "Nrod")
    (True, False)
    """
    about = [one for one in choices if (one.place, one.repair) == (at, repair) and one.row in (row, None)]
    return max(about, key=lambda one: one.row is not None).wanted if about else None


def proposals_of(
    base: Base, side: MapSide, crosswalks: Sequence[Crosswalk], choices: Sequence[RepairChoice]
) -> list[Proposal]:
    """Propose repairs for what is left over of one table.

    Parameters
    ----------
    base : Base
    side : MapSide
    crosswalks : sequence of Crosswalk
    choices : sequence of RepairChoice

    Returns
    -------
    list of Proposal
        No row stands in two of them, but for those of a crosswalk, which comes last.
    """
    at = place(base.table)
    used: set[int] = set()
    found = []
    for proposal in (*_of_rows(base, side), *_of_crosswalks(base, side, crosswalks)):
        if proposal.repair != "crosswalk" and used.intersection(proposal.rows):
            continue
        used.update(proposal.rows)
        decided = wanted(choices, at, proposal.repair, proposal.row)
        found.append(replace(proposal, accepted=bool(decided)))
    return found


def free_quarters(base: Base, side: MapSide) -> set[int]:
    """Give the positions of quarters without a row of this table; those that share a key are not free."""
    placed = base.pairing.positions[base.pairing.positions >= 0]
    times = Counter(cell.strip() for cell in side.layer.columns[base.pairing.map_column])
    cells = side.layer.columns[base.pairing.map_column]
    alone = (position for position in range(len(side.ids)) if times[cells[position].strip()] == 1)
    return set(alone) - set(placed.tolist())


def _of_rows(base: Base, side: MapSide) -> Iterator[Proposal]:
    rows = base.open_rows
    free = free_quarters(base, side) if rows else set()
    if not free:
        return
    yield from _missing_zeros(base, side, rows, free)
    yield from _for_two_quarters(base, side, rows, free)
    yield from _for_one_quarter(base, side, rows, free)
    if not too_many_to_compare(base, side):
        called = {row: base.called[row] for row in rows}
        for like in similar_names(called, free, side.names):
            yield _proposal(base, "similar_name", [like.row], [like.polygon], score=like.score)


def too_many_to_compare(base: Base, side: MapSide) -> bool:
    """Tell whether so many names are left over that looking for similar ones would take too long."""
    return len(base.open_rows) * len(side.names) > MOST_COMPARED


def _proposal(base: Base, repair: str, rows: Sequence[int], quarters: Sequence[int], **more: float) -> Proposal:
    return Proposal(
        place(base.table),
        repair,
        base.cells[rows[0]].strip(),
        tuple(rows),
        tuple(quarters),
        score=more.get("score", np.nan),
    )


def _missing_zeros(base: Base, side: MapSide, rows: Sequence[int], free: set[int]) -> Iterator[Proposal]:
    plain = REPAIRS["zero_padding"]
    known = lookup_of(map(plain, side.layer.columns[base.pairing.map_column]))
    for row in rows if "zero_padding" not in base.refused else ():
        position = known.get(plain(base.cells[row]), UNMATCHED)
        if position in free:
            yield _proposal(base, "zero_padding_here", [row], [position])


def _for_two_quarters(base: Base, side: MapSide, rows: Sequence[int], free: set[int]) -> Iterator[Proposal]:
    """Find rows that name several free quarters of one district."""
    plain = REPAIRS["zero_padding"]
    known = ((lookup_of(map(name_form, side.names)), name_form), (plain_positions(side.layer, side.key), plain))
    taken: set[int] = set()
    for row in rows:
        for text in dict.fromkeys((base.cells[row], base.called[row])):
            quarters = next((found for of_map, form in known if (found := parts_of(text, of_map, form))), ())
            one_district = side.parents is None or len({int(side.parents[one]) for one in quarters}) == 1
            if quarters and free.issuperset(quarters) and one_district and not taken.intersection(quarters):
                taken.update(quarters)
                yield _proposal(base, "united_quarters", [row], quarters)
                break


def _for_one_quarter(base: Base, side: MapSide, rows: Sequence[int], free: set[int]) -> Iterator[Proposal]:
    """Find free quarters that several rows are parts of: by both names, by the beginning, by the key."""
    known: dict[str, int] = {}
    for row in rows:
        form = name_form(base.called[row])
        known[form] = UNMATCHED if form in known else row
    names = [name_form(name) for name in side.names]
    keys = {REPAIRS["zero_padding"](cell): at for at, cell in enumerate(side.layer.columns[base.pairing.map_column])}
    of_key: dict[int, list[int]] = {}
    for row in rows:
        part = _PART_OF_KEY.fullmatch(base.cells[row].strip().lower())
        if part and (number := part[1].lstrip("0") or "0") in keys:
            of_key.setdefault(keys[number], []).append(row)
    ordered, called = sorted(names), sorted(known)
    for quarter in sorted(free):
        several = list(parts_of(side.names[quarter], known, name_form))
        several = several or _begin_alike(names[quarter], ordered, known, called) or of_key.get(quarter, [])
        if len(several) > 1:
            yield _proposal(base, "added_rows", several, [quarter])


def _beginning_with(start: str, ordered: Sequence[str]) -> Sequence[str]:
    """Give the texts of a sorted list that begin so."""
    return ordered[bisect_left(ordered, start) : bisect_left(ordered, start + _AFTER_ALL_LETTERS)]


def _begin_alike(form: str, names: Sequence[str], known: Mapping[str, int], called: Sequence[str]) -> list[int]:
    """Give the rows called "Nordstadt Ost", "Nordstadt West" for "Nordstadt", unless another quarter begins so."""
    if len(form) < _SHORTEST_BEGINNING or len(_beginning_with(form, names)) > 1:
        return []
    return sorted(known[one] for one in _beginning_with(form + " ", called) if known[one] >= 0)


def _of_crosswalks(base: Base, side: MapSide, crosswalks: Sequence[Crosswalk]) -> Iterator[Proposal]:
    keys = base.keys
    for crosswalk in crosswalks:
        rows = [row for row in range(len(keys)) if row not in base.table.totals and row not in base.paired]
        found = converted(crosswalk, keys, rows, plain_positions(side.layer, side.key))
        used = tuple(sorted({row for parts in found.values() for row in parts.rows}))
        left = set(base.open_rows).intersection(used)
        if not left and not differ(side.layer.vintage, table_vintage(base.table)):
            continue
        kept = set(np.delete(base.pairing.positions, used).tolist()) - {UNMATCHED}
        gain = len(kept | set(found)) - base.pairing.matched
        if found:
            at = place(base.table)
            yield Proposal(at, "crosswalk", "", used, tuple(found), gain=gain, source=crosswalk.place)
