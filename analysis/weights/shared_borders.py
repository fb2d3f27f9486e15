"""Pairs of quarters whose borders are drawn with identical points, and how long these borders are."""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from analysis.weights.pairs import Whole

Floats = NDArray[np.float64]
# Odd numbers with well mixed bits (fractions of the golden ratio and of the square root of 2).
MIX_X, MIX_Y = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xB504F333F9DE6485)


@dataclass(frozen=True, eq=False)
class SharedBorders:
    """What identical points say.

    Attributes
    ----------
    pairs : int64, shape (2, p)
        Quarters that share a vertex, each pair once, the smaller position first; ascending.
    borders : float64, shape (p,)
        Length of the edges both have, in units of the coordinates; 0 where only points are shared.
    open_edges : float64, shape (k, 2, 2)
        Edges (beginning, end) that no other quarter has: the outline of the city, and borders that do not match.
    owner : int64, shape (k,)
        Quarter of each open edge; edges that follow each other on an outline stand side by side.
    """

    pairs: Whole
    borders: Floats
    open_edges: Floats
    owner: Whole


@dataclass(frozen=True, eq=False)
class _Outlines:
    """Vertices of all rings without the closing one; ``before`` and ``after`` are the next ones on the ring."""

    points: Floats
    owner: Whole
    before: Whole
    after: Whole


def shared_borders(shapes: NDArray[np.object_]) -> SharedBorders:
    """Find out by sorting all vertices once who shares points and edges with whom.

    Parameters
    ----------
    shapes : object array of shapely geometries, shape (n,)
        Polygons, also in collections. Anything else, None and empty shapes share nothing.

    Returns
    -------
    SharedBorders

    Notes
    -----
    Vertices are sorted by 64 mixed bits of their coordinates, and the coordinates themselves are compared where
    these agree: different places never count as one. Two quarters that meet in a vertex share the edge that begins
    there if the vertex next to it is the same too; no sorting of edges is needed.

    Examples
    --------
    >>> found = shared_borders(np.array([shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)]))
    >>> found.pairs.tolist(), found.borders.tolist(), len(found.open_edges)
    ([[0], [1]], [1.0], 6)
    """
    lines = _outlines(shapes)
    vertex, order = _numbered(lines.points)
    one, other = _meeting(vertex, order, lines.owner)
    following = vertex[lines.after[one]]
    opposite = following == vertex[lines.before[other]]
    alike = following == vertex[lines.after[other]]
    shared = opposite | alike
    alone = np.ones(len(vertex), dtype=bool)
    alone[one[shared]] = alone[other[alike]] = alone[lines.before[other[opposite]]] = False
    step = lines.points[lines.after[one]] - lines.points[one]
    lengths = np.where(shared, np.hypot(step[:, 0], step[:, 1]), 0.0)
    pairs, borders = _summed(lines.owner[one] * len(shapes) + lines.owner[other], lengths)
    open_edges = np.stack([lines.points[alone], lines.points[lines.after[alone]]], axis=1)
    return SharedBorders(np.stack(np.divmod(pairs, max(len(shapes), 1))), borders, open_edges, lines.owner[alone])


def _rings(shapes: NDArray[np.object_]) -> tuple[NDArray[np.object_], Whole]:
    """Give shapes with one ring each, and the quarter of each: taking polygons without holes apart costs time."""
    plain = (shapely.get_type_id(shapes) == shapely.GeometryType.POLYGON) & (
        shapely.get_num_interior_rings(shapes) == 0
    )
    places = np.flatnonzero(~plain)
    parts, outer = shapely.get_parts(shapes[places], return_index=True)
    parts, inner = shapely.get_parts(parts, return_index=True)
    polygonal = shapely.get_type_id(parts) == shapely.GeometryType.POLYGON
    rings, part = shapely.get_rings(parts[polygonal], return_index=True)
    return np.append(shapes[plain], rings), np.append(np.flatnonzero(plain), places[outer[inner]][polygonal][part])


def _outlines(shapes: NDArray[np.object_]) -> _Outlines:
    rings, owner = _rings(shapes)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    points += 0.0  # -0.0 and 0.0 are the same place
    # A ring ends with its first vertex; whatever equals the vertex after it makes no edge, and so does the closing one.
    kept = np.append((ring[1:] == ring[:-1]) & (points[1:] != points[:-1]).any(axis=1), False)[: len(ring)]
    points, ring = points[kept], ring[kept]
    first = np.flatnonzero(np.append(True, ring[1:] != ring[:-1])[: len(ring)])
    last = np.append(first[1:], len(ring))[: len(first)] - 1
    after, before = np.arange(1, len(ring) + 1), np.arange(-1, len(ring) - 1)
    after[last], before[first] = first, last
    return _Outlines(points, owner[ring], before, after)


def _numbered(points: Floats) -> tuple[Whole, Whole]:
    """Number the places; give the number of each vertex and the order in which equal ones stand together."""
    bits = np.ascontiguousarray(points).view(np.uint64)
    keys = bits[:, 0] * MIX_X
    keys ^= keys >> np.uint64(32)
    keys += bits[:, 1] * MIX_Y
    keys ^= keys >> np.uint64(29)
    keys *= MIX_X
    order = np.argsort(keys)
    x, y = points[order, 0], points[order, 1]
    number = np.empty(len(points), dtype=np.int64)
    number[order] = np.cumsum(np.append(False, (x[1:] != x[:-1]) | (y[1:] != y[:-1]))[: len(points)])
    return number, order


def _meeting(vertex: Whole, order: Whole, owner: Whole) -> tuple[Whole, Whole]:
    """Give vertices of two quarters at one place, the quarter with the smaller position first."""
    found = [np.empty((2, 0), dtype=np.int64)]
    place = vertex[order]
    for apart in range(1, len(order)):
        same = np.flatnonzero(place[apart:] == place[:-apart])
        if not len(same):
            break
        one, other = order[same], order[same + apart]
        swapped = owner[one] > owner[other]
        pair = np.stack([np.where(swapped, other, one), np.where(swapped, one, other)])
        found.append(pair[:, owner[one] != owner[other]])
    one, other = np.concatenate(found, axis=1)
    return one, other


def _summed(keys: Whole, lengths: Floats) -> tuple[Whole, Floats]:
    """Give the different keys, ascending, and the sum of lengths of each."""
    if not len(keys):
        return keys, lengths
    order = np.argsort(keys)
    keys = keys[order]
    first = np.flatnonzero(np.append(True, keys[1:] != keys[:-1]))
    return keys[first], np.add.reduceat(lengths[order], first)
