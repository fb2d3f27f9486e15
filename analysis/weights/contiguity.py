"""Neighbours by common borders: queen (a point is enough) and rook (an edge is needed)."""

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray

from analysis.weights.loose_borders import loose_borders
from analysis.weights.pairs import Whole, mutual
from analysis.weights.shared_borders import shared_borders
from analysis.weights.spatial_weights import SpatialWeights


def queen(geometry: ArrayLike, tolerance: float | None = None) -> SpatialWeights:
    """Let quarters be neighbours that share at least a point.

    Parameters
    ----------
    geometry : object array of shapely polygons or multipolygons, shape (n,)
        In any plane or geographic coordinates. None and empty shapes have no neighbours.
    tolerance : float, optional
        Gap, in units of the coordinates, that still counts as touching where borders are not drawn with
        identical points. Default: a hundred-thousandth of the diagonal of the city (0.3 m over 30 km).
        With 0 only identical points count, as in PySAL; Köln's 86 quarters then lose 14 of 243 pairs, some of
        them with kilometres of common border.

    Returns
    -------
    SpatialWeights
        Mutual. ``borders`` holds the length of the common border in units of the coordinates.

    Raises
    ------
    ValueError
        If the tolerance is negative.

    Notes
    -----
    Identical points are found by sorting all vertices once. Only edges that nobody shares are then looked at again:
    a search tree gives the quarters within the tolerance of them.

    Examples
    --------
    >>> squares = shapely.box([0, 1, 5], [0, 1, 5], [1, 2, 6], [1, 2, 6])
    >>> queen(squares).tuples
    ((1,), (0,), ())
    """
    shapes, gap = _checked(geometry, tolerance)
    pairs, borders = _touching(shapes, gap)
    return mutual(len(shapes), pairs, borders, "queen")


def rook(geometry: ArrayLike, tolerance: float | None = None) -> SpatialWeights:
    """Let quarters be neighbours that share a border, not only a corner.

    Parameters, result and errors as in :func:`queen`. Where borders are not drawn with identical points, outlines
    count as a common border that run side by side for at least ten tolerances.

    Examples
    --------
    >>> squares = shapely.box([0, 1, 1], [0, 1, 0], [1, 2, 2], [1, 2, 1])
    >>> rook(squares).tuples, queen(squares).tuples
    (((2,), (2,), (0, 1)), ((1, 2), (0, 2), (0, 1)))
    """
    shapes, gap = _checked(geometry, tolerance)
    pairs, borders = _touching(shapes, gap)
    edges = borders > 0
    return mutual(len(shapes), pairs[:, edges], borders[edges], "rook")


def _checked(geometry: ArrayLike, tolerance: float | None) -> tuple[NDArray[np.object_], float]:
    shapes = np.asarray(geometry, dtype=object)
    if tolerance is not None and tolerance < 0:
        raise ValueError(f"the tolerance must not be negative, got {tolerance}")
    if tolerance is not None:
        return shapes, float(tolerance)
    if not len(shapes):
        return shapes, 0.0
    west, south, east, north = shapely.total_bounds(shapes)
    return shapes, float(np.nan_to_num(1e-5 * np.hypot(east - west, north - south)))


def _touching(shapes: NDArray[np.object_], gap: float) -> tuple[Whole, NDArray[np.float64]]:
    """Give the pairs and the lengths of their borders."""
    found = shared_borders(shapes)
    if gap == 0:
        return found.pairs, found.borders
    loose, lengths = loose_borders(shapes, found.open_edges, found.owner, gap)
    one, other = np.concatenate([found.pairs, loose], axis=1)
    keys, at = np.unique(one * len(shapes) + other, return_inverse=True)
    borders = np.zeros(len(keys))
    np.add.at(borders, at, np.concatenate([found.borders, lengths]))
    return np.stack(np.divmod(keys, len(shapes))), borders
