"""Classes of an index, and the quarters that lie so near a limit that the class should not decide anything alone.

Classes are taken from the index as it was computed, never from the index as it is printed: a quarter with -1.0047
is printed as -1.00 and belongs below the limit of -1.
"""

import math
from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.index.recipe import ClassLimits

Floats = NDArray[np.float64]
Classes = NDArray[np.int8]

STATUS_LIMITS = (-1.0, 1.0, 1.5)
DYNAMICS_LIMITS = (-1.0, 1.0)
DYNAMICS_SIGNS = ("", "+", "+/-", "-")
NEAR = 0.02


def status_class(index: ArrayLike, limits: tuple[float, float, float] = STATUS_LIMITS) -> Classes:
    """Tell the status of quarters: 1 high, 2 middle, 3 low, 4 very low.

    Parameters
    ----------
    index : array of float, shape (n,)
        In standard deviations; more is more disadvantage. NaN where there is none.
    limits : three floats
        Ascending.

    Returns
    -------
    int array, shape (n,)
        0 without index.

    Notes
    -----
    ``1: x < -1; 2: -1 <= x <= 1; 3: 1 < x <= 1.5; 4: x > 1.5`` [1]_.

    References
    ----------
    .. [1] Senatsverwaltung für Stadtentwicklung und Wohnen (2019). Monitoring Soziale Stadtentwicklung Berlin.

    Examples
    --------
    >>> status_class([-1.0047, -1, 1, 1.001, 1.5, 1.501, float("nan")]).tolist()
    [1, 2, 2, 3, 3, 4, 0]
    """
    x = np.asarray(index, dtype=np.float64)
    low, high, highest = limits
    found = 1 + (x >= low).astype(np.int8) + (x > high) + (x > highest)
    return np.where(np.isnan(x), 0, found).astype(np.int8)


def dynamics_class(index: ArrayLike, limits: tuple[float, float] = DYNAMICS_LIMITS) -> Classes:
    """Tell the dynamics of quarters: 1 positive (+), 2 stable (+/-), 3 negative (-).

    Negative means a less favourable change than the average of all quarters, not necessarily a rise.

    Parameters, missing values and source as in :func:`status_class`; ``1: x < -1; 2: -1 <= x <= 1; 3: x > 1``.

    Examples
    --------
    >>> dynamics_class([-1.0032, -1, 1, 1.0028, float("nan")]).tolist()
    [1, 2, 2, 3, 0]
    """
    x = np.asarray(index, dtype=np.float64)
    found = 1 + (x >= limits[0]).astype(np.int8) + (x > limits[1])
    return np.where(np.isnan(x), 0, found).astype(np.int8)


def matrix_codes(status: ArrayLike, dynamics: ArrayLike) -> tuple[str, ...]:
    """Name the cell of the 4 x 3 matrix of every quarter.

    Returns
    -------
    tuple of str
        ``"1+"`` to ``"4-"``; empty where one of the two is missing.

    Examples
    --------
    >>> matrix_codes([1, 2, 4, 3], [1, 2, 3, 0])
    ('1+', '2+/-', '4-', '')
    """
    pairs = zip(np.asarray(status).tolist(), np.asarray(dynamics).tolist(), strict=True)
    return tuple(f"{row}{DYNAMICS_SIGNS[column]}" if row and column else "" for row, column in pairs)


def needs_attention(status: ArrayLike, dynamics: ArrayLike) -> NDArray[np.bool_]:
    """Tell where special attention is needed: status very low, or low with negative dynamics.

    Examples
    --------
    >>> needs_attention([4, 3, 3, 2, 4], [1, 3, 2, 3, 0]).tolist()
    [True, True, False, False, True]
    """
    row, column = np.asarray(status), np.asarray(dynamics)
    return np.asarray((row == 4) | ((row == 3) & (column == 3)))


