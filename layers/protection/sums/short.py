"""Columns that are the sum of a few others, in all rows or in nearly all of them."""

import itertools
import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
Sum = tuple[tuple[int, int], ...]  # (column or quantity, coefficient), summing to 0
MOST_PARTS, MOST_PARTS_NEARLY = 4, 3
FEWEST_ROWS = 4
_SPARE_ROWS = 8
_MOST_COMBINATIONS = 1_000_000
_SEED = 20260131
_BLOCKS, _ROWS_OF_BLOCK = 6, 6
_NEARLY_ALL, _FEWEST_NEARLY = 0.9, 10


def complete(numbers: FloatArray) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """Choose columns, and the rows known in all of them: more rows than columns where that is possible."""
    columns = np.arange(numbers.shape[1])
    while len(columns) > 2:
        known = np.isfinite(numbers[:, columns])
        gaps = (~known).sum(axis=0)
        if known.all(axis=1).sum() >= len(columns) + _SPARE_ROWS or not gaps.any():
            break
        columns = np.delete(columns, int(np.argmax(gaps)))
    return columns, np.asarray(np.isfinite(numbers[:, columns]).all(axis=1))


def short_sums(numbers: FloatArray) -> list[Sum]:
    """Search for columns that are the sum of two, three or four others.

    Parameters
    ----------
    numbers : float64, shape (rows, columns)
        NaN where not known.

    Returns
    -------
    list of ((column, coefficient), ...)
        True to the last person.
    """
    columns, rows = complete(numbers)
    if rows.sum() < FEWEST_ROWS:
        return []
    return _searched(numbers, columns, np.flatnonzero(rows), range(2, MOST_PARTS + 1), _adds_up)


def nearly_sums(numbers: FloatArray) -> list[Sum]:
    """Search for columns that are another, or the sum of two or three others, but for a few rows.

    A total that was corrected in one quarter, or is of another day there, gives away what is hidden in all others.

    Parameters
    ----------
    numbers : float64, shape (rows, columns)
        NaN where not known.

    Returns
    -------
    list of ((column, coefficient), ...)
        True in at least nine of ten rows, and not in all.

    Notes
    -----
    The search goes through blocks of a few rows: with one row of ten out, half of them are free of it.
    """
    columns, rows = complete(numbers)
    places = np.flatnonzero(rows & (np.nansum(np.abs(numbers), axis=1) > 0))
    if len(places) < _FEWEST_NEARLY:
        return []
    shuffled = np.random.default_rng(_SEED).permutation(places)
    found: dict[Sum, None] = {}
    for block in range(_BLOCKS):
        chosen = np.take(shuffled, np.arange(block * _ROWS_OF_BLOCK, (block + 1) * _ROWS_OF_BLOCK), mode="wrap")
        sizes = range(1, MOST_PARTS_NEARLY + 1)
        found |= dict.fromkeys(_searched(numbers, columns, chosen, sizes, _nearly_adds_up))
    return list(found)


def _searched(
    numbers: FloatArray,
    columns: NDArray[np.intp],
    rows: NDArray[np.intp],
    sizes: range,
    adds_up: Callable[[FloatArray, NDArray[np.int64], int], bool],
) -> list[Sum]:
    """Search by a checksum over some rows, and judge what it finds by all of them."""
    # Every row counts with a weight of its own; equal checksums are then equal columns, all but surely.
    weights = np.random.default_rng(_SEED).uniform(1.0, 2.0, len(rows))
    checksum = weights @ numbers[np.ix_(rows, columns)]
    order = np.argsort(checksum)
    ascending, width, found = checksum[order], len(columns), []
    for parts in sizes:
        if width < parts + 1 or math.comb(width, parts) > _MOST_COMBINATIONS:
            break
        chosen = np.array(list(itertools.combinations(range(width), parts)))
        sums = checksum[chosen].sum(axis=1)
        slack = 1e-9 * np.abs(sums) + 1e-9
        first, last = np.searchsorted(ascending, sums - slack), np.searchsorted(ascending, sums + slack, side="right")
        for at in np.flatnonzero(last > first):
            totals, members = columns[order[first[at] : last[at]]].tolist(), columns[chosen[at]]
            right = [total for total in totals if total not in members and adds_up(numbers, members, total)]
            parts_of = [(int(part), 1) for part in members]
            found += [(*parts_of, (total, -1)) for total in right]
    return found


def _adds_up(numbers: FloatArray, parts: NDArray[np.int64], total: int) -> bool:
    """Check a sum to the last person; parts that are nothing anywhere make none."""
    difference = numbers[:, parts].sum(axis=1) - numbers[:, total]
    known = np.isfinite(difference)
    return bool((difference[known] == 0).all() and (np.abs(numbers[known][:, parts]).sum(axis=0) > 0).all())


def _nearly_adds_up(numbers: FloatArray, parts: NDArray[np.int64], total: int) -> bool:
    """Check a sum in all rows that have something to add, and let a tenth of them be out."""
    several = numbers[:, [*parts, total]]
    judged = np.isfinite(several).all(axis=1) & (np.abs(np.nan_to_num(several)).sum(axis=1) > 0)
    right = several[judged, :-1].sum(axis=1) == several[judged, -1]
    if judged.sum() < _FEWEST_NEARLY or right.all() or right.mean() < _NEARLY_ALL:
        return False
    return len(np.unique(several[judged][right, -1])) > 2 and bool(
        (np.abs(several[judged][right]).sum(axis=0) > 0).all()
    )
