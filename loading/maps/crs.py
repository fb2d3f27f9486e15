"""Coordinate reference systems: kept as delivered, never replaced by a guess, checked against the coordinates."""

import math
import re
from functools import lru_cache

import numpy as np
import pyproj
import shapely

from loading.errors import DataFileError

WGS84 = "EPSG:4326"
Bounds = tuple[float, float, float, float]
_URN = re.compile(r"(?:EPSG\D{0,6}?:{0,2}|/EPSG/[\d.]+/)(\d{4,6})$", re.IGNORECASE)
_SLACK = 1e-6
LARGEST_DEGREES = 400

# Eastings and northings in which German surveying systems place a town; a hint for a message, never a decision.
_WINDOWS: tuple[tuple[str, Bounds], ...] = (
    ("EPSG:4326 (WGS 84)", (5.5, 47.0, 15.5, 55.5)),
    ("EPSG:25832 (ETRS89 / UTM 32N)", (270_000, 5_200_000, 930_000, 6_110_000)),
    ("EPSG:25833 (ETRS89 / UTM 33N)", (170_000, 5_200_000, 510_000, 6_110_000)),
    ("EPSG:4647 (ETRS89 / UTM 32N, zE-N)", (32_230_000, 5_200_000, 32_950_000, 6_110_000)),
    ("EPSG:5650 (ETRS89 / UTM 33N, zE-N)", (33_200_000, 5_200_000, 33_950_000, 6_110_000)),
    ("EPSG:31466 (Gauß-Krüger 2)", (2_480_000, 5_200_000, 2_700_000, 6_110_000)),
    ("EPSG:31467 (Gauß-Krüger 3)", (3_280_000, 5_200_000, 3_700_000, 6_110_000)),
    ("EPSG:31468 (Gauß-Krüger 4)", (4_280_000, 5_200_000, 4_700_000, 6_110_000)),
    ("EPSG:31469 (Gauß-Krüger 5)", (5_280_000, 5_200_000, 5_700_000, 6_110_000)),
    ("EPSG:3857 (Web Mercator)", (610_000, 5_900_000, 1_730_000, 7_500_000)),
)


def from_wkt(wkt: str, file: str) -> pyproj.CRS:
    """Build the reference system from the WKT of a file, for example its ``.prj``.

    Parameters
    ----------
    wkt : str
        Text as found; a height system beside it is left out.
    file : str
        For the message.

    Returns
    -------
    pyproj.CRS
        Geographic or projected, with the parameters of the WKT itself.

    Raises
    ------
    DataFileError
        ``crs.unreadable``, when the text is no reference system for a map.

    Examples
    --------
    >>> from_wkt(pyproj.CRS.from_epsg(25832).to_wkt("WKT1_ESRI"), "a.prj").name
    'ETRS89 / UTM zone 32N'
    """
    try:
        crs = horizontal(pyproj.CRS.from_wkt(wkt.strip("\ufeff\0 \r\n\t")))
    except pyproj.exceptions.CRSError:
        raise DataFileError(file, "crs.unreadable", given=_shortened(wkt)) from None
    if not (crs.is_geographic or crs.is_projected):
        raise DataFileError(file, "crs.unreadable", given=crs.name)
    return crs


def from_name(name: str, file: str) -> pyproj.CRS:
    """Build the reference system from a name as GeoJSON and GeoPackage give it.

    Parameters
    ----------
    name : str
        ``"EPSG:25832"``, ``"urn:ogc:def:crs:EPSG::25832"``, ``"urn:ogc:def:crs:OGC:1.3:CRS84"`` or WKT.
    file : str
        For the message.

    Raises
    ------
    DataFileError
        ``crs.unreadable``, when the name is none of these.

    Examples
    --------
    >>> from_name("urn:ogc:def:crs:EPSG::25832", "a.geojson").to_epsg()
    25832
    """
    if re.search(r"CRS:?84h?$", name):
        return pyproj.CRS.from_user_input("OGC:CRS84")
    code = _URN.search(name.strip())
    if code is None:
        return from_wkt(name, file)
    try:
        return horizontal(pyproj.CRS.from_epsg(int(code.group(1))))
    except pyproj.exceptions.CRSError:
        raise DataFileError(file, "crs.unreadable", given=_shortened(name)) from None


def horizontal(crs: pyproj.CRS) -> pyproj.CRS:
    """Give the part of a compound system that a map needs.

    Examples
    --------
    >>> horizontal(pyproj.CRS.from_user_input("EPSG:25832+7837")).to_epsg()
    25832
    """
    if crs.is_compound:
        crs = crs.sub_crs_list[0]
    if crs.is_bound and crs.source_crs is not None and crs.source_crs.is_compound:
        crs = crs.source_crs.sub_crs_list[0]
    return crs


def to_degrees(geometry: np.ndarray, crs: pyproj.CRS) -> np.ndarray:
    """Reproject to longitude and latitude (EPSG:4326).

    Parameters
    ----------
    geometry : object array of shapely geometries or None, any shape
        x is easting or longitude.
    crs : pyproj.CRS
        Of ``geometry``; used with its own parameters.

    Returns
    -------
    object array, same shape
        x is longitude. Infinite where the coordinates lie outside the validity of ``crs``.
    """
    transformer = _to_wgs84(crs)

    def degrees(points: np.ndarray) -> np.ndarray:
        return np.column_stack(transformer.transform(points[:, 0], points[:, 1]))

    return np.asarray(shapely.transform(geometry, degrees), dtype=object)


