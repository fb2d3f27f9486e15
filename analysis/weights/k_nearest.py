"""Neighbours by distance: a fixed number of quarters, whether they touch or not."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.weights.centres import centres
from analysis.weights.spatial_weights import SpatialWeights


def k_nearest(geometry: ArrayLike, k: int) -> SpatialWeights:
    """Let the k quarters whose centres lie nearest be the neighbours of a quarter.

    Parameters
    ----------
    geometry : object array of shapely geometries, shape (n,)
        Areas or points, in plane coordinates: distances between degrees of longitude and latitude mislead.
        None and empty shapes have no neighbours and are nobody's.
    k : int
        From 1 to the number of quarters with a shape, less one.

    Returns
    -------
    SpatialWeights
        Not mutual: the nearest of an outlying quarter has nearer ones itself. Of equally distant quarters those
        that stand first are taken.

    Raises
    ------
    ValueError
        If k is out of range.

    Examples
    --------
    >>> import shapely
    >>> k_nearest(shapely.points([0, 1, 3, 7], 0), 1).tuples
    ((1,), (0,), (1,), (2,))
    """
    places, points = centres(geometry)
    if not 1 <= k < len(places):
        raise ValueError(f"k must lie between 1 and {len(places) - 1}, got {k}")
    counts = np.zeros(len(np.asarray(geometry, dtype=object)), dtype=np.int64)
    counts[places] = k
    nearest = places[np.sort(_nearest(points, k), axis=1)]
    return SpatialWeights(np.append(0, np.cumsum(counts)), nearest.ravel(), None, "k_nearest", k)


def _nearest(points: NDArray[np.float64], k: int) -> NDArray[np.int64]:
    """Give the k nearest of each point, shape (n, k); those that equal distances leave open are looked at again."""
    from scipy.spatial import cKDTree

    n = len(points)
    distance, found = cKDTree(points).query(points, min(k + 2, n))
    own = found == np.arange(n)[:, None]
    unclear = ~own.any(axis=1)
    own[unclear, 0] = True
    distance, found = distance[~own].reshape(n, -1), found[~own].reshape(n, -1)
    if distance.shape[1] > k:
        unclear |= distance[:, k] == distance[:, k - 1]
    nearest = found[:, :k].astype(np.int64)
    for point in np.flatnonzero(unclear):
        away = np.hypot(*(points - points[point]).T)
        away[point] = np.inf
        nearest[point] = np.argsort(away, kind="stable")[:k]
    return nearest
