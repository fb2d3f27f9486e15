"""To what unit a source rounds its numbers, and how far a sum of rounded parts may be away from a rounded sum."""

import numpy as np

UNITS = (100.0, 50.0, 10.0, 5.0, 3.0)
FEWEST_NUMBERS = 12
SMALLEST_VARIETY = 5
EXACT = 0.5
_DECIMALS = 4
_GLANCE = 200


def rounding_unit(values: np.ndarray) -> float:
    """Find the unit that all numbers of a column are multiples of.

    Parameters
    ----------
    values : float array
        Of quarters, sums left out; NaN where unknown.

    Returns
    -------
    float
        100, 50, 10, 5 or 3 where offices round for secrecy; 0.1, 0.01 ... for decimals; 1 for plain whole numbers.

    Notes
    -----
    Twelve numbers that are all multiples of 3 by chance have a probability of 2 in a million.

    Examples
    --------
    >>> rounding_unit(np.arange(3.0, 60.0, 3.0)), rounding_unit(np.arange(20.0)), rounding_unit(np.array([1.5, 2.25]))
    (3.0, 1.0, 0.01)
    """
    known = values[np.isfinite(values)]
    for decimals in range(_DECIMALS):
        if np.abs(known - np.round(known, decimals)).max(initial=0) < 1e-9:
            break
    else:
        return 0.0
    if decimals:
        return float(10.0**-decimals)
    telling = known[known != 0]
    some = telling[:_GLANCE]  # enough to see, of most columns, that they vary and what they are no multiples of
    varied = len(np.unique(some)) >= SMALLEST_VARIETY or len(np.unique(telling)) >= SMALLEST_VARIETY
    if len(telling) >= FEWEST_NUMBERS and varied:
        return next((unit for unit in UNITS if not ((some % unit).any() or (telling % unit).any())), 1.0)
    return 1.0


def tolerance(unit: float, parts: np.ndarray | int) -> np.ndarray:
    """Give how far the sum of rounded parts may be away from the rounded sum.

    Parameters
    ----------
    unit : float
        See :func:`rounding_unit`.
    parts : int or int array
        How many numbers are added.

    Returns
    -------
    float array
        Half a unit for each part and for the sum; half a person where nothing is rounded.

    Examples
    --------
    >>> tolerance(3.0, 4).item(), tolerance(1.0, 4).item(), tolerance(0.1, 4).item()
    (7.5, 0.5, 0.5)
    """
    rounded = unit / 2 * (np.asarray(parts) + 1.0)
    return np.maximum(EXACT, np.where(unit == 1.0, 0.0, rounded))
