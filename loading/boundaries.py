"""Polygons of a map file: checked, made valid, and everything that was wrong with them said by name."""

import re
from collections.abc import Mapping, Sequence

import numpy as np
import shapely

from loading.choices import Choices
from loading.errors import DataFileError, Finding
from loading.files.opened_file import OpenedFile
from loading.ingest.progress import report
from loading.recognised import Boundaries
from loading.vectors.attributes import examples
from loading.vectors.geojson import read_geojson
from loading.vectors.geopackage import read_geopackage
from loading.vectors.layer import VectorLayer
from loading.vectors.moderate import require_moderate
from loading.vectors.repair import identical, polygons_only, valid_polygons
from loading.vectors.shapefile import read_shapefile

_READERS = {"shapefile": read_shapefile, "geopackage": read_geopackage, "geojson": read_geojson}
_NOT_A_KEY = re.compile(
    r"object_?id|[fg]id|ogc_fid|shape.*|area(_ha|_km2?)?|fl(ae|ä)che.*|len(gth)?|perimeter|umfang|stand|.*date?|bounding_box",
    re.IGNORECASE,
)
_VINTAGE_COLUMN = re.compile(
    r"stand|datenstand|stichtag|ausgabe|vintage|vintage_?year|g(ue|ü)ltig_?(ab|von)|valid_?from|jahr|year|beg|begin",
    re.IGNORECASE,
)
_VINTAGE_NAME = re.compile(r"(?<!\d)((?:until|bis|ab|stand|from)?[ _-]?(?:19|20)\d\d(?:-\d\d(?:-\d\d)?)?)(?!\d)")
_CODE = re.compile(r"epsg\D?\d+", re.IGNORECASE)
_DATE = re.compile(r"(19|20)\d\d\D|(19|20)\d\d$|\d\d?\.\d\d?\.(19|20)\d\d")


def read_boundaries(file: OpenedFile, choices: Choices | None = None) -> tuple[Boundaries, ...]:
    """Read every layer of polygons of a shapefile, GeoPackage or GeoJSON.

    Parameters
    ----------
    file : OpenedFile
        As :func:`loading.opening.opened` hands it on.
    choices : Choices, optional
        What was decided about its layers.

    Returns
    -------
    tuple of Boundaries
        At least one; layers of points and lines are left to :mod:`loading.places`.

    Raises
    ------
    DataFileError
        ``boundaries.no_polygons`` or ``boundaries.no_geometry`` if no layer has a polygon; otherwise what the
        readers raise.
    """
    layers = read_layers(file, choices)
    polygons = tuple(boundaries_of(layer) for layer in layers if has_polygons(layer))
    if not polygons:
        raise without_polygons(file, layers)
    return polygons


def read_layers(file: OpenedFile, choices: Choices | None = None) -> tuple[VectorLayer, ...]:
    """Read all layers of a map file as delivered, by the reader of its format.

    Raises
    ------
    ValueError
        If the file is a table.
    DataFileError
        What the readers raise, and those of :func:`loading.vectors.moderate.require_moderate`.
    """
    if file.format not in _READERS:
        raise ValueError(f"{file.label} is no map file but {file.format}")
    layers = _READERS[file.format](file, choices)
    require_moderate(layers)
    return layers


def has_polygons(layer: VectorLayer) -> bool:
    """Tell whether any geometry of the layer is or holds a polygon."""
    return bool((shapely.get_dimensions(layer.geometry) == 2).any())


def without_polygons(file: OpenedFile, layers: Sequence[VectorLayer]) -> DataFileError:
    """Say what a map file holds instead of polygons: other geometries, or none at all."""
    rows = sum(len(layer.geometry) for layer in layers)
    if all(one is None for layer in layers for one in layer.geometry):
        return DataFileError(file.name, "boundaries.no_geometry", n=rows)
    return DataFileError(file.name, "boundaries.no_polygons", found=kinds_found(layers))


def kinds_found(layers: Sequence[VectorLayer]) -> str:
    """Name what a file holds, for a message: "Point (12), LineString (3)"."""
    names = [one.geom_type for layer in layers for one in layer.geometry if one is not None]
    return ", ".join(f"{kind} ({names.count(kind)})" for kind in sorted(set(names))) or "–"


