"""The topology of a coverage: borders as arcs that neighbours share, each stored once with the area on either hand."""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from layers.rings import Whole, flat_rings

OUTSIDE = -1


@dataclass(frozen=True, eq=False)
class Arcs:
    """Borders of areas, in whole steps; y grows southwards.

    Attributes
    ----------
    points : int64, shape (m, 2)
        Vertices of all arcs one after another; a ring without junctions ends where it began.
    length : uint32, shape (k,)
        Vertices of each arc, at least two.
    left, right : int32, shape (k,)
        Position of the area on the left and on the right hand of somebody who walks the arc on a map with
        north up; ``OUTSIDE`` where there is none. Never the same on both sides.
    """

    points: Whole
    length: NDArray[np.uint32]
    left: NDArray[np.int32]
    right: NDArray[np.int32]

    @property
    def ends(self) -> NDArray[np.bool_]:
        """Whether a vertex is the first or the last of its arc, shape (m,)."""
        after = np.cumsum(self.length.astype(np.int64))
        found = np.zeros(len(self.points), dtype=bool)
        found[after - 1] = True
        found[after - self.length] = True
        return found


def arcs(shapes: NDArray[np.object_]) -> Arcs:
    """Find the arcs of areas.

    Parameters
    ----------
    shapes : object array of shapely geometries, shape (n,)
        Polygons and multi-polygons with whole-numbered, non-negative coordinates below 2**31; y grows
        southwards.

    Returns
    -------
    Arcs
        In a coverage every edge belongs to exactly one arc. Edges that one area has twice (a seam inside it)
        are left out; edges that several areas claim from the same side keep one arc each, with nothing on the
        other side.

    Notes
    -----
    Edges are told by the numbers of their vertices; a ring is cut where another number of borders than two
    meets, or where the neighbour changes.

    Examples
    --------
    >>> pair = arcs(np.array([shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)]))
    >>> sorted(zip(pair.left.tolist(), pair.right.tolist()))
    [(0, -1), (0, 1), (1, -1)]
    """
    points, ring, owner = _rings(shapes)
    if not len(points):
        nothing = np.zeros(0, dtype=np.int32)
        return Arcs(np.zeros((0, 2), dtype=np.int64), nothing.astype(np.uint32), nothing, nothing)
    vertex = _numbered(points[:, 0] << 31 | points[:, 1])
    following = _following(ring)
    forward, edge = _edges(vertex, vertex[following])
    right = _neighbours(edge, forward, owner)
    cut = _cuts(ring, edge, vertex, right)
    return _runs(points, ring, owner, right, cut, following)


def _rings(shapes: NDArray[np.object_]) -> tuple[Whole, Whole, Whole]:
    """Give vertices (the closing one left out), the ring of each, and the area; areas lie on the left hand."""
    # Turned round on paper, where y grows northwards, is the right way round on the ground.
    turned = shapely.orient_polygons(shapes, exterior_cw=True)
    points, ring, owner = flat_rings(turned)
    whole = np.round(points).astype(np.int64)
    # A ring ends with its first vertex: whatever equals the vertex after it goes, and so does the closing one.
    kept = ~np.append(np.all(whole[1:] == whole[:-1], axis=1) | (ring[1:] != ring[:-1]), True)
    kept &= np.bincount(ring, kept, minlength=1)[ring] >= 3
    return whole[kept], ring[kept], owner[kept]


def _numbered(keys: Whole) -> Whole:
    return np.unique(keys, return_inverse=True)[1].astype(np.int64)


def _following(ring: Whole) -> Whole:
    """Position of the next vertex of the same ring."""
    following = np.arange(1, len(ring) + 1)
    first = np.append(True, ring[1:] != ring[:-1])
    last = np.append(first[1:], True)
    following[last] = np.flatnonzero(first)
    return following


def _edges(start: Whole, end: Whole) -> tuple[NDArray[np.bool_], Whole]:
    """Say for each edge whether it goes from the smaller to the larger number, and number it regardless of that."""
    forward = start < end
    low, high = np.minimum(start, end), np.maximum(start, end)
    return forward, _numbered(low * (int(high.max()) + 1) + high)


def _neighbours(edge: Whole, forward: NDArray[np.bool_], owner: Whole) -> Whole:
    """Give the area on the other side of each edge."""
    n = int(edge.max()) + 1
    sides = np.full((2, n), OUTSIDE, dtype=np.int64)
    for side, chosen in enumerate((forward, ~forward)):
        sides[side, edge[chosen]] = owner[chosen]
    counts = np.array([np.bincount(edge[chosen], minlength=n) for chosen in (forward, ~forward)])
    claimed = counts.max(axis=0)[edge]
    other = np.where(forward, sides[1, edge], sides[0, edge])
    return np.where(claimed > 1, OUTSIDE, other)


def _cuts(ring: Whole, edge: Whole, vertex: Whole, right: Whole) -> NDArray[np.bool_]:
    """Say at which vertices a ring is cut: the edge that starts there begins a new arc."""
    before = np.arange(-1, len(ring) - 1)
    first = np.append(True, ring[1:] != ring[:-1])
    before[first] = np.flatnonzero(np.append(first[1:], True))
    _, once = np.unique(edge, return_index=True)
    degree = np.zeros(int(vertex.max()) + 1, dtype=np.int64)
    ends = np.concatenate([vertex[once], vertex[_following(ring)][once]])
    np.add.at(degree, ends, 1)
    return (degree[vertex] != 2) | (right != right[before])


def _runs(points: Whole, ring: Whole, owner: Whole, right: Whole, cut: NDArray[np.bool_], following: Whole) -> Arcs:
    """Turn every ring so that it starts with a cut, and take the runs of which this side is the one to keep."""
    starts = np.flatnonzero(np.append(True, ring[1:] != ring[:-1]))
    sizes = np.diff(np.append(starts, len(ring)))
    of_ring = np.repeat(np.arange(len(starts)), sizes)
    within = np.arange(len(ring)) - starts[of_ring]
    first_cut = np.full(len(starts), len(ring), dtype=np.int64)
    np.minimum.at(first_cut, of_ring[cut], within[cut])
    turn = np.where(first_cut < len(ring), first_cut, 0)
    order = starts[of_ring] + (within + turn[of_ring]) % sizes[of_ring]
    opens = cut[order] | (within == 0)
    run = np.cumsum(opens) - 1
    left_hand, right_hand = owner[order], right[order]
    kept_edge = (right_hand == OUTSIDE) | (left_hand < right_hand)
    closing = np.append(opens[1:], True)
    vertices = np.column_stack([order, following[order]])
    taken = np.column_stack([kept_edge, kept_edge & closing])
    numbers = vertices[taken]
    of_run = np.repeat(run, taken.sum(axis=1))
    begins = np.flatnonzero(opens)
    kept_runs = kept_edge[begins]
    lengths = np.bincount(of_run, minlength=len(begins))[kept_runs] if len(of_run) else np.zeros(0, dtype=np.int64)
    return Arcs(
        points=points[numbers],
        length=lengths.astype(np.uint32),
        left=left_hand[begins][kept_runs].astype(np.int32),
        right=right_hand[begins][kept_runs].astype(np.int32),
    )
