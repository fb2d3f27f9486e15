"""Sums of many columns that have gaps, or more columns than rows: groups of a table with stars, and their total."""

from collections.abc import Callable, Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from layers.protection.sums.fitted import TRIED_BY_FIT, by_fit, by_halves, fitted
from layers.protection.sums.judged import NEARLY_ALL, Way, judged, likely, slack_of
from layers.protection.sums.short import FEWEST_ROWS, Sum, complete

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
IntArray = NDArray[np.int64]
_GLANCE = 40
_LONGEST_STEP = 4
_MOST_IN_HALVES = 26
_FAR = 0.2


def gappy_sums(numbers: FloatArray, *, families: Iterable[tuple[int, tuple[int, ...]]] = ()) -> list[Sum]:
    """Search for totals of several columns where no elimination can find them.

    Parameters
    ----------
    numbers : float64, shape (rows, columns)
        In the order in which they were delivered; NaN where not known.
    families : iterable of (total, parts)
        Columns whose titles say that they are a total and its groups.

    Returns
    -------
    list of ((column, coefficient), ...)
        True to the last person in the rows without a gap, or in nine of ten of them; in all others what is known of
        the parts is no more than the total.

    Notes
    -----
    Candidates come from the titles; from the order of columns, as groups stand beside one another; from a fit of the
    total by non-negative shares, gaps being filled in proportion; and, where all is known, from both halves of the
    columns. Each is then judged alike: a row that adds up speaks for it by as many bits as its total could have been
    otherwise, and there must be more of them than it takes to name the candidate among all that were tried.
    """
    usable = np.flatnonzero(~(np.nan_to_num(numbers) < 0).any(axis=0) & (np.nansum(numbers, axis=0) > 0))
    plain = numbers[:, usable]
    found = _side_by_side(plain)
    columns, rows = complete(plain)
    if len(columns) < plain.shape[1] or rows.sum() <= len(columns):
        place = {int(column): at for at, column in enumerate(usable)}
        for total, parts in families:
            if total in place:
                found += _of_family(plain, np.array([place[part] for part in parts if part in place]), place[total])
        found += by_fit(plain, found)
        if rows.sum() <= len(columns) <= _MOST_IN_HALVES:
            found += by_halves(plain, columns, np.flatnonzero(rows))
    each = {frozenset(at for at, _ in one): one for one in found}
    return [tuple((int(usable[at]), coefficient) for at, coefficient in one) for one in each.values()]


def _of_family(numbers: FloatArray, parts: IntArray, total: int) -> list[Sum]:
    """Search among columns that are called like a total and more: all of them, those in a row, any of them."""
    found: list[Sum] = []
    while len(parts) >= 2:
        rows = numbers[:, total] > 0
        of_runs = [run for _, run in _runs(numbers[_telling(numbers)], parts, [total])]
        fit = parts[fitted(numbers[np.ix_(rows, parts)], numbers[rows, total])] if rows.any() else parts
        several = [
            (parts, 1.0, True),
            *((run, len(parts) ** 2, True) for run in of_runs),
            (fit, TRIED_BY_FIT, False),
        ]
        ways = [(some, Way(tried, 0 if surely else FEWEST_ROWS, trusts_gaps=surely)) for some, tried, surely in several]
        one = next((sum_ for some, way in ways if (sum_ := judged(numbers, some, total, way))), None)
        if one is None:
            break
        found.append(one)
        parts = np.setdiff1d(parts, [at for at, _ in one])
    return found


def _side_by_side(numbers: FloatArray) -> list[Sum]:
    """Search for totals of columns that stand beside one another, or at equal steps, as of women and men by age."""
    width = numbers.shape[1]
    glance = _telling(numbers)
    found: list[Sum] = []
    way = Way(float(width**3 * _LONGEST_STEP), 1, trusts_gaps=True)
    for step in range(1, min(_LONGEST_STEP, width - 1) + 1):
        for first in range(step):
            for total, parts in _runs(numbers[glance], np.arange(first, width, step), range(width)):
                one = judged(numbers, parts, total, way)
                if one is not None:
                    found.append(one)
    return found


def _telling(numbers: FloatArray) -> IntArray:
    """Choose the rows with fewest gaps."""
    return np.argsort(np.isnan(numbers).sum(axis=1), kind="stable")[:_GLANCE]


def _runs(numbers: FloatArray, columns: IntArray, totals: Iterable[int]) -> Iterator[tuple[int, IntArray]]:
    """Give the runs of columns that add up to another, where they have no gap, and leave what gaps may be elsewhere."""
    known = np.isfinite(numbers[:, columns])
    starts, ends = np.triu_indices(len(columns) + 1, 2)
    place = {int(column): at for at, column in enumerate(columns)}

    def added(several: FloatArray) -> FloatArray:
        upto = np.hstack([np.zeros((len(numbers), 1)), np.cumsum(several, axis=1)])
        return np.asarray(upto[:, ends] - upto[:, starts])

    sums, full = added(np.where(known, numbers[:, columns], 0.0)), added(~known) == 0
    for total in totals:
        whole = numbers[:, [total]]
        left = whole - sums
        with np.errstate(invalid="ignore"):
            right = (full & (left == 0) & (whole > 0)).sum(axis=0)
            wrong = ((full & (left != 0)) | (left < 0)).sum(axis=0)
        off = _off(numbers[:, columns], whole, left, full, added)
        far = (off > 1).sum(axis=0)
        at = place.get(total, -1)
        inside = (starts <= at) & (at < ends)
        fits = (wrong <= (1 - NEARLY_ALL) * right) & (far <= _FAR * len(numbers)) & ~inside
        sure = np.flatnonzero(fits & (right >= FEWEST_ROWS))
        if not len(sure) and fits.any():
            sure = np.array([int(np.argmin(np.where(fits, np.nansum(off, axis=0), np.inf)))])
        for one in sure:
            yield total, columns[starts[one] : ends[one]]


def _off(
    parts: FloatArray, whole: FloatArray, left: FloatArray, full: BoolArray, added: Callable[[FloatArray], FloatArray]
) -> FloatArray:
    """Give how far what gaps leave of a total is from what they should be, in what is usual; 0 where there is none."""
    if full.all():
        return np.zeros((1, 1))
    expected = added(np.nan_to_num(likely(parts, whole[:, 0])) * np.isnan(parts))
    with np.errstate(invalid="ignore"):
        return np.asarray(np.where(full, 0.0, np.abs(left - expected) / slack_of(expected)))
