"""Empirical Bayes: rates of small quarters drawn towards the city's, the more the smaller they are."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Numbers = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class SmoothedRates:
    """Rates drawn towards a mean.

    Attributes
    ----------
    rate : float array, shape (n,)
        Smoothed, as fractions; between the raw rate and ``towards``. NaN where there is no raw rate.
    towards : float array, shape (n,)
        The mean each rate is drawn to: the city's, or that of the quarter and its neighbours.
    weight : float array, shape (n,)
        What is left of the quarter's own rate: 1 all of it, 0 nothing.
    """

    rate: Numbers
    towards: Numbers
    weight: Numbers

    def __post_init__(self) -> None:
        for array in (self.rate, self.towards, self.weight):
            array.setflags(write=False)


def empirical_bayes(count: ArrayLike, total: ArrayLike) -> SmoothedRates:
    """Draw the rates of small quarters towards the city's rate.

    Parameters
    ----------
    count, total : arrays of float, shape (n,)
        People in the group, and all people the rate refers to. NaN where not known.

    Returns
    -------
    SmoothedRates
        A quarter has none where a number is unknown, the count is below 0 or the total is not above 0.

    Raises
    ------
    ValueError
        If the arrays differ in shape.

    Notes
    -----
    ``p*_i = m + w_i (p_i - m)``, ``w_i = v / (v + m / t_i)``, ``m = A / T``,
    ``v = Σ t_i (p_i - m)² / T - m / (T / n)``, at least 0 [1]_: v is the part of the differences between quarters
    that chance does not explain. Where there is none, every quarter gets the city's rate. A map of smoothed rates
    is not the map of the delivered numbers: say so where it is shown.

    References
    ----------
    .. [1] Marshall, R. J. (1991). Mapping disease and mortality rates using empirical Bayes estimators. Applied
       Statistics 40, 283-294.

    Examples
    --------
    >>> found = empirical_bayes([2, 200, 400], [10, 2000, 2000])
    >>> found.rate.round(3).tolist(), found.weight.round(2).tolist()
    ([0.157, 0.102, 0.198], [0.14, 0.97, 0.97])
    """
    part, whole = usable_counts(count, total)
    n, people = int(np.isfinite(part).sum()), float(np.nansum(whole))
    if not n:
        return SmoothedRates(part, part.copy(), part.copy())
    middle = float(np.nansum(part)) / people
    variance = float(np.nansum(whole * (part / whole - middle) ** 2)) / people - middle / (people / n)
    return drawn_towards(part, whole, np.full_like(part, middle), np.full_like(part, max(0.0, variance)))


def drawn_towards(part: Numbers, whole: Numbers, towards: Numbers, variance: Numbers) -> SmoothedRates:
    """Weigh each rate against the mean it is drawn to; all arrays of shape (n,), NaN without a rate."""
    chance = towards / whole
    with np.errstate(invalid="ignore"):
        weight = np.where(variance > 0, variance / (variance + chance), 0.0)
    known = np.isfinite(part)
    rate = towards + weight * (part / whole - towards)
    return SmoothedRates(*(np.where(known, each, np.nan) for each in (rate, towards, weight)))


def usable_counts(count: ArrayLike, total: ArrayLike) -> tuple[Numbers, Numbers]:
    """Give counts and totals as floats, both NaN where there is no rate to smooth.

    Raises
    ------
    ValueError
        If the arrays differ in shape.
    """
    part, whole = np.asarray(count, dtype=np.float64), np.asarray(total, dtype=np.float64)
    if part.ndim != 1 or part.shape != whole.shape:
        raise ValueError(f"counts and totals need one entry per quarter, got {part.shape} and {whole.shape}")
    known = np.isfinite(part) & np.isfinite(whole) & (whole > 0) & (part >= 0)
    return np.where(known, part, np.nan), np.where(known, whole, np.nan)