def boundaries_of(layer: VectorLayer) -> Boundaries:
    """Make one layer of polygons valid.

    Parameters
    ----------
    layer : VectorLayer
        With at least one polygon.

    Returns
    -------
    Boundaries
        Rows without an area are left out and named by a finding, as is everything that was repaired.
    """
    report("repairing", layer.place)
    labels = row_labels(layer.columns, len(layer.geometry))
    polygons, repairs = valid_polygons(polygons_only(layer.geometry), layer.crs)
    findings = [
        Finding(
            "info" if abs(repair.after - repair.before) <= 0.01 * repair.before else "warning",
            layer.place,
            "boundaries.repaired",
            {"area": labels[repair.row], "problem": repair.problem, "before": repair.before, "after": repair.after},
        )
        for repair in repairs
        if polygons[repair.row] is not None
    ]
    kept = np.array([outline is not None for outline in polygons], dtype=bool)
    if not kept.all():
        without = [labels[row] for row in np.flatnonzero(~kept)]
        values = {"n": len(without), "areas": examples(without)}
        findings.append(Finding("error", layer.place, "boundaries.without_area", values))
    findings += _repeated_outlines(layer, polygons, labels)
    columns = {
        name: tuple(value for value, stays in zip(values, kept, strict=True) if stays)
        for name, values in layer.columns.items()
    }
    outlines = polygons[kept]
    outlines.setflags(write=False)
    return Boundaries(
        file=layer.file,
        layer=layer.layer,
        format=layer.format,
        encoding=layer.encoding,
        columns=columns,
        geometry=outlines,
        crs=layer.crs,
        vintage=vintage_of(layer.columns, layer.layer or "", layer.file),
        findings=(*layer.findings, *findings),
    )


def row_labels(columns: Mapping[str, Sequence[str]], rows: int) -> list[str]:
    """Name each row as its owner would: key and name where the columns have them, else its number.

    Parameters
    ----------
    columns : mapping of str to sequence of str
    rows : int

    Returns
    -------
    list of str

    Examples
    --------
    >>> row_labels({"OBJECTID": ["1", "2"], "NR": ["01", "02"], "NAME": ["Nord", "Süd"]}, 2)
    ['01 Nord', '02 Süd']
    >>> row_labels({}, 2)
    ['1', '2']
    """
    telling = {name: values for name, values in columns.items() if not _NOT_A_KEY.fullmatch(name)}
    distinct = [name for name, values in telling.items() if rows and len(set(values)) >= 0.9 * rows and all(values)]
    words = [name for name in distinct if sum(value[-1:].isalpha() for value in telling[name]) > rows / 2]
    keys = [name for name in distinct if name not in words]
    chosen = [*keys[:1], *words[:1]]
    if not chosen:
        return [str(row + 1) for row in range(rows)]
    return [" ".join(telling[name][row] for name in chosen) for row in range(rows)]


def vintage_of(columns: Mapping[str, Sequence[str]], *names: str) -> str | None:
    """Find the year or date that boundaries are valid for.

    Parameters
    ----------
    columns : mapping of str to sequence of str
        A column such as STAND decides; where its rows differ, the latest date.
    *names : str
        Layer and file; the first with a year in it is used when no column decides.

    Returns
    -------
    str or None
        As written in the file.

    Examples
    --------
    >>> vintage_of({"STAND": ["2022/01/03", "2022/01/03"]})
    '2022/01/03'
    >>> vintage_of({}, "lor_planungsraeume_until2020.geojson"), vintage_of({}, "Bezirke.shp")
    ('until2020', None)
    """
    for name, values in columns.items():
        dates = {value for value in values if _DATE.match(value)}
        if _VINTAGE_COLUMN.fullmatch(name) and dates and all(value in dates for value in values if value):
            return max(dates, key=_by_date)
    for name in names:
        found = _VINTAGE_NAME.search(_CODE.sub("", name))
        if found:
            return found.group(1).strip(" _-")
    return None


def _by_date(date: str) -> tuple[str, ...]:
    parts = re.findall(r"\d+", date)
    ordered = parts[:3][::-1] if len(parts) > 2 and len(parts[2]) == 4 else parts
    return tuple(part.zfill(4) for part in ordered)


def _repeated_outlines(layer: VectorLayer, polygons: np.ndarray, labels: Sequence[str]) -> list[Finding]:
    pairs = [f"{labels[earlier]} = {labels[later]}" for earlier, later in identical(polygons)]
    if not pairs:
        return []
    values = {"n": len(pairs), "examples": examples(pairs)}
    return [Finding("warning", layer.place, "boundaries.same_outline", values)]
