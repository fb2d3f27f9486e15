"""Places of the social infrastructure: layers of points, and tables with coordinates."""

import re
from collections.abc import Mapping, Sequence
from pathlib import PurePath

import numpy as np
import pyproj
import shapely

from loading.errors import DataFileError, Finding
from loading.files.opened_file import OpenedFile
from loading.maps import crs
from loading.maps.boundaries import read_layers
from loading.maps.coordinates import CoordinateColumns, coordinate_columns, points_of, system_of
from loading.recognised import Boundaries, Facility
from loading.tables.delimited import read_delimited
from loading.tables.grid import Grid, cell_text
from loading.tables.numbers import number_column
from loading.tables.records import read_records
from loading.tables.workbook import read_workbook, workbook_format
from loading.vectors.attributes import examples
from loading.vectors.layer import VectorLayer

Facilities = tuple[tuple[Facility, ...], tuple[Finding, ...]]

_NAME = re.compile(
    r"name|.*[-_ ]name|name de[rs] .*|einrichtung(sname)?|objekt(name)?|bezeichnung|amtliche bezeichnung.*|titel|title|"
    r"facility|institution|kita(name)?|schul(e|name)|school|spielplatz(name)?|treff",
    re.IGNORECASE,
)
_KIND = re.compile(
    r"art|einrichtungsart|typ|type|kategorie|category|kind|schulform|teilprodukt|produkt|angebot", re.IGNORECASE
)
_CAPACITY = re.compile(
    r"(anzahl )?(betreuungs)?pl(ae|ä)tze( .*)?|.*platzzahl|.*kapazit(ae|ä)t|capacity|places|seats", re.IGNORECASE
)
_FAR = 1.0


def read_facilities(file: OpenedFile, boundaries: Boundaries | None = None) -> Facilities:
    """Read every place of a map file or table.

    Parameters
    ----------
    file : OpenedFile
        A layer of points, or a table with columns of coordinates.
    boundaries : Boundaries, optional
        The quarters: they decide the system of coordinates in metres, and which places lie outside.

    Returns
    -------
    facilities : tuple of Facility
        Also those outside; a row without coordinates is left out and reported.
    findings : tuple of Finding

    Raises
    ------
    DataFileError
        ``facilities.no_points``, ``facilities.unknown_system``; otherwise what the readers raise.
    """
    if not file.is_table:
        layers = [layer for layer in read_layers(file) if has_points(layer)]
        read = [facilities_of(layer) for layer in layers]
    else:
        found = [(grid, columns) for grid in grids_of(file) if (columns := coordinate_columns(grid)) is not None]
        read = [facilities_in(grid, columns, boundaries) for grid, columns in found]
    if not read:
        raise DataFileError(file.name, "facilities.no_points")
    places = tuple(place for facilities, _ in read for place in facilities)
    findings = tuple(finding for _, findings in read for finding in findings)
    if boundaries is not None:
        findings = (*findings, *outside_findings(places, boundaries, file.label))
    return places, findings


def has_coordinates(file: OpenedFile) -> bool:
    """Tell whether a table is a list of places: one of its sheets has a column of east and one of north.

    Raises
    ------
    DataFileError
        If the table cannot be read.
    """
    return file.is_table and any(coordinate_columns(grid) is not None for grid in grids_of(file))


def has_points(layer: VectorLayer) -> bool:
    """Tell whether a layer consists of points."""
    dimensions = shapely.get_dimensions(layer.geometry)
    return bool((dimensions == 0).any()) and not bool((dimensions > 0).any())


def grids_of(file: OpenedFile) -> tuple[Grid, ...]:
    """Read the raw cells of a table, sheet by sheet."""
    if file.format == "csv":
        return (read_delimited(file.path, file.name),)
    if file.format == "json":
        return (read_records(file.path, file.name),)
    data = file.path.read_bytes()
    return read_workbook(data, file.name, workbook_format(data) or file.format)[0]


def facilities_of(layer: VectorLayer) -> Facilities:
    """Turn a layer of points into places; of several points in one row the middle is taken."""
    points = np.array(
        [None if one is None or one.is_empty else shapely.centroid(one) for one in layer.geometry], dtype=object
    )
    degrees = crs.to_degrees(points, layer.crs)
    coordinates = np.column_stack([shapely.get_x(degrees), shapely.get_y(degrees)])
    places, findings = _places(layer.columns, coordinates, layer.layer or layer.file, layer.place)
    return places, (*layer.findings, *findings)


