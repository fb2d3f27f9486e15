"""The boundaries as the map's engine reads them: shared arcs in whole steps, simplified for every scale in one file."""

from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import quote

import numpy as np
import shapely
from numpy.typing import NDArray

from layers.arcs import arcs
from layers.columns import content_hash
from layers.container import container
from layers.geometry import PIXELS, bounds_of, facilities, fitted, geographic, inner_points, parent_places, scenery
from layers.id_tiles import is_tiled, tiled_geometry
from layers.remembered import remembered
from layers.thinning import levels
from layers.web_mercator import metres_per_pixel, world
from loading.atlas import Atlas, LevelName

# Half as many would save 13 per cent of the bytes, twice as many cost 15; with 64 an edge of 64 pixels on the screen is
# right to half a pixel.
_STEPS_PER_EDGE = 64
_FINEST_METRES = 0.01
_MOST_STEPS, _LEAST_STEPS = 2**22, 2**16
_WIDTHS = (16_000, 8_000, 4_000, 2_000, 1_000)
# Below a quarter of a typical edge hardly a vertex could be left out.
_LEAST_TOLERANCE = _STEPS_PER_EDGE / 4
_PLANES = 3


@dataclass(frozen=True, eq=False)
class Ground:
    """The areas of a level in whole steps of the world of web maps.

    Attributes
    ----------
    shapes : object array of shapely geometries, shape (n,)
        Whole-numbered, from 0; y grows southwards.
    bounds : list
        [[south, west], [north, east]] in degrees.
    origin : tuple of float
        World pixels of zoom 0 at step (0, 0).
    step : float
        World pixels of zoom 0.
    centres : int32, shape (n, 2)
        A point well inside each area, in steps.
    """

    shapes: NDArray[np.object_]
    bounds: list[list[float]]
    origin: tuple[float, float]
    step: float
    centres: NDArray[np.int32]


def ground(atlas: Atlas, level: LevelName) -> Ground:
    """Bring the areas of a level into whole steps, with gaps and overlaps below half a pixel of a screen closed.

    Raises
    ------
    KeyError
        If the Atlas has no such level.
    """
    lonlat = geographic(atlas.levels[level])
    bounds = bounds_of(lonlat)
    shapes = shapely.transform(lonlat, world)
    west, north, east, south = shapely.total_bounds(shapes).tolist()
    extent = max(east - west, south - north)
    # Areas that cannot be understood as a coverage are drawn as they are, each with its own border.
    with suppress(shapely.errors.GEOSException):
        shapes = fitted(shapes, extent / PIXELS)
    step = _step(shapes, extent, metres_per_pixel((bounds[0][0] + bounds[1][0]) / 2))
    centres = np.round((inner_points(shapes) - (west, north)) / step).astype(np.int32)
    whole = shapely.transform(shapes, lambda points: np.round((points - (west, north)) / step))
    return Ground(whole, bounds, (west, north), step, centres)


@remembered(8)
def map_geometry_bytes(atlas: Atlas, level: LevelName) -> bytes:
    """Write the areas of a level for the engine, see ``assets/engine/geometry.js``.

    Parameters
    ----------
    atlas : Atlas
    level : {"quarter", "district", "city"}

    Returns
    -------
    bytes
        A container (:func:`layers.container.container`). Header: ``level``; ``bounds`` [[south, west],
        [north, east]]; ``ids``, ``names``, ``parents`` and ``parent_ids`` ("" where unknown); ``origin`` and
        ``step`` in world pixels of zoom 0; ``scenery``; ``facilities``; ``tolerances`` in steps; ``planes``.
        Sections: ``length``, ``left``, ``right`` of the arcs; the byte planes ``x0 ... y2`` of the zigzag-coded
        differences between vertices; ``level`` of each vertex; ``cx``, ``cy`` inside each area, in steps.
        From 30,000 areas there are no arcs but ``tiles``, see :mod:`layers.id_tiles`.

    Raises
    ------
    KeyError
        If the Atlas has no such level.
    """
    quarters = atlas.levels[level]
    parents, parent_ids = parent_places(atlas, quarters)
    told = {"level": level, "ids": quarters.ids, "names": quarters.names, "parents": parents, "parent_ids": parent_ids}
    around = {"scenery": scenery(atlas), "facilities": facilities(atlas)}
    header, sections = tiled_geometry(atlas, level) if is_tiled(quarters) else _arc_geometry(ground(atlas, level))
    return container({**told, **header, **around}, sections)


@remembered(64)
def map_geometry_url(atlas: Atlas, level: LevelName) -> str:
    """Give the address of the engine's geometry; it changes with the content.

    Raises
    ------
    KeyError
        If the Atlas has no such level.
    """
    version = content_hash(map_geometry_bytes(atlas, level))
    return f"/data/{quote(atlas.project, safe='')}/{level}/geometry.arcs?v={version}"


def _step(shapes: NDArray[np.object_], extent: float, metres: float) -> float:
    """Give a typical edge 64 steps, and the whole city so many that long straight edges lie well, too.

    Differences within a typical edge fit into one byte then, those across the whole city into three.
    """
    points, ring = shapely.get_coordinates(shapes, return_index=True)
    lengths = np.hypot(*np.diff(points, axis=0).T)[ring[1:] == ring[:-1]]
    typical = float(np.median(lengths[lengths > 0]))
    wanted = min(typical / _STEPS_PER_EDGE, extent / _LEAST_STEPS)
    return max(wanted, extent / _MOST_STEPS, _FINEST_METRES / metres)


def _arc_geometry(found: Ground) -> tuple[dict[str, object], dict[str, np.ndarray]]:
    borders = arcs(found.shapes)
    extent = float(borders.points.max(initial=0))
    tolerances = [0.0, *(extent / width for width in _WIDTHS if extent / width >= _LEAST_TOLERANCE)]
    x, y = borders.points.T
    header = {"bounds": found.bounds, "origin": found.origin, "step": found.step}
    sections: dict[str, np.ndarray] = {
        "length": borders.length,
        "left": borders.left,
        "right": borders.right,
        **_planes("x", x),
        **_planes("y", y),
        "level": levels(borders, found.shapes, tolerances),
        "cx": found.centres[:, 0],
        "cy": found.centres[:, 1],
    }
    return {**header, "tolerances": tolerances, "planes": _PLANES}, sections


def _planes(axis: str, numbers: NDArray[np.int64]) -> dict[str, NDArray[np.uint8]]:
    """Write the differences to the number before, 0 1 -1 2 -2 coded as 0 2 1 4 3, byte by byte."""
    steps = np.diff(numbers, prepend=0)
    coded = (steps << 1) ^ (steps >> 63)
    return {f"{axis}{plane}": (coded >> 8 * plane & 255).astype(np.uint8) for plane in range(_PLANES)}
