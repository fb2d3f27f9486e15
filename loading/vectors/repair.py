"""Invalid outlines: made valid without changing what is valid, with their areas before and after."""

from dataclasses import dataclass

import numpy as np
import pyproj
import shapely
from shapely.geometry.base import BaseGeometry

from loading.maps.crs import to_degrees
from loading.vectors.edges import marks_of

_POLYGON, _MULTIPOLYGON = 3, 6
_POLYGONAL = (_POLYGON, _MULTIPOLYGON)
_SQUARE_METRES_PER_HECTARE = 10_000


@dataclass(frozen=True)
class Repair:
    """One outline that was made valid.

    Attributes
    ----------
    row : int
    problem : str
        As GEOS words it, for example ``"Self-intersection[356772.1 5645221.9]"``.
    before, after : float
        Hectares on the ellipsoid.
    """

    row: int
    problem: str
    before: float
    after: float


def polygons_only(geometry: np.ndarray) -> np.ndarray:
    """Take the polygons out of collections; what holds none becomes None.

    Parameters
    ----------
    geometry : object array of shapely geometries or None, shape (n,)

    Returns
    -------
    object array, shape (n,)
        Polygons, multipolygons or None.

    Examples
    --------
    >>> mixed = shapely.from_wkt("GEOMETRYCOLLECTION (POINT (5 5), POLYGON ((0 0, 1 0, 1 1, 0 0)))")
    >>> [None if one is None else one.geom_type for one in polygons_only(np.array([mixed, None], dtype=object))]
    ['Polygon', None]
    """
    result = np.array(geometry, dtype=object)
    for row in np.flatnonzero(~np.isin(shapely.get_type_id(result), _POLYGONAL)):
        result[row] = _polygonal(result[row])
    result[shapely.is_empty(result)] = None
    return result


def valid_polygons(geometry: np.ndarray, crs: pyproj.CRS) -> tuple[np.ndarray, tuple[Repair, ...]]:
    """Make invalid polygons valid and leave all others untouched, coordinate for coordinate.

    Parameters
    ----------
    geometry : object array of polygons, multipolygons or None, shape (n,)
    crs : pyproj.CRS
        Of ``geometry``.

    Returns
    -------
    geometry : object array, shape (n,)
        Valid polygons or multipolygons; None where there was none, or nothing with an area was left.
    repairs : tuple of Repair

    Notes
    -----
    GEOS' "structure" method: rings are built first, then holes are taken from shells, so that a figure of eight
    keeps both of its lobes.
    """
    result = np.array(geometry, dtype=object)
    present = np.array([one is not None for one in result], dtype=bool)
    invalid = np.flatnonzero(present & ~shapely.is_valid(result))
    broken = result[invalid]
    result[invalid] = polygons_only(shapely.make_valid(broken, method="structure", keep_collapsed=False))
    problems = shapely.is_valid_reason(broken)
    before, after = hectares(broken, crs), hectares(result[invalid], crs)
    repairs = zip(invalid, problems, before, after, strict=True)
    return result, tuple(Repair(int(row), str(why), float(old), float(new)) for row, why, old, new in repairs)


def hectares(geometry: np.ndarray, crs: pyproj.CRS) -> np.ndarray:
    """Measure areas on the ellipsoid, whatever the map's projection does to them.

    Parameters
    ----------
    geometry : object array of polygons or None, shape (n,)
    crs : pyproj.CRS

    Returns
    -------
    float array, shape (n,)
        0 where there is no geometry, or one that lies nowhere on earth.
    """
    ellipsoid = pyproj.Geod(ellps="WGS84")
    areas = [
        abs(ellipsoid.geometry_area_perimeter(shapely.orient_polygons(one))[0]) if _is_somewhere(one) else 0.0
        for one in to_degrees(geometry, crs)
    ]
    return np.array(areas, dtype=float) / _SQUARE_METRES_PER_HECTARE


def _is_somewhere(one: BaseGeometry | None) -> bool:
    """Tell whether all coordinates in degrees are numbers; those far out of a projection have none."""
    return one is not None and bool(np.isfinite(shapely.get_coordinates(one)).all())


def identical(geometry: np.ndarray) -> list[tuple[int, int]]:
    """Find rows whose outline is the same as that of an earlier row.

    Returns
    -------
    list of (int, int)
        Earlier and later row.

    Examples
    --------
    >>> identical(np.array([shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1), shapely.box(0, 0, 1, 1)]))
    [(0, 2)]
    """
    first: dict[bytes, int] = {}
    pairs: list[tuple[int, int]] = []
    likely = _in_the_same_box(geometry)
    for row, outline in zip(likely.tolist(), shapely.to_wkb(shapely.normalize(geometry[likely])), strict=True):
        if first.setdefault(outline, row) != row:
            pairs.append((first[outline], row))
    return pairs


def _in_the_same_box(geometry: np.ndarray) -> np.ndarray:
    """Give the rows, ascending, whose bounding box another row has too; outlines that are the same have the same."""
    present = np.flatnonzero(~shapely.is_missing(geometry))
    marks = marks_of(shapely.bounds(geometry[present]))
    _, box, times = np.unique(marks, return_inverse=True, return_counts=True)
    return np.asarray(present[times[box] > 1])


def _polygonal(given: BaseGeometry | None) -> BaseGeometry | None:
    if given is None:
        return None
    parts = shapely.get_parts(shapely.get_parts(shapely.get_parts(given)))
    polygons = parts[(shapely.get_type_id(parts) == _POLYGON) & ~shapely.is_empty(parts)]
    if not len(polygons):
        return None
    return polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(list(polygons))
