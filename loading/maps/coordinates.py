"""Coordinates in tables: which two columns hold them, how they are written, and in which system."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyproj
import shapely

from loading.maps import crs
from loading.recognised import Boundaries
from loading.tables.grid import Cell, Grid, cell_text

_EAST = (
    r"lon|lng|long|longitude|(geo[ _]?)?l(ae|ä)nge(ngrad)?|x|e|ost(wert)?|rechtswert|easting|rw|"
    r"x[ _-]?(koord\w*|coord\w*|wgs ?84|wert|utm)|"
    r"(koord\w*|coord\w*|point|geo|utm)[ _-]?(x|e|ost|rechts|lon|l(ae|ä)nge)|"
    r"(geo|wgs ?84)?[ _-]?(longitude|lon)"
)
_NORTH = (
    r"lat|latitude|(geo[ _]?)?breite(ngrad)?|y|n|nord(wert)?|hochwert|northing|hw|"
    r"y[ _-]?(koord\w*|coord\w*|wgs ?84|wert|utm)|(koord\w*|coord\w*|point|geo|utm)[ _-]?(y|n|nord|hoch|lat|breite)|"
    r"(geo|wgs ?84)?[ _-]?(latitude|lat)"
)
_EAST_HEADING = re.compile(rf"({_EAST})( ?[(\[].*[)\]])?", re.IGNORECASE)
_NORTH_HEADING = re.compile(rf"({_NORTH})( ?[(\[].*[)\]])?", re.IGNORECASE)
_WRITTEN = re.compile(r"[-+]?\d[\d.,]*")
_HEADER_ROWS = 30
_METRES = 10_000
_MOSTLY = 0.5


@dataclass(frozen=True)
class CoordinateColumns:
    """Where coordinates stand in a grid: the row of headings, and the columns of east and north."""

    header: int
    east: int
    north: int


def coordinate_columns(grid: Grid) -> CoordinateColumns | None:
    """Find the two columns of coordinates by their headings, and check that they hold numbers that can be some.

    Parameters
    ----------
    grid : Grid

    Returns
    -------
    CoordinateColumns or None
        None where the table has no coordinates.

    Examples
    --------
    >>> rows = (["Kita", "Ostwert", "Nordwert"], ["Nord", "420020,6", "5723666,6"])
    >>> coordinate_columns(Grid("kitas.csv", None, "csv", "utf-8", rows, (1, 2)))
    CoordinateColumns(header=0, east=1, north=2)
    """
    for number, row in enumerate(grid.rows[:_HEADER_ROWS]):
        headings = [cell_text(cell) for cell in row]
        east = next((column for column, text in enumerate(headings) if _EAST_HEADING.fullmatch(text)), None)
        north = next((column for column, text in enumerate(headings) if _NORTH_HEADING.fullmatch(text)), None)
        if east is not None and north is not None:
            points = points_of(grid.rows[number + 1 :], east, north)
            plausible = _are_degrees(points) | (np.abs(points) > _METRES).all(axis=1)
            delivered = np.isfinite(points).all(axis=1)
            if plausible.any() and plausible.sum() >= _MOSTLY * delivered.sum():
                return CoordinateColumns(number, east, north)
    return None


def is_east(heading: str) -> bool:
    """Tell whether a heading names eastings or longitudes."""
    return _EAST_HEADING.fullmatch(heading) is not None


def is_north(heading: str) -> bool:
    """Tell whether a heading names northings or latitudes."""
    return _NORTH_HEADING.fullmatch(heading) is not None


def is_coordinate(numbers: np.ndarray) -> bool:
    """Tell whether numbers can be coordinates: degrees, or metres of a surveying system; NaN where blank."""
    known = np.abs(numbers[np.isfinite(numbers)])
    return bool(len(known) and ((known > _METRES).all() or ((known <= 180).all() and (known % 1 > 0).any())))


def points_of(rows: Sequence[Sequence[Cell]], east: int, north: int) -> np.ndarray:
    """Read two columns as numbers.

    Returns
    -------
    float array, shape (rows, 2)
        NaN where a cell is no number.
    """
    pairs = [(coordinate(row[east]), coordinate(row[north])) for row in rows]
    return np.array(pairs, dtype=float).reshape(len(pairs), 2)


def coordinate(cell: Cell) -> float:
    """Read one coordinate, with decimal comma or point.

    Examples
    --------
    >>> [coordinate(text) for text in ("420020,6", "5.723.666,6", "51.2751293", "5723666", "?")]
    [420020.6, 5723666.6, 51.2751293, 5723666.0, nan]
    """
    if isinstance(cell, (int, float)):
        return float(cell)
    text = cell_text(cell).replace(" ", "").removesuffix("°")
    if not _WRITTEN.fullmatch(text):
        return math.nan
    if "," in text and "." in text:
        mark = max(",.", key=text.rfind)
        text = text.replace("." if mark == "," else ",", "")
    elif text.count(".") > 1:
        text = text.replace(".", "")
    return float(text.replace(",", ".")) if text.count(",") < 2 else math.nan


def system_of(points: np.ndarray, boundaries: Boundaries | None) -> pyproj.CRS | None:
    """Find the system in which coordinates without one fall onto the map.

    Parameters
    ----------
    points : float array, shape (n, 2)
        East and north; NaN where missing.
    boundaries : Boundaries or None
        The quarters, if they are known.

    Returns
    -------
    pyproj.CRS or None
        Degrees are WGS 84. Metres are in the system of the boundaries, or in another usual one, if at least half of
        the points then lie within the bounds of the quarters; without boundaries in the only usual system that fits.
        None where that does not decide.
    """
    known = points[np.isfinite(points).all(axis=1)]
    if not len(known):
        return None
    if _are_degrees(known).mean() >= _MOSTLY:
        return pyproj.CRS.from_user_input(crs.WGS84)
    middle = np.median(known, axis=0)
    usual = [pyproj.CRS.from_user_input(code) for code in crs.likely_codes((*middle, *middle))]
    if boundaries is None:
        return usual[0] if len(usual) == 1 else None
    candidates = [boundaries.crs, *usual]
    return next((system for system in candidates if _share_inside(known, system, boundaries) >= _MOSTLY), None)


def _share_inside(points: np.ndarray, system: pyproj.CRS, boundaries: Boundaries) -> float:
    bounds = crs.bounds_of(crs.to_degrees(boundaries.geometry, boundaries.crs))
    if bounds is None:
        return 0.0
    degrees = shapely.get_coordinates(crs.to_degrees(np.asarray(shapely.points(points), dtype=object), system))
    west, south, east, north = bounds
    inside = (degrees[:, 0] >= west) & (degrees[:, 0] <= east) & (degrees[:, 1] >= south) & (degrees[:, 1] <= north)
    return float(inside.mean())


def _are_degrees(points: np.ndarray) -> np.ndarray:
    return np.asarray((np.abs(points[:, 0]) <= 180) & (np.abs(points[:, 1]) <= 90))
