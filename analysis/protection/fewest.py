"""The fewest people that a share can be of, when nobody has told of whom it is."""

import math
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]


def fewest(
    shares: FloatArray, decimals: int, factor: float = 100.0, least: int = 1
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Give the smallest count, rest and whole that round to each share.

    Parameters
    ----------
    shares : float64, any shape
        In units of ``factor``: per cent with 100. NaN where not known.
    decimals : int
        Decimals that shares were delivered with; 3.7 may be anything from 3.65 to 3.75.
    factor : float
        100 for per cent, 1000 for per thousand.
    least : int
        The whole is known to be at least that large.

    Returns
    -------
    counts, rests, wholes : float64, shape of ``shares``
        Whatever the whole is, the count is at least ``counts``, those not counted are at least ``rests``, and the whole
        at least ``wholes``. NaN where shares are; above the whole ``rests`` are infinite, as nobody can be missing.

    Notes
    -----
    Of all fractions in an interval the simplest - the highest in the tree of Stern and Brocot - has both the smallest
    numerator and the smallest denominator, and so has its mirror image for the rest (Graham, Knuth and Patashnik,
    Concrete Mathematics, 2nd edition, section 4.5).

    Examples
    --------
    3.7 % may be one of 27; 21.26697 % are 47 of 221, or 94 of 442.

    >>> [numbers.tolist() for numbers in fewest(np.array([3.7, 0.0]), 1)]
    [[1.0, 0.0], [26.0, 1.0], [27.0, 1.0]]
    >>> [numbers.tolist() for numbers in fewest(np.array([21.26697]), 5)]
    [[47.0], [174.0], [221.0]]
    >>> [numbers.tolist() for numbers in fewest(np.array([3.7]), 1, least=100)]
    [[4.0], [97.0], [100.0]]
    """
    told, where = np.unique(shares, return_inverse=True)
    steps = round(factor) * 10**decimals
    found = np.array([_of_one(float(share), 10**decimals, steps, least) for share in told]).reshape(-1, 3)
    counts, rests, wholes = found[where.reshape(-1)].T
    return counts.reshape(shares.shape), rests.reshape(shares.shape), wholes.reshape(shares.shape)


def _of_one(share: float, per_unit: int, steps: int, least: int) -> tuple[float, float, float]:
    if math.isnan(share) or share < 0:
        return math.nan, math.nan, math.nan
    told = round(share * per_unit)
    low, high = Fraction(2 * told - 1, 2 * steps), Fraction(2 * told + 1, 2 * steps)
    if told == 0:
        return 0.0, float(max(least, 1)), float(max(least, 1))
    if told == steps:
        return float(max(least, 1)), 0.0, float(max(least, 1))
    simplest = _simplest(low, high)
    count, whole = simplest.numerator, simplest.denominator
    rest = max(whole - count, math.ceil((1 - high) * least)) if told < steps else math.inf
    return float(max(count, math.ceil(low * least))), float(rest), float(max(whole, least))


def _simplest(low: Fraction, high: Fraction) -> Fraction:
    """Give the fraction of the smallest numerator and denominator in an interval, its ends included."""
    floor = low.numerator // low.denominator
    if floor == low:
        return Fraction(floor)
    if floor + 1 <= high:
        return Fraction(floor + 1)
    return floor + 1 / _simplest(1 / (high - floor), 1 / (low - floor))
