"""What became of a quarter over the years."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

FEWEST_YEARS = 3


def change(values: ArrayLike, first: int, last: int) -> NDArray[np.float64]:
    """Give the difference between two years.

    Parameters
    ----------
    values : array of float, shape (n, years)
        NaN where not usable.
    first, last : int
        Positions of the years.

    Returns
    -------
    array of float, shape (n,)
        In the indicator's unit; percentage points for percentages. NaN where one of the years is missing.

    Examples
    --------
    >>> change([[10.0, 11.0, 12.5], [8.0, float("nan"), 7.0]], 0, 2).tolist()
    [2.5, -1.0]
    """
    numbers = np.asarray(values, dtype=np.float64)
    return np.asarray(numbers[:, last] - numbers[:, first])


def slope(values: ArrayLike, years: Sequence[int]) -> NDArray[np.float64]:
    """Give the mean change per year.

    Parameters
    ----------
    values : array of float, shape (n, years)
        NaN where not usable.
    years : sequence of int
        Ascending; gaps are allowed.

    Returns
    -------
    array of float, shape (n,)
        Slope of the least-squares line over the usable years; NaN with fewer than three of them.

    Raises
    ------
    ValueError
        If there is not one year per column.

    Examples
    --------
    >>> slope([[10.0, 11.0, float("nan"), 13.0], [1.0, 2.0, float("nan"), float("nan")]], [2015, 2016, 2017, 2018])
    array([ 1., nan])
    """
    numbers = np.asarray(values, dtype=np.float64)
    if numbers.ndim != 2 or numbers.shape[1] != len(years):
        raise ValueError(f"{len(years)} years do not fit values of the shape {numbers.shape}")
    known = np.isfinite(numbers)
    n = known.sum(axis=1)
    enough = n >= FEWEST_YEARS
    times = np.where(known, np.asarray(years, dtype=np.float64), 0.0)
    moved_times = np.where(known, times - (times.sum(axis=1) / np.maximum(n, 1))[:, None], 0.0)
    products = (moved_times * np.where(known, numbers, 0.0)).sum(axis=1)
    squares = (moved_times * moved_times).sum(axis=1)
    return np.where(enough, products / np.where(enough, squares, 1.0), np.nan)


def directions(differences: ArrayLike, least: float) -> tuple[str, ...]:
    """Name what happened, without judging it.

    Parameters
    ----------
    differences : array of float, shape (n,)
        As from :func:`change`.
    least : float
        Smallest difference that is called one; for example half of the last decimal shown.

    Returns
    -------
    tuple of str, length n
        ``"rise"``, ``"fall"``, ``"steady"``, or ``"unknown"`` for NaN.

    Examples
    --------
    >>> directions([2.5, -1.0, 0.04, float("nan")], 0.05)
    ('rise', 'fall', 'steady', 'unknown')
    """
    numbers = np.asarray(differences, dtype=np.float64)
    cases = [np.isnan(numbers), numbers >= least, numbers <= -least]
    return tuple(np.select(cases, ["unknown", "rise", "fall"], "steady").tolist())


def longest_span(judged: ArrayLike, last: int, least: float = 0.9) -> int | None:
    """Find the earliest year that can be compared with a given one.

    Parameters
    ----------
    judged : bool array, shape (n, years)
        Where a usable number stands.
    last : int
        Position of the later year.
    least : float
        Fraction of the later year's quarters that must be usable in the earlier year too.

    Returns
    -------
    int or None
        Position of the earlier year; None where there is none.

    Examples
    --------
    >>> longest_span([[False, True, True], [False, True, True]], 2)
    1
    """
    usable = np.asarray(judged, dtype=bool)
    now = usable[:, last]
    if not now.any():
        return None
    fitting = np.flatnonzero(usable[now, :last].mean(axis=0) >= least)
    return int(fitting[0]) if len(fitting) else None
