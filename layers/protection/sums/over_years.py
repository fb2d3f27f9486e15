"""Counts made of the years of another: their change, with its sign or without, and their sum or mean."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from layers.protection.quantity import Quantities

FloatArray = NDArray[np.float64]
Row = tuple[list[int], list[int]]
_GLANCE = 12
_FEWEST_ROWS = 3
_GLANCED, _NEARLY_ALL = 0.6, 0.9


def of_years(found: Quantities, offsets: Mapping[int, int]) -> Iterator[Row]:
    """Say which counts are the difference of two years of another, or the sum or rounded mean of its last years.

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
    years, quarters = numbers.shape[2], found.places["quarter"]
    glance = np.unique(np.linspace(quarters.start, quarters.stop - 1, _GLANCE).astype(int))
    for year in range(1, years):
        makers = [*_makers(year)]
        made = np.stack([one.of(numbers) for one in makers], axis=1)
        for at in plain:
            own = found.each[at].numbers[:, year]
            judged = np.isfinite(own[quarters]).any()  # sums of changes without sign, and of rounded means, are neither
            slack = np.array([one.slack for one in makers])[:, None]
            likely = _agreeing(own[glance], made[:, :, glance], 0, slack) >= _GLANCED
            for number, maker in np.argwhere(likely).tolist():
                if counts[number] == at or not np.nan_to_num(own).any():
                    continue
                rows = quarters if judged else slice(None)
                if _agreeing(own[rows], made[number, maker][rows], _FEWEST_ROWS, makers[maker].slack) >= _NEARLY_ALL:
                    moments, signs = makers[maker].moments, makers[maker].signs_of(numbers[number])
                    yield from _rows(offsets[at], offsets[counts[number]], years, year, moments, signs)


@dataclass(frozen=True)
class _Maker:
    """What a number of a year may be made of: years with their signs, and what is done with their sum."""

    moments: tuple[int, ...]
    signs: tuple[float, ...]
    way: str = "sum"

    @property
    def slack(self) -> float:
        """How far a number may be from it: what rounding took from a mean."""
        return 0.5 if self.way == "mean" else 0.0

    def of(self, numbers: FloatArray) -> FloatArray:
        """Make it; numbers have their years last."""
        added = numbers[..., list(self.moments)] @ np.array(self.signs)
        if self.way == "mean":
            return np.asarray(added / len(self.moments))
        return np.asarray(np.abs(added) if self.way == "size" else added)

    def signs_of(self, numbers: FloatArray) -> FloatArray:
        """Give the signs of each area, shape (areas, moments): of a change told without its sign they differ."""
        signs = np.tile(self.signs, (len(numbers), 1))
        if self.way == "size":
            signs *= np.where(numbers[:, list(self.moments)] @ np.array(self.signs) < 0, -1.0, 1.0)[:, None]
        return signs


def _makers(year: int) -> Iterator[_Maker]:
    """Give whatever a number of a year may be made of."""
    for earlier in range(year):
        moments = tuple(range(earlier, year + 1))
        yield _Maker((year, earlier), (1.0, -1.0))
        yield _Maker((year, earlier), (1.0, -1.0), "size")
        yield _Maker(moments, (1.0,) * len(moments))
        yield _Maker(moments, (1.0,) * len(moments), "mean")


def _agreeing(own: FloatArray, made: FloatArray, fewest: int, slack: FloatArray | float = 0.0) -> NDArray[np.float64]:
    """Give the share of areas in which two are equal, of those where both are known; 1 where none has to be."""
    both = np.isfinite(own) & np.isfinite(made)
    size = both.sum(axis=-1)
    share = (both & (np.abs(own - made) <= slack)).sum(axis=-1) / np.maximum(size, 1)
    return np.asarray(np.where(size >= max(fewest, 1), share, 0.0 if fewest else 1.0))


def _rows(whole: int, part: int, years: int, year: int, moments: tuple[int, ...], signs: FloatArray) -> Iterator[Row]:
    """Tie a number to its years; of a mean the attacker is said to know what rounding took, and so the sum."""
    for area, of_area in enumerate(signs.astype(int).tolist()):
        cells = [part + area * years + moment for moment in moments]
        yield [*cells, whole + area * years + year], [*of_area, -1]
