"""Delivered sums held against their parts: quarters against districts and city, districts against the city."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from loading.checks.examined import Examined, listed, number
from loading.checks.rounding import rounding_unit, tolerance
from loading.cubes.placing import Numbers
from loading.errors import Finding
from loading.reasons import Reason

MOST_DISTRICTS = 3
SLACK = 1e-6


@dataclass(frozen=True)
class Compared:
    """A delivered sum and its parts; every array has the shape (units, measures, years).

    Attributes
    ----------
    sums : float
        Of the known parts.
    delivered : float
        NaN where no sum was delivered.
    allowed : float
        By how much both may differ.
    gaps, hidden : int
        Parts without a number, and those of them that were suppressed.
    """

    sums: np.ndarray
    delivered: np.ndarray
    allowed: np.ndarray
    gaps: np.ndarray
    hidden: np.ndarray

    @property
    def right(self) -> np.ndarray:
        """Complete and equal."""
        return (self.gaps == 0) & (np.abs(self.sums - self.delivered) <= self.allowed + SLACK)

    @property
    def wrong(self) -> np.ndarray:
        """Complete and different, or with suppressed parts already more than the whole."""
        beyond = self.sums - self.delivered > self.allowed + SLACK
        complete = (self.gaps == 0) & (np.abs(self.sums - self.delivered) > self.allowed + SLACK)
        return np.isfinite(self.delivered) & (complete | ((self.gaps == self.hidden) & (self.hidden > 0) & beyond))


def sums(examined: Examined) -> list[Finding]:
    """Hold delivered sums against the quarters, for columns that count something.

    Parameters
    ----------
    examined : Examined

    Returns
    -------
    list of Finding
        For each table: that the city adds up (latest year first), that it does not, and the districts that do not.

    Notes
    -----
    The tolerance is half a unit of the source's rounding for each part and for the sum. With suppressed parts the
    known ones give at least their sum; only more than the whole is wrong then.
    """
    return [finding for table in examined.placed for finding in _of_table(examined, table)]


def _of_table(examined: Examined, table: int) -> Iterator[Finding]:
    counted = {
        ref.measure for one in examined.declarations for ref in (*one.numerator, *one.denominator) if ref.table == table
    }
    measures = sorted(counted)
    if not measures:
        return
    districts = list(_districts(examined, table, measures))
    yield from _city(examined, table, measures, by_districts=not districts)
    yield from districts


def _city(examined: Examined, table: int, measures: Sequence[int], *, by_districts: bool) -> Iterator[Finding]:
    """Hold the city against its quarters; against the districts too, where these are right in themselves."""
    placed = examined.placed[table]
    if not np.isfinite(placed.city.values).any():
        return
    whole = np.zeros(len(placed.quarters.values), dtype=int)
    of_quarters = compared(placed.quarters, placed.city.values, whole, placed.unassigned, measures)
    right = _cells(of_quarters.right)
    if right:
        yield _adds_up(examined, table, measures, of_quarters, right)
    wrong = _cells(of_quarters.wrong)
    if wrong:
        yield _wrong(examined, table, measures, of_quarters, wrong, "city")
    elif by_districts and len(placed.districts.values):
        every = np.zeros(len(placed.districts.values), dtype=int)
        of_districts = compared(placed.districts, placed.city.values, every, placed.unassigned, measures)
        if wrong := _cells(of_districts.wrong):
            yield _wrong(examined, table, measures, of_districts, wrong, "city_of_districts")


def _districts(examined: Examined, table: int, measures: Sequence[int]) -> Iterator[Finding]:
    hierarchy, placed = examined.joined.hierarchy, examined.placed[table]
    if hierarchy is None or not np.isfinite(placed.districts.values).any():
        return
    none = np.zeros_like(placed.unassigned)
    found = compared(placed.quarters, placed.districts.values, hierarchy.parents, none, measures)
    wrong = _cells(found.wrong)
    districts = list(dict.fromkeys(cell[0] for cell in wrong))
    for district in districts[:MOST_DISTRICTS]:
        cells = [cell for cell in wrong if cell[0] == district]
        yield _wrong(examined, table, measures, found, cells, "district", hierarchy.names[district])
    rest = [hierarchy.names[district] for district in districts[MOST_DISTRICTS:]]
    if rest:
        names = listed(rest, ", ")
        place = examined.place_of_table(table)
        values = {"n": len(rest), "names": names}
        yield Finding("warning", place, "checks.more_districts", values, about=tuple(sorted(rest)))


def compared(
    parts: Numbers, delivered: np.ndarray, groups: np.ndarray, unassigned: np.ndarray, measures: Sequence[int]
) -> Compared:
    """Add up the parts of each unit beside the delivered sum.

    Parameters
    ----------
    parts : Numbers
        n areas.
    delivered : float array, shape (units, measures, years)
    groups : int array, shape (n,)
        Unit of each part; -1 where unknown.
    unassigned : float array, shape (measures, years)
        Cases of no part.
    measures : sequence of int
        Those that count something.

    Returns
    -------
    Compared
        Its axis of measures holds only those asked for.
    """
    values, reasons = parts.values[:, measures], parts.reasons[:, measures]
    belongs = (groups[None, :] == np.arange(len(delivered))[:, None]).astype(float)
    known = np.isfinite(values)

    def added(array: np.ndarray) -> np.ndarray:
        flat = array.reshape(len(array), -1).astype(float)
        return np.asarray((belongs @ flat).reshape(len(delivered), *array.shape[1:]))

    units = np.array([rounding_unit(values[:, position]) for position in range(len(measures))])
    allowed = np.stack([tolerance(unit, added(known[:, position])) for position, unit in enumerate(units)], axis=1)
    sums_of = added(np.where(known, values, 0.0)) + unassigned[measures]
    return Compared(sums_of, delivered[:, measures], allowed, added(~known), added(reasons == Reason.SUPPRESSED))


def _cells(found: np.ndarray) -> list[tuple[int, int, int]]:
    """List cells (unit, measure, year), latest year first."""
    cells = [(unit, measure, year) for unit, measure, year in np.argwhere(found).tolist()]
    return sorted(cells, key=lambda cell: (-cell[2], cell[1], cell[0]))


def _adds_up(
    examined: Examined,
    table: int,
    measures: Sequence[int],
    found: Compared,
    right: Sequence[tuple[int, int, int]],
) -> Finding:
    """Tell that the city adds up; by an example with a remainder if there is one, since it shows most."""
    unassigned = examined.placed[table].unassigned[measures]
    unit, measure, year = next((cell for cell in right if unassigned[cell[1:]]), right[0])
    rest = unassigned[measure, year]
    values = {
        "title": examined.tables[table].measures[measures[measure]].title,
        "year": examined.year(year),
        "sum": number(found.sums[unit, measure, year] - rest),
        "unassigned": number(rest),
        "city": number(found.delivered[unit, measure, year]),
        "n": len(right),
    }
    code = "load.city_adds_up_with_rest" if rest else "load.city_adds_up"
    return Finding("info", examined.place_of_table(table), code, values)


def _wrong(
    examined: Examined,
    table: int,
    measures: Sequence[int],
    found: Compared,
    wrong: Sequence[tuple[int, int, int]],
    kind: str,
    name: str = "",
) -> Finding:
    """Tell the largest difference of those found, measured by the sum."""
    off = [abs(found.sums[cell] - found.delivered[cell]) / max(abs(found.delivered[cell]), 1.0) for cell in wrong]
    worst = wrong[int(np.argmax(off))]
    _, measure, year = worst
    title = examined.tables[table].measures[measures[measure]].title
    hidden = int(found.hidden[worst])
    values = {
        "name": name,
        "title": title,
        "year": examined.year(year),
        "sum": number(found.sums[worst]),
        "delivered": number(found.delivered[worst]),
        "difference": number(found.sums[worst] - found.delivered[worst]),
        "allowed": number(found.allowed[worst]),
        "hidden": hidden,
        "n": len(wrong),
    }
    code = f"checks.sum_of_{kind}" + ("_at_least" if hidden else "")
    about = (title, name, examined.year(year), str(values["sum"]), str(values["delivered"]))
    return Finding("warning", examined.place_of_table(table), code, values, about=about)
