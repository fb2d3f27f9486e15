"""What everything that draws an Atlas needs of its boundaries: degrees, closed gaps, places for names, districts."""

import numpy as np
import pyproj
import shapely

from layers.packed import DECIMALS, packed
from layers.rings import largest_parts
from loading.atlas import Atlas, Quarters

PIXELS = 2000
_WELL_INSIDE = 0.6


def geographic(quarters: Quarters) -> np.ndarray:
    """Project the areas to longitude and latitude, by the CRS's own definition.

    Returns
    -------
    object array of shapely geometries, shape (n,)
        In EPSG:4326, x is the longitude.
    """
    return shapely.transform(quarters.geometry, lambda points: degrees(points, quarters.crs))


def bounds_of(lonlat: np.ndarray) -> list[list[float]]:
    """Give [[south, west], [north, east]] of shapes in degrees, as Leaflet takes it.

    Examples
    --------
    >>> bounds_of(np.array([shapely.box(9.0, 51.0, 9.5, 51.25)]))
    [[51.0, 9.0], [51.25, 9.5]]
    """
    west, south, east, north = shapely.total_bounds(lonlat).round(DECIMALS).tolist()
    return [[south, west], [north, east]]


def degrees(points: np.ndarray, crs: pyproj.CRS) -> np.ndarray:
    """Project points, float of shape (m, 2), to longitude and latitude."""
    transformer = pyproj.Transformer.from_crs(crs, 4326, always_xy=True)
    return np.column_stack(transformer.transform(points[:, 0], points[:, 1]))


def fitted(shapes: np.ndarray, pixel: float) -> np.ndarray:
    """Close gaps and overlaps that nobody sees, so that neighbours have one common edge.

    Parameters
    ----------
    shapes : object array of shapely geometries, shape (n,)
        In units that are as long to the east as to the north.
    pixel : float
        In the same units. Real boundaries hardly ever fit exactly: what is narrower than half of it is closed.

    Returns
    -------
    object array of shapely geometries, shape (n,)
        The same ones where they fit already. An area that would lose half of itself, because it lies on others,
        stays as it was.

    Raises
    ------
    shapely.errors.GEOSException
        If the areas cannot be understood as a coverage.
    """
    if shapely.coverage_is_valid(shapes):
        return shapes
    clean = shapely.coverage_clean  # type: ignore[attr-defined]  # newer than the published stubs
    fitting = clean(shapes, snapping_distance=pixel / 50, gap_width=pixel / 2)
    return np.where(spoilt(fitting, shapes), shapes, fitting)


def spoilt(changed: np.ndarray, shapes: np.ndarray) -> np.ndarray:
    """Say which areas are no areas any more, or hardly; bool of shape (n,)."""
    is_shrunken = shapely.area(changed) < shapely.area(shapes) / 2
    return shapely.is_empty(changed) | ~shapely.is_valid(changed) | is_shrunken


def inner_points(shapes: np.ndarray) -> np.ndarray:
    """Give a point well inside the largest part of each area.

    Parameters
    ----------
    shapes : object array of shapely geometries, shape (n,)
        Not empty; in units that are as long to the east as to the north.

    Returns
    -------
    float, shape (n, 2)
        The centre of gravity where its distance to the edges is at least 0.6 times the largest possible one,
        otherwise the point farthest from the edges.

    Notes
    -----
    No circle inside an area is larger than one of its size: most areas need not be searched for their own one.
    """
    largest = largest_parts(shapes)
    middle = shapely.centroid(largest)
    depth = np.where(shapely.contains(largest, middle), shapely.distance(middle, shapely.boundary(largest)), 0.0)
    doubtful = np.flatnonzero(depth <= _WELL_INSIDE * np.sqrt(shapely.area(largest) / np.pi))
    if len(doubtful):
        west, south, east, north = shapely.bounds(largest[doubtful]).T
        widest = np.maximum(np.maximum(east - west, north - south), np.finfo(float).tiny)
        circles = shapely.maximum_inscribed_circle(largest[doubtful], tolerance=widest / 50)
        central = depth[doubtful] > _WELL_INSIDE * shapely.length(circles)
        middle[doubtful] = np.where(central, middle[doubtful], shapely.get_point(circles, 0))
    return shapely.get_coordinates(middle)


def parent_places(atlas: Atlas, quarters: Quarters) -> tuple[list[str], list[str]]:
    """Give the name and the id of the district of each area, "" where unknown."""
    above = atlas.levels.get("district" if quarters.level == "quarter" else "city")
    names, ids = (above.names, above.ids) if above and quarters.level != "city" else ((), ())
    known = [parent if 0 <= parent < len(names) else -1 for parent in quarters.parents]
    return [names[one] if one >= 0 else "" for one in known], [ids[one] if one >= 0 else "" for one in known]


def scenery(atlas: Atlas) -> list[dict[str, object]]:
    """Give waters and the like, {name, kind, shape}, with shapes as ``layers.packed.packed`` writes them."""
    return [{"name": one.name, "kind": one.kind, "shape": packed(one.geometry)} for one in atlas.scenery]


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
