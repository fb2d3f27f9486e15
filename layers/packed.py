"""Shapes as whole numbers for pages: rings of steps, each point as the difference to the one before."""

import numpy as np
import shapely

from layers.rings import polygons

DECIMALS = 6
SCALE = 10**DECIMALS
Ring = list[int]
Shape = list[list[Ring]]


def packed(shape: shapely.Geometry) -> Shape:
    """Write one area as polygons of rings of whole numbers [x, y, dx, dy, ...], the closing point left out.

    Parameters
    ----------
    shape : shapely geometry
        In degrees; only its polygons count.

    Returns
    -------
    list of polygons, each a list of rings
        In millionths of a degree. Rings that are no more than a line at this scale are left out.

    Examples
    --------
    >>> packed(shapely.box(7.0, 51.0, 7.5, 51.25))
    [[[7500000, 51000000, 0, 250000, -500000, 0, 0, -250000]]]
    """
    parts = polygons(np.array([shape], dtype=object))[0]
    rings = [[_steps(ring) for ring in (polygon.exterior, *polygon.interiors)] for polygon in parts]
    return [[ring for ring in polygon if ring] for polygon in rings if polygon[0]]


def unpacked(shape: Shape) -> shapely.Geometry:
    """Read what :func:`packed` wrote.

    Examples
    --------
    >>> unpacked([[[7500000, 51000000, 0, 250000, -500000, 0, 0, -250000]]]).bounds
    (7.0, 51.0, 7.5, 51.25)
    """
    rings = [[np.cumsum(np.reshape(ring, (-1, 2)), axis=0) / SCALE for ring in polygon] for polygon in shape]
    parts = [shapely.Polygon(polygon[0], polygon[1:]) for polygon in rings]
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)


def _steps(ring: shapely.LinearRing) -> Ring:
    points = np.round(shapely.get_coordinates(ring) * SCALE).astype(np.int64)[:-1]
    steps = np.diff(points, axis=0, prepend=[[0, 0]])
    steps = steps[np.any(steps != 0, axis=1)]
    return steps.ravel().tolist() if len(steps) >= 3 else []
