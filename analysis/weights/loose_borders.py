"""Pairs of quarters whose borders run side by side without identical points, and for how long they do."""

import numpy as np
import shapely
from numpy.typing import NDArray

from analysis.weights.pairs import Whole, no_pairs

Floats = NDArray[np.float64]
A_CORNER = 10  # gaps: round a corner that meets, outlines are that near each other for two or three of them


def loose_borders(shapes: NDArray[np.object_], open_edges: Floats, owner: Whole, gap: float) -> tuple[Whole, Floats]:
    """Look for neighbours along the edges that no other quarter has.

    Parameters
    ----------
    shapes : object array of shapely geometries, shape (n,)
    open_edges : float64, shape (k, 2, 2)
        Edges nobody shares, those of an outline one after another.
    owner : int64, shape (k,)
        Quarter of each of them.
    gap : float
        Distance, in units of the coordinates, that still counts as touching; above 0.

    Returns
    -------
    pairs : int64, shape (2, p)
        Each pair once, the smaller position first.
    lengths : float64, shape (p,)
        How much of the open edges of one quarter lies within the gap of the other; the larger of both directions.
        0 where it is less than ten gaps: that is a corner, not a border.

    Examples
    --------
    >>> from analysis.weights.shared_borders import shared_borders
    >>> large, small = shapely.box(0, 0, 2, 2), shapely.box(2, 0.5, 3, 1.5)
    >>> open_ones = shared_borders(np.array([large, small]))
    >>> pairs, lengths = loose_borders(np.array([large, small]), open_ones.open_edges, open_ones.owner, 0.001)
    >>> pairs.tolist(), lengths.round(3).tolist()
    ([[0], [1]], [1.002])
    """
    if not len(owner):
        return no_pairs(), np.empty(0)
    n, tree = len(shapes), shapely.STRtree(shapes)
    begins = np.append(True, (owner[1:] != owner[:-1]) | (open_edges[1:, 0] != open_edges[:-1, 1]).any(axis=1))
    lines, of = _strung_together(open_edges, begins), owner[begins]
    near = _beside(tree, lines, of, gap)
    # Most lines come near their neighbours only where they begin and end, at a corner of the city's outline. Only
    # those that do so on their way are measured, which takes longer.
    long = _beside(tree, _strung_together(_cut_short(open_edges, begins, A_CORNER * gap), begins), of, gap)
    pairs = np.concatenate([near, long], axis=1)
    lengths = np.append(np.zeros(near.shape[1]), _alongside(lines, shapes, long, gap))
    directed, at = np.unique(of[pairs[0]] * n + pairs[1], return_inverse=True)
    one, other = np.divmod(directed, n)
    mutual, both = np.unique(np.minimum(one, other) * n + np.maximum(one, other), return_inverse=True)
    longest = np.zeros(len(mutual))
    np.maximum.at(longest, both, np.bincount(at, lengths, minlength=len(directed)))
    return np.stack(np.divmod(mutual, n)), longest


def _strung_together(edges: Floats, begins: NDArray[np.bool_]) -> NDArray[np.object_]:
    """Make one line of edges that follow each other."""
    number = np.cumsum(begins) - 1
    # Each edge gives its end, and the first edge of a line its beginning too.
    points = np.concatenate([edges[begins, 0], edges[:, 1]])
    of_line = np.concatenate([number[begins], number])
    order = np.argsort(of_line, kind="stable")
    return np.asarray(shapely.linestrings(points[order], indices=of_line[order]), dtype=object)


def _cut_short(edges: Floats, begins: NDArray[np.bool_], length: float) -> Floats:
    """Take a length from both ends of each line, but at most half of the edge there."""
    ends = np.append(begins[1:], True)
    step = edges[:, 1] - edges[:, 0]
    step *= np.minimum(length / np.hypot(step[:, 0], step[:, 1]), 0.5)[:, None]
    short = edges.copy()
    short[begins, 0] += step[begins]
    short[ends, 1] -= step[ends]
    return short


def _beside(tree: shapely.STRtree, lines: NDArray[np.object_], of: Whole, gap: float) -> Whole:
    """Give lines and the other quarters within the gap of them, shape (2, p)."""
    pairs = tree.query(lines, predicate="dwithin", distance=gap)
    return np.asarray(pairs[:, of[pairs[0]] != pairs[1]], dtype=np.int64)


def _alongside(lines: NDArray[np.object_], shapes: NDArray[np.object_], pairs: Whole, gap: float) -> Floats:
    """Measure how much of each line lies within the gap of the quarter beside it."""
    wide, which = np.unique(pairs[1], return_inverse=True)
    widened = shapely.buffer(shapes[wide], gap, quad_segs=2)
    shapely.prepare(widened)
    lengths = np.asarray(shapely.length(shapely.intersection(lines[pairs[0]], widened[which])))
    return np.where(lengths < A_CORNER * gap, 0.0, lengths)
