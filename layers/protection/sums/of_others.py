"""Counts of the others: of the district without the quarter, of the city without it, or of the district told again."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from layers.protection.quantity import Quantities
from layers.protection.sums.over_years import Row
from loading.atlas import Atlas, LevelName

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
Around = tuple[IntArray, IntArray]
"""Rows of areas, and of the larger ones around them."""
_FEWEST, _NEARLY_ALL, _DIFFERING = 3, 0.9, 2
_GLANCE, _GLANCED = 12, 0.6
_BELOW: tuple[LevelName, ...] = ("quarter", "district")


def of_others(atlas: Atlas, found: Quantities, offsets: Mapping[int, int]) -> Iterator[Row]:
    """Say which counts are, in each area, those of a larger one without it.

    Parameters
    ----------
    atlas : Atlas
    found : Quantities
    offsets : mapping of quantity to int
        First cell of each; its areas follow, each with its years.

    Yields
    ------
    cells, coefficients : list of int
        One relation for each area and year. A count that keeps to it in nearly all areas of a year is taken to do so:
        with how much it is out elsewhere the attacker is said to know.

    Notes
    -----
    782 others beside 784 of the district are 2 of the quarter. Where the number is that of the district, or of the rest
    of the city without the district, no quarter follows from it, but the district's own number does.
    """
    plain = [at for at in offsets if found.each[at].copy_of < 0 and not found.each[at].signed]
    if len(plain) < 2:
        return
    numbers = np.stack([found.each[at].numbers for at in plain])
    years = len(atlas.years)
    for areas, terms in _ways(*_above(atlas, found)):
        made = np.stack([sign * numbers[:, rows] for rows, sign in terms]).sum(axis=0)
        for number, at in enumerate(plain):
            for whole, year in _equal(numbers[number][areas], made):
                if whole != number:
                    yield from _rows(offsets[at], offsets[plain[whole]], years, year, areas, terms)


def _above(atlas: Atlas, found: Quantities) -> tuple[Around | None, list[Around]]:
    """Give the quarters of districts with these, and what lies in the city."""
    city = found.places["city"].start
    several = [
        np.arange(found.places[level].start, found.places[level].stop) for level in _BELOW if level in found.places
    ]
    of_city = [(areas, np.full(len(areas), city)) for areas in several]
    if "district" not in found.places:
        return None, of_city
    parents = np.array(atlas.levels["quarter"].parents)
    inside = np.flatnonzero(parents >= 0)
    return (several[0][inside], found.places["district"].start + parents[inside]), of_city


def _ways(
    of_districts: Around | None, of_city: Sequence[Around]
) -> Iterator[tuple[IntArray, list[tuple[IntArray, int]]]]:
    """Give what the number of an area may be made of."""
    for areas, city in of_city:
        yield areas, [(city, 1), (areas, -1)]
    if of_districts is not None:
        areas, around = of_districts
        yield areas, [(around, 1), (areas, -1)]
        yield areas, [(around, 1)]
        yield areas, [(np.full(len(areas), of_city[0][1][0]), 1), (around, -1)]


def _equal(own: FloatArray, made: FloatArray) -> Iterator[tuple[int, int]]:
    """Find by which of many, and in which years, a number is made in nearly all areas to the last person."""
    glance = np.unique(np.linspace(0, len(own) - 1, _GLANCE).astype(int))
    likely = _agreeing(own[glance], made[:, glance], 0) >= _GLANCED
    for which, year in np.argwhere(likely).tolist():
        here, there = own[:, [year]], made[[which]][:, :, [year]]
        told = own[np.isfinite(own[:, year]) & np.isfinite(made[which, :, year]), year]
        if len(np.unique(told)) >= _DIFFERING and _agreeing(here, there, _FEWEST)[0, 0] >= _NEARLY_ALL:
            yield which, year


def _agreeing(own: FloatArray, made: FloatArray, fewest: int) -> FloatArray:
    """Give the share of areas in which two are equal, shape (made, years), of those where both are known and not 0."""
    both = np.isfinite(own) & np.isfinite(made) & ((own != 0) | (made != 0))
    size = both.sum(axis=1)
    share = (both & (own == made)).sum(axis=1) / np.maximum(size, 1)
    return np.where(size >= max(fewest, 1), share, 0.0 if fewest else 1.0)


def _rows(
    own: int, other: int, years: int, year: int, areas: IntArray, terms: Sequence[tuple[IntArray, int]]
) -> Iterator[Row]:
    for at, area in enumerate(areas.tolist()):
        cells = [other + int(rows[at]) * years + year for rows, _ in terms]
        yield [*cells, own + area * years + year], [*(sign for _, sign in terms), -1]
