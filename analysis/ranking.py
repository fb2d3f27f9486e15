"""Ranks of quarters."""

import numpy as np
from numpy.typing import ArrayLike, NDArray


def ranks(values: ArrayLike, descending: bool = True) -> NDArray[np.float64]:
    """Rank quarters by their value.

    Parameters
    ----------
    values : array of float, shape (n,)
        NaN is not ranked.
    descending : bool
        Whether the highest value gets rank 1.

    Returns
    -------
    array of float, shape (n,)
        1 and up. Equal values share the best rank and the next ranks are left out; NaN where the value is NaN.

    Examples
    --------
    >>> ranks([5, 9, 9, float("nan"), 1]).tolist()
    [3.0, 1.0, 1.0, nan, 4.0]
    """
    numbers = np.asarray(values, dtype=np.float64)
    keys = -numbers if descending else numbers
    ordered = np.sort(keys[~np.isnan(keys)])
    return np.where(np.isnan(keys), np.nan, np.searchsorted(ordered, keys, side="left") + 1.0)
