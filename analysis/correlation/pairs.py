"""Two indicators of the same quarters: how closely they go together, and the line through them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

FEWEST_PAIRS = 3


@dataclass(frozen=True)
class Correlation:
    """How closely two indicators go together.

    Attributes
    ----------
    coefficient : float
        From -1 to 1; NaN with fewer than three pairs or where one indicator is the same everywhere.
    n, excluded : int
        Quarters with both numbers, and quarters left out because one is missing.
    """

    coefficient: float
    n: int
    excluded: int


@dataclass(frozen=True)
class Line:
    """The straight line ``y = intercept + slope * x``; NaN where none can be drawn.

    ``n`` and ``excluded`` as in :class:`Correlation`.
    """

    slope: float
    intercept: float
    n: int
    excluded: int


def pearson(x: ArrayLike, y: ArrayLike) -> Correlation:
    """Measure how closely two indicators follow a straight line.

    Parameters
    ----------
    x, y : arrays of float, shape (n,)
        NaN where not usable; such pairs are left out and counted.

    Returns
    -------
    Correlation

    Raises
    ------
    ValueError
        If the arrays differ in shape.

    Notes
    -----
    Pearson's product-moment coefficient; every quarter has the same weight. It says nothing about persons
    (ecological fallacy) and nothing about causes.

    Examples
    --------
    >>> pearson([1, 2, 3, float("nan")], [2, 4, 6, 1])
    Correlation(coefficient=1.0, n=3, excluded=1)
    """
    one, other, excluded = _pairs(x, y)
    return Correlation(_product_moment(one, other), len(one), excluded)


def spearman(x: ArrayLike, y: ArrayLike) -> Correlation:
    """Measure how closely the order of the quarters agrees, whatever the shape of the relation.

    Parameters, missing values and errors as in :func:`pearson`.

    Notes
    -----
    Pearson's coefficient of the ranks, equal values with their mean rank (Spearman 1904). One extreme quarter
    cannot make or break it.

    Examples
    --------
    >>> spearman([1, 2, 3, 4], [1, 4, 9, 100]).coefficient
    1.0
    """
    one, other, excluded = _pairs(x, y)
    return Correlation(_product_moment(_mean_ranks(one), _mean_ranks(other)), len(one), excluded)


def regression_line(x: ArrayLike, y: ArrayLike) -> Line:
    """Fit the straight line with the smallest squared deviations in y (ordinary least squares).

    Parameters, missing values and errors as in :func:`pearson`.

    Examples
    --------
    >>> regression_line([0, 1, 2], [1, 3, 5])
    Line(slope=2.0, intercept=1.0, n=3, excluded=0)
    """
    one, other, excluded = _pairs(x, y)
    if len(one) < FEWEST_PAIRS or one.min() == one.max():
        return Line(float("nan"), float("nan"), len(one), excluded)
    moved = one - one.mean()
    slope = float((moved * (other - other.mean())).sum() / (moved * moved).sum())
    return Line(slope, float(other.mean() - slope * one.mean()), len(one), excluded)


def _pairs(x: ArrayLike, y: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64], int]:
    one, other = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
    if one.ndim != 1 or one.shape != other.shape:
        raise ValueError(f"two indicators need one entry per quarter each, got {one.shape} and {other.shape}")
    both = np.isfinite(one) & np.isfinite(other)
    return one[both], other[both], int((~both).sum())


def _product_moment(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    if len(one) < FEWEST_PAIRS or one.min() == one.max() or other.min() == other.max():
        return float("nan")
    a, b = one - one.mean(), other - other.mean()
    return float(np.clip((a * b).sum() / np.sqrt((a * a).sum() * (b * b).sum()), -1.0, 1.0))


def _mean_ranks(numbers: NDArray[np.float64]) -> NDArray[np.float64]:
    ordered = np.sort(numbers)
    return (np.searchsorted(ordered, numbers, side="left") + np.searchsorted(ordered, numbers, side="right") + 1) / 2
