"""The share of the city that each quarter holds."""

import numpy as np
from numpy.typing import ArrayLike, NDArray


def share_of_total(numbers: ArrayLike) -> NDArray[np.float64]:
    """Give each quarter's fraction of the sum over all quarters; NaN where the number is unknown or the sum is 0.

    Examples
    --------
    >>> share_of_total([10, 30, float("nan")]).tolist()
    [0.25, 0.75, nan]
    """
    parts = np.asarray(numbers, dtype=np.float64)
    total = np.nansum(parts)
    return parts / total if total > 0 else np.full(parts.shape, np.nan)
