"""Id tiles: where there are very many areas, the server rasterises, and browsers only look up.

A tile says for every pixel which area lies under its centre. Colours, hover and selection stay lookups in the
browser, so that 30,000 areas and a million cells behave like ninety.
"""

from dataclasses import dataclass
from urllib.parse import quote

import numpy as np
import shapely
from numpy.typing import NDArray

from layers.columns import content_hash
from layers.geometry import degrees
from layers.packed import DECIMALS
from layers.remembered import remembered
from layers.rings import Whole, flat_rings, largest_parts
from layers.web_mercator import WORLD, geographic_place, world
from loading.atlas import Atlas, LevelName, Quarters

TILES_FROM = 30_000
SIZE = 256
_OVERVIEW, _CLOSE = 400, 192
_HIGHEST = 22
_CENTRE_STEPS = 2**20
Numbers = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Outlines:
    """The rings of all areas, in world pixels of zoom 0.

    Attributes
    ----------
    x, y : float64, shape (m,)
        Vertices, rings closed, area by area.
    goes_on : bool, shape (m,)
        The next vertex belongs to the same ring.
    first : int64, shape (n + 1,)
        Area a has the vertices ``first[a]`` up to but not including ``first[a + 1]``.
    west, north, east, south : float64, shape (n,)
    zooms : tuple of int
        From the one in which the city is at most 400 pixels wide to the one in which a typical area nearly fills a
        tile, so that borders stay sharp as far as anybody goes.
    """

    x: Numbers
    y: Numbers
    goes_on: NDArray[np.bool_]
    first: Whole
    west: Numbers
    north: Numbers
    east: Numbers
    south: Numbers
    zooms: tuple[int, int]


def is_tiled(quarters: Quarters) -> bool:
    """Say whether there are too many areas for a browser to draw their borders."""
    return len(quarters) >= TILES_FROM


@remembered(2)
def outlines(atlas: Atlas, level: LevelName) -> Outlines:
    """Give the rings of all areas in the plane of web maps.

    Raises
    ------
    KeyError
        If the Atlas has no such level.
    """
    quarters = atlas.levels[level]
    points, ring, area = flat_rings(quarters.geometry)
    x, y = np.ascontiguousarray(world(degrees(points, quarters.crs)).T)
    first = np.searchsorted(area, np.arange(len(quarters) + 1))
    west, north = np.minimum.reduceat(x, first[:-1]), np.minimum.reduceat(y, first[:-1])
    east, south = np.maximum.reduceat(x, first[:-1]), np.maximum.reduceat(y, first[:-1])
    zooms = _zooms(east - west, south - north, max(x.max() - x.min(), y.max() - y.min()))
    return Outlines(x, y, np.append(ring[1:] == ring[:-1], False), first, west, north, east, south, zooms)


def tiled_geometry(atlas: Atlas, level: LevelName) -> tuple[dict[str, object], dict[str, np.ndarray]]:
    """Give what the geometry file tells of a level that is drawn by tiles.

    Returns
    -------
    header : dict
        ``bounds``, ``origin``, ``step`` as for arcs; ``tiles``: ``url`` with {z}, {x} and {y}; ``zooms``, the
        lowest and the highest; ``size``, pixels of a tile's side.
    sections : dict of str to int32 array
        ``cx``, ``cy``: a point inside each area, in steps.

    Raises
    ------
    KeyError
        If the Atlas has no such level.
    """
    quarters, found = atlas.levels[level], outlines(atlas, level)
    west, north = float(found.west.min()), float(found.north.min())
    corners = [[found.west.min(), found.south.max()], [found.east.max(), found.north.min()]]
    step = float(max(found.east.max() - west, found.south.max() - north)) / _CENTRE_STEPS
    inside = world(degrees(_inside(quarters.geometry), quarters.crs))
    centres = np.round((inside - (west, north)) / step).astype(np.int32)
    version = content_hash(found.x.tobytes() + found.y.tobytes())
    url = f"/data/{quote(atlas.project, safe='')}/{level}/ids/{{z}}/{{x}}/{{y}}.bin?v={version}"
    tiles = {"url": url, "zooms": list(found.zooms), "size": SIZE}
    bounds = geographic_place(np.array(corners))[:, ::-1].round(DECIMALS).tolist()
    header = {"bounds": bounds, "origin": (west, north), "step": step, "tiles": tiles}
    return header, {"cx": centres[:, 0], "cy": centres[:, 1]}


