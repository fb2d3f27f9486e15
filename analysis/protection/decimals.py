"""What the decimals of a rate tell of the count behind it."""

import numpy as np
from numpy.typing import ArrayLike

from analysis.protection.cells import FloatArray

SAME = 1e-9


def rate_window(rate: ArrayLike, decimals: int, denominator: ArrayLike) -> tuple[FloatArray, FloatArray]:
    """Between which counts somebody can place a numerator who sees its rate and its denominator.

    Parameters
    ----------
    rate : array of float
        Per cent, as told.
    decimals : int
        Decimals it is told with.
    denominator : array of float, alike

    Returns
    -------
    low, high : float64, alike
        Whole numbers; ``low > high`` where no count has this rate. Give them to :func:`analysis.protection.attack`.

    Examples
    --------
    2.0 per cent of 148 people are 3, 2 per cent of 350 are 6 to 8:

    >>> rate_window([2.0, 2.0], 1, [148, 148]), rate_window([2.0], 0, [350])
    ((array([3., 3.]), array([3., 3.])), (array([6.]), array([8.])))
    """
    told, people = np.asarray(rate, dtype=np.float64), np.asarray(denominator, dtype=np.float64)
    half = 0.5 * 10.0**-decimals
    low = np.ceil((told - half) / 100 * people - SAME)
    return np.maximum(low, 0.0), np.minimum(np.floor((told + half) / 100 * people + SAME), people)
