"""Neighbours by distance: everybody within so many metres."""

import numpy as np
from numpy.typing import ArrayLike

from analysis.weights.centres import centres
from analysis.weights.pairs import mutual
from analysis.weights.spatial_weights import SpatialWeights


def distance_band(geometry: ArrayLike, distance: float) -> SpatialWeights:
    """Let quarters be neighbours whose centres lie at most so far apart.

    Parameters
    ----------
    geometry : object array of shapely geometries, shape (n,)
        Areas or points, in plane coordinates: distances between degrees of longitude and latitude mislead.
        None and empty shapes have no neighbours.
    distance : float
        In units of the coordinates, above 0; a centre exactly so far away still counts.

    Returns
    -------
    SpatialWeights
        Mutual; isolates where nobody is so near.

    Raises
    ------
    ValueError
        If the distance is not above 0.

    Examples
    --------
    >>> import shapely
    >>> distance_band(shapely.points([0, 1, 3, 7], 0), 2).tuples
    ((1,), (0, 2), (1,), ())
    """
    from scipy.spatial import cKDTree

    if not distance > 0:
        raise ValueError(f"the distance must be above 0, got {distance}")
    places, points = centres(geometry)
    pairs = cKDTree(points).query_pairs(distance, output_type="ndarray") if len(points) else np.empty((0, 2), np.int64)
    n = len(np.asarray(geometry, dtype=object))
    return mutual(n, places[pairs.T.astype(np.int64)], None, "distance_band", distance)
