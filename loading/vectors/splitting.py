"""Several levels or vintages in one layer, told apart by a column or by what lies in what."""

from collections.abc import Mapping, Sequence

import numpy as np
import shapely

from loading.vectors.flaws import Flaw
from loading.vectors.metres import Flat

MOST_PARTS = 6
_SHARE_INVOLVED = 0.3
_SHARE_LEFT = 0.02
_CHILD = 0.95
_COVERED = 0.9
_LARGER = 1.2
_TWICE = ("overlap", "inside", "same")

Parts = tuple[tuple[str, np.ndarray], ...]


def parts_of(columns: Mapping[str, Sequence[str]], flat: Flat, flaws: Sequence[Flaw]) -> Parts:
    """Split a layer whose areas lie upon one another into parts that do not.

    Parameters
    ----------
    columns : mapping of str to sequence of str
        n entries each; a column such as EBENE or STAND tells the parts apart.
    flat : Flat
    flaws : sequence of Flaw
        Of all areas together.

    Returns
    -------
    tuple of (str, int array)
        Name of each part and its rows, the part with most areas first; empty where the layer is one part.

    Notes
    -----
    Where no column tells them apart, an area that is filled by at least two others is of a higher level than they are.
    """
    pairs = np.array([flaw.rows for flaw in flaws if flaw.kind in _TWICE], dtype=int).reshape(-1, 2)
    if len(np.unique(pairs)) < max(_SHARE_INVOLVED * len(flat), 3):
        return ()
    found = _by_column(columns, pairs, len(flat)) or _by_level(pairs, flat)
    return tuple(sorted(found, key=lambda part: -len(part[1])))


def _by_column(columns: Mapping[str, Sequence[str]], pairs: np.ndarray, number: int) -> list[tuple[str, np.ndarray]]:
    """Find the column with fewest values after whose split hardly a pair is left together."""
    best: list[tuple[str, np.ndarray]] = []
    for values in columns.values():
        given = np.array(values, dtype=object)
        different = list(dict.fromkeys(values))
        if (
            not 2 <= len(different) <= MOST_PARTS
            or (best and len(different) >= len(best))
            or number / 2 < len(different)
        ):
            continue
        together = given[pairs[:, 0]] == given[pairs[:, 1]]
        if together.mean() <= _SHARE_LEFT:
            best = [(value, np.flatnonzero(given == value)) for value in different]
    return best


def _by_level(pairs: np.ndarray, flat: Flat) -> list[tuple[str, np.ndarray]]:
    shapes = flat[:]
    areas = shapely.area(shapes)
    smaller, larger = pairs.T
    covered = shapely.area(shapely.intersection(shapes[smaller], shapes[larger])) / areas[smaller]
    child = (covered >= _CHILD) & (areas[larger] > _LARGER * areas[smaller])
    level = np.zeros(len(flat), dtype=int)
    order = np.argsort(areas)
    within = {int(row): smaller[child & (larger == row)] for row in np.unique(larger[child])}
    for row in order:
        inside = within.get(int(row), np.array([], dtype=int))
        if len(inside) < 2:
            continue
        next_lower = inside[level[inside] == level[inside].max()]
        if len(next_lower) >= 2 and areas[next_lower].sum() >= _COVERED * areas[row]:
            level[row] = level[inside].max() + 1
    names = np.unique(level)
    return [(str(name + 1), np.flatnonzero(level == name)) for name in names] if len(names) > 1 else []