def quantile_limits(
    values: ArrayLike, k: int, by: ClassLimits = "type_9", residents: ArrayLike | None = None
) -> tuple[float, ...]:
    """Find the limits between k classes of as many quarters, or of as many residents.

    Parameters
    ----------
    values : array of float, shape (n,)
        NaN is left out.
    k : int
        2 or more; 5 for quintiles, 10 for deciles.
    by : {"type_7", "type_9", "residents"}
        Types of R's ``quantile``: 7 is R's usual one, 9 that of the GISD. By residents: as many people in every
        class, up to the last quarter, which is taken whole (Carstairs).
    residents : array of float, shape (n,), optional
        For "residents" only.

    Returns
    -------
    tuple of float, length k - 1
        Ascending; empty without values. A quarter on a limit belongs to the class below it.

    Raises
    ------
    ValueError
        By residents, if those of a quarter are not known, or nobody lives anywhere.

    Notes
    -----
    Hyndman, R. J. and Fan, Y. (1996). Sample quantiles in statistical packages. The American Statistician 50.

    Examples
    --------
    >>> quantile_limits([1, 2, 3, 4, 5], 2, "type_7"), quantile_limits([1, 2, 3], 2, "residents", [10, 10, 80])
    ((3.0,), (3.0,))
    """
    numbers = np.asarray(values, dtype=np.float64)
    known = np.isfinite(numbers)
    if not known.any():
        return ()
    fractions = np.arange(1, k) / k
    if by != "residents":
        method: Literal["linear", "normal_unbiased"] = "linear" if by == "type_7" else "normal_unbiased"
        return tuple(np.quantile(numbers[known], fractions, method=method).tolist())
    people = np.full(len(numbers), np.nan) if residents is None else np.asarray(residents, dtype=np.float64)
    if not (people[known] >= 0).all() or not people[known].sum() > 0:
        raise ValueError("classes of as many residents need the residents of every quarter")
    order = np.argsort(numbers[known], kind="stable")
    living = np.cumsum(people[known][order])
    # A hair below the fraction: the computer's sum of all may miss a share that is met exactly.
    places = np.searchsorted(living, fractions * living[-1] * (1 - 1e-12))
    return tuple(numbers[known][order][places].tolist())


def quantile_class(values: ArrayLike, limits: Sequence[float]) -> Classes:
    """Tell the class of every quarter, 1 the lowest.

    Examples
    --------
    >>> quantile_class([1, 3, 3.1, float("nan")], (3.0,)).tolist()
    [1, 1, 2, 0]
    """
    numbers = np.asarray(values, dtype=np.float64)
    found = 1 + np.searchsorted(np.asarray(limits, dtype=np.float64), numbers, side="left")
    return np.where(np.isnan(numbers), 0, found).astype(np.int8)


def imd_decile(ranks: ArrayLike) -> Classes:
    """Give the decile as England publishes it: 1 holds the tenth that is most disadvantaged.

    Parameters
    ----------
    ranks : array of float, shape (n,)
        1 the most disadvantaged; NaN where there is none.

    Notes
    -----
    ``ceil(rank / (n / 10))``, at most 10; McLennan, D. et al. (2019), Technical report. MHCLG.

    Examples
    --------
    >>> imd_decile([1, 2, 3, 19, 20, float("nan"), *range(4, 19)]).tolist()[:6]
    [1, 1, 2, 10, 10, 0]
    """
    numbers = np.asarray(ranks, dtype=np.float64)
    n = int(np.isfinite(numbers).sum())
    found = np.minimum(np.ceil(numbers * 10 / max(n, 1)), 10)
    return np.nan_to_num(found).astype(np.int8)


def near_limit(
    index: ArrayLike, limits: Sequence[float], deviation: float = 1.0, within: float = NEAR
) -> NDArray[np.bool_]:
    """Tell which quarters lie so near a class limit that a rounding of their shares could move them.

    Parameters
    ----------
    index : array of float, shape (n,)
    limits : sequence of float
        In the unit of the index.
    deviation : float
        Standard deviation of the index.
    within : float
        Distance in standard deviations.

    Examples
    --------
    >>> near_limit([-1.0047, 0.9, 1.51, float("nan")], STATUS_LIMITS).tolist()
    [True, False, True, False]
    """
    x = np.asarray(index, dtype=np.float64)
    if not len(limits) or not math.isfinite(deviation):
        return np.zeros(x.shape, dtype=bool)
    distance = np.abs(x[:, None] - np.asarray(limits, dtype=np.float64)).min(axis=1)
    return np.asarray(distance <= within * deviation)
