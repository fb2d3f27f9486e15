"""Which quarters touch each other, and which chosen quarters hang together."""

from collections.abc import Iterable, Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

Neighbours = tuple[tuple[int, ...], ...]


def neighbours(geometry: NDArray[np.object_], tolerance: float | None = None) -> Neighbours:
    """Give for each quarter the quarters that share at least a point with it (queen contiguity).

    Parameters
    ----------
    geometry : object array of shapely polygons or multipolygons, shape (n,)
        In any plane or geographic coordinates. None and empty shapes have no neighbours.
    tolerance : float, optional
        Gap, in units of the coordinates, that still counts as touching where borders are not drawn with
        identical points. Default: a hundred-thousandth of the diagonal of the city (0.3 m over 30 km).
        With 0 only identical points count, as in PySAL; Köln's 86 quarters then lose 14 of 243 pairs, some of
        them with kilometres of common border.

    Returns
    -------
    tuple of tuple of int, length n
        Positions, ascending; symmetrical; never the quarter itself. Empty for an isolate.

    Raises
    ------
    ValueError
        If the tolerance is negative.

    Notes
    -----
    By tolerance, pairs come from a search tree; by identical points, from sorting all vertices once. Sorting
    alone would be faster, but finding out whether the borders match costs as much as the tree.

    Examples
    --------
    >>> squares = shapely.box([0, 1, 5], [0, 1, 5], [1, 2, 6], [1, 2, 6])
    >>> neighbours(squares)
    ((1,), (0,), ())
    """
    if tolerance is not None and tolerance < 0:
        raise ValueError(f"the tolerance must not be negative, got {tolerance}")
    shapes = np.asarray(geometry, dtype=object)
    pairs = _sharing_a_vertex(shapes) if tolerance == 0 else _within(shapes, tolerance)
    touching: list[set[int]] = [set() for _ in shapes]
    for one, other in pairs.T.tolist():
        touching[one].add(other)
        touching[other].add(one)
    return tuple(tuple(sorted(others)) for others in touching)


def connected_groups(members: Iterable[int], touching: Sequence[Sequence[int]]) -> tuple[tuple[int, ...], ...]:
    """Split chosen quarters into groups that hang together.

    Parameters
    ----------
    members : iterable of int
        Positions of the chosen quarters.
    touching : sequence of sequences of int
        As from :func:`neighbours`.

    Returns
    -------
    tuple of tuple of int
        The largest group first, groups of one size by their first position; positions ascending.

    Examples
    --------
    >>> connected_groups([0, 1, 3, 4, 6], [[1], [0, 2], [1, 3], [2, 4], [3], [6], [5]])
    ((0, 1), (3, 4), (6,))
    """
    left = {int(member) for member in members}
    groups = []
    while left:
        group, waiting = set(), [min(left)]
        while waiting:
            quarter = waiting.pop()
            if quarter in left:
                left.remove(quarter)
                group.add(quarter)
                waiting.extend(touching[quarter])
        groups.append(tuple(sorted(group)))
    return tuple(sorted(groups, key=lambda group: (-len(group), group)))


def _sharing_a_vertex(shapes: NDArray[np.object_]) -> NDArray[np.intp]:
    points, quarter = shapely.get_coordinates(shapes, return_index=True)
    points += 0.0  # -0.0 and 0.0 are the same place
    order = np.lexsort((quarter, points[:, 1], points[:, 0]))
    points, quarter = points[order], quarter[order]
    pairs = [np.empty((2, 0), dtype=np.intp)]
    for apart in range(1, len(points)):
        same = (points[apart:] == points[:-apart]).all(axis=1)
        if not same.any():
            break
        one, other = quarter[:-apart][same], quarter[apart:][same]
        pairs.append(np.stack([one, other])[:, one != other])
    return np.unique(np.concatenate(pairs, axis=1), axis=1)


def _within(shapes: NDArray[np.object_], tolerance: float | None) -> NDArray[np.intp]:
    west, south, east, north = shapely.total_bounds(shapes)
    gap = 1e-5 * float(np.hypot(east - west, north - south)) if tolerance is None else tolerance
    pairs = shapely.STRtree(shapes).query(shapes, predicate="dwithin", distance=gap)
    return np.asarray(pairs[:, pairs[0] < pairs[1]], dtype=np.intp)
