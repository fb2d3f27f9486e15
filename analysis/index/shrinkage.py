"""Shares of small quarters, moved towards the city's as far as chance could explain them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Shrunken:
    """Shares moved towards the city's.

    Attributes
    ----------
    share : float array, shape (n,)
        Fractions, 0 to 1; NaN where the share is not known.
    weight : float array, shape (n,)
        How much of the quarter's own share is left: 1 all of it, 0 nothing.
    city_logit, variance : float
        Mean of the logits and their variance between quarters.
    """

    share: Floats
    weight: Floats
    city_logit: float
    variance: float

    def __post_init__(self) -> None:
        for array in (self.share, self.weight):
            array.setflags(write=False)


def shrunken_share(count: ArrayLike, total: ArrayLike) -> Shrunken:
    """Move shares towards the city's, those of small quarters most.

    Parameters
    ----------
    count, total : arrays of float, shape (n,)
        People in the group, and all people the share refers to. NaN where not known.

    Returns
    -------
    Shrunken
        The numbers that are shown stay as they were; these are for an index.

    Notes
    -----
    Empirical logits, as in the indices of deprivation of Scotland and England [1]_:
    ``m = ln((r + 1/2) / (n - r + 1/2))``, its sampling variance ``s² = (n + 1)(n + 2) / (n (r + 1)(n - r + 1))``
    [2]_, M the same logit of the city as a whole, the variance between k quarters ``t² = Σ (m - M)² / (k - 1)``,
    ``w = t² / (t² + s²)``, ``m* = w m + (1 - w) M``, and back ``1 / (1 + exp(-m*))``.

    References
    ----------
    .. [1] Noble, M. et al. (2003). Scottish Indices of Deprivation 2003, appendix 1. Scottish Executive.
    .. [2] Gart, J. J. and Zweifel, J. R. (1967). On the bias of various estimators of the logit and its
       variance. Biometrika 54, 181-187.

    Examples
    --------
    >>> found = shrunken_share([1, 100, 150, 200], [4, 1000, 1000, 1000])
    >>> found.share.round(3).tolist()
    [0.185, 0.102, 0.15, 0.199]
    """
    r, n = np.asarray(count, dtype=np.float64), np.asarray(total, dtype=np.float64)
    usable = (n > 0) & (r >= 0) & (r <= n)
    r, n = np.where(usable, r, np.nan), np.where(usable, n, np.nan)
    if not usable.any():
        return Shrunken(np.full(r.shape, np.nan), np.full(r.shape, np.nan), float("nan"), float("nan"))
    logit = np.log((r + 0.5) / (n - r + 0.5))
    sampling = (n + 1) * (n + 2) / (n * (r + 1) * (n - r + 1))
    everybody, concerned = np.nansum(n), np.nansum(r)
    city = float(np.log((concerned + 0.5) / (everybody - concerned + 0.5)))
    between = float(np.nansum((logit - city) ** 2)) / max(int(usable.sum()) - 1, 1)
    weight = between / (between + sampling)
    return Shrunken(1 / (1 + np.exp(-(weight * logit + (1 - weight) * city))), weight, city, between)


def shrunken_columns(values: ArrayLike, counts: ArrayLike, totals: ArrayLike) -> Floats:
    """Shrink all columns of an index that are shares of people; leave the others as they are.

    Parameters
    ----------
    values : array of float, shape (n, m)
        In the indicators' units.
    counts, totals : arrays of float, shape (n, m)
        Numerators and denominators; a column of NaN alone stands for an indicator without them. A column in which
        a count exceeds its total is a ratio of two things and is not shrunken either.

    Returns
    -------
    array of float, shape (n, m)
        In the indicators' units.

    Examples
    --------
    >>> shrunken_columns([[25.0, 3.1], [10.0, 2.0]], [[1, float("nan")], [100, float("nan")]],
    ...                  [[4, float("nan")], [1000, float("nan")]]).round(1).tolist()
    [[21.3, 3.1], [10.0, 2.0]]
    """
    result = np.array(values, dtype=np.float64)
    for column, count, total in zip(result.T, np.asarray(counts).T, np.asarray(totals).T, strict=True):
        known = np.isfinite(count) & np.isfinite(total) & (total > 0)
        if not known.any() or (count[known] > total[known]).any():
            continue
        factor = _factor(column[known], count[known] / total[known])
        column[known] = factor * shrunken_share(count, total).share[known]
    return result


def _factor(values: Floats, shares: Floats) -> float:
    """Find what the share was multiplied with (1, 100, 1,000); all-zero shares tell nothing and need nothing."""
    usable = (shares > 0) & np.isfinite(values)
    return float(np.median(values[usable] / shares[usable])) if usable.any() else 1.0
