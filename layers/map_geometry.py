"""The boundaries as the map's engine reads them: shared arcs in whole steps, simplified for every scale in one file."""

from dataclasses import dataclass
from urllib.parse import quote

import numpy as np
import shapely
from numpy.typing import NDArray

from layers.arcs import arcs
from layers.columns import content_hash
from layers.container import container
from layers.geometry import PIXELS, facilities, geographic, inner_points, parent_places, scenery
from layers.remembered import remembered
from layers.thinning import levels
from loading.atlas import Atlas, LevelName

TILES_FROM = 30_000
WORLD = 256.0
_STEPS_PER_EDGE = 64
_FINEST, _COARSEST = 2**22, 2**16
_SCALES = (32_000, 16_000, 8_000, 4_000, 2_000, 1_000)


@dataclass(frozen=True, eq=False)
class Ground:
    """The areas of a level in whole steps of the browser's world.

    Attributes
    ----------
    shapes : object array of shapely geometries, shape (n,)
        Whole-numbered, y southwards.
    origin : tuple of float
        World pixels of zoom 0 at step (0, 0).
    step : float
        World pixels of zoom 0.
    """

    shapes: NDArray[np.object_]
    origin: tuple[float, float]
    step: float


def world(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Project longitudes and latitudes to the web's square world of 256 pixels, y southwards.

    Parameters
    ----------
    points : float, shape (m, 2)
        Degrees.

    Returns
    -------
    float, shape (m, 2)

    Examples
    --------
    >>> world(np.array([[0.0, 0.0], [180.0, 0.0]])).tolist()
    [[128.0, 128.0], [256.0, 128.0]]
    """
    longitude, latitude = points[:, 0], np.clip(points[:, 1], -85.05, 85.05)
    height = np.arctanh(np.sin(np.radians(latitude))) / np.pi
    return np.column_stack([WORLD * (longitude / 360 + 0.5), WORLD * (0.5 - height / 2)])


@remembered(8)
def ground(atlas: Atlas, level: LevelName) -> Ground:
    """Bring the areas of a level into whole steps, with gaps and overlaps below half a pixel of a screen closed.

    Raises
    ------
    KeyError
        If the Atlas has no such level.
    """
    shapes = _fitting(shapely.transform(geographic(atlas.levels[level]), world))
    west, north, east, south = shapely.total_bounds(shapes).tolist()
    step = _step(shapes, max(east - west, south - north))
    whole = shapely.transform(shapes, lambda points: np.round((points - (west, north)) / step))
    return Ground(whole, (west, north), step)


def _fitting(shapes: NDArray[np.object_]) -> NDArray[np.object_]:
    if shapely.coverage_is_valid(shapes):
        return shapes
    west, north, east, south = shapely.total_bounds(shapes)
    pixel = max(east - west, south - north) / PIXELS
    clean = shapely.coverage_clean  # type: ignore[attr-defined]  # newer than the published stubs
    try:
        fitting = clean(shapes, snapping_distance=pixel / 50, gap_width=pixel / 2)
    except shapely.errors.GEOSException:
        return shapes
    return np.where(shapely.is_empty(fitting), shapes, fitting)


def _step(shapes: NDArray[np.object_], extent: float) -> float:
    """Give a typical edge 64 steps: its rounding is not seen, and its differences fit into one byte."""
    points, ring = shapely.get_coordinates(shapes, return_index=True)
    lengths = np.hypot(*np.diff(points, axis=0).T)[ring[1:] == ring[:-1]]
    typical = float(np.median(lengths[lengths > 0])) if (lengths > 0).any() else extent
    return float(np.clip(typical / _STEPS_PER_EDGE, extent / _FINEST, extent / _COARSEST)) or 1.0


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
    found = ground(atlas, level)
    parent_names, parent_ids = parent_places(atlas, quarters)
    lonlat = geographic(quarters)
    west, south, east, north = shapely.total_bounds(lonlat).tolist()
    middle = np.round((world(inner_points(lonlat)) - found.origin) / found.step).astype(np.int32)
    header: dict[str, object] = {
        "level": level,
        "bounds": [[south, west], [north, east]],
        "ids": quarters.ids,
        "names": quarters.names,
        "parents": parent_names,
        "parent_ids": parent_ids,
        "origin": found.origin,
        "step": found.step,
        "scenery": scenery(atlas),
        "facilities": facilities(atlas),
    }
    centres = {"cx": middle[:, 0], "cy": middle[:, 1]}
    if len(quarters) >= TILES_FROM:
        from layers.id_tiles import tiling

        return container({**header, "tiles": tiling(atlas, level)}, centres)
    return container(*_with_arcs(header, centres, found))


def _with_arcs(
    header: dict[str, object], centres: dict[str, np.ndarray], found: Ground
) -> tuple[dict[str, object], dict[str, np.ndarray]]:
    borders = arcs(found.shapes)
    extent = float(borders.points.max()) if len(borders.points) else 1.0
    tolerances = [0.0, *(extent / scale for scale in _SCALES if extent / scale >= 1)]
    sections: dict[str, np.ndarray] = {
        "length": borders.length,
        "left": borders.left,
        "right": borders.right,
        **_planes("x", borders.points[:, 0]),
        **_planes("y", borders.points[:, 1]),
        "level": levels(borders, found.shapes, tolerances),
        **centres,
    }
    return {**header, "tolerances": tolerances, "planes": 3}, sections


def _planes(axis: str, numbers: NDArray[np.int64]) -> dict[str, NDArray[np.uint8]]:
    steps = np.diff(numbers, prepend=0)
    coded = (steps << 1) ^ (steps >> 63)
    return {f"{axis}{plane}": (coded >> 8 * plane & 255).astype(np.uint8) for plane in range(3)}


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
