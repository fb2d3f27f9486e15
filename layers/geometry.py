"""The boundaries for the browser: once per project and level, simplified without gaps, packed as integers."""

import json
from urllib.parse import quote

import numpy as np
import pyproj
import shapely

from layers.columns import content_hash
from layers.remembered import remembered
from loading.atlas import Atlas, LevelName, Quarters

DECIMALS = 6
SCALE = 10**DECIMALS
PIXELS = 2000
MOST_LABELS = 3000
Ring = list[int]
Shape = list[list[Ring]]


@remembered(16)
def geometry_bytes(atlas: Atlas, level: LevelName) -> bytes:
    """Write the areas of a level as compact JSON.

    Parameters
    ----------
    atlas : Atlas
    level : {"quarter", "district", "city"}

    Returns
    -------
    bytes
        UTF-8, one object: ``level``; ``bounds`` [[south, west], [north, east]]; ``ids``, ``names``,
        ``parents`` (names of the districts, "" where unknown); ``scale``; ``shapes``: for each area a list
        of polygons, each a list of rings, each a flat list of integers [x, y, dx, dy, ...] in 1/scale
        degrees, the closing point left out; ``centres`` [[latitude, longitude], ...] inside the areas;
        ``outlines`` [{name, shape}] of the districts; ``scenery`` [{name, kind, shape}], waters and the
        like; ``facilities`` as in :func:`facilities_bytes`.

    Raises
    ------
    KeyError
        If the Atlas has no such level.

    Notes
    -----
    Simplified by ``shapely.coverage_simplify``, see :func:`simplified`: neighbours keep one common edge.
    """
    quarters = atlas.levels[level]
    shapes = simplified(geographic(quarters))
    west, south, east, north = shapely.total_bounds(shapes).round(DECIMALS).tolist()
    centres = inner_points(shapes)[:, ::-1].round(DECIMALS).tolist()
    content = {
        "level": level,
        "bounds": [[south, west], [north, east]],
        "ids": quarters.ids,
        "names": quarters.names,
        "parents": parent_places(atlas, quarters)[0],
        "scale": SCALE,
        "shapes": [packed(shape) for shape in shapes],
        "centres": centres,
        "outlines": _outlines(atlas, quarters, shapes),
        "scenery": scenery(atlas),
        "facilities": facilities(atlas),
    }
    return json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


@remembered(64)
def geometry_url(atlas: Atlas, level: LevelName) -> str:
    """Give the address of the geometry of a level; it changes with the content.

    Raises
    ------
    KeyError
        If the Atlas has no such level.
    """
    version = content_hash(geometry_bytes(atlas, level))
    return f"/data/{quote(atlas.project, safe='')}/{level}/geometry.json?v={version}"


