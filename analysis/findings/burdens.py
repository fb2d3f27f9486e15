"""Where quarters stand on all indicators that say of more or less disadvantage."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

TENTH = 0.1
FEWEST_QUARTERS = 10


@dataclass(frozen=True, eq=False)
class Burdens:
    """Which quarters are among the tenth most concerned, indicator by indicator; n quarters, m indicators.

    Attributes
    ----------
    high : bool array, shape (n, m)
    known : bool array, shape (n, m)
        Where a value that can be judged was compared.
    topics : tuple of str, length m
        What each indicator is about: its dimension.
    """

    high: NDArray[np.bool_]
    known: NDArray[np.bool_]
    topics: tuple[str, ...]

    def __post_init__(self) -> None:
        for array in (self.high, self.known):
            array.setflags(write=False)


def burdens(values: ArrayLike, sides: ArrayLike, topics: tuple[str, ...]) -> Burdens:
    """Find the tenth most concerned on every indicator.

    Parameters
    ----------
    values : array of float, shape (n, m)
        One column for each indicator. NaN where not judged.
    sides : array of int, shape (m,)
        1 where high values are a disadvantage, -1 where low ones are.
    topics : tuple of str, length m

    Returns
    -------
    Burdens
        Quarters that share their value are in only if all of them have room in the tenth. Indicators known for fewer
        than ten quarters, or on which all have the same value, are left out as unknown.

    Examples
    --------
    >>> numbers = np.arange(20.0)[:, None] * [1, -1]
    >>> np.flatnonzero(burdens(numbers, [1, 1], ("income", "work")).high[:, 0]).tolist()
    [18, 19]
    """
    turned = np.asarray(values, dtype=np.float64) * np.asarray(sides)
    high, known = np.zeros(turned.shape, dtype=bool), np.zeros(turned.shape, dtype=bool)
    for column, numbers in enumerate(turned.T):
        there = np.isfinite(numbers)
        ordered = np.sort(numbers[there])
        if len(ordered) < FEWEST_QUARTERS or ordered[0] == ordered[-1]:
            continue
        known[:, column] = there
        as_high = len(ordered) - np.searchsorted(ordered, numbers[there], side="left")
        high[there, column] = as_high <= TENTH * len(ordered)
    return Burdens(high, known, topics)
