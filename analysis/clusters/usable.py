"""Which quarters can be judged: those with a number; the others are left out of values and weights alike."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.clusters.permutations import PermutationPlan

Floats = NDArray[np.float64]
Marks = NDArray[np.bool_]
FEWEST = 3  # with two numbers the one is always as far above the mean as the other below


def numbers_of(values: ArrayLike, n: int) -> tuple[Floats, Marks]:
    """Give values as numbers, shape (..., n), and which of them are there.

    Raises
    ------
    ValueError
        If there are not n values, or one is infinite; names the positions.
    """
    numbers = np.asarray(values, dtype=np.float64)
    if numbers.shape[-1:] != (n,):
        raise ValueError(f"{n} quarters need as many values, got shape {numbers.shape}")
    if np.isinf(numbers).any():
        raise ValueError(f"infinite values at positions {np.unique(np.nonzero(np.isinf(numbers))[-1])[:5].tolist()}")
    return numbers, ~np.isnan(numbers)


def standardised(numbers: Floats) -> Floats:
    """Give z-scores (population SD) of each row, shape (..., n).

    Examples
    --------
    >>> standardised(np.array([1.0, 2.0, 3.0])).round(3).tolist()
    [-1.225, 0.0, 1.225]
    """
    if not numbers.size:
        return numbers
    away = numbers - numbers.mean(axis=-1, keepdims=True)
    away /= np.sqrt((away * away).mean(axis=-1, keepdims=True))
    return away


def differ(numbers: Floats) -> bool:
    """Tell whether there are enough numbers, and not all the same: nothing lies anywhere otherwise."""
    return len(numbers) >= FEWEST and bool(numbers.max() > numbers.min())


def placed(part: ArrayLike, kept: Marks, fill: float = np.nan) -> NDArray[np.float64]:
    """Put what was computed for the kept quarters back to its places.

    Examples
    --------
    >>> placed([1.0, 2.0], np.array([True, False, True])).tolist()
    [1.0, nan, 2.0]
    """
    numbers = np.asarray(part)
    whole = np.full(kept.shape, fill, dtype=numbers.dtype)
    whole[kept] = numbers
    return whole


def by_pattern(there: Marks, plan: PermutationPlan) -> Iterator[tuple[Marks, list[int], PermutationPlan]]:
    """Give the columns in which the same quarters are there, with the plan for these.

    Parameters
    ----------
    there : bool, shape (m, n)
    plan : PermutationPlan
        Of all n quarters.

    Yields
    ------
    kept : bool, shape (n,)
    columns : list of int
    plan : PermutationPlan
        Of the kept quarters.
    """
    patterns: dict[bytes, list[int]] = {}
    for column, kept in enumerate(there):
        patterns.setdefault(kept.tobytes(), []).append(column)
    for columns in patterns.values():
        kept = there[columns[0]]
        yield kept, columns, plan.among(kept)
