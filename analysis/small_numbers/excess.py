"""How many people more - or fewer - than the city's rate would give."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.small_numbers.wilson import wilson_interval


@dataclass(frozen=True, eq=False)
class Excess:
    """People beyond the city's rate, with the range of chance; arrays of shape (n,).

    Attributes
    ----------
    value : float array
        People; below 0 where there are fewer than the city's rate would give. NaN where not known.
    low, high : float arrays
        The range; NaN where the count is not a part of the total.
    """

    value: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]

    def __post_init__(self) -> None:
        for array in (self.value, self.low, self.high):
            array.setflags(write=False)


def excess(count: ArrayLike, total: ArrayLike, city_rate: float, confidence: float = 0.95) -> Excess:
    """Give the people above what the city's rate would give.

    A rate says where the burden is heaviest, the excess where the most people are reached.

    Parameters
    ----------
    count, total : arrays of float, shape (n,)
        People in the group, and all people the rate refers to. NaN where not known.
    city_rate : float
        The city's share as a fraction, 0 to 1; NaN gives NaN.
    confidence : float
        Between 0 and 1.

    Returns
    -------
    Excess
        Adds up to 0 over the city where the rate is that of the same quarters.

    Raises
    ------
    ValueError
        If the confidence is not between 0 and 1.

    Notes
    -----
    ``x - P t``. The range is Wilson's of the quarter's share, in people; the city's rate is taken as given. It holds
    0 exactly where the quarter does not differ clearly from the city.

    Examples
    --------
    >>> found = excess([30, 10], [100, 100], 0.2)
    >>> found.value.tolist(), found.low.round(1).tolist(), found.high.round(1).tolist()
    ([10.0, -10.0], [1.9, -14.5], [19.6, -2.6])
    """
    part, whole = np.asarray(count, dtype=np.float64), np.asarray(total, dtype=np.float64)
    low, high = wilson_interval(part, whole, confidence)
    expected = city_rate * whole
    return Excess(part - expected, low * whole - expected, high * whole - expected)
