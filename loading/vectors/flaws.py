"""What is wrong between areas: overlaps, gaps, slivers, crumbs, areas far away; measured where areas are true."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pyproj
import shapely

from loading.crs import to_degrees

Kind = Literal[
    "repaired",
    "mended",
    "overlap",
    "narrow_overlap",
    "inside",
    "same",
    "gap",
    "narrow_gap",
    "sliver",
    "crumbs",
    "far_away",
]

Measured = Callable[[np.ndarray], np.ndarray]

SMALLEST = 1.0
NARROW = 5.0
SLIVER_WIDTH = 10.0
CRUMB = 100.0
CRUMB_SHARE = 1e-3
INSIDE = 0.999
_ROUNDING = 1e-6
FAR_KILOMETRES = 50.0
FAR_TIMES = 5.0
_METRES_PER_DEGREE = 111_320.0
_SQUARE_METRES_PER_HECTARE = 10_000
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)


@dataclass(frozen=True)
class Flaw:
    """One thing that is wrong with outlines.

    Attributes
    ----------
    kind : str
        ``repaired``: was invalid. ``mended``: an edge was moved to close a narrow overlap or gap. ``overlap``,
        ``narrow_overlap``: two areas claim the same ground. ``inside``: an area lies wholly in another one.
        ``same``: two areas are one.
        ``gap``, ``narrow_gap``: ground between areas that belongs to none. ``sliver``: an area as thin as a line.
        ``crumbs``: tiny pieces of an area. ``far_away``: an area far from all others.
    rows : tuple of int
        Whom it concerns.
    size : float
        Square metres; of ``far_away`` metres.
    before, after : float
        Hectares of the first row, where it was changed.
    detail : str
        As GEOS words it.
    """

    kind: Kind
    rows: tuple[int, ...]
    size: float
    before: float = 0.0
    after: float = 0.0
    detail: str = ""


def in_metres(geometry: np.ndarray, crs: pyproj.CRS, around: np.ndarray | None = None) -> np.ndarray:
    """Project to metres, areas true: Lambert's azimuthal projection around the middle of the map.

    Parameters
    ----------
    geometry : object array of shapely geometries or None, shape (n,)
    crs : pyproj.CRS
        Of ``geometry``.
    around : object array of shapely geometries, optional
        What makes up the map, where ``geometry`` is only a part of it.

    Returns
    -------
    object array, shape (n,)
    """
    if not len(geometry):
        return np.array([], dtype=object)
    west, south, east, north = shapely.total_bounds(geometry if around is None else around)
    frame = to_degrees(np.array([shapely.box(west, south, east, north)], dtype=object), crs)
    west, south, east, north = shapely.total_bounds(frame)
    flat = pyproj.CRS.from_dict({"proj": "laea", "lat_0": (south + north) / 2, "lon_0": (west + east) / 2})
    move = pyproj.Transformer.from_crs(crs, flat, always_xy=True)
    moved = shapely.transform(geometry, lambda points: np.column_stack(move.transform(points[:, 0], points[:, 1])))
    return np.asarray(moved, dtype=object)


def flaws_of(geometry: np.ndarray, crs: pyproj.CRS, flat: np.ndarray) -> tuple[Flaw, ...]:
    """Find what is wrong between areas.

    Parameters
    ----------
    geometry : object array of valid polygons, shape (n,)
        As in the file: a long edge beside several short ones would bend away from them in another projection.
    crs : pyproj.CRS
        Of ``geometry``.
    flat : object array, shape (n,)
        The same as from :func:`in_metres`, to be measured.

    Returns
    -------
    tuple of Flaw
        Overlaps and gaps largest first. Overlaps and gaps under a square metre are digitising and not told.

    Notes
    -----
    In a faultless map every edge within stands in two areas. So edges are counted first, and only areas with an edge
    that stands alone are compared with their neighbours: those along the rim, and those where something is wrong.
    """
    if not len(geometry):
        return ()
    alone = np.flatnonzero(_with_lonely_edges(geometry))

    def measured(parts: np.ndarray) -> np.ndarray:
        return in_metres(parts, crs, geometry)

    overlaps = sorted(_overlaps(geometry, alone, measured), key=lambda flaw: -flaw.size)
    gaps = sorted(_gaps(geometry, alone, measured), key=lambda flaw: -flaw.size)
    return (*overlaps, *gaps, *_slivers(flat), *_crumbs(flat), *_far_away(flat))


def mended(geometry: np.ndarray, crs: pyproj.CRS) -> np.ndarray:
    """Close narrow overlaps and gaps, so that neighbours share every point of their border.

    Parameters
    ----------
    geometry : object array of valid polygons, shape (n,)
        Without overlaps that are no mere digitising; see :func:`can_be_mended`.
    crs : pyproj.CRS
        Of ``geometry``.

    Returns
    -------
    object array, shape (n,)

    Notes
    -----
    GEOS' coverage cleaner: the ground in question goes to the neighbour with the longest common border.
    """
    width = NARROW / _METRES_PER_DEGREE if crs.is_geographic else NARROW
    cleaned = shapely.coverage_clean(geometry, gap_width=width)  # type: ignore[attr-defined]  # its stubs lag behind
    return np.asarray(cleaned, dtype=object)


def can_be_mended(flaws: Sequence[Flaw]) -> bool:
    """Tell whether there are narrow overlaps or gaps, and no overlaps about which somebody has to decide."""
    kinds = {flaw.kind for flaw in flaws}
    return bool(kinds & {"narrow_overlap", "narrow_gap"}) and not kinds & {"overlap", "inside", "same"}


def changed(before: np.ndarray, after: np.ndarray) -> tuple[Flaw, ...]:
    """Give the areas that mending made larger or smaller by at least a square metre.

    Parameters
    ----------
    before, after : object array of polygons, shape (n,)
        In metres.

    Returns
    -------
    tuple of Flaw
    """
    moved = shapely.area(shapely.symmetric_difference(before, after))
    hectares = [shapely.area(one) / _SQUARE_METRES_PER_HECTARE for one in (before, after)]
    return tuple(
        Flaw("mended", (int(row),), float(moved[row]), float(hectares[0][row]), float(hectares[1][row]))
        for row in np.flatnonzero(moved >= SMALLEST)
    )


def _with_lonely_edges(flat: np.ndarray) -> np.ndarray:
    """Tell which areas touch an edge that does not stand in exactly two areas; bool, shape (n,)."""
    parts, row = shapely.get_parts(flat, return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    marks = _marks(points)
    within = ring[1:] == ring[:-1]
    edges = (marks[1:] + marks[:-1])[within]  # the same for both directions
    _, edge, number = np.unique(edges, return_inverse=True, return_counts=True)
    ends = np.flatnonzero(within)[number[edge] != 2]
    touching = np.isin(marks, marks[np.concatenate([ends, ends + 1])])
    lonely = np.zeros(len(flat), dtype=bool)
    lonely[row[part[ring[touching]]]] = True
    return lonely


def _marks(points: np.ndarray) -> np.ndarray:
    """Give points a number each, the same for the same coordinates, different for different ones but for accidents."""
    bits = np.ascontiguousarray(points + 0.0).view(np.uint64)  # no minus zero
    return _mixed(_mixed(bits[:, 0]) ^ bits[:, 1])


def _mixed(numbers: np.ndarray) -> np.ndarray:
    """Scatter numbers over all of 64 bits (the finaliser of SplitMix64, Steele, Lea and Flood 2014)."""
    mixed = numbers + _GOLDEN
    mixed = (mixed ^ (mixed >> np.uint64(30))) * _FIRST
    mixed = (mixed ^ (mixed >> np.uint64(27))) * _SECOND
    return np.asarray(mixed ^ (mixed >> np.uint64(31)))


def _overlaps(geometry: np.ndarray, alone: np.ndarray, measured: Measured) -> Iterator[Flaw]:
    one, other = shapely.STRtree(geometry).query(geometry[alone], predicate="intersects")
    pairs = np.unique(np.sort(np.column_stack([alone[one], other]), axis=1), axis=0)
    first, second = pairs[pairs[:, 0] < pairs[:, 1]].T
    common = shapely.relate_pattern(geometry[first], geometry[second], "T********")
    first, second = first[common], second[common]
    shared = shapely.intersection(geometry[first], geometry[second])
    areas = dict(zip(involved := np.unique([first, second]), shapely.area(measured(geometry[involved])), strict=True))
    shared = measured(shared)
    for row, neighbour, size, length in zip(first, second, shapely.area(shared), shapely.length(shared), strict=True):
        smaller, larger = sorted((int(row), int(neighbour)), key=lambda at: (areas[at], at))
        if size < SMALLEST:
            continue
        if size >= INSIDE * areas[smaller]:
            same = bool(shapely.equals(geometry[smaller], geometry[larger]))
            yield Flaw("same" if same else "inside", (smaller, larger), float(size))
        else:
            narrow = 2 * size / length < NARROW
            yield Flaw("narrow_overlap" if narrow else "overlap", (smaller, larger), float(size))


def _gaps(geometry: np.ndarray, alone: np.ndarray, measured: Measured) -> Iterator[Flaw]:
    """Find holes in the union of the areas with lonely edges; what other areas fill of them is none."""
    shapes = geometry[alone]
    rings, part = shapely.get_rings(shapely.get_parts(shapely.union_all(shapes)), return_index=True)
    inner = np.concatenate([[False], part[1:] == part[:-1]])
    if not inner.any():
        return
    holes, pieces = shapely.polygons(rings[inner]), shapely.get_parts(geometry)
    hole, filling = shapely.STRtree(shapely.point_on_surface(pieces)).query(holes, predicate="contains")
    whole = shapely.area(holes)
    left = 1 - np.bincount(hole, shapely.area(pieces[filling]), len(holes)) / whole
    flat = measured(holes)
    sizes = shapely.area(flat) * np.where(left > _ROUNDING, left, 0.0)
    hole, neighbour = shapely.STRtree(shapes).query(holes, predicate="intersects")
    for number in np.flatnonzero(sizes >= SMALLEST):
        narrow = 2 * sizes[number] / shapely.length(flat[number]) < NARROW
        beside = tuple(alone[np.sort(neighbour[hole == number])].tolist())
        yield Flaw("narrow_gap" if narrow else "gap", beside, float(sizes[number]))


def _slivers(flat: np.ndarray) -> Iterator[Flaw]:
    areas = shapely.area(flat)
    width = 2 * areas / np.maximum(shapely.length(flat), 1e-9)
    for row in np.flatnonzero(width < SLIVER_WIDTH):
        yield Flaw("sliver", (int(row),), float(areas[row]))


def _crumbs(flat: np.ndarray) -> Iterator[Flaw]:
    several = np.flatnonzero(shapely.get_num_geometries(flat) > 1)
    parts, owner = shapely.get_parts(flat[several], return_index=True)
    areas, whole = shapely.area(parts), shapely.area(flat[several])
    tiny = (areas < CRUMB) & (areas < CRUMB_SHARE * whole[owner])
    for position in np.unique(owner[tiny]):
        yield Flaw("crumbs", (int(several[position]),), float(areas[tiny & (owner == position)].sum()))


def _far_away(flat: np.ndarray) -> Iterator[Flaw]:
    """Find areas many times farther from the middle than three of four areas; a misplaced zero does that."""
    if len(flat) < 5:
        return
    middles = shapely.get_coordinates(shapely.centroid(flat))
    distance = np.hypot(*(middles - np.median(middles, axis=0)).T)
    limit = max(FAR_TIMES * float(np.quantile(distance, 0.75)), FAR_KILOMETRES * 1000)
    for row in np.flatnonzero(distance > limit):
        yield Flaw("far_away", (int(row),), float(distance[row]))
