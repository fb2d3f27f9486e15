"""The numbers to be published, and what is known of them."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Cells:
    """All counts that are published together, flat, whatever their level, indicator and year.

    Attributes
    ----------
    counts : float64, shape (cells,)
        Whole numbers; NaN where nothing was delivered: it is not published, and everybody knows as little as we.
    denominator : int64, shape (cells,)
        For a numerator the cell of the people it is a part of (x <= n); -1 for others.
    largest : float64, shape (cells,)
        Part of the count that comes from its largest contributor; NaN where not known.
    sensitive : bool, shape (cells,)
        Cells that the rules apply to. Others (all residents, dwellings) are hidden only to protect these.
    signed : bool, shape (cells,)
        Cells that may be negative, like changes; no rule applies to them.
    withheld : bool, shape (cells,)
        Cells that the source has suppressed (their count is NaN): protected like a count below k.
    fixed : bool, shape (cells,)
        Cells that are published anyway, elsewhere, and cannot be hidden.

    Raises
    ------
    ValueError
        If arrays do not fit, or counts are negative or broken; names the positions.

    Examples
    --------
    >>> cells_of([2, 40, 42], denominator=[1, -1, -1])
    3 cells, 1 with a denominator, 0 without a number
    """

    counts: FloatArray
    denominator: IntArray
    largest: FloatArray
    sensitive: BoolArray
    signed: BoolArray
    withheld: BoolArray
    fixed: BoolArray

    def __post_init__(self) -> None:
        for name, array in vars(self).items():
            if array.shape != (len(self.counts),):
                raise ValueError(f"{name} needs one entry per cell ({len(self.counts)}), got shape {array.shape}")
        known = ~np.isnan(self.counts)
        _none("counts must be whole numbers", known & (self.counts != np.round(self.counts)))
        _none("counts must not be negative unless signed", known & ~self.signed & (self.counts < 0))
        _none("withheld cells have no count", known & self.withheld)
        _none("denominators must be other cells", self.denominator >= len(self.counts))
        _none("denominators must be other cells", self.denominator == np.arange(len(self.counts)))
        pairs = self.denominator >= 0
        more = np.zeros(len(self.counts), dtype=bool)
        more[pairs] = self.counts[pairs] > self.counts[self.denominator[pairs]]
        _none("a numerator must not exceed its denominator", more)
        for array in vars(self).values():
            array.setflags(write=False)

    def __len__(self) -> int:
        return len(self.counts)

    def __repr__(self) -> str:
        pairs, blank = (self.denominator >= 0).sum(), np.isnan(self.counts).sum()
        return f"{len(self)} cells, {pairs} with a denominator, {blank} without a number"


def _none(problem: str, wrong: BoolArray) -> None:
    if wrong.any():
        raise ValueError(f"{problem}: positions {np.flatnonzero(wrong)[:5].tolist()}")


def cells_of(
    counts: ArrayLike,
    *,
    denominator: ArrayLike | None = None,
    largest: ArrayLike | None = None,
    sensitive: ArrayLike | None = None,
    signed: ArrayLike | None = None,
    withheld: ArrayLike | None = None,
    fixed: ArrayLike | None = None,
) -> Cells:
    """Put together what is known of cells.

    Parameters
    ----------
    counts, denominator, largest, sensitive, signed, withheld, fixed : arrays, shape (cells,), optional
        See :class:`Cells`. Without them: no denominators, no contributors, everything that is not signed is
        sensitive, nothing withheld, nothing fixed.

    Returns
    -------
    Cells
        Copies.

    Raises
    ------
    ValueError
        See :class:`Cells`.
    """
    number = np.array(counts, dtype=np.float64)

    def filled(given: ArrayLike | None, default: Any, kind: type) -> NDArray[Any]:
        return np.full(len(number), default, dtype=kind) if given is None else np.array(given, dtype=kind)

    negative = filled(signed, False, np.bool_)
    return Cells(
        counts=number,
        denominator=filled(denominator, -1, np.int64),
        largest=filled(largest, np.nan, np.float64),
        sensitive=(~negative if sensitive is None else np.array(sensitive, dtype=np.bool_) & ~negative),
        signed=negative,
        withheld=filled(withheld, False, np.bool_),
        fixed=filled(fixed, False, np.bool_),
    )
