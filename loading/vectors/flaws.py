"""What is wrong between areas: overlaps, gaps, slivers, crumbs, areas far away; measured where areas are true."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pyproj
import shapely

from loading.vectors.edges import LonelyEdges, lonely_edges
from loading.vectors.metres import Flat, Surroundings

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
# How far an estimate from three points of an area may be off before it is measured after all.
_DOUBT = 2.0


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


def flaws_of(geometry: np.ndarray, crs: pyproj.CRS, flat: Flat, edges: LonelyEdges | None = None) -> tuple[Flaw, ...]:
    """Find what is wrong between areas.

    Parameters
    ----------
    geometry : object array of valid polygons, shape (n,)
        As in the file: a long edge beside several short ones would bend away from them in another projection.
    crs : pyproj.CRS
        Of ``geometry``.
    flat : Flat
        The same, to be measured.
    edges : LonelyEdges, optional
        Of ``geometry``, where they have been counted already.

    Returns
    -------
    tuple of Flaw
        Overlaps and gaps largest first. Overlaps and gaps under a square metre are digitising and not told.

    Notes
    -----
    In a faultless map every edge within stands in two areas. So edges are counted first, and only areas with an edge
    that stands alone are compared with their neighbours: those along the rim, and those where something is wrong.
    What is measured is measured exactly; most areas need not be, since an estimate tells that nothing is wrong.
    """
    if not len(geometry):
        return ()
    edges, own = edges or lonely_edges(geometry), Flat.of(geometry, crs)
    between = () if _is_covered_once(geometry, crs, edges) else _between(own, edges)
    around = flat.surroundings()
    return (*between, *_slivers(flat, around), *_crumbs(flat), *_far_away(flat, around))


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


def _is_covered_once(geometry: np.ndarray, crs: pyproj.CRS, edges: LonelyEdges) -> bool:
    """Tell whether areas surely neither overlap nor leave gaps of a square metre; see :attr:`LonelyEdges.outline`."""
    if edges.outline is None:
        return False
    unit = _METRES_PER_DEGREE if crs.is_geographic else crs.axis_info[0].unit_conversion_factor
    surplus = abs(float(shapely.area(geometry).sum()) - edges.outline.area)
    return surplus * unit**2 < SMALLEST / 2


def _between(own: Flat, edges: LonelyEdges) -> Iterator[Flaw]:
    """Find overlaps and gaps, each the largest first."""
    pairs = _overlapping(own.geometry, edges.areas)
    yield from sorted(_overlaps(own, pairs), key=lambda flaw: -flaw.size)
    if len(pairs) or not edges.are_outer_rims():
        yield from sorted(_gaps(own, edges), key=lambda flaw: -flaw.size)


def _overlapping(geometry: np.ndarray, alone: np.ndarray) -> np.ndarray:
    """Find pairs with common ground; int, shape (pairs, 2), the smaller row first."""
    one, other = shapely.STRtree(geometry).query(geometry[alone], predicate="intersects")
    pairs = np.unique(np.sort(np.column_stack([alone[one], other]), axis=1), axis=0)
    pairs = pairs[pairs[:, 0] < pairs[:, 1]]
    return np.asarray(pairs[shapely.relate_pattern(geometry[pairs[:, 0]], geometry[pairs[:, 1]], "T********")])


def _overlaps(own: Flat, pairs: np.ndarray) -> Iterator[Flaw]:
    if not len(pairs):
        return
    geometry, (first, second) = own.geometry, pairs.T
    shared = own.measured(shapely.intersection(geometry[first], geometry[second]))
    areas = dict(zip(involved := np.unique(pairs), shapely.area(own[involved]), strict=True))
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


def _gaps(own: Flat, edges: LonelyEdges) -> Iterator[Flaw]:
    """Find holes in the union of the areas with lonely edges; what other areas fill of them is none."""
    alone, geometry = edges.areas, own.geometry
    shapes = geometry[alone]
    rings, part = shapely.get_rings(shapely.get_parts(shapely.union_all(shapes)), return_index=True)
    inner = np.concatenate([[False], part[1:] == part[:-1]])
    if not inner.any():
        return
    holes, pieces = shapely.polygons(rings[inner]), shapely.get_parts(geometry)
    hole, filling = shapely.STRtree(shapely.point_on_surface(pieces)).query(holes, predicate="contains")
    whole = shapely.area(holes)
    left = 1 - np.bincount(hole, shapely.area(pieces[filling]), len(holes)) / whole
    flat = own.measured(holes)
    sizes = shapely.area(flat) * np.where(left > _ROUNDING, left, 0.0)
    hole, neighbour = shapely.STRtree(shapes).query(holes, predicate="intersects")
    for number in np.flatnonzero(sizes >= SMALLEST):
        narrow = 2 * sizes[number] / shapely.length(flat[number]) < NARROW
        beside = tuple(alone[np.sort(neighbour[hole == number])].tolist())
        yield Flaw("narrow_gap" if narrow else "gap", beside, float(sizes[number]))


def _slivers(flat: Flat, around: Surroundings) -> Iterator[Flaw]:
    estimate = 2 * around.least * shapely.area(flat.geometry) / np.maximum(shapely.length(flat.geometry), 1e-300)
    doubtful = np.flatnonzero(~(estimate >= _DOUBT * SLIVER_WIDTH))
    shapes = flat[doubtful]
    areas = shapely.area(shapes)
    width = 2 * areas / np.maximum(shapely.length(shapes), 1e-9)
    for at in np.flatnonzero(width < SLIVER_WIDTH):
        yield Flaw("sliver", (int(doubtful[at]),), float(areas[at]))


def _crumbs(flat: Flat) -> Iterator[Flaw]:
    several = np.flatnonzero(shapely.get_num_geometries(flat.geometry) > 1)
    shapes = flat[several]
    parts, owner = shapely.get_parts(shapes, return_index=True)
    areas, whole = shapely.area(parts), shapely.area(shapes)
    tiny = (areas < CRUMB) & (areas < CRUMB_SHARE * whole[owner])
    for position in np.unique(owner[tiny]):
        yield Flaw("crumbs", (int(several[position]),), float(areas[tiny & (owner == position)].sum()))


def _far_away(flat: Flat, around: Surroundings) -> Iterator[Flaw]:
    """Find areas many times farther from the middle than three of four areas; a misplaced zero does that."""
    if len(flat) < 5 or _is_close_together(around):
        return
    distance = _from_the_middle(shapely.get_coordinates(shapely.centroid(flat[:])))
    for row in np.flatnonzero(distance > _far(distance)):
        yield Flaw("far_away", (int(row),), float(distance[row]))


def _is_close_together(around: Surroundings) -> bool:
    """Tell whether surely no area is far away, wherever in its bounding box its middle may be."""
    distance, slack = _from_the_middle(around.middles), _DOUBT * float(around.reach.max())
    return bool(distance.max() + slack <= _far(distance - slack))


def _from_the_middle(middles: np.ndarray) -> np.ndarray:
    return np.asarray(np.hypot(*(middles - np.median(middles, axis=0)).T))


def _far(distance: np.ndarray) -> float:
    return max(FAR_TIMES * float(np.quantile(distance, 0.75)), FAR_KILOMETRES * 1000)
