"""Is a difference more than chance? Small quarters jump from year to year without anything having changed."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.small_numbers.wilson import wilson_interval


def differs_clearly(
    count: ArrayLike, total: ArrayLike, city_rate: float, confidence: float = 0.95
) -> NDArray[np.float64]:
    """Tell which quarters differ clearly from the city.

    Parameters
    ----------
    count, total : arrays of float, shape (n,)
        People in the group, and all people the rate refers to. NaN where not known.
    city_rate : float
        The city's share as a fraction, 0 to 1.
    confidence : float
        Of Wilson's range.

    Returns
    -------
    array of float, shape (n,)
        1 where the whole range lies above the city's rate, -1 where it lies below, 0 where it holds it; NaN
        where there is no range.

    Notes
    -----
    Of many quarters that differ from the city by chance alone, about one in twenty lies outside at 95 %.

    Examples
    --------
    >>> differs_clearly([8, 200, 1, float("nan")], [40, 1000, 40, 40], 0.15).tolist()
    [0.0, 1.0, -1.0, nan]
    """
    low, high = wilson_interval(count, total, confidence)
    clear = (low > city_rate).astype(np.float64) - (high < city_rate)
    return np.where(np.isnan(low) | np.isnan(city_rate), np.nan, clear)


def changed_clearly(
    first_count: ArrayLike,
    first_total: ArrayLike,
    last_count: ArrayLike,
    last_total: ArrayLike,
    confidence: float = 0.95,
) -> NDArray[np.float64]:
    """Tell which quarters changed clearly between two years.

    Parameters
    ----------
    first_count, first_total, last_count, last_total : arrays of float, shape (n,)
        People in the group, and all people the rate refers to, in both years. NaN where not known.
    confidence : float
        Of Wilson's ranges.

    Returns
    -------
    array of float, shape (n,)
        1 for a rise and -1 for a fall whose two ranges do not overlap, 0 otherwise; NaN without both ranges.

    Notes
    -----
    Ranges that do not overlap are a stricter rule than a test of the difference: what is called clear here is
    clear by that test too.

    Examples
    --------
    >>> changed_clearly([100, 10], [1000, 100], [150, 15], [1000, 100]).tolist()
    [1.0, 0.0]
    """
    first_low, first_high = wilson_interval(first_count, first_total, confidence)
    last_low, last_high = wilson_interval(last_count, last_total, confidence)
    clear = (last_low > first_high).astype(np.float64) - (last_high < first_low)
    return np.where(np.isnan(first_low) | np.isnan(last_low), np.nan, clear)
