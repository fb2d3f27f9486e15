"""Counts made of the years of another: their change, and their sum over the last years."""

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from layers.protection.quantity import Quantities

FloatArray = NDArray[np.float64]
Row = tuple[list[int], list[int]]
_GLANCE = 12
_FEWEST_ROWS = 3
_GLANCED, _NEARLY_ALL = 0.6, 0.9


def of_years(found: Quantities, offsets: Mapping[int, int]) -> Iterator[Row]:
    """Say which counts are the difference of two years of another, or the sum of its last years.

    Parameters
    ----------
    found : Quantities
    offsets : mapping of quantity to int
        First cell of each; its areas follow, each with its years.

    Yields
    ------
    cells, coefficients : list of int
        One relation for each area. A count that keeps to it in nearly all areas is taken to do so: with how much it
        is out elsewhere the attacker is said to know.
    """
    plain = [at for at in offsets if found.each[at].copy_of < 0]
    counts = [at for at in plain if not found.each[at].signed]
    if not counts:
        return
    numbers = np.stack([found.each[at].numbers for at in counts])
    years = numbers.shape[2]
    glance = np.unique(np.linspace(0, numbers.shape[1] - 1, _GLANCE).astype(int))
    for year in range(1, years):
        makers = [*_makers(year)]
        made = np.stack([numbers[:, :, list(moments)] @ signs for moments, signs in makers], axis=1)
        for at in plain:
            own = found.each[at].numbers[:, year]
            likely = _agreeing(own[glance], made[:, :, glance], 0) >= _GLANCED
            for number, maker in np.argwhere(likely).tolist():
                if counts[number] == at or not np.nan_to_num(own).any():
                    continue
                if _agreeing(own, made[number, maker], _FEWEST_ROWS) >= _NEARLY_ALL:
                    moments, signs = makers[maker]
                    yield from _rows(offsets[at], offsets[counts[number]], years, year, moments, signs, len(own))


def _makers(year: int) -> Iterator[tuple[tuple[int, ...], FloatArray]]:
    """Years and their signs that a number of a year may be made of."""
    for earlier in range(year):
        yield (year, earlier), np.array([1.0, -1.0])
        yield tuple(range(earlier, year + 1)), np.ones(year + 1 - earlier)


def _agreeing(own: FloatArray, made: FloatArray, fewest: int) -> NDArray[np.float64]:
    """Give the share of areas in which two are equal, of those where both are known; 1 where none has to be."""
    both = np.isfinite(own) & np.isfinite(made)
    size = both.sum(axis=-1)
    share = (both & (own == made)).sum(axis=-1) / np.maximum(size, 1)
    return np.asarray(np.where(size >= max(fewest, 1), share, 0.0 if fewest else 1.0))


def _rows(
    whole: int, part: int, years: int, year: int, moments: tuple[int, ...], signs: FloatArray, areas: int
) -> Iterator[Row]:
    coefficients = [*signs.astype(int).tolist(), -1]
    for area in range(areas):
        yield [*(part + area * years + moment for moment in moments), whole + area * years + year], coefficients
