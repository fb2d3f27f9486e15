"""Cities for the tests of clusters: random, planted and the chessboard; and the weights of PySAL for the same."""

import numpy as np
import shapely
from libpysal.weights import W

from analysis.weights import SpatialWeights, queen


def cells(n: int, seed: int = 0) -> np.ndarray:
    """A square city cut into the cells of n random points."""
    points = shapely.multipoints(np.random.default_rng(seed).uniform(0, 1000, (n, 2)))
    inside = shapely.box(0, 0, 1000, 1000)
    parts = shapely.get_parts(shapely.voronoi_polygons(points, extend_to=inside, ordered=True))
    return np.asarray(shapely.intersection(parts, inside))


def grid(size: int) -> np.ndarray:
    """A chessboard, row by row."""
    x, y = np.meshgrid(np.arange(size), np.arange(size))
    return np.asarray(shapely.box(x.ravel(), y.ravel(), x.ravel() + 1, y.ravel() + 1))


CITY = cells(90)
WEIGHTS = queen(CITY)
RANDOM = np.random.default_rng(5).gamma(3.0, size=90)
# High in the south-west, low in the north-east, with as much chance as structure.
PLANTED = 30 - 0.01 * shapely.get_coordinates(shapely.centroid(CITY)).sum(axis=1) + 3 * (RANDOM - RANDOM.mean())


def pysal(weights: SpatialWeights) -> W:
    """The same weights as PySAL has them."""
    return W({i: list(others) for i, others in enumerate(weights.tuples)}, silence_warnings=True)
