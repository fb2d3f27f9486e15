"""The three ways of sorting quarters into types, asked for by name."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from analysis.types.hierarchical import ward, ward_tree
from analysis.types.k_means import k_means
from analysis.types.partition import Partition
from analysis.types.regions import regions

Method = Literal["k_means", "ward", "regions"]
Rows = tuple[ArrayLike, ArrayLike]


def sorted_into(
    points: ArrayLike, numbers: Sequence[int], method: Method, rows: Rows | None = None, seed: int = 0
) -> list[Partition]:
    """Sort profiles into types by one of the methods.

    Parameters
    ----------
    points : float array, shape (m, p)
        Standardised profiles without missing numbers.
    numbers : sequence of int
        Numbers of types; one partition for each.
    method : {"k_means", "ward", "regions"}
    rows : pair of int arrays, optional
        ``indptr`` and ``indices`` of the contiguity among the profiles; needed for regions, which can be fewer than
        asked for, or more where the city has more components. No cut leaves a region smaller than a fiftieth of the
        quarters, nor a single quarter: one that differs from all around is no region.
    seed : int

    Returns
    -------
    list of Partition

    Raises
    ------
    ValueError
        As the method does; or if regions lack their rows.

    Examples
    --------
    >>> sorted_into([[0.0], [1.0], [9.0]], [2, 3], "ward")
    [Partition into 2 types of 2, 1 quarters, which explain 99 %, Partition into 3 types of 1, 1, 1 quarters, ...]
    """
    if method == "k_means":
        return [k_means(points, k, seed=seed) for k in numbers]
    if method == "ward":
        tree = ward_tree(points)
        return [ward(points, k, tree) for k in numbers]
    if rows is None:
        raise ValueError("regions need the contiguity of the profiles")
    least = max(2, len(np.asarray(points)) // 50)
    return [regions(points, *rows, k, least=least).partition for k in numbers]
