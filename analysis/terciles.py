"""Terciles: low, middle and high, a third of the quarters each; for maps of two indicators at once."""

import numpy as np
from numpy.typing import ArrayLike

from analysis.classification import ClassBreaks, class_of
from analysis.rounded_breaks import rounded_breaks

THIRDS = (1 / 3, 2 / 3)


def terciles(values: ArrayLike) -> ClassBreaks:
    """Cut values into a lower, a middle and an upper third.

    Parameters
    ----------
    values : array of float, shape (n,)
        In the indicator's unit; NaN (every kind of blank) is left out.

    Returns
    -------
    ClassBreaks
        Always three classes, none without values. Where many values are the same, they stay together in the
        lower class, and a class may be empty: quarters with the same value never get different colours.

    Notes
    -----
    Quantiles are interpolated linearly (type 7), then moved to the shortest number that changes no membership,
    see :func:`analysis.rounded_breaks.rounded_breaks`.

    Examples
    --------
    >>> terciles([1, 2, 3, 4, 5, 6, float("nan")]).counts
    (2, 2, 2)
    >>> terciles([0, 0, 0, 0, 5, 6]).counts
    (4, 0, 2)
    """
    numbers = np.asarray(values, dtype=np.float64).ravel()
    numbers = numbers[np.isfinite(numbers)]
    if not len(numbers):
        return ClassBreaks("quantile", float("nan"), (), (), "no_values")
    lower, upper = np.quantile(numbers, THIRDS).tolist()
    bounds = (lower, upper, float(numbers.max()))
    counts = tuple(np.bincount(class_of(numbers, bounds), minlength=3).tolist())
    return rounded_breaks(ClassBreaks("quantile", float(numbers.min()), bounds, counts), numbers)
