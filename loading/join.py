"""Match the rows of all tables to the polygons of the map: four sets, repairs by name, nothing guessed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from loading.atlas import Join
from loading.errors import DataFileError, Finding
from loading.hierarchy import Hierarchy, find_hierarchy
from loading.joining.dissolving import united_layers
from loading.joining.keys_on_map import distinct_ids, key_twice, plain_keys
from loading.joining.matching import Pairing, candidate_columns, pairings
from loading.joining.naming import name_column, plain_names
from loading.joining.rows import EXAMPLES, Rows, place, place_rows
from loading.recognised import Boundaries, Table

BETTER_COLUMN = 0.1
MOSTLY_MATCHED = 0.5


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
        Districts above the quarters.
    findings : tuple of Finding
    """

    boundaries: Boundaries
    key: str
    ids: tuple[str, ...]
    names: tuple[str, ...]
    rows: tuple[Rows, ...]
    left_out: tuple[Table, ...]
    doubled_on_map: Mapping[str, tuple[int, ...]]
    hierarchy: Hierarchy | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def matched(self) -> np.ndarray:
        """Which polygons have a row in at least one table; bool, shape (n,)."""
        found = np.zeros(len(self.ids), dtype=bool)
        for rows in self.rows:
            found[rows.quarter[rows.quarter >= 0]] = True
        return found


def join(layers: Sequence[Boundaries], tables: Sequence[Table], key_column: str | None = None) -> Joined:
    """Match all tables to the layer of polygons that they speak about.

    Parameters
    ----------
    layers : sequence of Boundaries
        One or more.
    tables : sequence of Table
    key_column : str, optional
        Column of the map that shall be the key; used where it matches at all.

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
    matched by similarity: a pair of spellings agrees after a named repair or not at all.
    """
    best = _best_layer(layers, tables, key_column)
    if best is None or best.share < MOSTLY_MATCHED:
        coarser = _best_layer([unit for layer in layers for unit in united_layers(layer)], tables, key_column)
        if coarser is not None and min(coarser.share, coarser.share_of_rows(tables)) >= MOSTLY_MATCHED:
            best = coarser
    if best is None:
        raise _no_common_key(layers, tables)
    return _joined(best.layer, [layer for layer in layers if layer is not best.layer], tables, best.found)


@dataclass(frozen=True)
class _Candidate:
    """A layer with the pairings of all tables; ``matched`` counts polygons over all of them."""

    layer: Boundaries
    found: list[list[Pairing]]
    matched: float

    @property
    def share(self) -> float:
        largest = max(options[0].matched for options in self.found if options)
        return largest / len(self.layer.geometry)

    def share_of_rows(self, tables: Sequence[Table]) -> float:
        """Of the table that matches best, how many rows found a polygon; rows of sums do not count."""
        shares = [
            np.count_nonzero(options[0].positions >= 0) / max(len(table.values) - len(table.totals), 1)
            for options, table in zip(self.found, tables, strict=True)
            if options
        ]
        return float(max(shares))

    def beats(self, other: "_Candidate") -> bool:
        if abs(self.matched - other.matched) < 1:
            return len(self.layer.geometry) < len(other.layer.geometry)
        return self.matched > other.matched


def _best_layer(layers: Sequence[Boundaries], tables: Sequence[Table], key_column: str | None) -> _Candidate | None:
    best: _Candidate | None = None
    for layer in layers:
        columns = candidate_columns(layer)
        columns = {key_column: columns[key_column]} if key_column in columns else columns
        found = [pairings(columns, table) for table in tables]
        matched = sum(options[0].matched + options[0].score for options in found if options)
        candidate = _Candidate(layer, found, matched)
        if matched > 0 and (best is None or candidate.beats(best)):
            best = candidate
    return best


def _no_common_key(layers: Sequence[Boundaries], tables: Sequence[Table]) -> DataFileError:
    table = tables[0]
    theirs = next(iter(table.identifiers.items()), ("", ()))
    ours = next(
        ((column, forms["exact"]) for layer in layers for column, forms in candidate_columns(layer).items()), ("", ())
    )
    return DataFileError(
        table.file,
        "join.no_common_key",
        column=theirs[0],
        in_table=_some(theirs[1]),
        map_file=layers[0].file,
        map_column=ours[0],
        on_map=_some(ours[1]),
    )


def _some(values: Sequence[str]) -> str:
    """Name up to three examples."""
    shown = list(dict.fromkeys(value for value in values if value.strip()))
    return ", ".join(shown[:EXAMPLES]) + (" \N{HORIZONTAL ELLIPSIS}" if len(shown) > EXAMPLES else "")


def _joined(
    layer: Boundaries, others: Sequence[Boundaries], tables: Sequence[Table], found: Sequence[Sequence[Pairing]]
) -> Joined:
    key = _common_column(found)
    ids, doubled_on_map = distinct_ids(plain_keys(layer.columns[key]))
    hierarchy = find_hierarchy(layer, key, others)
    parents = hierarchy.parents if hierarchy else None
    rows, left_out, findings = [], [], []
    for table, options in zip(tables, found, strict=True):
        if not options:
            left_out.append(table)
            findings.append(Finding("warning", place(table), "join.table_left_out", {"map_file": layer.file}))
            continue
        pairing = options[0]
        same = next((option for option in options if option.map_column == key), None)
        if same is not None and pairing.score - same.score <= BETTER_COLUMN:
            pairing = same
        of_table, notes = place_rows(table, pairing, ids, parents)
        rows.append(of_table)
        if pairing.map_column != key and "" in of_table.doubled.values():
            several = distinct_ids(plain_keys(layer.columns[pairing.map_column]))[1]
            findings += [key_twice(layer, pairing.map_column, *double, ids) for double in several.items()]
        findings += notes
    name = name_column(layer.columns, key)
    names = plain_names(layer.columns[name]) if name else ids
    findings += [key_twice(layer, key, value, positions, names) for value, positions in doubled_on_map.items()]
    return Joined(layer, key, ids, names, tuple(rows), tuple(left_out), doubled_on_map, hierarchy, tuple(findings))


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
    doubled = list(joined.doubled_on_map)
    only_table, totals, repairs = [], [], []
    for rows in joined.rows:
        keys = rows.table.identifiers[rows.column]
        on_map = rows.map_column == joined.key
        doubled += [key or keys[row].strip() for row, key in sorted(rows.doubled.items()) if key or not on_map]
        only_table += [keys[row].strip() or rows.wording(row) for row in rows.open_rows]
        totals += [f"{place(rows.table)}: {rows.wording(row)}" for row in sorted(rows.totals)]
        repairs += list(rows.repairs)
    duplicates = tuple(dict.fromkeys(doubled))
    twice = {position for several in joined.doubled_on_map.values() for position in several}
    matched = joined.matched
    return Join(
        key=joined.key,
        matched=tuple(identity for position, identity in enumerate(joined.ids) if matched[position]),
        only_table=tuple(key for key in dict.fromkeys(only_table) if key not in duplicates),
        only_map=tuple(
            identity
            for position, identity in enumerate(joined.ids)
            if not matched[position] and position not in twice and identity not in duplicates
        ),
        duplicates=duplicates,
        totals=tuple(dict.fromkeys(totals)),
        repairs=tuple(dict.fromkeys(repairs)),
    )
