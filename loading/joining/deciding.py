"""Decisions about the join carried out: repairs refused and accepted, pairs made by hand; nothing twice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from loading.choices.rows import PairChoice, RepairChoice
from loading.errors import Finding
from loading.joining.adding import Parts
from loading.joining.crosswalks import Crosswalk, converted, plain_positions
from loading.joining.matching import UNMATCHED, Pairing, pair
from loading.joining.proposals import NEED_A_YES, Base, MapSide, Proposal, wanted
from loading.joining.rows import place
from loading.joining.spelling import REPAIRS, Spellings
from loading.recognised import Boundaries, Table

BY_HAND, ASIDE = "by_hand", "aside"


def base_of(
    table: Table,
    found: Pairing,
    layer: Boundaries,
    ids: Sequence[str],
    repairs: Sequence[RepairChoice],
    pairs: Sequence[PairChoice],
) -> tuple[Base, list[Finding]]:
    """Leave out refused repairs, and put in the pairs made by hand.

    Parameters
    ----------
    table : Table
    found : Pairing
        With all repairs.
    layer : Boundaries
        n polygons.
    ids : sequence of str, length n
    repairs, pairs : sequence of choices
        Those of other tables are passed over.

    Returns
    -------
    Base
    list of Finding
        Pairs that name a row or a quarter which is not there; nothing happens then.
    """
    at = place(table)
    refused = frozenset(name for name in REPAIRS if wanted(repairs, at, name) is False) - {"exact"}
    used = _paired_again(table, found, layer, refused) if refused.intersection(found.repairs) else found
    base = Base(table, used, frozenset(), frozenset(), found, refused)
    positions, ways = used.positions.copy(), list(used.ways)
    where = {identity: position for position, identity in enumerate(ids)}
    aside: set[int] = set()
    paired: set[int] = set()
    findings = []
    for choice in pairs:
        if choice.place != at:
            continue
        rows = _rows_of(base, choice)
        if len(rows) != 1 or (choice.quarter and choice.quarter not in where):
            code = "doctor.pair_without_row" if len(rows) != 1 else "doctor.pair_without_quarter"
            named = {"row": choice.row, "quarter": choice.quarter}
            findings.append(Finding("warning", at, code, named))
            continue
        row = rows[0]
        positions[row] = where.get(choice.quarter, UNMATCHED)
        ways[row] = BY_HAND if choice.quarter else ASIDE
        paired.add(row)
        (aside.discard if choice.quarter else aside.add)(row)
    totals = {row: kind for row, kind in table.totals.items() if row not in paired}
    decided = replace(used, positions=positions, ways=tuple(ways))
    by_hand = replace(table, totals=totals) if paired else table
    return replace(base, table=by_hand, pairing=decided, aside=frozenset(aside), paired=frozenset(paired)), findings


def _rows_of(base: Base, choice: PairChoice) -> list[int]:
    rows = [row for row, cell in enumerate(base.cells) if cell.strip() == choice.row.strip()]
    lines = base.table.first_rows
    return [row for row in rows if choice.line is None or (row < len(lines) and lines[row] == choice.line)]


def _paired_again(table: Table, found: Pairing, layer: Boundaries, refused: frozenset[str]) -> Pairing:
    """Match the same two columns without the refused repairs, so that refusing never moves to other columns."""
    of_map, of_table = layer.columns[found.map_column], table.identifiers[found.table_column]
    again = pair(found.map_column, Spellings(of_map), found.table_column, Spellings(of_table), refused)
    return replace(again, score=found.score)


def matched_without(base: Base, layer: Boundaries, repair: str) -> int:
    """Count the quarters that have a row of the table if a repair of spellings is left out, all else as it is."""
    return _paired_again(base.table, base.found, layer, base.refused | {repair}).matched


def matched_with(base: Base, layer: Boundaries, repair: str) -> int:
    """Count the quarters that have a row of the table if a repair of spellings is used, all else as it is."""
    return _paired_again(base.table, base.found, layer, base.refused - {repair}).matched


@dataclass(frozen=True)
class Carried:
    """A table after everything that was accepted.

    Attributes
    ----------
    base : Base
        With positions on the united map.
    parts : mapping of int to Parts
        Quarters that are made of several rows.
    """

    base: Base
    parts: Mapping[int, Parts]


def groups_of(proposals: Sequence[Proposal]) -> list[tuple[int, ...]]:
    """Give the quarters that are to be united; of two groups that overlap, the first."""
    groups: list[tuple[int, ...]] = []
    for proposal in proposals:
        taken = {position for group in groups for position in group}
        if proposal.accepted and proposal.repair == "united_quarters" and not taken.intersection(proposal.quarters):
            groups.append(proposal.quarters)
    return groups


def carry_out(
    base: Base,
    proposals: Sequence[Proposal],
    side: MapSide,
    groups: Sequence[Sequence[int]],
    target: np.ndarray,
    crosswalks: Sequence[Crosswalk] = (),
) -> Carried:
    """Carry out what was accepted for one table.

    Parameters
    ----------
    base : Base
    proposals : sequence of Proposal
        Of this table.
    side : MapSide
        The map as delivered.
    groups : sequence of sequence of int
        Quarters that are united.
    target : int array, shape (n,)
        Where each of them has gone, see :class:`loading.joining.uniting.United`.
    crosswalks : sequence of Crosswalk
    """
    positions, ways = base.pairing.positions.copy(), list(base.pairing.ways)
    parts: dict[int, Parts] = {}
    for proposal in (one for one in proposals if one.accepted):
        if proposal.repair == "crosswalk":
            crosswalk = next(one for one in crosswalks if one.place == proposal.source)
            positions[_named_in(base, crosswalk)] = UNMATCHED  # an old key may be that of another quarter today
            parts |= converted(crosswalk, base.keys, proposal.rows, plain_positions(side.layer, side.key))
        elif proposal.repair == "added_rows":
            whole = (1.0,) * len(proposal.rows)
            parts[proposal.quarters[0]] = Parts(proposal.rows, whole, True, proposal.repair)
        elif proposal.repair != "united_quarters" or proposal.quarters in groups:
            positions[proposal.rows[0]], ways[proposal.rows[0]] = proposal.quarters[0], proposal.repair
    parts |= _of_groups(positions, ways, groups)
    for quarter, of_one in list(parts.items()):
        if len(of_one.rows) == 1 and of_one.shares[0] == 1 and of_one.complete:
            (row,) = of_one.rows
            positions[row] = quarter
            ways[row] = ways[row] if base.pairing.positions[row] == quarter else of_one.way
            del parts[quarter]
    positions[np.isin(positions, list(parts))] = UNMATCHED  # never a row beside the sum of others
    for of_one in parts.values():
        positions[list(of_one.rows)] = UNMATCHED
    moved = np.where(positions >= 0, target[positions], positions)
    decided = replace(base.pairing, positions=moved, ways=tuple(ways))
    return Carried(replace(base, pairing=decided), {int(target[quarter]): of_one for quarter, of_one in parts.items()})


def _of_groups(positions: np.ndarray, ways: Sequence[str], groups: Sequence[Sequence[int]]) -> dict[int, Parts]:
    """Add up the rows of a table that knows united quarters one by one."""
    found = {}
    for group in groups:
        rows = np.flatnonzero(np.isin(positions, group)).tolist()
        whole = any(ways[row] == "united_quarters" for row in rows)
        if rows and not whole:
            complete = len(rows) == len(group) == len({int(positions[row]) for row in rows})
            found[group[0]] = Parts(tuple(rows), (1.0,) * len(rows), complete, "added_rows")
    return found


def _named_in(base: Base, crosswalk: Crosswalk) -> list[int]:
    """Give the rows whose old key a crosswalk knows; sums and rows decided by hand are left alone."""
    plain = REPAIRS["zero_padding"]
    settled = {*base.table.totals, *base.paired}
    return [row for row, key in enumerate(base.keys) if plain(key) in crosswalk.ways and row not in settled]


def not_carried_out(
    repairs: Sequence[RepairChoice], pairs: Sequence[PairChoice], places: Sequence[str], proposals: Sequence[Proposal]
) -> list[Finding]:
    """Report decisions about tables, repairs and rows that this delivery does not have."""
    strangers = [at for at in (*(one.place for one in repairs), *(one.place for one in pairs)) if at not in places]
    findings = [Finding("warning", at, "doctor.choice_without_table", {"table": at}) for at in dict.fromkeys(strangers)]
    offered = {(one.place, one.repair, row) for one in proposals for row in (one.row, None)}
    for one in repairs:
        known = one.repair in REPAIRS or (one.place, one.repair, one.row) in offered
        if one.place in places and one.wanted and not known:
            code = "doctor.not_proposed" if one.repair in NEED_A_YES else "doctor.unknown_repair"
            findings.append(Finding("warning", one.place, code, {"repair": one.repair, "row": one.row or ""}))
    return findings
