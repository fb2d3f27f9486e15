"""Pairs of quarters whose borders are drawn with identical points, and how long these borders are."""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from analysis.weights.pairs import Whole

Floats = NDArray[np.float64]
Keys = NDArray[np.uint64]
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

    points: NDArray[np.complex128]
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
    Vertices are sorted by the mixed bits of their coordinates. Two quarters that meet in a vertex share the edge that
    begins there if the vertex next to it is the same too; no sorting of edges is needed.

    Examples
    --------
    >>> found = shared_borders(np.array([shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)]))
    >>> found.pairs.tolist(), found.borders.tolist(), len(found.open_edges)
    ([[0], [1]], [1.0], 6)
    """
    lines = _outlines(shapes)
    place, one, other, keys = _meeting(lines, len(shapes))
    place_after, place_before = place[lines.after], place[lines.before]
    following = place_after[one]
    opposite = following == place_before[other]
    alike = following == place_after[other]
    shared = opposite | alike
    alone = np.ones(len(place), dtype=bool)
    alone[one[shared]] = alone[other[alike]] = alone[lines.before[other[opposite]]] = False
    lengths = np.where(shared, np.abs(lines.points[lines.after] - lines.points)[one], 0.0)
    pairs, borders = _summed(keys, lengths)
    edges = np.stack([lines.points[alone], lines.points[lines.after[alone]]], axis=1)
    open_edges = edges.view(np.float64).reshape(-1, 2, 2)
    return SharedBorders(np.stack(np.divmod(pairs, max(len(shapes), 1))), borders, open_edges, lines.owner[alone])


def _rings(shapes: NDArray[np.object_]) -> tuple[NDArray[np.object_], Whole]:
    """Give shapes of one ring each, and the quarter of each: taking polygons without holes apart would cost time."""
    polygon = shapely.get_type_id(shapes) == shapely.GeometryType.POLYGON
    plain = polygon & (shapely.get_num_interior_rings(shapes) == 0)
    places = np.flatnonzero(~plain)
    parts, outer = shapely.get_parts(shapes[places], return_index=True)
    parts, inner = shapely.get_parts(parts, return_index=True)
    polygonal = shapely.get_type_id(parts) == shapely.GeometryType.POLYGON
    rings, part = shapely.get_rings(parts[polygonal], return_index=True)
    owner = np.append(np.flatnonzero(plain), places[outer[inner]][polygonal][part])
    order = np.argsort(owner, kind="stable")
    return np.append(shapes[plain], rings)[order], owner[order]


def _outlines(shapes: NDArray[np.object_]) -> _Outlines:
    rings, owner = _rings(shapes)
    coordinates, ring = shapely.get_coordinates(rings, return_index=True)
    coordinates += 0.0  # -0.0 and 0.0 are the same place
    # As complex numbers x and y are moved and compared in one go.
    points = coordinates.view(np.complex128).ravel()
    # A ring ends with its first vertex; whatever equals the vertex after it makes no edge, and so does the closing one.
    kept = np.flatnonzero((ring[1:] == ring[:-1]) & (points[1:] != points[:-1]))
    points, ring = points[kept], ring[kept]
    first = np.flatnonzero(np.append(True, ring[1:] != ring[:-1])[: len(ring)])
    last = np.append(first[1:], len(ring))[: len(first)] - 1
    after, before = np.arange(1, len(ring) + 1), np.arange(-1, len(ring) - 1)
    after[last], before[first] = first, last
    return _Outlines(points, owner[ring], before, after)


def _meeting(lines: _Outlines, n: int) -> tuple[Keys, Whole, Whole, Whole]:
    """Give a number for the place of each vertex, and the vertices of two of n quarters at one place.

    Returns
    -------
    place : uint64, shape (m,)
        The same for the same coordinates, and for no others.
    one, other : int64, shape (p,)
        Positions of vertices, ``one`` of the quarter that comes first.
    pair : int64, shape (p,)
        Number of the two quarters: the first times n, plus the second.
    """
    bits = np.uint64(max(len(lines.points) - 1, 1)).item().bit_length()
    place = _mixed(lines.points) >> np.uint64(bits)
    table, order = _sorted(place, bits)
    at = lines.points[order]
    if ((table[1:] == table[:-1]) & (at[1:] != at[:-1])).any():
        # Different places with the same bits, about once in a thousand cities: number them the slow way.
        place = np.unique(lines.points, return_inverse=True)[1].astype(np.uint64)
        table, order = _sorted(place, bits)
    found = [np.empty((2, 0), dtype=np.int64)]
    for apart in range(1, len(order)):
        same = np.flatnonzero(table[apart:] == table[:-apart])
        if not len(same):
            break
        found.append(np.stack([order[same], order[same + apart]]))
    one, other = np.concatenate(found, axis=1)
    first, second = lines.owner[one], lines.owner[other]
    others = np.flatnonzero(first != second)
    pair = first * n + second
    return (place, one, other, pair) if len(others) == len(one) else (place, one[others], other[others], pair[others])


def _mixed(points: NDArray[np.complex128]) -> Keys:
    """Mix the bits of both coordinates."""
    x, y = points.view(np.uint64).reshape(-1, 2).T
    keys = x * MIX_X
    keys ^= keys >> np.uint64(32)
    keys += y * MIX_Y
    keys ^= keys >> np.uint64(29)
    keys *= MIX_X
    return np.asarray(keys)


def _sorted(keys: Keys, bits: int) -> tuple[Keys, Whole]:
    """Give the keys in ascending order, equal ones by position, and their positions.

    The position is put into the lowest bits of each number: sorting numbers is faster than sorting positions.
    """
    table = keys << np.uint64(bits)
    table |= np.arange(len(keys), dtype=np.uint64)
    table.sort()
    order = (table & np.uint64((1 << bits) - 1)).view(np.int64)
    table >>= np.uint64(bits)
    return table, order


def _summed(keys: Whole, lengths: Floats) -> tuple[Whole, Floats]:
    """Give the different keys, ascending, and the sum of lengths of each."""
    if not len(keys):
        return keys, lengths
    table, order = _sorted(keys.astype(np.uint64), len(keys).bit_length())
    first = np.flatnonzero(np.append(True, table[1:] != table[:-1]))
    return table[first].astype(np.int64), np.add.reduceat(lengths[order], first)
