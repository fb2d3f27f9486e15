"""From pairs of quarters to compressed rows."""

import numpy as np
from numpy.typing import NDArray

from analysis.weights.spatial_weights import Kind, SpatialWeights

Whole = NDArray[np.int64]


def no_pairs() -> Whole:
    """Give an empty list of pairs."""
    return np.empty((2, 0), dtype=np.int64)


def mutual(
    n: int, pairs: Whole, borders: NDArray[np.float64] | None, kind: Kind, reach: float | None = None
) -> SpatialWeights:
    """Give weights in which every pair counts in both directions.

    Parameters
    ----------
    n : int
        Number of quarters.
    pairs : int64, shape (2, p)
        Each pair once, in whatever direction.
    borders : float64, shape (p,), or None
    kind, reach
        As in :class:`SpatialWeights`.

    Examples
    --------
    >>> mutual(3, np.array([[2, 0], [1, 1]]), None, "queen").tuples
    ((1,), (0, 2), (1,))
    """
    rows, indices = np.concatenate([pairs, pairs[::-1]], axis=1)
    order = np.argsort(rows * n + indices)
    lengths = None if borders is None else np.concatenate([borders, borders])[order]
    indptr = np.append(0, np.cumsum(np.bincount(rows, minlength=n)))
    return SpatialWeights(indptr, indices[order], lengths, kind, reach)
