"""Classes around zero for differences: as far below as above, with one class in which hardly anything differs."""

from math import floor, log10

import numpy as np
from numpy.typing import ArrayLike

from analysis.classification import ClassBreaks, class_of

_READABLE = (1.0, 2.0, 4.0, 6.0, 10.0)
_ARMS = (0.5, 1.5, 2.5)


def symmetric_breaks(differences: ArrayLike) -> ClassBreaks:
    """Cut differences into classes that lie symmetrically around zero.

    Parameters
    ----------
    differences : array of float, shape (n,)
        Signed; NaN (every kind of blank) is left out.

    Returns
    -------
    ClassBreaks
        Scheme "own"; an odd number of classes, at most seven, the middle one around zero. Lowest value and last upper
        bound are as far from zero as the largest difference. None without values.

    Notes
    -----
    The step is the root mean square of the differences, taken to the nearest of 1, 2, 4, 6 or 10 times a power of
    ten; limits lie at 1/2, 3/2 and 5/2 steps on both sides, as far as there are differences beyond them. A value on
    a limit belongs to the class nearer to zero on both sides: since a class includes its upper bound, the limits
    below zero are the next smaller 32-bit numbers.

    Examples
    --------
    >>> breaks = symmetric_breaks([-3.0, -1.0, -0.2, 0.0, 0.4, 1.0, 2.0])
    >>> [round(bound, 3) for bound in breaks.upper_bounds], breaks.counts
    ([-1.0, 1.0, 3.0], (1, 5, 1))
    """
    numbers = np.asarray(differences, dtype=np.float64).ravel()
    numbers = numbers[np.isfinite(numbers)]
    if not len(numbers):
        return ClassBreaks("own", float("nan"), (), (), "no_values")
    furthest = float(np.abs(numbers).max())
    if furthest == 0:
        return ClassBreaks("own", 0.0, (0.0,), (len(numbers),))
    step = _readable(float(np.sqrt(np.mean(numbers**2))))
    limits = [limit for limit in (round(arm * step, 12) for arm in _ARMS) if limit < furthest]
    below = [float(np.nextafter(np.float32(-limit), np.float32(-np.inf))) for limit in reversed(limits)]
    bounds = (*below, *limits, furthest)
    counts = np.bincount(class_of(numbers, bounds), minlength=len(bounds))
    return ClassBreaks("own", -furthest, bounds, tuple(counts.tolist()))


def _readable(number: float) -> float:
    exponent = floor(log10(number))
    candidates = [factor * 10.0**exponent for factor in _READABLE]
    return min(candidates, key=lambda candidate: abs(log10(candidate / number)))