@lru_cache(maxsize=16)
def _to_wgs84(crs: pyproj.CRS) -> pyproj.Transformer:
    """Give a transformer, which may serve several threads; making one costs more than using it."""
    return pyproj.Transformer.from_crs(crs, WGS84, always_xy=True)


def require_fitting(geometry: np.ndarray, crs: pyproj.CRS, file: str) -> None:
    """Refuse coordinates that cannot belong to their reference system.

    Parameters
    ----------
    geometry : object array of shapely geometries or None, shape (n,)
    crs : pyproj.CRS
    file : str
        For the message.

    Raises
    ------
    DataFileError
        ``crs.not_degrees`` for metres in a geographic system, ``crs.does_not_fit`` for coordinates that reproject
        to no place on earth.
    """
    bounds = bounds_of(geometry)
    if bounds is None:
        return
    given = written(bounds)
    if crs.is_geographic and not lies_in_degrees(bounds):
        raise DataFileError(file, "crs.not_degrees", bounds=given, crs=crs.name, likely=likely_systems(bounds))
    degrees = _reprojected(bounds, crs)
    if degrees is None or not lies_in_degrees(degrees):
        raise DataFileError(file, "crs.does_not_fit", bounds=given, crs=crs.name, likely=likely_systems(bounds))


def _reprojected(bounds: Bounds, crs: pyproj.CRS) -> Bounds | None:
    try:
        return bounds_of(to_degrees(np.array([shapely.box(*bounds)], dtype=object), crs))
    except pyproj.exceptions.ProjError:
        return None


def bounds_of(geometry: np.ndarray) -> Bounds | None:
    """Give west, south, east and north of all geometries; None where there are none."""
    if not len(geometry):
        return None
    west, south, east, north = (float(edge) for edge in shapely.total_bounds(geometry))
    return None if math.isnan(west) else (west, south, east, north)


def written(bounds: Bounds) -> str:
    """Write bounds for a message in any language: whole metres in groups of three, degrees with four decimals.

    Examples
    --------
    >>> written((356_000.0, 5_640_000.5, 357_000.4, 5_650_000.0)).replace("\N{NARROW NO-BREAK SPACE}", " ")
    'x 356 000 – 357 000, y 5 640 000 – 5 650 000'
    >>> written((6.77, 50.83, 7.16, 51.08))
    'x 6.7700 – 7.1600, y 50.8300 – 51.0800'
    """
    digits = 4 if max(map(abs, bounds)) < LARGEST_DEGREES else 0
    west, south, east, north = (f"{edge:,.{digits}f}".replace(",", "\N{NARROW NO-BREAK SPACE}") for edge in bounds)
    return f"x {west} – {east}, y {south} – {north}"


def lies_in_degrees(bounds: Bounds) -> bool:
    """Tell whether bounds are possible longitudes and latitudes.

    Examples
    --------
    >>> lies_in_degrees((6.7, 50.8, 7.2, 51.1)), lies_in_degrees((356_000, 5_640_000, 357_000, 5_650_000))
    (True, False)
    """
    west, south, east, north = bounds
    in_range = west >= -180 - _SLACK and east <= 180 + _SLACK and south >= -90 - _SLACK and north <= 90 + _SLACK
    return all(map(math.isfinite, bounds)) and in_range


def axes_are_swapped(bounds: Bounds) -> bool:
    """Tell whether degrees stand as latitude, longitude although longitude should come first.

    Certain where a "latitude" exceeds 90; otherwise only where the exchanged bounds lie in Germany while the
    given ones lie in the Indian Ocean.

    Examples
    --------
    >>> axes_are_swapped((50.8, 6.7, 51.1, 7.2)), axes_are_swapped((6.7, 50.8, 7.2, 51.1))
    (True, False)
    """
    west, south, east, north = bounds
    exchanged = (south, west, north, east)
    if not lies_in_degrees(bounds):
        return lies_in_degrees(exchanged)
    return _inside(exchanged, _WINDOWS[0][1])


def likely_systems(bounds: Bounds) -> str:
    """Name the systems in which such coordinates would lie in Germany, as a hint for the owner of a file.

    Examples
    --------
    >>> likely_systems((3_400_000, 5_750_000, 3_410_000, 5_760_000))
    'EPSG:31467 (Gauß-Krüger 3)'
    >>> likely_systems((0, 0, 10, 10))
    '?'
    """
    return ", ".join(name for name, window in _WINDOWS if _inside(bounds, window)) or "?"


def likely_codes(bounds: Bounds) -> tuple[str, ...]:
    """Give the codes of :func:`likely_systems`.

    Examples
    --------
    >>> likely_codes((420_000, 5_720_000, 421_000, 5_721_000))
    ('EPSG:25832', 'EPSG:25833')
    """
    return tuple(name.split()[0] for name, window in _WINDOWS if _inside(bounds, window))


def _inside(bounds: Bounds, window: Bounds) -> bool:
    return bounds[0] >= window[0] and bounds[1] >= window[1] and bounds[2] <= window[2] and bounds[3] <= window[3]


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else f"{text[:60]}…"
