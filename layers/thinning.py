"""Which vertices of a coverage a map needs at which scale: the same ones on both sides of every border."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from layers.arcs import Arcs

ALWAYS = 255


def levels(arcs: Arcs, shapes: NDArray[np.object_], tolerances: Sequence[float]) -> NDArray[np.uint8]:
    """Say for each vertex up to which simplification it is needed.

    Parameters
    ----------
    arcs : Arcs
        Of ``shapes``.
    shapes : object array of shapely geometries, shape (n,)
        A coverage with whole-numbered coordinates.
    tolerances : sequence of float
        In the same units, ascending; the first one is 0, "every vertex".

    Returns
    -------
    uint8, shape (m,)
        A vertex is drawn at ``tolerances[k]`` where its level is at least ``k``; ends of arcs always are.

    Notes
    -----
    ``shapely.coverage_simplify`` (Visvalingam and Whyatt 1993, over shared edges) leaves out vertices and moves
    none; each step starts from what the one before has left, so that the steps are nested and each is a valid
    coverage. What GEOS cannot understand as a coverage stays as it is.
    """
    found: NDArray[np.uint8] = np.zeros(len(arcs.points), dtype=np.uint8)
    keys = _keys(arcs.points)
    coverage = shapes
    for step, tolerance in enumerate(tolerances[1:], start=1):
        try:
            coverage = shapely.coverage_simplify(coverage, tolerance)
        except shapely.errors.GEOSException:
            found[:] = ALWAYS
            break
        found[np.isin(keys, _keys(shapely.get_coordinates(coverage)))] = step
    found[arcs.ends] = ALWAYS
    return found


def _keys(points: NDArray[Any]) -> NDArray[np.int64]:
    whole = np.round(points).astype(np.int64)
    return whole[:, 0] << 31 | whole[:, 1]
