"""A picture of all areas in a few hundred pixels: one SVG path for each, to be pointed at and clicked."""

from dataclasses import dataclass

import numpy as np
import shapely

from layers.geometry import geographic
from layers.page_shapes import simplified
from layers.rings import flat_rings
from layers.web_mercator import world
from loading.atlas import Quarters

WIDTH = 640
HIGHEST = 640
_DETAIL = 2


@dataclass(frozen=True)
class SmallMap:
    """Areas as paths.

    Attributes
    ----------
    width, height : int
        Of the picture, in pixels.
    paths : tuple of str
        One for each area, as SVG writes them: ``"M0,0 10,0 10,10Z"``.
    """

    width: int
    height: int
    paths: tuple[str, ...]


def small_map(quarters: Quarters, width: int = WIDTH, highest: int = HIGHEST) -> SmallMap:
    """Draw the areas of a level.

    Parameters
    ----------
    quarters : Quarters
        n areas.
    width, highest : int
        The picture is as wide, or as high, as these allow.

    Returns
    -------
    SmallMap
        In Web Mercator, north up; outlines simplified to half a pixel, alike on both sides of a common border.
    """
    flat = shapely.transform(geographic(quarters), world)
    west, north, east, south = shapely.total_bounds(flat)
    scale = min(width / max(east - west, 1e-12), highest / max(south - north, 1e-12))
    drawn = shapely.transform(flat, lambda points: (points - [west, north]) * scale)
    thin = simplified(drawn, _DETAIL * max(width, highest))
    size = (int(np.ceil((east - west) * scale)), int(np.ceil((south - north) * scale)))
    return SmallMap(max(size[0], 1), max(size[1], 1), _paths(thin))


def _paths(shapes: np.ndarray) -> tuple[str, ...]:
    points, ring, area = flat_rings(shapes)
    found = [""] * len(shapes)
    starts = np.flatnonzero(np.diff(ring, prepend=-1))
    for start, end in zip(starts.tolist(), [*starts[1:].tolist(), len(ring)], strict=True):
        places = " ".join(f"{x:g},{y:g}" for x, y in points[start : end - 1].round(1).tolist())
        found[int(area[start])] += f"M{places}Z"
    return tuple(found)
