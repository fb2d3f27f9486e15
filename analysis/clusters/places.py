"""Where observed sums would stand among drawn ones: how many of these are at least, and at most, as large."""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
# Sums of the same numbers in another order may differ in their last digits; standardised values are of the order of 1.
SAME = 1e-10
FEW = 1 / 16_000  # of the draws: so many quarters are compared one by one with all of them; for more it pays to sort
MANY = 1_000  # so many numbers are not looked up one by one
TOGETHER = 4  # numbers of all tables for each that is looked up: from one to so many, one look-up serves all tables
CELLS, STEPS = 4, 4  # of a guide: cells for each number of the table; steps within a cell before it is halved
CELLS_TOGETHER = 2


def counted(sums: Floats, observed: Floats, sizes: Whole) -> tuple[Whole, Whole]:
    """Count the sums that are at least, and at most, each of those observed; up to SAME they are equal.

    Parameters
    ----------
    sums : float64, shape (tables, permutations)
    observed : float64, shape (q,)
        Those that belong to the first table, to the second ...
    sizes : int64, shape (tables,)
        How many belong to each; together q.

    Returns
    -------
    at_least, at_most : int64, shape (q,)

    Examples
    --------
    >>> sums = np.array([[3.0, 1.0, 2.0], [5.0, 5.0, 7.0]])
    >>> [one.tolist() for one in counted(sums, np.array([2.0, 0.0, 5.0]), np.array([2, 1]))]
    [[2, 3, 3], [2, 0, 2]]
    """
    if len(sums) == 1:
        return _counted(sums[0], observed)
    if sums.size // TOGETHER <= len(observed) <= sums.size:
        return _counted_together(sums, observed, sizes)
    at_least, at_most = np.empty((2, len(observed)), dtype=np.int64)
    for table, end, size in zip(sums, np.cumsum(sizes).tolist(), sizes.tolist(), strict=True):
        here = slice(end - size, end)
        at_least[here], at_most[here] = _counted(table, observed[here])
    return at_least, at_most


def _counted_together(sums: Floats, observed: Floats, sizes: Whole) -> tuple[Whole, Whole]:
    """Count in all tables at once: each is followed by a number that nothing reaches, and then by the next table."""
    width = sums.shape[1] + 1
    tables = np.full((len(sums), width), np.inf)
    tables[:, :-1] = sums
    tables[:, :-1].sort(axis=1)
    at = _guided_together(tables, observed - SAME, sizes)
    above = at.copy()
    equal = np.flatnonzero(tables.take(at) <= observed + SAME)
    if len(equal):
        above[equal] = _halved(tables, observed + SAME, sizes, equal, "right")
    begin = (np.arange(len(sums)) * width).repeat(sizes)
    at -= begin
    above -= begin
    return width - 1 - at, above


def _halved(tables: Floats, wanted: Floats, sizes: Whole, some: Whole, side: Literal["left", "right"]) -> Whole:
    """Find where some of the numbers would stand in their own tables, as places in all of them."""
    places, width = np.empty(len(some), dtype=np.int64), tables.shape[1]
    own = np.arange(len(sizes)).repeat(sizes)[some]
    for table in np.unique(own).tolist():
        here = own == table
        places[here] = table * width + tables[table].searchsorted(wanted[some[here]], side)
    return places


def _guided_together(tables: Floats, wanted: Floats, sizes: Whole) -> Whole:
    """Find where numbers would stand in their tables, as :func:`_guided` does in one: places in all of them."""
    cells = CELLS_TOGETHER * (tables.shape[1] - 1)
    low, range_ = tables[:, 0], tables[:, -2] - tables[:, 0]
    scale = np.divide(cells, range_, out=np.zeros(len(low)), where=range_ > SAME)
    first = np.arange(len(low)) * (cells + 1)
    of_numbers = _cells(tables[:, :-1], low[:, None], scale[:, None], cells) + first[:, None]
    inside = np.bincount(of_numbers.ravel(), minlength=len(low) * (cells + 1))
    inside[cells :: cells + 1] += 1  # what follows each table
    starts = inside.cumsum()
    starts -= inside
    places = starts.take(_cells(wanted, low.repeat(sizes), scale.repeat(sizes), cells) + first.repeat(sizes))
    going = _walked(tables.ravel(), wanted, places)
    if len(going):
        places[going] = _halved(tables, wanted, sizes, going, "left")
    return places


def _counted(sums: Floats, observed: Floats) -> tuple[Whole, Whole]:
    """Count the sums that are at least, and at most, each of those observed."""
    if len(observed) <= FEW * len(sums):
        upper = [np.count_nonzero(sums >= own - SAME) for own in observed.tolist()]
        lower = [np.count_nonzero(sums <= own + SAME) for own in observed.tolist()]
        return np.array(upper), np.array(lower)
    table = np.sort(sums)
    at = _places(table, observed - SAME)
    above = at.copy()
    equal = np.flatnonzero(table.take(at, mode="clip") <= observed + SAME)
    if len(equal):
        above[equal] = table.searchsorted(observed[equal] + SAME, "right")
    return len(table) - at, above


def _places(table: Floats, wanted: Floats) -> Whole:
    """Find where numbers would stand in a sorted table; many of them faster with a guide, or in their own order."""
    if len(wanted) < MANY:
        return table.searchsorted(wanted)
    if len(wanted) >= len(table) and table[-1] - table[0] > SAME:
        return _guided(table, wanted)
    order = wanted.argsort()
    places = np.empty(len(wanted), dtype=np.int64)
    places[order] = table.searchsorted(wanted[order])
    return places


def _guided(table: Floats, wanted: Floats) -> Whole:
    """Find where numbers would stand in a sorted table that is shorter than they are many.

    Its range is cut into cells of equal width. Whatever stands in a lower cell is smaller, however a limit is rounded;
    from the first number of its own cell on each goes a few steps.
    """
    cells = CELLS * len(table)
    scale = cells / (table[-1] - table[0])
    inside = np.bincount(_cells(table, table[0], scale, cells), minlength=cells + 1)
    places = (inside.cumsum() - inside).take(_cells(wanted, table[0], scale, cells))
    going = _walked(np.append(table, np.inf), wanted, places)
    if len(going):
        places[going] = table.searchsorted(wanted[going])
    return places


def _walked(ends: Floats, wanted: Floats, places: Whole) -> Whole:
    """Go a few steps up from places in the table, which are changed; gives who has not arrived by then."""
    going = np.flatnonzero(ends.take(places) < wanted)
    for _ in range(STEPS):
        if not len(going):
            break
        further = places[going] + 1
        places[going] = further
        going = going[ends.take(further) < wanted[going]]
    return going


def _cells(numbers: Floats, low: float | Floats, scale: float | Floats, cells: int) -> Whole:
    found = numbers - low
    found *= scale
    return found.clip(0, cells, out=found).astype(np.int64)
