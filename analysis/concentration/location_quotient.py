"""The location quotient: a quarter beside the city."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.people import counted


def location_quotient(group: ArrayLike, residents: ArrayLike) -> NDArray[np.float64]:
    """Compare each quarter's share of the group with the city's share: 1 alike, 2 twice as high.

    Parameters and errors as in :func:`lorenz_curve`.

    Returns
    -------
    array of float, shape (n,)
        0 or more. NaN where the quarter is not usable or nobody in the city belongs to the group.

    Notes
    -----
    ``LQ_i = (a_i / t_i) / (A / T)`` [1]_. With few residents the quotient jumps from year to year.

    References
    ----------
    .. [1] Isard, W. (1960). Methods of Regional Analysis. MIT Press.

    Examples
    --------
    >>> location_quotient([10, 30, float("nan")], [100, 100, 100]).round(2).tolist()
    [0.5, 1.5, nan]
    """
    places, part, whole = counted(group, residents)
    result = np.full(len(np.asarray(group)), np.nan)
    if part.sum() > 0:
        result[places] = part / whole / (part.sum() / whole.sum())
    return result
