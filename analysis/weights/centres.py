"""One point for each quarter, from which distances are measured."""

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray


def centres(geometry: ArrayLike) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Give the centroids of the quarters that have a shape, as PySAL does for its distances.

    Parameters
    ----------
    geometry : object array of shapely geometries, shape (n,)

    Returns
    -------
    places : int64, shape (m,)
        Positions of the quarters with a shape.
    points : float64, shape (m, 2)

    Examples
    --------
    >>> places, points = centres(np.array([shapely.box(0, 0, 2, 2), None]))
    >>> places.tolist(), points.tolist()
    ([0], [[1.0, 1.0]])
    """
    points = shapely.centroid(np.asarray(geometry, dtype=object))
    places = np.flatnonzero(~(shapely.is_missing(points) | shapely.is_empty(points)))
    return places, shapely.get_coordinates(points[places])
