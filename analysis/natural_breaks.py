"""Natural breaks: the classes with the smallest sum of squared deviations, found exactly."""

import numpy as np
from numpy.typing import ArrayLike, NDArray


def natural_breaks(values: ArrayLike, k: int) -> tuple[float, ...]:
    """Give the upper bounds of the k classes that differ least within themselves.

    Parameters
    ----------
    values : array of float, shape (n,)
        NaN is left out.
    k : int
        Number of classes, at least 1.

    Returns
    -------
    tuple of float
        Upper bounds, ascending, each one a value that occurs; the last is the largest value. As many as
        there are distinct values where these are fewer than ``k``; empty without values.

    Raises
    ------
    ValueError
        If ``k`` is below 1.

    Notes
    -----
    The criterion is Fisher's [1]_, known in cartography by Jenks [2]_: the sum over all classes of squared
    deviations from the class mean. The optimum is exact, by dynamic programming over the distinct values
    weighted by how often they occur; the best last split moves only upwards with the number of values, so
    that each layer is solved by halving, in ``O(n log n)`` [3]_. All sums are float64, of deviations from the
    median and counted from there, so that one extreme value does not blur the others.

    References
    ----------
    .. [1] Fisher, W. D. (1958). On grouping for maximum homogeneity. JASA 53, 789-798.
    .. [2] Jenks, G. F. (1977). Optimal data classification for choropleth maps. University of Kansas.
    .. [3] Grønlund, A. et al. (2017). Fast exact k-means, k-medians and Bregman divergence clustering in 1D.

    Examples
    --------
    >>> natural_breaks([1, 2, 3, 10, 11, 30], 3)
    (3.0, 11.0, 30.0)
    """
    if k < 1:
        raise ValueError(f"natural breaks need at least one class, got k={k}")
    numbers = np.asarray(values, dtype=np.float64).ravel()
    distinct, times = np.unique(numbers[np.isfinite(numbers)], return_counts=True)
    if len(distinct) <= k:
        return tuple(distinct.tolist())
    ends = _class_ends(_Deviations(distinct, times), k)
    return tuple(distinct[ends - 1].tolist())


class _Deviations:
    """Sum of squared deviations of any run of sorted values, from three running sums."""

    def __init__(self, distinct: NDArray[np.float64], times: NDArray[np.intp]) -> None:
        self.n = len(distinct)
        middle = self.n // 2
        moved = distinct - distinct[middle]
        self.weight = _sums_from(times.astype(np.float64), middle)
        self.total = _sums_from(moved * times, middle)
        self.square = _sums_from(moved * moved * times, middle)

    def __call__(self, start: NDArray[np.intp] | int, end: NDArray[np.intp] | int) -> NDArray[np.float64]:
        """Squared deviations of the values from position ``start`` up to, not including, ``end``."""
        total = self.total[end] - self.total[start]
        within = self.square[end] - self.square[start] - total * total / (self.weight[end] - self.weight[start])
        return np.maximum(within, 0.0)


def _sums_from(terms: NDArray[np.float64], middle: int) -> NDArray[np.float64]:
    below = -np.cumsum(terms[:middle][::-1])[::-1]
    return np.concatenate([below, [0.0], np.cumsum(terms[middle:])])


def _class_ends(within: _Deviations, k: int) -> NDArray[np.intp]:
    """Positions after the last value of each class."""
    n = within.n
    best = np.full(n + 1, np.inf)
    best[1:] = within(np.zeros(n, dtype=np.intp), np.arange(1, n + 1))
    splits = []
    for classes in range(2, k):
        best, split = _one_class_more(within, best, classes)
        splits.append(split)
    starts = np.arange(k - 1, n)
    ends = [n, int(starts[np.argmin(best[starts] + within(starts, n))])] if k > 1 else [n]
    for split in reversed(splits):
        ends.append(int(split[ends[-1]]))
    return np.array(ends[::-1], dtype=np.intp)


def _one_class_more(
    within: _Deviations, best: NDArray[np.float64], classes: int
) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    """Best sums of the first j values in ``classes`` classes, and where the last of these classes starts.

    Entry t of ``start`` belongs to the first ``classes - 1 + t`` values. Odd multiples of a step are solved
    together, each between the answers of its two neighbours, then the step is halved.
    """
    n = within.n
    many = n - classes + 1
    start = np.full(many + 2, n - 1, dtype=np.intp)
    start[0] = classes - 1
    sums = np.full(n + 1, np.inf)
    step = 1 << (many.bit_length() - 1)
    while step:
        entry = np.arange(step, many + 1, 2 * step)
        ends = entry + (classes - 1)
        lowest = start[entry - step]
        highest = np.minimum(start[np.minimum(entry + step, many + 1)], ends - 1)
        sums[ends], start[entry] = _best_starts(within, best, ends, lowest, highest)
        step //= 2
    splits = np.zeros(n + 1, dtype=np.intp)
    splits[classes:] = start[1 : many + 1]
    return sums, splits


def _best_starts(
    within: _Deviations,
    best: NDArray[np.float64],
    ends: NDArray[np.intp],
    lowest: NDArray[np.intp],
    highest: NDArray[np.intp],
) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    """For each end the smallest sum over all starts between its bounds, and the first start that gives it."""
    lengths = highest - lowest + 1
    offsets = np.cumsum(lengths) - lengths
    owner = np.repeat(np.arange(len(ends)), lengths)
    starts = np.arange(lengths.sum()) - (offsets - lowest)[owner]
    sums = best[starts] + within(starts, ends[owner])
    smallest = np.minimum.reduceat(sums, offsets)
    hits = np.flatnonzero(sums == smallest[owner])
    _, first = np.unique(owner[hits], return_index=True)
    return smallest, starts[hits[first]]
