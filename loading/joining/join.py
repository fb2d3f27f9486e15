"""Match the rows of all tables to the polygons of the map: four sets, repairs by name, nothing guessed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import compress

import numpy as np

from loading.atlas import Join
from loading.choices import Choices
from loading.choices.districts import DistrictChoice
from loading.errors import Finding
from loading.joining.adding import add_up_rows
from loading.joining.best_layer import MOSTLY_MATCHED, best_layer, no_common_key
from loading.joining.crosswalks import Crosswalk, without_crosswalks
from loading.joining.deciding import base_of, carry_out, groups_of, not_carried_out
from loading.joining.dissolving import united_layers
from loading.joining.hierarchy import Hierarchy, find_hierarchy
from loading.joining.keys_on_map import distinct_ids, key_twice, plain_keys
from loading.joining.matching import Pairing
from loading.joining.naming import name_column, plain_names
from loading.joining.proposals import Base, MapSide, Proposal, proposals_of
from loading.joining.repairs import repair_notes
from loading.joining.rows import Rows, place, place_rows
from loading.joining.uniting import unite
from loading.joining.vintages import table_vintage
from loading.recognised import Boundaries, Table

BETTER_COLUMN = 0.1


@dataclass(frozen=True)
class Joined:
    """One map with the rows that belong to it.

    Attributes
    ----------
    boundaries : Boundaries
        n polygons.
    key : str
        Column of the map that serves as key.
    ids, names : tuple of str, n each
        Ids are different: a key that stands on several polygons gets "#2", "#3" from the second on.
    rows : tuple of Rows
        Of the tables that belong to this map, in the order of the delivery.
    left_out : tuple of Table
        Tables without a common key.
    doubled_on_map : mapping of str to tuple of int
        Keys on several polygons, with their positions.
    hierarchy : Hierarchy or None
        Districts above the quarters, with their names as delivered.
    districts : tuple of str
        What the districts are called; empty until :func:`loading.joining.names_on_map.with_names`.
    findings : tuple of Finding
    side : MapSide or None
        The map as delivered, before any of its quarters were united.
    bases : tuple of Base, one per ``rows``
        The tables before anything was carried out that needs a yes.
    proposals : tuple of Proposal
        What needs a yes, in the order of the tables.
    crosswalks : tuple of Crosswalk
        Tables that lead from one vintage to another.
    """

    boundaries: Boundaries
    key: str
    ids: tuple[str, ...]
    names: tuple[str, ...]
    rows: tuple[Rows, ...]
    left_out: tuple[Table, ...]
    doubled_on_map: Mapping[str, tuple[int, ...]]
    hierarchy: Hierarchy | None = None
    districts: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    side: MapSide | None = None
    bases: tuple[Base, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    crosswalks: tuple[Crosswalk, ...] = ()

    @property
    def open_doubles(self) -> dict[str, tuple[int, ...]]:
        """Keys on several polygons, not all of which have got a row by decision."""
        matched = self.matched
        return {key: several for key, several in self.doubled_on_map.items() if not matched[list(several)].all()}

    @property
    def matched(self) -> np.ndarray:
        """Which polygons have a row in at least one table; bool, shape (n,)."""
        found = np.zeros(len(self.ids), dtype=bool)
        for rows in self.rows:
            found[rows.quarter[rows.quarter >= 0]] = True
        return found


def join(layers: Sequence[Boundaries], tables: Sequence[Table], choices: Choices | None = None) -> Joined:
    """Match all tables to the layer of polygons that they speak about.

    Parameters
    ----------
    layers : sequence of Boundaries
        One or more.
    tables : sequence of Table
        Those that lead from one vintage of keys to another are set apart.
    choices : Choices, optional
        The column that shall be the key (used where it matches at all), repairs refused and accepted, pairs made by
        hand. What does not fit this delivery is a finding and changes nothing.

    Returns
    -------
    Joined
        For the layer with most rows matched; of equal ones, the layer with fewer polygons. Each table uses
        the map's common key column, unless another column matches clearly more of it.

    Raises
    ------
    DataFileError
        If no table has a column in common with any layer; shows keys of both sides.

    Notes
    -----
    Where no layer matches at least by half, the units that its columns name are tried, polygons united: blocks
    with a column for their quarter; half of these units and half of a table's rows must then agree. Nothing is
    matched by similarity unless somebody accepted it: a pair of spellings agrees after a named repair or not at all.
    Refusing a repair never changes which columns are laid side by side.
    """
    choices = choices or Choices()
    key_column = choices.key_column
    tables, crosswalks = without_crosswalks(tables)
    best = best_layer(layers, tables, key_column)
    if best is None or best.share < MOSTLY_MATCHED:
        units = [unit for layer in layers for unit in united_layers(layer)]
        coarser = best_layer(units, tables, key_column, asks=False)
        if coarser is not None and min(coarser.share, coarser.share_of_rows(tables)) >= MOSTLY_MATCHED:
            best = coarser
    if best is None:
        raise no_common_key(layers, tables)
    others = [layer for layer in layers if layer is not best.layer]
    return _joined(best.layer, others, tables, best.found, choices, crosswalks)


def _joined(
    layer: Boundaries,
    others: Sequence[Boundaries],
    tables: Sequence[Table],
    found: Sequence[Sequence[Pairing]],
    choices: Choices,
    crosswalks: Sequence[Crosswalk],
) -> Joined:
    key = _common_column(found)
    ids, doubled_on_map = distinct_ids(plain_keys(layer.columns[key]))
    name = name_column(layer.columns, key)
    names = plain_names(layer.columns[name]) if name else ids
    hierarchy = find_hierarchy(layer, key, others, choices.districts)
    side = MapSide(layer, key, ids, names, hierarchy.parents if hierarchy else None)
    bases, findings = [], _districts_missing(layer, hierarchy, choices.districts)
    for table, options in zip(tables, found, strict=True):
        if not options:
            findings.append(Finding("warning", place(table), "join.table_left_out", {"map_file": layer.file}))
            continue
        base, notes = base_of(table, _pairing(options, key), layer, ids, choices.repairs, choices.pairs)
        bases.append(base)
        findings += notes
    proposals = [proposals_of(base, side, crosswalks, choices.repairs) for base in bases]
    every = [proposal for of_table in proposals for proposal in of_table]
    findings += not_carried_out(choices.repairs, choices.pairs, [place(table) for table in tables], every)
    groups = groups_of(every)
    united = unite(layer, ids, names, groups)
    hierarchy = hierarchy and replace(hierarchy, parents=hierarchy.parents[united.first])
    rows = []
    for base, of_table in zip(bases, proposals, strict=True):
        carried = carry_out(base, of_table, side, groups, united.target, crosswalks)
        placed, notes = place_rows(
            carried.base.table, carried.base.pairing, united.ids, hierarchy.parents if hierarchy else None
        )
        rows.append(add_up_rows(replace(placed, aside=base.aside), carried.parts))
        findings += notes
    joined = Joined(
        boundaries=united.layer,
        key=key,
        ids=united.ids,
        names=united.names,
        rows=tuple(rows),
        left_out=tuple(table for table, options in zip(tables, found, strict=True) if not options),
        doubled_on_map={
            value: tuple(united.target[list(several)].tolist()) for value, several in doubled_on_map.items()
        },
        hierarchy=hierarchy,
        side=side,
        bases=tuple(bases),
        proposals=tuple(every),
        crosswalks=tuple(crosswalks),
    )
    return replace(joined, findings=(*findings, *_keys_twice(joined)))


def _districts_missing(layer: Boundaries, hierarchy: Hierarchy | None, chosen: DistrictChoice | None) -> list[Finding]:
    """Report districts that were chosen and are no part of this delivery."""
    if chosen is None or chosen.source == "none" or (hierarchy and hierarchy.is_chosen(chosen)):
        return []
    return [Finding("warning", layer.file, "hierarchy.chosen_missing", {"n": chosen.n, "place": chosen.place})]


def _pairing(options: Sequence[Pairing], key: str) -> Pairing:
    """Take the map's common key, unless another column matches clearly more of the table."""
    best = options[0]
    same = next((option for option in options if option.map_column == key), None)
    return same if same is not None and best.score - same.score <= BETTER_COLUMN else best