def facilities_in(grid: Grid, columns: CoordinateColumns, boundaries: Boundaries | None) -> Facilities:
    """Turn the rows of a table into places.

    Raises
    ------
    DataFileError
        ``facilities.unknown_system`` if the coordinates are metres and nothing tells in which system.
    """
    rows = [row for row in grid.rows[columns.header + 1 :] if any(cell_text(cell) for cell in row)]
    points = points_of(rows, columns.east, columns.north)
    system = system_of(points, boundaries)
    if system is None:
        given = next((f"{east:.10g}, {north:.10g}" for east, north in points if east == east and north == north), "–")
        raise DataFileError(grid.file, "facilities.unknown_system", given=given)
    transformer = pyproj.Transformer.from_crs(system, crs.WGS84, always_xy=True)
    degrees = np.column_stack(transformer.transform(points[:, 0], points[:, 1]))
    headings = [cell_text(cell) for cell in grid.rows[columns.header]]
    texts = {heading: tuple(cell_text(row[place]) for row in rows) for place, heading in enumerate(headings) if heading}
    places, findings = _places(texts, degrees, grid.sheet or grid.file, grid.place)
    named = Finding("info", grid.place, "facilities.system", {"crs": system.name, "n": len(places)})
    return places, (*grid.findings, *(() if system.is_geographic else (named,)), *findings)


def outside(facilities: Sequence[Facility], geometry: np.ndarray, system: pyproj.CRS) -> np.ndarray:
    """Tell which places lie in none of the quarters.

    Parameters
    ----------
    facilities : sequence of Facility, n of them
    geometry : object array of polygons
        In ``system``.
    system : pyproj.CRS

    Returns
    -------
    bool array, shape (n,)
    """
    points = [(place.longitude, place.latitude) for place in facilities]
    if not points:
        return np.zeros(0, dtype=bool)
    tree = shapely.STRtree(crs.to_degrees(geometry, system))
    inside, _ = tree.query(shapely.points(np.array(points)), predicate="intersects")
    return ~np.isin(np.arange(len(points)), inside)


def outside_findings(facilities: Sequence[Facility], boundaries: Boundaries, place: str) -> tuple[Finding, ...]:
    """Report the places outside, as a warning where some lie farther away than the city is wide."""
    mask = outside(facilities, boundaries.geometry, boundaries.crs)
    bounds = crs.bounds_of(crs.to_degrees(boundaries.geometry, boundaries.crs)) if mask.any() else None
    if bounds is None:
        return ()
    beyond = [facility for facility, is_outside in zip(facilities, mask, strict=True) if is_outside]
    far = [facility for facility in beyond if _is_far(facility, bounds)]
    names = [f"{one.name} ({one.latitude:.1f}, {one.longitude:.1f})" for one in far or beyond]
    values = {"n": len(beyond), "total": len(facilities), "far": len(far), "examples": examples(names)}
    code = "facilities.far_outside" if far else "facilities.outside"
    return (Finding("warning" if far else "info", place, code, values),)


def _is_far(facility: Facility, bounds: crs.Bounds) -> bool:
    west, south, east, north = bounds
    aside = max(west - facility.longitude, facility.longitude - east) > _FAR * (east - west)
    return aside or max(south - facility.latitude, facility.latitude - north) > _FAR * (north - south)


def _places(columns: Mapping[str, Sequence[str]], degrees: np.ndarray, source: str, place: str) -> Facilities:
    usable = np.isfinite(degrees).all(axis=1)
    rows = len(degrees)
    names = _column(columns, _NAME) or tuple(str(row + 1) for row in range(rows))
    kinds = _column(columns, _KIND) or (_kind_in(source),) * rows
    capacities = number_column(list(_column(columns, _CAPACITY) or ("",) * rows), {})
    places = tuple(
        Facility(names[row], kinds[row], float(east), float(north), float(capacities.values[row]))
        for row, (east, north) in enumerate(degrees)
        if usable[row]
    )
    findings = []
    if not usable.all():
        without = [name for name, is_usable in zip(names, usable, strict=True) if not is_usable]
        values: dict[str, object] = {"n": len(without), "examples": examples(without)}
        findings.append(Finding("error", place, "facilities.without_coordinates", values))
    if capacities.texts:
        values = {"n": capacities.texts, "examples": "; ".join(capacities.examples)}
        findings.append(Finding("warning", place, "facilities.capacity_text", values))
    return places, tuple(findings)


def _column(columns: Mapping[str, Sequence[str]], heading: re.Pattern[str]) -> Sequence[str] | None:
    return next((values for name, values in columns.items() if heading.fullmatch(name) and any(values)), None)


def _kind_in(source: str) -> str:
    return re.sub(r"[_-]+", " ", PurePath(source).stem).strip().capitalize()
