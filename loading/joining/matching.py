"""Which column of a table names which column of the map: pairs tried, measured and compared."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import repeat

import numpy as np

from loading.ingest.pace import step
from loading.joining.spelling import DUPLICATE_ON_MAP, REPAIRS, Spellings, is_key_like
from loading.recognised import Boundaries, Table

UNMATCHED = -1
SMALLEST_UNIQUE_SHARE = 0.8
SMALLEST_SHARE = 1 / 3
_RUNNING_NUMBERS = frozenset(
    {"objectid", "fid", "oid", "gid", "_id", "ogc_fid", "index", "id_0", "pk", "rowid", "objid"}
)
_NEEDED_GAIN = {"zero_padding": 0.1, "number_in_name": 0.5}


@dataclass(frozen=True)
class Pairing:
    """One column of a table laid beside one column of the map.

    Attributes
    ----------
    map_column, table_column : str
    positions : int array, shape (rows of the table,)
        Polygon each row belongs to; -1 where none, -2 where several polygons carry the key.
    repairs : mapping of str to int
        Repairs that brought matches, in the order in which they were tried, with the rows matched; "exact" is
        none.
    score : float
        Share of the polygons matched, with half a point for the share of rows that a second pair of
        columns (a name beside the key) confirms.
    ways : tuple of str, one per row
        What brought each row to its polygon: "exact", a repair, or whatever was decided later; "" without one.
    """

    map_column: str
    table_column: str
    positions: np.ndarray
    repairs: Mapping[str, int]
    score: float = 0.0
    ways: tuple[str, ...] = ()

    @property
    def matched(self) -> int:
        """How many different polygons have a row."""
        return int(np.count_nonzero(np.bincount(self.positions[self.positions >= 0])))


def candidate_columns(boundaries: Boundaries) -> dict[str, Spellings]:
    """Choose the columns of the map that can tell its polygons apart.

    Parameters
    ----------
    boundaries : Boundaries
        n polygons.

    Returns
    -------
    dict of str to Spellings
        Columns filled and different for at least eight of ten polygons, in all their forms; measured
        numbers (areas, lengths) are left out.
    """
    number = len(boundaries.geometry)
    found: dict[str, Spellings] = {}
    for column, values in boundaries.columns.items():
        different = len(set(filter(str.strip, values)))
        if different >= SMALLEST_UNIQUE_SHARE * number and not _is_measured(values):
            found[column] = Spellings(values)
    return found


def _is_measured(values: Sequence[str]) -> bool:
    """Tell amounts with decimals ("366755.5") from keys."""
    decimals = 0
    for value in (value for value in values if "." in value):
        whole, mark, rest = value.partition(".")
        decimals += bool(mark and whole.lstrip("-").isdigit() and rest.isdigit() and rest.strip("0"))
    return decimals > 0.5 * len(values)


def _unique(positions: Mapping[str, int]) -> int:
    return len(positions) - list(positions.values()).count(DUPLICATE_ON_MAP)


def pair(
    map_column: str, of_map: Spellings, table_column: str, of_table: Spellings, refused: Collection[str] = ()
) -> Pairing:
    """Match one column of a table to one column of the map, repair by repair.

    A repair is taken only for rows and polygons that no milder one has matched, and only if it brings
    enough: one polygon in ten for zero padding, half of them for a number inside a name.

    Parameters
    ----------
    map_column, table_column : str
    of_map, of_table : Spellings
        All forms of the two columns.
    refused : collection of str
        Repairs that are not wanted.

    Returns
    -------
    Pairing
        Without a score.
    """
    number = len(of_map)
    positions = np.full(len(of_table), UNMATCHED)
    ways = np.full(len(of_table), "", dtype=object)
    taken = np.zeros(number, dtype=bool)
    used: dict[str, int] = {}
    unique_as_delivered = _unique(of_map.lookup("exact"))
    tried: set[tuple[int, int]] = set()
    for repair in REPAIRS:
        step()
        if taken.all():
            break
        forms = (id(of_map[repair]), id(of_table[repair]))
        if repair in refused or forms in tried:  # nothing that the forms before have not brought
            continue
        tried.add(forms)
        lookup = of_map.lookup(repair)
        if repair != "exact" and _unique(lookup) < 0.95 * unique_as_delivered:
            continue
        if lookup.keys().isdisjoint(of_table[repair]):
            continue
        named = np.array(list(map(lookup.get, of_table[repair], repeat(UNMATCHED))), dtype=int)
        brought = (named != UNMATCHED) & (positions == UNMATCHED)
        brought[named >= 0] &= ~taken[named[named >= 0]]
        gained = np.bincount(named[brought & (named >= 0)], minlength=number) > 0
        if not brought.any() or gained.sum() < _NEEDED_GAIN.get(repair, 0) * number:
            continue
        positions[brought], ways[brought] = named[brought], repair
        taken |= gained
        used[repair] = int(brought.sum())
    return Pairing(map_column, table_column, positions, used, ways=tuple(ways.tolist()))


def pairings(of_map: Mapping[str, Spellings], table: Table) -> list[Pairing]:
    """Try every column of the table with every column of the map.

    Parameters
    ----------
    of_map : mapping of column to Spellings
        See :func:`candidate_columns`.
    table : Table

    Returns
    -------
    list of Pairing
        Those that match a third of the polygons or of the rows that are no totals, scored, best first. Among
        equals: keys before names, fewer repairs, and running numbers of a database last. Where a column was decided
        to be the key and matches, no other is offered.
    """
    of_table = {column: Spellings(values) for column, values in table.identifiers.items()}
    tried = [
        pair(map_column, map_forms, table_column, table_forms)
        for map_column, map_forms in of_map.items()
        for table_column, table_forms in of_table.items()
    ]
    number = len(next(iter(of_map.values()))) if of_map else 1
    rows = len(table.values) - len(table.totals)
    found = [pairing for pairing in tried if pairing.matched >= max(1, SMALLEST_SHARE * min(number, rows))]
    scored = [_scored(pairing, found, number) for pairing in found]
    scored = [pairing for pairing in scored if pairing.table_column in table.keys] or scored
    keys = {column: is_key_like(map_forms["exact"]) for column, map_forms in of_map.items()}
    return sorted(scored, key=lambda pairing: _preference(pairing, keys))


def _scored(pairing: Pairing, others: Sequence[Pairing], number: int) -> Pairing:
    rows = pairing.positions >= 0
    doubled = rows.sum() - pairing.matched
    agreement = max(
        (
            float(np.mean(pairing.positions[rows] == other.positions[rows]))
            for other in others
            if other.map_column != pairing.map_column and other.table_column != pairing.table_column
        ),
        default=0.0,
    )
    score = max(pairing.matched - 0.5 * doubled, 0) / number + 0.5 * agreement
    return replace(pairing, score=round(score, 6))


def _preference(pairing: Pairing, keys: Mapping[str, bool]) -> tuple[float, bool, bool, int, str]:
    return (
        -round(pairing.score, 2),
        pairing.map_column.lower() in _RUNNING_NUMBERS,
        not keys[pairing.map_column],
        len([repair for repair in pairing.repairs if repair != "exact"]),
        "" if pairing.map_column.isupper() else pairing.map_column,
    )
