"""Which chosen quarters hang together."""

from collections.abc import Iterable, Sequence

import numpy as np

from analysis.weights.pairs import mutual
from analysis.weights.spatial_weights import SpatialWeights


def connected_groups(
    members: Iterable[int], touching: SpatialWeights | Sequence[Sequence[int]]
) -> tuple[tuple[int, ...], ...]:
    """Split chosen quarters into groups that hang together.

    Parameters
    ----------
    members : iterable of int
        Positions of the chosen quarters.
    touching : SpatialWeights or sequence of sequences of int
        The neighbours of each quarter. Of k nearest, one direction is enough to hang together.

    Returns
    -------
    tuple of tuple of int
        The largest group first, groups of one size by their first position; positions ascending.

    Examples
    --------
    >>> connected_groups([0, 1, 3, 4, 6], [[1], [0, 2], [1, 3], [2, 4], [3], [6], [5]])
    ((0, 1), (3, 4), (6,))
    """
    lists = _either_way(touching) if isinstance(touching, SpatialWeights) else touching
    left = {int(member) for member in members}
    groups = []
    while left:
        group, waiting = set(), [min(left)]
        while waiting:
            quarter = waiting.pop()
            if quarter in left:
                left.remove(quarter)
                group.add(quarter)
                waiting.extend(lists[quarter])
        groups.append(tuple(sorted(group)))
    return tuple(sorted(groups, key=lambda group: (-len(group), group)))


def _either_way(weights: SpatialWeights) -> Sequence[Sequence[int]]:
    if weights.kind != "k_nearest":
        return weights.tuples
    pairs = np.sort(np.stack([weights.rows, weights.indices]), axis=0)
    return mutual(weights.n, np.unique(pairs, axis=1), None, weights.kind).tuples