def _keys_twice(joined: Joined) -> list[Finding]:
    """Report keys on several polygons, unless each of these has got its row by decision."""
    findings = []
    for rows in joined.rows:
        if rows.map_column != joined.key and "" in rows.doubled.values():
            several = distinct_ids(plain_keys(joined.boundaries.columns[rows.map_column]))[1]
            findings += [key_twice(joined.boundaries, rows.map_column, *one, joined.ids) for one in several.items()]
    for value, positions in joined.open_doubles.items():
        findings.append(key_twice(joined.boundaries, joined.key, value, positions, joined.names))
    return findings


def _common_column(found: Sequence[Sequence[Pairing]]) -> str:
    """Choose the map's column that serves all tables best; of equal ones, the first table's favourite."""
    totals: dict[str, float] = {}
    for options in found:
        best: dict[str, float] = {}
        for option in options:
            best[option.map_column] = max(best.get(option.map_column, 0.0), option.score)
        for column, score in best.items():
            totals[column] = totals.get(column, 0.0) + score
    largest = max(totals.values())
    return next(column for column, score in totals.items() if score >= largest - 0.01 * len(found))


def four_sets(joined: Joined) -> Join:
    """Sum up the join: matched, only in a table, only on the map, duplicates; and the totals.

    Parameters
    ----------
    joined : Joined

    Returns
    -------
    Join
        No key stands in two of the four sets, but for one that stands on several rows with the same numbers: it
        is matched and a duplicate.
    """
    vintages = {place(rows.table): table_vintage(rows.table) for rows in joined.rows}
    return replace(bare_sets(joined), repaired=repair_notes(joined), vintages=vintages)


def bare_sets(joined: Joined) -> Join:
    """Sum up the join as :func:`four_sets`, without the effects of repairs and the vintages."""
    doubled = list(joined.open_doubles)
    only_table, totals, repairs = [], [], []
    for rows in joined.rows:
        keys = rows.table.identifiers[rows.column]
        on_map = rows.map_column == joined.key
        doubled += [key or keys[row].strip() for row, key in sorted(rows.doubled.items()) if key or not on_map]
        only_table += [keys[row].strip() or rows.wording(row) for row in rows.open_rows]
        totals += [f"{place(rows.table)}: {rows.wording(row)}" for row in sorted(rows.totals)]
        repairs += list(rows.repairs)
    duplicates = tuple(dict.fromkeys(doubled))
    twice = {position for several in joined.open_doubles.values() for position in several}
    matched = joined.matched
    return Join(
        key=joined.key,
        matched=tuple(compress(joined.ids, matched.tolist())),
        only_table=tuple(key for key in dict.fromkeys(only_table) if key not in duplicates),
        only_map=tuple(
            joined.ids[position]
            for position in np.flatnonzero(~matched).tolist()
            if position not in twice and joined.ids[position] not in duplicates
        ),
        duplicates=duplicates,
        totals=tuple(dict.fromkeys(totals)),
        repairs=tuple(dict.fromkeys(repairs)),
    )
