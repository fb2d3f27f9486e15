"""Areas taken apart: their polygons, and the rings of these as flat arrays."""

import numpy as np
import shapely
from numpy.typing import NDArray

Whole = NDArray[np.int64]


def polygons(shapes: NDArray[np.object_]) -> tuple[NDArray[np.object_], Whole]:
    """Give the polygons of areas, also those inside collections, and the area of each.

    Parameters
    ----------
    shapes : object array of shapely geometries, shape (n,)

    Returns
    -------
    polygons : object array, shape (m,)
    area : int64, shape (m,)
        Position in ``shapes``, ascending.

    Examples
    --------
    >>> two = shapely.MultiPolygon([shapely.box(0, 0, 1, 1), shapely.box(2, 0, 3, 1)])
    >>> polygons(np.array([shapely.Point(0, 0), two]))[1].tolist()
    [1, 1]
    """
    parts, outer = shapely.get_parts(np.asarray(shapes, dtype=object), return_index=True)
    parts, inner = shapely.get_parts(parts, return_index=True)
    polygonal = (shapely.get_type_id(parts) == shapely.GeometryType.POLYGON) & ~shapely.is_empty(parts)
    return parts[polygonal], outer[inner][polygonal]


def largest_parts(shapes: NDArray[np.object_]) -> NDArray[np.object_]:
    """Give the largest polygon of each area; none may be empty.

    Examples
    --------
    >>> two = shapely.MultiPolygon([shapely.box(0, 0, 1, 1), shapely.box(2, 0, 4, 1)])
    >>> largest_parts(np.array([two]))[0].bounds
    (2.0, 0.0, 4.0, 1.0)
    """
    parts, area = polygons(shapes)
    order = np.lexsort((shapely.area(parts), area))
    largest: NDArray[np.object_] = parts[order[np.append(area[1:] != area[:-1], True)]]
    return largest


def flat_rings(shapes: NDArray[np.object_]) -> tuple[NDArray[np.float64], Whole, Whole]:
    """Give the vertices of all rings, one ring after another, each closed by its first vertex.

    Parameters
    ----------
    shapes : object array of shapely geometries, shape (n,)

    Returns
    -------
    points : float64, shape (m, 2)
    ring : int64, shape (m,)
        Number of the ring, ascending from 0.
    area : int64, shape (m,)
        Position in ``shapes``, ascending.

    Examples
    --------
    >>> points, ring, area = flat_rings(np.array([shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)]))
    >>> len(points), ring.tolist() == area.tolist()
    (10, True)
    """
    parts, area = polygons(shapes)
    rings, part = shapely.get_rings(parts, return_index=True)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    return points, ring, area[part][ring]
