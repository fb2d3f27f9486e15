"""What the contestants of the analysis are asked: names of the tasks, values for natural breaks, their true optimum."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks._analysis_city import City

Floats = NDArray[np.float64]
Prepared = tuple[Callable[[], Any], Callable[[Any], float]]  # what is timed, and what of its result all must agree on
Table = tuple[str, Floats, int]

FIRST = "first LISA in a process"
LISA_999, LISA_99_999 = "LISA, 999", "LISA, 99,999"
PLANNED_999, PLANNED_99_999 = "LISA, 999, plan there", "LISA, 99,999, plan there"
MANY = "LISA, 999, 400 columns"
QUEEN, QUEEN_BORDERS = "queen weights", "queen weights, borders"
NULL = "D of a replicate"
BREAKS = "natural breaks"
# Draws of the null distribution at a time: enough that what is done once no longer counts.
OUR_DRAWS, THEIR_DRAWS = 9_999, 100

CLASSES = (3, 5, 7)
OPTIMAL = 1 + 1e-9


def tables(rates: Floats) -> list[Table]:
    """Give values to classify, with a name and the number of classes.

    Examples
    --------
    >>> [name for name, _, k in tables(np.arange(9.0)) if k == 3]
    ['rates', 'skewed', 'high with small differences']
    """
    kinds = {"rates": rates, "skewed": np.exp(rates / 8), "high with small differences": 5e7 + rates}
    return [(name, values, k) for name, values in kinds.items() for k in CLASSES]


def deviations(values: Floats, bounds: Sequence[float]) -> float:
    """Give the sum of squared deviations from the means of the classes that end at these bounds.

    Examples
    --------
    >>> deviations(np.array([1.0, 3.0, 10.0]), [3.0, 10.0])
    2.0
    """
    which = np.searchsorted(np.asarray(bounds, dtype=np.float64), values).clip(max=len(bounds) - 1)
    around = values - np.median(values)
    return float(sum(((around[which == one] - around[which == one].mean()) ** 2).sum() for one in np.unique(which)))


def optimum(values: Floats, k: int) -> float:
    """Give the smallest sum of squared deviations of k classes, by looking at every split of every beginning.

    Examples
    --------
    >>> optimum(np.array([10.0, 1.0, 3.0]), 2)
    2.0
    """
    ordered = np.sort(values) - np.median(values)
    n = len(ordered)
    within = np.full((n + 1, n + 1), np.inf)  # of the values from the row's position up to the column's
    for start in range(n):
        rest = ordered[start:] - ordered[start]
        size = np.arange(1, n - start + 1)
        within[start, start + 1 :] = np.cumsum(rest * rest) - np.cumsum(rest) ** 2 / size
    best = np.maximum(within[0], 0.0)
    for _ in range(k - 1):
        best = (best[:, None] + np.maximum(within, 0.0)).min(axis=0)
    return float(best[-1])


def breaks_task(city: City, breaks: Callable[[Floats, int], Sequence[float]]) -> Prepared:
    """Classify all tables; the outcome is the number of classes in all."""
    asked = tables(city.rates)

    def run() -> list[list[float]]:
        return [list(breaks(values, k)) for _, values, k in asked]

    return run, lambda found: float(sum(len(bounds) for bounds in found))
