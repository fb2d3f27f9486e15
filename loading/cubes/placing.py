"""Put the numbers of a table onto quarters, districts and the city: as delivered, or summed where complete."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from loading.joining.hierarchy import Hierarchy
from loading.joining.join import Joined
from loading.joining.rows import Rows
from loading.joining.totals import Totals
from loading.reasons import Reason

ADDS_UP_WITHIN = 0.5


@dataclass(frozen=True)
class Numbers:
    """Measures on the areas of one level.

    Attributes
    ----------
    values : float array, shape (areas, measures, years)
        NaN where the reason has no number.
    reasons : uint8 array, same shape
    """

    values: np.ndarray
    reasons: np.ndarray

    @property
    def known(self) -> np.ndarray:
        """Which cells hold a number; bool, same shape."""
        return np.isfinite(self.values)


@dataclass(frozen=True)
class Placed:
    """One table on the map, as delivered.

    Attributes
    ----------
    quarters, districts, city : Numbers
        Districts and city only from delivered rows of sums.
    unassigned : float array, shape (measures, years)
        Cases of no quarter; 0 where no such row was delivered.
    """

    quarters: Numbers
    districts: Numbers
    city: Numbers
    unassigned: np.ndarray


def place_numbers(joined: Joined, rows: Rows, totals: Totals, years: Sequence[int]) -> Placed:
    """Put one table onto the map and a common axis of years.

    Parameters
    ----------
    joined : Joined
        n quarters.
    rows : Rows
        Where the rows of the table belong.
    totals : Totals
        Its rows of sums.
    years : sequence of int
        All years of the Atlas, ascending.

    Returns
    -------
    Placed
        A quarter without a row in any table is NOT_JOINED throughout; one whose row stands in another
        table only, or lacks a year, is NOT_DELIVERED there.
    """
    table = rows.table
    column = np.array([list(years).index(year) for year in table.years], dtype=int)
    shape = (table.values.shape[1], len(years))
    districts = len(joined.hierarchy.ids) if joined.hierarchy else 0
    quarters = _blank(len(joined.ids), shape, Reason.NOT_DELIVERED)
    placed = np.flatnonzero(rows.quarter >= 0)
    _fill(quarters, rows.quarter[placed], rows, placed, column)
    quarters.reasons[~joined.matched] = Reason.NOT_JOINED
    of_districts = _blank(districts, shape, Reason.NOT_DELIVERED)
    where = np.array(list(totals.districts), dtype=int)
    _fill(of_districts, where, rows, np.array(list(totals.districts.values()), dtype=int), column)
    city = _blank(1, shape, Reason.NOT_DELIVERED)
    if totals.city is not None:
        _fill(city, np.array([0]), rows, np.array([totals.city]), column)
    unassigned = np.zeros(shape)
    if totals.unassigned:
        unassigned[:, column] = np.nansum(table.values[list(totals.unassigned)], axis=0)
    return Placed(quarters, of_districts, city, unassigned)


def _blank(areas: int, shape: tuple[int, int], reason: Reason) -> Numbers:
    return Numbers(np.full((areas, *shape), np.nan), np.full((areas, *shape), reason, dtype=np.uint8))


def _fill(numbers: Numbers, areas: np.ndarray, rows: Rows, lines: np.ndarray, column: np.ndarray) -> None:
    if not len(lines):
        return
    cells = np.ix_(areas, np.arange(numbers.values.shape[1]), column)
    numbers.values[cells] = rows.table.values[lines]
    numbers.reasons[cells] = rows.table.reasons[lines]


def add_up(quarters: Numbers, groups: np.ndarray, number: int) -> Numbers:
    """Add quarters to larger units, where all of them are known.

    Parameters
    ----------
    quarters : Numbers
        n areas.
    groups : int array, shape (n,)
        Unit of each quarter, -1 where unknown.
    number : int
        How many units; each has at least one quarter.

    Returns
    -------
    Numbers
        A sum is NaN as soon as one quarter is blank: SUPPRESSED if one is suppressed, else NOT_DELIVERED,
        else NOT_JOINED. Never a partial sum.

    Examples
    --------
    >>> numbers = Numbers(np.array([[[3.0]], [[np.nan]]]), np.array([[[0]], [[4]]], dtype=np.uint8))
    >>> add_up(numbers, np.array([0, 0]), 1).reasons.tolist()
    [[[4]]]
    """
    order = np.argsort(groups, kind="stable")
    starts = np.searchsorted(groups[order], np.arange(number))
    sums = np.add.reduceat(quarters.values[order], starts, axis=0)
    reasons = np.where(sums == 0, Reason.ZERO, Reason.VALUE).astype(np.uint8)
    for reason in (Reason.NOT_JOINED, Reason.NOT_DELIVERED, Reason.EXCLUDED, Reason.SUPPRESSED):
        has = np.logical_or.reduceat((quarters.reasons == reason)[order], starts, axis=0)
        reasons[has] = reason
        sums[has] = np.nan
    gaps = np.isnan(sums) & (reasons <= Reason.ZERO)
    reasons[gaps] = Reason.NOT_DELIVERED
    return Numbers(sums, reasons)


def prefer(first: Numbers, second: Numbers) -> Numbers:
    """Take the first where it has a number or says why not, the second elsewhere.

    Parameters
    ----------
    first, second : Numbers
        Same shape.

    Returns
    -------
    Numbers
        The second fills cells that the first leaves NOT_DELIVERED or NOT_JOINED.
    """
    use = np.isin(first.reasons, (Reason.NOT_DELIVERED, Reason.NOT_JOINED)) & (
        second.known | (second.reasons == Reason.SUPPRESSED)
    )
    return Numbers(np.where(use, second.values, first.values), np.where(use, second.reasons, first.reasons))


def known_first(first: Numbers, second: Numbers) -> Numbers:
    """Take the first where it has a number, else the second; where neither has one, suppression is the reason."""
    silent = np.isin(first.reasons, (Reason.NOT_DELIVERED, Reason.NOT_JOINED))
    use = first.known | (~second.known & ~(silent & (second.reasons == Reason.SUPPRESSED)))
    return Numbers(np.where(use, first.values, second.values), np.where(use, first.reasons, second.reasons))


def sums_of(placed: Placed, hierarchy: Hierarchy | None) -> tuple[Numbers, Numbers]:
    """Give the sums of districts and city of things that can be counted.

    Parameters
    ----------
    placed : Placed
    hierarchy : Hierarchy or None

    Returns
    -------
    districts : Numbers
        Sums of quarters where complete, else as delivered.
    city : Numbers
        As delivered; else the sum of quarters, else of districts, where complete.
    """
    number = len(placed.quarters.values)
    whole = add_up(placed.quarters, np.zeros(number, dtype=int), 1)
    if hierarchy is None:
        return placed.districts, known_first(placed.city, whole)
    districts = known_first(add_up(placed.quarters, hierarchy.parents, len(hierarchy.ids)), placed.districts)
    city = known_first(placed.city, whole)
    if (hierarchy.parents >= 0).all():
        city = known_first(city, add_up(districts, np.zeros(len(hierarchy.ids), dtype=int), 1))
    return districts, city
