"""Ranks told as bands: who is 17th of 60 can be counted back, who is among the 11th to 20th cannot."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

DEFAULT_SIZE = 10


def rank_bands(values: ArrayLike, size: int = DEFAULT_SIZE) -> NDArray[np.int64]:
    """Put areas into bands of ranks.

    Parameters
    ----------
    values : array of float, shape (n,)
        Published values only; NaN where hidden: such areas take part in no rank.
    size : int
        Areas that a band has at least.

    Returns
    -------
    int64, shape (n, 2)
        First and last rank of each area's band, 1 for the highest value; 0 and 0 where it has none.

    Raises
    ------
    ValueError
        If a band should have no areas.

    Notes
    -----
    Areas with the same value are in the same band; fewer areas than ``size`` at the end join the band before.

    Examples
    --------
    >>> rank_bands([5.0, 9.0, np.nan, 7.0, 1.0, 0.5], size=2).tolist()
    [[3, 5], [1, 2], [0, 0], [1, 2], [3, 5], [3, 5]]
    """
    if size < 1:
        raise ValueError(f"a band needs at least 1 area, got {size}")
    number = np.asarray(values, dtype=np.float64)
    bands = np.zeros((len(number), 2), dtype=np.int64)
    order = np.argsort(-number, kind="stable")[: int((~np.isnan(number)).sum())]
    ranked = number[order]
    start = 0
    while start < len(order):
        end = start + size
        while end < len(order) and ranked[end] == ranked[end - 1]:
            end += 1
        if len(order) - end < size:
            end = len(order)
        bands[order[start:end]] = start + 1, end
        start = end
    return bands
