"""Edges that stand alone: in a faultless map every edge within stands in two areas, and only the rim stands in one."""

from dataclasses import dataclass
from functools import cached_property
from typing import cast

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

_POLYGON = 3
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
# What is worked on at a time stays in the cache of a processor; new memory costs more than counting does.
_AT_A_TIME = 256
_MARKS_AT_A_TIME = 1 << 15
_BETWEEN_RINGS = np.uint64(0)
_SIEVE_BITS = 22
_SIEVE = np.uint64(64 - _SIEVE_BITS)
_MOST_MERGED = 50_000


@dataclass(frozen=True)
class LonelyEdges:
    """Edges that do not stand in exactly two areas.

    Attributes
    ----------
    areas : int array
        Areas with such an edge, or with a corner at one, ascending.
    ends : float array, shape (edges, 2, 2)
        Coordinates of both ends.
    stand_once : bool
        Whether none of them stands in three areas or more.
    """

    areas: np.ndarray
    ends: np.ndarray
    stand_once: bool

    def are_outer_rims(self) -> bool:
        """Tell whether they surely enclose no ground that belongs to no area, provided no areas overlap.

        Notes
        -----
        A gap is a ring of lonely edges within another ring, or one that meets it in a corner. Where all of them form
        closed rings whose bounding boxes lie apart, there is none. False does not mean that there is one.
        """
        return self._rims is not None

    @cached_property
    def outline(self) -> BaseGeometry | None:
        """Ground they enclose, if they are outer rims; None where they are not, or too many to merge them lightly.

        Notes
        -----
        Outside no area lies, and at a rim one begins; at any other edge two areas begin, or end, or one takes over
        from the other. So every place within is covered by an odd number of areas: nowhere by none, and everywhere by
        one if the sizes of all areas add up to that of the outline.
        """
        if len(self.ends) > _MOST_MERGED or self._rims is None:
            return None
        return cast(BaseGeometry, shapely.build_area(shapely.multilinestrings(self._rims)))

    @cached_property
    def _rims(self) -> np.ndarray | None:
        """Closed lines that lie apart; None where there are others."""
        if not self.stand_once:
            return None
        edges = self.ends[(self.ends[:, 0] != self.ends[:, 1]).any(axis=1)]
        lines = shapely.get_parts(shapely.line_merge(shapely.multilinestrings(shapely.linestrings(edges))))
        if not shapely.is_closed(lines).all():
            return None
        boxes = np.asarray(shapely.envelope(lines), dtype=object)
        lie_apart = len(shapely.STRtree(boxes).query(boxes)[0]) == len(boxes)
        return np.asarray(lines, dtype=object) if lie_apart else None


def lonely_edges(geometry: np.ndarray) -> LonelyEdges:
    """Find the edges that do not stand in exactly two areas, by counting.

    Parameters
    ----------
    geometry : object array of polygons, shape (n,)

    Returns
    -------
    LonelyEdges

    Examples
    --------
    >>> row = np.array([shapely.box(at, 0, at + 1, 1) for at in range(3)], dtype=object)
    >>> found = lonely_edges(row)
    >>> len(found.ends), found.areas.tolist(), found.are_outer_rims()
    (8, [0, 1, 2], True)
    """
    if not shapely.get_num_coordinates(geometry).any():
        return LonelyEdges(np.array([], dtype=np.intp), np.empty((0, 2, 2)), stand_once=True)
    marks, starts, area = _marked(geometry)
    ordered = _edges(marks, starts)
    ordered.sort()
    runs = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1], [True]]))
    times = np.diff(runs)
    lonely = (times != 2) & (ordered[runs[:-1]] != _BETWEEN_RINGS)
    wanted = ordered[runs[:-1][lonely]]
    edges = _among(_edges(marks, starts, ordered), wanted)
    touching = _among(marks, marks[np.concatenate([edges, edges + 1])])
    areas = np.unique(area[np.searchsorted(starts, touching, side="right") - 1])
    return LonelyEdges(areas, _ends(geometry[areas], wanted), bool((times[lonely] == 1).all()))


