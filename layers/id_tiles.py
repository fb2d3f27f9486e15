"""Id tiles: where there are very many areas, the server rasterises them once per zoom, and browsers only look up.

A tile says for every pixel which area lies under its centre. Colours, hover and selection stay lookups in the
browser, so that 30,000 areas and a million cells behave like ninety.
"""

from dataclasses import dataclass
from urllib.parse import quote

import numpy as np
import shapely
from numpy.typing import NDArray

from layers.arcs import OUTSIDE, arcs
from layers.columns import content_hash
from layers.map_geometry import WORLD, ground
from layers.remembered import remembered
from loading.atlas import Atlas, LevelName

SIZE = 256
_OVERVIEW, _CLOSE = 400, 24
_HIGHEST = 22
Numbers = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Edges:
    """Borders as single edges, in world pixels of zoom 0; arrays have the shape (m,).

    Attributes
    ----------
    x1, y1, x2, y2 : float64
        From north to south: y1 is less than y2.
    west, east : int32
        Position of the area on either side; ``OUTSIDE`` where there is none.
    """

    x1: Numbers
    y1: Numbers
    x2: Numbers
    y2: Numbers
    west: NDArray[np.int32]
    east: NDArray[np.int32]


@remembered(2)
def edges(atlas: Atlas, level: LevelName) -> Edges:
    """Give all edges that cross a row of pixels at some zoom: those that do not run exactly from west to east.

    Raises
    ------
    KeyError
        If the Atlas has no such level.
    """
    found = ground(atlas, level)
    borders = arcs(found.shapes)
    points = borders.points * found.step + found.origin
    arc = np.repeat(np.arange(len(borders.length)), borders.length)
    inside = np.flatnonzero((arc[1:] == arc[:-1]) & (points[1:, 1] != points[:-1, 1]))
    from_, to = points[inside], points[inside + 1]
    south = to[:, 1] > from_[:, 1]
    upper, lower = np.where(south[:, None], from_, to), np.where(south[:, None], to, from_)
    left, right = borders.left[arc[inside]], borders.right[arc[inside]]
    x1, y1, x2, y2 = (np.ascontiguousarray(one) for one in (*upper.T, *lower.T))
    return Edges(x1, y1, x2, y2, west=np.where(south, right, left), east=np.where(south, left, right))


@remembered(2)
def _places(atlas: Atlas, level: LevelName) -> shapely.STRtree:
    return shapely.STRtree(ground(atlas, level).shapes)


@remembered(8)
def tiling(atlas: Atlas, level: LevelName) -> dict[str, object]:
    """Describe the tiles of a level: the address of one, the zooms there are, and the size.

    Returns
    -------
    dict
        ``url`` with {z}, {x} and {y}; ``zooms`` from the one in which the city is some 400 pixels wide to the
        one in which a typical area is some 24 pixels wide; ``size``.

    Raises
    ------
    KeyError
        If the Atlas has no such level.
    """
    found = ground(atlas, level)
    boxes = shapely.bounds(found.shapes)
    west, north, east, south = shapely.total_bounds(found.shapes) * found.step
    typical = float(np.median(np.minimum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]))) * found.step
    lowest = int(np.clip(np.floor(np.log2(_OVERVIEW / max(east - west, south - north))), 0, _HIGHEST))
    highest = int(np.clip(np.ceil(np.log2(_CLOSE / typical)), lowest, _HIGHEST))
    version = content_hash(shapely.to_wkb(shapely.box(west, north, east, south)) + boxes.tobytes())
    address = f"/data/{quote(atlas.project, safe='')}/{level}/ids"
    return {"url": f"{address}/{{z}}/{{x}}/{{y}}.bin?v={version}", "zooms": [lowest, highest], "size": SIZE}


@remembered(1024)
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

    Raises
    ------
    KeyError
        If the Atlas has no such level, or there is no such tile at that zoom.
    """
    if not 0 <= z <= _HIGHEST or not (0 <= x < 2**z and 0 <= y < 2**z):
        raise KeyError(f"{z}/{x}/{y}")
    scale = 2.0**z
    row, column, west, east = _cuts(edges(atlas, level), scale, WORLD * x, WORLD * y)
    first = np.ones(len(row), dtype=bool)
    first[1:] = row[1:] != row[:-1]
    begins = np.full(SIZE, OUTSIDE, dtype=np.int64)
    begins[row[first]] = west[first]
    uncut = np.setdiff1d(np.arange(SIZE), row)
    begins[uncut] = _under(atlas, level, scale, WORLD * x + 0.5, WORLD * y + uncut + 0.5)
    return _filled(row, column, east, begins).astype("<u4").tobytes()


def _cuts(borders: Edges, scale: float, left: float, top: float) -> tuple[np.ndarray, ...]:
    """Give row, column and the areas on both sides of every cut of a pixel row with an edge, in reading order."""
    near = np.flatnonzero(
        (borders.y2 * scale > top)
        & (borders.y1 * scale < top + SIZE)
        & (np.maximum(borders.x1, borders.x2) * scale > left)
        & (np.minimum(borders.x1, borders.x2) * scale < left + SIZE)
    )
    x1, y1 = borders.x1[near] * scale - left, borders.y1[near] * scale - top
    x2, y2 = borders.x2[near] * scale - left, borders.y2[near] * scale - top
    start = np.clip(np.ceil(y1 - 0.5), 0, SIZE).astype(np.int64)
    end = np.clip(np.ceil(y2 - 0.5), 0, SIZE).astype(np.int64)
    number = np.maximum(end - start, 0)
    edge = np.repeat(np.arange(len(near)), number)
    row = np.arange(len(edge)) - np.repeat(np.cumsum(number) - number, number) + start[edge]
    cut = x1[edge] + (row + 0.5 - y1[edge]) * ((x2 - x1) / (y2 - y1))[edge]
    inside = (cut >= 0) & (cut < SIZE)
    row, cut, edge = row[inside], cut[inside], near[edge[inside]]
    order = np.lexsort((cut, row))
    column = np.ceil(cut[order] - 0.5).astype(np.int64)
    return row[order], column, borders.west[edge[order]], borders.east[edge[order]]


def _under(atlas: Atlas, level: LevelName, scale: float, x: float, y: Numbers) -> NDArray[np.int64]:
    """Find the area under the first pixel of rows that no edge cuts."""
    found = ground(atlas, level)
    places = (np.column_stack([np.full(len(y), x), y]) / scale - found.origin) / found.step
    asked, areas = _places(atlas, level).query(shapely.points(places), predicate="intersects")
    under = np.full(len(y), OUTSIDE, dtype=np.int64)
    under[asked] = areas
    return under


def _filled(row: np.ndarray, column: np.ndarray, east: np.ndarray, begins: np.ndarray) -> NDArray[np.int64]:
    """Repeat every area from its cut to the next one."""
    rows = np.concatenate([np.arange(SIZE), row])
    starts = np.concatenate([np.zeros(SIZE, dtype=np.int64), column])
    values = np.concatenate([begins, east]) + 1
    order = np.argsort(rows, kind="stable")
    rows, starts, values = rows[order], starts[order], values[order]
    ends = np.append(starts[1:], SIZE)
    ends[np.append(rows[1:] != rows[:-1], True)] = SIZE
    return np.repeat(values, ends - starts)
