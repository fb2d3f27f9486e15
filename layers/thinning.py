"""Which vertices of a coverage a map needs at which scale: the same ones on both sides of every border."""

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from layers.arcs import Arcs
from layers.rings import Whole

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
        A vertex is drawn at ``tolerances[k]`` where its level is at least ``k``; ends of arcs always are. All 255,
        "never left out", where GEOS cannot understand the shapes as a coverage.

    Notes
    -----
    ``shapely.coverage_simplify`` (Visvalingam and Whyatt [1]_ on shared edges) leaves out vertices and moves none.
    Each step starts from what the one before has left, so that the steps are nested and each is a valid coverage.
    A border moves by hardly more than the tolerance: on the boundaries of Berlin and Cologne 99 of 100 vertices
    left out lie within 0.9 tolerances of the new border.

    References
    ----------
    .. [1] Visvalingam, M., Whyatt, J. D. (1993). Line generalisation by repeated elimination of points.
       The Cartographic Journal 30 (1).
    """
    keys = _keys(arcs.points)
    found = np.zeros(len(keys), dtype=np.uint8)
    coverage = shapes
    for step, tolerance in enumerate(tolerances[1:], start=1):
        try:
            coverage = shapely.coverage_simplify(coverage, tolerance)
        except shapely.errors.GEOSException:
            found[:] = ALWAYS
            break
        found[np.isin(keys, _keys(shapely.get_coordinates(coverage)))] = step
    # Where areas lie on each other, another arc may pass through the end of one: by its key it is kept there too.
    found[np.isin(keys, keys[arcs.ends])] = ALWAYS
    return found


def _keys(points: NDArray[np.float64] | Whole) -> Whole:
    whole = np.round(points).astype(np.int64)
    return whole[:, 0] << 31 | whole[:, 1]
