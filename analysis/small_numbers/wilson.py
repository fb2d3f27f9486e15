"""Ranges of shares: how far chance alone could move the share of a small quarter."""

from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray


def wilson_interval(
    count: ArrayLike, total: ArrayLike, confidence: float = 0.95
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give the range of a share by Wilson's score method.

    Parameters
    ----------
    count : array of float
        People in the group. NaN where not usable.
    total : array of float, same shape
        All people the share refers to.
    confidence : float
        Between 0 and 1.

    Returns
    -------
    low, high : arrays of float, same shape
        Fractions between 0 and 1. NaN where count or total is NaN, the total is 0, or the count is not a part
        of the total (below 0 or above it): such a number is not a share and carries no range.

    Raises
    ------
    ValueError
        If the confidence is not between 0 and 1.

    Notes
    -----
    ``(2x + z² ± z √(z² + 4x(1 - p))) / (2(n + z²))`` with ``p = x / n`` [1]_. Registers are full counts: the
    range is not sampling error, it expresses the random fluctuation of a small population.

    References
    ----------
    .. [1] Wilson, E. B. (1927). Probable inference. JASA 22, 209-212.

    Examples
    --------
    >>> low, high = wilson_interval([8, 200, float("nan")], [40, 1000, 50])
    >>> (100 * low).round(1).tolist(), (100 * high).round(1).tolist()
    ([10.5, 17.6, nan], [34.8, 22.6, nan])
    """
    if not 0 < confidence < 1:
        raise ValueError(f"the confidence must lie between 0 and 1, got {confidence}")
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    part, whole = np.broadcast_arrays(np.asarray(count, dtype=np.float64), np.asarray(total, dtype=np.float64))
    usable = (whole > 0) & (part >= 0) & (part <= whole)
    x, n = np.where(usable, part, np.nan), np.where(usable, whole, np.nan)
    share = x / n
    spread = z * np.sqrt(z * z + 4 * x * (1 - share))
    low = (2 * x + z * z - spread) / (2 * (n + z * z))
    high = (2 * x + z * z + spread) / (2 * (n + z * z))
    return np.clip(low, 0.0, share), np.clip(high, share, 1.0)
