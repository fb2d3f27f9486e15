"""Fisher's z: the range within which a correlation of so few quarters can only be told."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Z95 = 1.959963984540054
FEWEST_FOR_A_RANGE = 4


def fisher_range(r: ArrayLike, n: ArrayLike, z: float = Z95) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give the range around Pearson's coefficients.

    Parameters
    ----------
    r : array of float
        Coefficients from -1 to 1; NaN where none could be computed.
    n : array of int, same shape
        Quarters behind each.
    z : float
        Quantile of the normal distribution; 1.96 for 95 %.

    Returns
    -------
    low, high : float arrays of the same shape
        NaN without a coefficient or with fewer than four quarters.

    Raises
    ------
    ValueError
        If a coefficient lies outside -1 to 1.

    Notes
    -----
    ``tanh(artanh(r) ± z / sqrt(n - 3))`` (Fisher 1921). The quarters are a full count, not a sample: the range
    tells how far chance in small numbers of quarters reaches. It takes quarters as independent; where neighbours
    resemble each other, the honest range is wider.

    Examples
    --------
    >>> [round(float(end), 3) for end in fisher_range(0.5, 28)]
    [0.156, 0.736]
    """
    given, quarters = np.broadcast_arrays(np.asarray(r, dtype=np.float64), np.asarray(n, dtype=np.float64))
    if (np.abs(given) > 1).any():
        raise ValueError(f"coefficients lie between -1 and 1, got {given[np.abs(given) > 1][:3].tolist()}")
    enough = np.isfinite(given) & (quarters >= FEWEST_FOR_A_RANGE)
    perfect = np.abs(given) == 1
    middle = np.arctanh(np.where(enough & ~perfect, given, 0.0))
    half = z / np.sqrt(np.where(enough, quarters, FEWEST_FOR_A_RANGE) - 3)
    low, high = (np.where(perfect, given, np.tanh(middle + side * half)) for side in (-1, 1))
    return np.where(enough, low, np.nan), np.where(enough, high, np.nan)
