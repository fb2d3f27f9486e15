"""The boundaries for the stand-alone page: simplified without gaps, packed as whole numbers."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import shapely

from layers.geometry import PIXELS, bounds_of, fitted, geographic, inner_points, spoilt
from layers.packed import DECIMALS, Shape, packed
from loading.atlas import Atlas, LevelName, Quarters


@dataclass(frozen=True, eq=False)
class PageShapes:
    """The areas of a level, packed by ``layers.packed.packed``.

    Attributes
    ----------
    bounds : list
        [[south, west], [north, east]] in degrees.
    shapes : list of Shape
        One for each area.
    centres : list
        [latitude, longitude] well inside each area.
    outlines : list of Shape
        Of the districts, exactly along the edges of their quarters.
    chosen : Shape
        The selected areas as one; empty where none is selected.
    groups : list of Shape
        Areas that the map outlines together.
    """

    bounds: list[list[float]]
    shapes: list[Shape]
    centres: list[list[float]]
    outlines: list[Shape]
    chosen: Shape
    groups: list[Shape]


def page_shapes(
    atlas: Atlas, level: LevelName, selection: Collection[str] = (), groups: Collection[tuple[int, ...]] = ()
) -> PageShapes:
    """Simplify and pack the areas of a level.

    Parameters
    ----------
    atlas : Atlas
    level : {"quarter", "district", "city"}
    selection : collection of str
        Ids of areas of the level; unknown ones are passed over.
    groups : collection of tuples of int
        Positions of the areas that are outlined together.

    Raises
    ------
    KeyError
        If the Atlas has no such level.
    """
    quarters = atlas.levels[level]
    round_shapes = geographic(quarters)
    flat = _flattened(round_shapes)
    thin = simplified(shapely.transform(round_shapes, lambda points: points * flat))
    centres = (inner_points(thin) / flat)[:, ::-1].round(DECIMALS).tolist()
    shapes = shapely.transform(thin, lambda points: points / flat)
    outlines = [packed(outline) for outline in _outlines(atlas, quarters, shapes)]
    wanted = set(selection)
    members = shapes[np.array([one in wanted for one in quarters.ids], dtype=bool)]
    chosen = packed(_union(members)) if len(members) else []
    together = [packed(_union(shapes[list(group)])) for group in groups if group]
    return PageShapes(bounds_of(shapes), [packed(shape) for shape in shapes], centres, outlines, chosen, together)


def simplified(shapes: np.ndarray, pixels: int = PIXELS) -> np.ndarray:
    """Leave out points nobody sees, the same ones on both sides of a common edge.

    Parameters
    ----------
    shapes : object array of shapely geometries, shape (n,)
        In units that are as long to the east as to the north.
    pixels : int
        Width of the picture of the whole city in which an edge moves by about one pixel at most.

    Returns
    -------
    object array of shapely geometries, shape (n,)
        Valid and never empty; where simplifying would spoil an area, it stays as it was.

    Notes
    -----
    Simplified by ``shapely.coverage_simplify`` after :func:`layers.geometry.fitted`. Areas that cannot be
    understood as a coverage are simplified one by one.
    """
    west, south, east, north = shapely.total_bounds(shapes)
    pixel = max(east - west, north - south) / pixels
    try:
        thin = shapely.coverage_simplify(fitted(shapes, pixel), pixel / 2)
    except shapely.errors.GEOSException:
        thin = shapely.simplify(shapes, pixel / 2)
    return np.where(spoilt(thin, shapes), shapes, thin)


def _flattened(shapes: np.ndarray) -> np.ndarray:
    """Give the factors that make degrees about as long to the east as to the north."""
    _, south, _, north = shapely.total_bounds(shapes)
    return np.array([max(np.cos(np.radians((south + north) / 2)), 0.01), 1.0])


def _outlines(atlas: Atlas, quarters: Quarters, shapes: np.ndarray) -> list[shapely.Geometry]:
    if quarters.level != "quarter" or "district" not in atlas.levels:
        return []
    parents = np.array(quarters.parents)
    joined = [shapes[parents == number] for number in range(len(atlas.levels["district"]))]
    return [_union(parts) for parts in joined if len(parts)]


def _union(shapes: np.ndarray) -> shapely.Geometry:
    return shapely.coverage_union_all(shapes) if shapely.coverage_is_valid(shapes) else shapely.union_all(shapes)