@remembered(16)
def facilities_bytes(atlas: Atlas) -> bytes:
    """Write the facilities alone: a JSON list of {name, kind, lat, lon, capacity}, null where unknown."""
    return json.dumps(facilities(atlas), ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def geographic(quarters: Quarters) -> np.ndarray:
    """Project the areas to longitude and latitude, by the CRS's own definition.

    Returns
    -------
    object array of shapely geometries, shape (n,)
        In EPSG:4326, x is the longitude.
    """
    transformer = pyproj.Transformer.from_crs(quarters.crs, 4326, always_xy=True)
    return shapely.transform(
        quarters.geometry, lambda points: np.column_stack(transformer.transform(points[:, 0], points[:, 1]))
    )


def simplified(shapes: np.ndarray, pixels: int = PIXELS) -> np.ndarray:
    """Leave out points nobody sees, the same ones on both sides of a common edge.

    Parameters
    ----------
    shapes : object array of shapely geometries, shape (n,)
        In degrees.
    pixels : int
        Width of the picture of the whole city in which an edge moves by about one pixel at most.

    Returns
    -------
    object array of shapely geometries, shape (n,)
        Valid and never empty; where simplifying would spoil an area, it stays as it was.

    Notes
    -----
    Real boundaries hardly ever fit exactly: gaps and overlaps below half a pixel are closed first
    (``shapely.coverage_clean``), so that neighbours have one common edge. Areas that cannot be understood
    as a coverage are simplified one by one.
    """
    west, south, east, north = shapely.total_bounds(shapes)
    narrowing = max(np.cos(np.radians((south + north) / 2)), 0.01)
    pixel = max((east - west) * narrowing, north - south) / pixels
    flat = shapely.transform(shapes, lambda points: points * (narrowing, 1.0))
    try:
        thin = _thinned_together(flat, pixel)
    except shapely.errors.GEOSException:
        thin = shapely.simplify(flat, pixel / 2)
    spoilt = shapely.is_empty(thin) | ~shapely.is_valid(thin) | (shapely.area(thin) < shapely.area(flat) / 2)
    kept = np.where(spoilt, flat, thin)
    return shapely.transform(kept, lambda points: points / (narrowing, 1.0))


def _thinned_together(shapes: np.ndarray, pixel: float) -> np.ndarray:
    fitting = shapes
    if not shapely.coverage_is_valid(shapes):
        clean = shapely.coverage_clean  # type: ignore[attr-defined]  # newer than the published stubs
        fitting = clean(shapes, snapping_distance=pixel / 50, gap_width=pixel / 2)
    return shapely.coverage_simplify(fitting, pixel / 2)


def packed(shape: shapely.Geometry) -> Shape:
    """Write one area as polygons of rings of whole numbers, each point as the step from the one before.

    Examples
    --------
    >>> packed(shapely.box(7.0, 51.0, 7.5, 51.25))
    [[[7500000, 51000000, 0, 250000, -500000, 0, 0, -250000]]]
    """
    rings = [[_steps(ring) for ring in (polygon.exterior, *polygon.interiors)] for polygon in _polygons(shape)]
    return [[ring for ring in polygon if ring] for polygon in rings if polygon[0]]


def unpacked(shape: Shape) -> shapely.Geometry:
    """Read what :func:`packed` wrote.

    Examples
    --------
    >>> unpacked([[[7500000, 51000000, 0, 250000, -500000, 0, 0, -250000]]]).bounds
    (7.0, 51.0, 7.5, 51.25)
    """
    rings = [[np.cumsum(np.reshape(ring, (-1, 2)), axis=0) / SCALE for ring in polygon] for polygon in shape]
    polygons = [shapely.Polygon(polygon[0], polygon[1:]) for polygon in rings]
    return polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(polygons)


def _polygons(shape: shapely.Geometry) -> list[shapely.Polygon]:
    return [part for part in shapely.get_parts(shapely.get_parts(shape)) if isinstance(part, shapely.Polygon)]


def _steps(ring: shapely.LinearRing) -> Ring:
    points = np.round(shapely.get_coordinates(ring) * SCALE).astype(np.int64)[:-1]
    steps = np.diff(points, axis=0, prepend=[[0, 0]])
    steps = steps[np.any(steps != 0, axis=1)]
    return steps.ravel().tolist() if len(steps) >= 3 else []


def inner_points(shapes: np.ndarray) -> np.ndarray:
    """Give a point well inside the largest part of each area.

    Parameters
    ----------
    shapes : object array of shapely geometries, shape (n,)
        In degrees.

    Returns
    -------
    float, shape (n, 2)
        Longitude and latitude. With very many areas any point inside will do.
    """
    if len(shapes) > MOST_LABELS:
        return shapely.get_coordinates(shapely.point_on_surface(shapes))
    return np.array([_label_place(max(_polygons(shape), key=lambda part: part.area)) for shape in shapes])


def _label_place(polygon: shapely.Polygon) -> tuple[float, float]:
    """Take the centre of gravity where it lies well inside, otherwise the point farthest from the edges."""
    narrowing = float(np.cos(np.radians(polygon.centroid.y)))
    flat = shapely.transform(polygon, lambda points: points * (narrowing, 1.0))
    west, south, east, north = flat.bounds
    circle = shapely.maximum_inscribed_circle(flat, tolerance=max(east - west, north - south) / 50)
    middle = flat.centroid
    is_inside = flat.contains(middle) and middle.distance(flat.boundary) > 0.6 * shapely.length(circle)
    x, y = shapely.get_coordinates(middle if is_inside else circle)[0].tolist()
    return x / narrowing, y


def parent_places(atlas: Atlas, quarters: Quarters) -> tuple[list[str], list[str]]:
    """Give the name and the id of the district of each area, "" where unknown."""
    above = atlas.levels.get("district" if quarters.level == "quarter" else "city")
    names, ids = (above.names, above.ids) if above and quarters.level != "city" else ((), ())
    known = [parent if 0 <= parent < len(names) else -1 for parent in quarters.parents]
    return [names[one] if one >= 0 else "" for one in known], [ids[one] if one >= 0 else "" for one in known]


def scenery(atlas: Atlas) -> list[dict[str, object]]:
    """Give waters and the like, {name, kind, shape}, with shapes as :func:`packed` writes them."""
    return [{"name": one.name, "kind": one.kind, "shape": packed(one.geometry)} for one in atlas.scenery]


def _outlines(atlas: Atlas, quarters: Quarters, shapes: np.ndarray) -> list[dict[str, object]]:
    """Join the simplified areas, so that an outline lies exactly on their edges."""
    if quarters.level != "quarter" or "district" not in atlas.levels:
        return []
    parents = np.array(quarters.parents)
    joined = [(name, shapes[parents == number]) for number, name in enumerate(atlas.levels["district"].names)]
    return [{"name": name, "shape": packed(_union(parts))} for name, parts in joined if len(parts)]


def _union(shapes: np.ndarray) -> shapely.Geometry:
    return shapely.coverage_union_all(shapes) if shapely.coverage_is_valid(shapes) else shapely.union_all(shapes)


def facilities(atlas: Atlas) -> list[dict[str, object]]:
    """Give the facilities, {name, kind, lat, lon, capacity}, null where the capacity is unknown."""
    return [
        {
            "name": one.name,
            "kind": one.kind,
            "lat": round(one.latitude, DECIMALS),
            "lon": round(one.longitude, DECIMALS),
            "capacity": one.capacity if np.isfinite(one.capacity) else None,
        }
        for one in atlas.facilities
    ]