@remembered(256)
def id_tile_bytes(atlas: Atlas, level: LevelName, z: int, x: int, y: int) -> bytes:
    """Rasterise one tile.

    Parameters
    ----------
    atlas : Atlas
    level : {"quarter", "district", "city"}
    z, x, y : int
        Zoom, column from the west and row from the north, as in web maps.

    Returns
    -------
    bytes
        256 x 256 uint32, row by row, little endian: position + 1 of the area at the pixel's centre, 0 outside.
        Where areas lie on each other, the last one counts.

    Raises
    ------
    KeyError
        If the Atlas has no such level, it is not drawn by tiles, or there is no such tile.
    """
    if not is_tiled(atlas.levels[level]):
        raise KeyError(level)
    found = outlines(atlas, level)
    lowest, highest = found.zooms
    if not lowest <= z <= highest or not (0 <= x < 2**z and 0 <= y < 2**z):
        raise KeyError(f"{z}/{x}/{y}")
    return rasterised(found, 2.0**z, WORLD * x, WORLD * y, SIZE).astype("<u4").tobytes()


def rasterised(found: Outlines, scale: float, left: float, top: float, size: int) -> NDArray[np.int64]:
    """Say for every pixel of a square which area lies under its centre.

    Parameters
    ----------
    found : Outlines
    scale : float
        Pixels per world pixel of zoom 0.
    left, top : float
        The square's corner, in pixels of this scale.
    size : int
        Pixels of its side.

    Returns
    -------
    int64, shape (size * size,)
        Position + 1 of the area, 0 outside; row by row.

    Notes
    -----
    Rows of pixel centres are cut with the edges of each area; between every other two cuts the area lies
    (even-odd rule). Edges are read from north to south, so that neighbours cut a row at exactly the same place.
    """
    near = _near(found, scale, left, top, size)
    area, row, cut = _cuts(found, near, (scale, left, top), size)
    order = np.lexsort((cut, row, area))
    column = np.clip(np.ceil(cut[order] - 0.5), 0, size).astype(np.int64)
    begin, end = column[::2], column[1::2]
    each = _each(row[order][::2] * size + begin, end - begin)
    ids = np.zeros(size * size, dtype=np.int64)
    ids[each] = np.repeat(area[order][::2] + 1, end - begin)
    return ids


def _near(found: Outlines, scale: float, left: float, top: float, size: int) -> Whole:
    """Find the areas that may have a pixel's centre inside the square."""
    west, north, east, south = left / scale, top / scale, (left + size) / scale, (top + size) / scale
    touching = (found.east > west) & (found.west < east) & (found.south > north) & (found.north < south)
    near = np.flatnonzero(touching)
    columns = np.ceil(found.west[near] * scale - left - 0.5) < np.ceil(found.east[near] * scale - left - 0.5)
    rows = np.ceil(found.north[near] * scale - top - 0.5) < np.ceil(found.south[near] * scale - top - 0.5)
    return near[columns & rows]


def _cuts(found: Outlines, near: Whole, place: tuple[float, float, float], size: int) -> tuple[Whole, Whole, Numbers]:
    """Give area, row and place of every cut of a row of pixel centres with an edge."""
    scale, left, top = place
    sizes = found.first[near + 1] - found.first[near]
    vertex = _each(found.first[near], sizes)
    goes_on = found.goes_on[vertex]
    start, area = vertex[goes_on], np.repeat(near, sizes)[goes_on]
    upper = np.where(found.y[start] <= found.y[start + 1], start, start + 1)
    lower = 2 * start + 1 - upper
    first, last = (
        np.clip(np.ceil(found.y[end] * scale - top - 0.5), 0, size).astype(np.int64) for end in (upper, lower)
    )
    crossing = np.flatnonzero(last > first)
    rows = last[crossing] - first[crossing]
    edge = np.repeat(crossing, rows)
    row = _each(first[crossing], rows)
    x, y = found.x[upper[edge]] * scale - left, found.y[upper[edge]] * scale - top
    slope = (found.x[lower[edge]] - found.x[upper[edge]]) / (found.y[lower[edge]] - found.y[upper[edge]])
    return area[edge], row, x + (row + 0.5 - y) * slope


def _each(first: Whole, number: Whole) -> Whole:
    """Count on from every number.

    Examples
    --------
    >>> _each(np.array([5, 20]), np.array([2, 3])).tolist()
    [5, 6, 20, 21, 22]
    """
    before = np.cumsum(number) - number
    return np.repeat(first - before, number) + np.arange(int(number.sum()))


def _zooms(widths: Numbers, heights: Numbers, extent: float) -> tuple[int, int]:
    typical = float(np.median(np.minimum(widths, heights)))
    lowest = int(np.clip(np.floor(np.log2(_OVERVIEW / extent)), 0, _HIGHEST))
    highest = int(np.clip(np.ceil(np.log2(_CLOSE / typical)), lowest, _HIGHEST))
    return lowest, highest


def _inside(shapes: NDArray[np.object_]) -> Numbers:
    """Give the centre of gravity of the largest part of each area, or any point inside where that lies outside."""
    largest = largest_parts(shapes)
    places = shapely.get_coordinates(shapely.centroid(largest))
    outside = np.flatnonzero(~shapely.contains_xy(largest, places[:, 0], places[:, 1]))
    places[outside] = shapely.get_coordinates(shapely.point_on_surface(largest[outside]))
    return places
