"""GeoJSON, read without GDAL: only geometries, properties and an EPSG code are taken, never a link."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pyproj
import shapely

from loading.choices import Choices
from loading.errors import DataFileError, Finding
from loading.files.opened_file import OpenedFile
from loading.ingest.limits import limits_in_force
from loading.locating.candidates import exchanged
from loading.locating.confirming import located
from loading.maps import crs
from loading.vectors.attributes import as_text, cleaned, examples
from loading.vectors.layer import VectorLayer
from loading.vectors.moderate import require_few_vertices

_GEOMETRIES = frozenset({"Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"})
_OTHER_KINDS = {"Topology": "TopoJSON", "gdal_streamed_alg": "GDALG", "CityJSON": "CityJSON", "Style": "Style"}


def read_geojson(file: OpenedFile, choices: Choices | None = None) -> tuple[VectorLayer, ...]:
    """Read a FeatureCollection, a Feature or a bare geometry.

    Parameters
    ----------
    file : OpenedFile
    choices : Choices, optional
        What was decided about its layer.

    Returns
    -------
    tuple of VectorLayer
        One layer. Without a ``crs`` member the coordinates are WGS 84, as RFC 7946 says.

    Raises
    ------
    DataFileError
        ``geojson.*`` for text that is no GeoJSON, ``crs.unreadable`` for an unknown system;
        ``geojson.metres_without_crs``, ``crs.not_degrees`` or ``crs.does_not_fit`` as an
        :class:`~loading.questions.OpenQuestion` where the coordinates do not fit the system.

    Notes
    -----
    Butler, H. et al. (2016). The GeoJSON Format. RFC 7946.
    """
    text, encoding = _text(file)
    require_few_vertices(text, file.label)
    document, repeated = _parsed(text, file.name)
    features = list(_features(document, file.name))
    if not features:
        raise DataFileError(file.name, "geojson.no_features")
    geometry, reclosed = _geometries([feature.get("geometry") for feature in features])
    choice = (choices or Choices()).of_layer(file.name, file.layer)
    declared = None if choice.crs else _declared(document, geometry, file.name)
    geometry, swapped = _with_longitude_first(geometry, declared, file.label) if not choice.swapped else (geometry, [])
    columns, findings = cleaned(_columns(features, file.name), file.label)
    geometry, system, placed = located(geometry, declared, choice, columns, file.label, "geojson.metres_without_crs")
    noted = [
        *([Finding("warning", file.label, "geojson.repeated", {"examples": examples(repeated)})] if repeated else []),
        *([Finding("info", file.label, "geojson.open_rings", {"n": reclosed})] if reclosed else []),
        *swapped,
        *placed,
    ]
    findings = (*noted, *findings)
    return (VectorLayer(file.name, file.layer, "geojson", encoding, columns, geometry, system, findings),)


def _text(file: OpenedFile) -> tuple[str, str]:
    raw = file.path.read_bytes()
    for encoding in _encodings(raw):
        try:
            return raw.decode(encoding), encoding.removesuffix("-sig")
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1"), "latin-1"


def _encodings(raw: bytes) -> tuple[str, ...]:
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return ("utf-16",)
    if raw[1:2] == b"\0":
        return ("utf-16-le",)
    if raw[:1] == b"\0":
        return ("utf-16-be",)
    return ("utf-8-sig", "cp1252")


def _parsed(text: str, name: str) -> tuple[Mapping[str, Any], list[str]]:
    repeated: list[str] = []

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        members = dict(pairs)
        if len(members) < len(pairs):
            keys = [key for key, _ in pairs]
            repeated.extend(key for key in members if keys.count(key) > 1)
        return members

    try:
        document = json.loads(text, object_pairs_hook=unique)
    except json.JSONDecodeError as error:
        raise DataFileError(name, "geojson.broken", line=error.lineno) from None
    except RecursionError:
        raise DataFileError(name, "geojson.broken", line=1) from None
    if not isinstance(document, Mapping):
        raise DataFileError(name, "geojson.not_geographic")
    return document, repeated


def _features(document: Mapping[str, Any], name: str) -> Iterator[Mapping[str, Any]]:
    kind = str(document.get("type"))
    if kind in _OTHER_KINDS or "geometryType" in document or "rings" in document:
        raise DataFileError(name, "geojson.other_format", format=_OTHER_KINDS.get(kind, "Esri JSON"))
    if kind == "FeatureCollection" and isinstance(document.get("features"), list):
        yield from (feature for feature in document["features"] if isinstance(feature, Mapping))
    elif kind == "Feature":
        yield document
    elif kind in _GEOMETRIES or kind == "GeometryCollection":
        yield {"geometry": document, "properties": {}}
    else:
        raise DataFileError(name, "geojson.not_geographic")


def _columns(features: Sequence[Mapping[str, Any]], name: str) -> dict[str, tuple[str, ...]]:
    properties = [entry if isinstance(entry := feature.get("properties"), Mapping) else {} for feature in features]
    headings = list(dict.fromkeys(heading for entry in properties for heading in entry))
    limit = limits_in_force().columns
    if len(headings) > limit:
        raise DataFileError(name, "geojson.too_wide", n=len(headings), limit=limit)
    columns = {str(heading): as_text([entry.get(heading) for entry in properties]) for heading in headings}
    if "id" not in columns and any("id" in feature for feature in features):
        columns["id"] = as_text([feature.get("id") for feature in features])
    return columns


def _geometries(given: Sequence[object]) -> tuple[np.ndarray, int]:
    texts = [json.dumps(entry) if _is_geometry(entry) else None for entry in given]
    geometry = np.asarray(shapely.from_geojson(np.array(texts, dtype=object), on_invalid="ignore"), dtype=object)
    broken = [row for row, text in enumerate(texts) if text is not None and geometry[row] is None]
    for row in broken:
        closed = json.dumps(_closed(given[row]))
        geometry[row] = shapely.from_geojson(closed, on_invalid="ignore")
    repaired = sum(geometry[row] is not None and not geometry[row].is_empty for row in broken)
    return shapely.force_2d(geometry), repaired


def _is_geometry(entry: object) -> bool:
    kind = entry.get("type") if isinstance(entry, Mapping) else None
    return isinstance(kind, str) and (kind in _GEOMETRIES or kind == "GeometryCollection")


def _closed(entry: Any) -> Any:
    """Close open rings and leave out rings that enclose nothing."""
    rings = {"Polygon": 1, "MultiPolygon": 2}.get(entry.get("type"))
    if rings is None or not isinstance(entry.get("coordinates"), list):
        return entry
    polygons = [entry["coordinates"]] if rings == 1 else entry["coordinates"]
    lists = [
        [ring for ring in polygon if isinstance(ring, list) and ring]
        for polygon in polygons
        if isinstance(polygon, list)
    ]
    closed = [[[*ring, ring[0]] if ring[0] != ring[-1] else ring for ring in polygon] for polygon in lists]
    kept = [[ring for ring in polygon if len(ring) > 3] for polygon in closed]
    return {"type": "MultiPolygon", "coordinates": [polygon for polygon in kept if polygon]}


def _declared(document: Mapping[str, Any], geometry: np.ndarray, name: str) -> pyproj.CRS | None:
    """Give the system of the file; None for coordinates that cannot be the degrees they should be without one."""
    declared = document.get("crs")
    if declared is None:
        bounds = crs.bounds_of(geometry)
        if bounds and not crs.lies_in_degrees(bounds) and not crs.axes_are_swapped(bounds):
            return None
        return pyproj.CRS.from_user_input(crs.WGS84)
    properties = declared.get("properties") if isinstance(declared, Mapping) else None
    given = properties.get("name") or properties.get("code") if isinstance(properties, Mapping) else declared
    return crs.from_name(f"EPSG:{given}" if str(given).isdigit() else str(given), name)


def _with_longitude_first(
    geometry: np.ndarray, system: pyproj.CRS | None, place: str
) -> tuple[np.ndarray, list[Finding]]:
    bounds = crs.bounds_of(geometry)
    if bounds is None or system is None or not system.is_geographic or not crs.axes_are_swapped(bounds):
        return geometry, []
    return exchanged(geometry), [Finding("warning", place, "crs.swapped_axes", {"bounds": crs.written(bounds)})]
