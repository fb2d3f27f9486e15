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
    lines, of = _strung_together(open_edges, owner)
    line, other = shapely.STRtree(shapes).query(lines, predicate="dwithin", distance=gap)
    elsewhere = of[line] != other
    line, other = line[elsewhere], other[elsewhere]
    if not len(line):
        return no_pairs(), np.empty(0)
    n = len(shapes)
    alongside = _alongside(lines, line, shapes, other, gap)
    directed, at = np.unique(of[line] * n + other, return_inverse=True)
    lengths = np.bincount(at, alongside)
    one, other = np.divmod(directed, n)
    pairs, at = np.unique(np.minimum(one, other) * n + np.maximum(one, other), return_inverse=True)
    longest = np.zeros(len(pairs))
    np.maximum.at(longest, at, lengths)
    return np.stack(np.divmod(pairs, n)), longest


def _strung_together(open_edges: Floats, owner: Whole) -> tuple[NDArray[np.object_], Whole]:
    """Make one line of edges of one quarter that follow each other; give the quarter of each line."""
    if not len(owner):
        return np.empty(0, dtype=object), owner
    begins = np.append(True, (owner[1:] != owner[:-1]) | (open_edges[1:, 0] != open_edges[:-1, 1]).any(axis=1))
    number = np.cumsum(begins) - 1
    # Each edge gives its end, and the first edge of a line its beginning too.
    points = np.concatenate([open_edges[begins, 0], open_edges[:, 1]])
    of_line = np.concatenate([number[begins], number])
    order = np.argsort(of_line, kind="stable")
    lines = shapely.linestrings(points[order], indices=of_line[order])
    return np.asarray(lines, dtype=object), owner[begins]


def _alongside(
    lines: NDArray[np.object_], line: Whole, shapes: NDArray[np.object_], other: Whole, gap: float
) -> Floats:
    """Measure how much of each line lies within the gap of the quarter beside it."""
    wide, which = np.unique(other, return_inverse=True)
    widened = shapely.buffer(shapes[wide], gap, quad_segs=2)
    shapely.prepare(widened)
    lengths = np.asarray(shapely.length(shapely.intersection(lines[line], widened[which])))
    return np.where(lengths < A_CORNER * gap, 0.0, lengths)
