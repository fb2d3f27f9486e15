"""The share of the city that each quarter holds."""

import numpy as np
from numpy.typing import ArrayLike, NDArray


def share_of_total(numbers: ArrayLike, total: float | None = None) -> NDArray[np.float64]:
    """Give each quarter's fraction of the whole; NaN where its number or the whole is unknown, or the whole is 0.

    The whole is the sum over all quarters, unless it is given, because that sum falls short of it.

    Examples
    --------
    >>> share_of_total([10, 30, float("nan")]).tolist()
    [0.25, 0.75, nan]
    >>> share_of_total([10, 30, float("nan")], 80).tolist()
    [0.125, 0.375, nan]
    """
    parts = np.asarray(numbers, dtype=np.float64)
    total = np.nansum(parts) if total is None else total
    return parts / total if total > 0 else np.full(parts.shape, np.nan)
