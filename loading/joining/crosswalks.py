"""Tables that lead from the keys of one vintage to those of another: old key, new key, share."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from loading.joining.adding import Parts
from loading.joining.rows import place
from loading.joining.spelling import REPAIRS, is_key_like
from loading.recognised import Boundaries, Table

_OLD = re.compile(
    r"(?i)(?:^|[\W_])(?:alt|alte\w*|old|from|von|bisher\w*|vorher|frueher|früher\w*|source|quelle)(?:$|[\W_])"
)
_NEW = re.compile(r"(?i)(?:^|[\W_])(?:neu|neue\w*|new|to|nach|kuenftig|künftig\w*|target|ziel)(?:$|[\W_])")
_SHARE = re.compile(r"(?i)anteil|share|gewicht|weight|faktor|factor|ratio|quote|umstieg")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NEAR = 0.02


@dataclass(frozen=True)
class Crosswalk:
    """The way from one vintage to another.

    Attributes
    ----------
    place : str
        Where it stands.
    old, new : str
        Headings of the two columns.
    ways : mapping of str to tuple of (str, float)
        For each old key, without leading zeros, the new keys with the share that goes there; the shares add up to 1.
    """

    place: str
    old: str
    new: str
    ways: Mapping[str, tuple[tuple[str, float], ...]]

    @property
    def targets(self) -> frozenset[str]:
        """The new keys, without leading zeros."""
        return frozenset(new for ways in self.ways.values() for new, _ in ways)


def crosswalk_of(table: Table) -> Crosswalk | None:
    """Recognise a crosswalk.

    Parameters
    ----------
    table : Table

    Returns
    -------
    Crosswalk or None
        Two columns of keys whose headings say old and new (or name two years), and one column of shares that add up
        to 1 or 100 for each old key.
    """
    columns = _old_and_new([name for name, cells in table.identifiers.items() if is_key_like(cells)])
    shares = _shares(table)
    if columns is None or shares is None:
        return None
    plain = REPAIRS["zero_padding"]
    old, new = columns
    ways: dict[str, list[tuple[str, float]]] = {}
    for before, after, share in zip(table.identifiers[old], table.identifiers[new], shares.tolist(), strict=True):
        if share > 0:
            ways.setdefault(plain(before), []).append((plain(after), share))
    whole = [sum(share for _, share in targets) for targets in ways.values()]
    for unit in (1.0, 100.0):
        if whole and all(abs(total / unit - 1) <= _NEAR for total in whole):
            scaled = {key: tuple((to, share / unit) for to, share in targets) for key, targets in ways.items()}
            return Crosswalk(place(table), old, new, scaled)
    return None


def _old_and_new(names: Sequence[str]) -> tuple[str, str] | None:
    old = next((name for name in names if _OLD.search(name)), None)
    new = next((name for name in names if _NEW.search(name) and name != old), None)
    if old and new:
        return old, new
    dated = {name: found[0] for name in names if (found := _YEAR.search(name))}
    if len(dated) == 2 and len(set(dated.values())) == 2:
        before, after = sorted(dated, key=dated.__getitem__)
        return before, after
    return None


def _shares(table: Table) -> np.ndarray | None:
    """Give the only column of shares; float, shape (rows,)."""
    found = [at for at, measure in enumerate(table.measures) if _SHARE.search(measure.title)]
    if len(found) != 1 or len(table.years) != 1:
        return None
    shares: np.ndarray = table.values[:, found[0], 0]
    return shares if np.isfinite(shares).all() else None


def converted(
    crosswalk: Crosswalk, keys: Sequence[str], rows: Sequence[int], positions: Mapping[str, int]
) -> dict[int, Parts]:
    """Say what each quarter of the map is made of.

    Parameters
    ----------
    crosswalk : Crosswalk
    keys : sequence of str
        Of the table, one for each of its rows.
    rows : sequence of int
        Rows that may be converted.
    positions : mapping of str to int
        Quarters of the map by their key without leading zeros.

    Returns
    -------
    dict of int to Parts
        Incomplete where an old key that belongs to the quarter has no row, or has several.
    """
    plain = REPAIRS["zero_padding"]
    of_key: dict[str, list[int]] = {}
    for row in rows:
        of_key.setdefault(plain(keys[row]), []).append(row)
    made: dict[int, list[tuple[list[int], float]]] = {}
    for old, targets in crosswalk.ways.items():
        for new, share in targets:
            if positions.get(new, -1) >= 0:
                made.setdefault(positions[new], []).append((of_key.get(old, []), share))
    found = {}
    for position, sources in made.items():
        chosen = [(several[0], share) for several, share in sources if len(several) == 1]
        if chosen:
            numbers, shares = zip(*chosen, strict=True)
            found[position] = Parts(numbers, shares, len(chosen) == len(sources), "crosswalk")
    return found


def without_crosswalks(tables: Sequence[Table]) -> tuple[list[Table], tuple[Crosswalk, ...]]:
    """Set crosswalks apart from tables of numbers, where other tables are left."""
    read = [(table, crosswalk_of(table)) for table in tables]
    others = [table for table, crosswalk in read if crosswalk is None]
    return (others, tuple(found for _, found in read if found)) if others else (list(tables), ())


def plain_positions(layer: Boundaries, column: str) -> dict[str, int]:
    """Give the polygons by their key without leading zeros; -1 where several share it."""
    found: dict[str, int] = {}
    for position, key in enumerate(map(REPAIRS["zero_padding"], layer.columns[column])):
        found[key] = -1 if key in found else position
    return found
