"""By what numbers are multiplied, as told by many quotients of which some are out."""

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]


def medians(numbers: FloatArray, size: NDArray[np.int64]) -> FloatArray:
    """Give the median of the ``size`` smallest numbers of each row, NaN where that is none; a row may hold few."""
    ordered, row = np.sort(numbers, axis=1), np.arange(len(numbers))
    middle = ordered[row, np.maximum(size - 1, 0) // 2], ordered[row, np.minimum(size // 2, numbers.shape[1] - 1)]
    return np.where(size > 0, (middle[0] + middle[1]) / 2, np.nan)


def round_factor(factors: FloatArray) -> FloatArray:
    """Take 100.2 for 100: what numbers are multiplied by is a power of ten, where it is near one."""
    with np.errstate(divide="ignore", invalid="ignore"):
        near = np.sign(factors) * 10.0 ** np.round(np.log10(np.abs(factors)))
    return np.where(np.abs(factors / near - 1) < 0.02, near, factors)