def marks_of(numbers: np.ndarray) -> np.ndarray:
    """Give rows of numbers a mark each, the same for the same numbers, different for others but for accidents.

    Parameters
    ----------
    numbers : float array, shape (n, k)
        Points for example, or bounds.

    Returns
    -------
    uint64 array, shape (n,)

    Examples
    --------
    >>> one, same, other = marks_of(np.array([[0.0, 7.0], [-0.0, 7.0], [7.0, 0.0]]))
    >>> bool(one == same), bool(one == other)
    (True, False)
    """
    bits = np.ascontiguousarray(numbers + 0.0).view(np.uint64)  # no minus zero
    marks = np.zeros(len(bits), dtype=np.uint64)
    for column in bits.T:
        marks = _mixed(marks ^ column)
    return marks


def _mixed(numbers: np.ndarray) -> np.ndarray:
    """Scatter numbers over all of 64 bits (the finaliser of SplitMix64, Steele, Lea and Flood 2014)."""
    mixed = numbers + _GOLDEN
    mixed ^= mixed >> np.uint64(30)
    mixed *= _FIRST
    mixed ^= mixed >> np.uint64(27)
    mixed *= _SECOND
    mixed ^= mixed >> np.uint64(31)
    return np.asarray(mixed)


def _marked(geometry: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Give the marks of all corners, where each ring starts among them, and the area of each ring."""
    marks = np.empty(int(shapely.get_num_coordinates(geometry).sum()), dtype=np.uint64)
    starts: list[np.ndarray] = []
    owners: list[np.ndarray] = []
    filled = 0
    for first in range(0, len(geometry), _AT_A_TIME):
        points, ring, area = _corners(geometry[first : first + _AT_A_TIME])
        marks[filled : filled + len(points)] = marks_of(points)
        corners = np.bincount(ring, minlength=len(area))
        starts.append(filled + np.cumsum(corners) - corners)
        owners.append(first + area)
        filled += len(points)
    return marks, np.concatenate(starts), np.concatenate(owners)


def _edges(marks: np.ndarray, starts: np.ndarray, into: np.ndarray | None = None) -> np.ndarray:
    """Give the marks of edges, the same for both directions; from ring to ring there is none."""
    edges = np.add(marks[1:], marks[:-1], out=into)
    edges[starts[(starts > 0) & (starts < len(marks))] - 1] = _BETWEEN_RINGS
    return np.asarray(edges)


def _ends(geometry: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Give the coordinates of the edges with these marks; float, shape (edges, 2, 2)."""
    points, ring, _ = _corners(geometry)
    edges = marks_of(points)
    edges = edges[1:] + edges[:-1]
    found = _among(edges, wanted)
    found = found[ring[found] == ring[found + 1]]
    return np.stack([points[found], points[found + 1]], axis=1)


def _among(marks: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Give the positions of marks that are among a few; a sieve of their first bits lets hardly another one through."""
    sieve = np.zeros(1 << _SIEVE_BITS, dtype=bool)
    sieve[wanted >> _SIEVE] = True
    parts = range(0, len(marks), _MARKS_AT_A_TIME)
    found = [at + np.flatnonzero(sieve[marks[at : at + _MARKS_AT_A_TIME] >> _SIEVE]) for at in parts]
    likely = np.concatenate(found) if found else np.array([], dtype=np.intp)
    return likely[np.isin(marks[likely], wanted)]


def _corners(geometry: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Give all corners, the ring of each, and the area of each ring; only what has several is taken apart."""
    is_plain = (shapely.get_type_id(geometry) == _POLYGON) & (shapely.get_num_interior_rings(geometry) == 0)
    plain, other = np.flatnonzero(is_plain), np.flatnonzero(~is_plain)
    points, ring = shapely.get_coordinates(geometry[plain], return_index=True)
    if not len(other):
        return points, ring, plain
    parts, owner = shapely.get_parts(geometry[other], return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    further, at = shapely.get_coordinates(rings, return_index=True)
    area = np.concatenate([plain, other[owner[part]]])
    return np.concatenate([points, further]), np.concatenate([ring, len(plain) + at]), area
