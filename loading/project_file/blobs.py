"""Geometries as a GeoPackage holds them: a short header, then well-known binary; checked before GEOS sees them."""

import struct
from collections.abc import Sequence

import numpy as np
import shapely

# Header and envelope: OGC 12-128r18 (GeoPackage 1.3.1), clause 2.1.3.1.1.
_MAGIC = b"GP\0"
_EMPTY = 0b10000
_ENVELOPES = (0, 32, 48, 48, 64)
_POINT, _POLYGON, _MULTIPOLYGON = 1, 3, 6
_FLAT = (0, 1000)
LARGEST_BLOB = 64 * 1024 * 1024


def to_blobs(geometry: np.ndarray, srs_id: int) -> list[bytes | None]:
    """Write geometries with header and bounds.

    Parameters
    ----------
    geometry : object array of shapely geometries or None, shape (n,)
        Polygons become multipolygons of one part.
    srs_id : int
        Of ``gpkg_spatial_ref_sys``.

    Returns
    -------
    list of bytes or None, n of them

    Examples
    --------
    >>> (blob,) = to_blobs(np.array([shapely.box(0, 0, 1, 1)]), 25832)
    >>> blob[:2], from_blobs([blob], [True])[0].area
    (b'GP', 1.0)
    """
    single = shapely.get_type_id(geometry) == _POLYGON
    whole = geometry.copy()
    whole[single] = [shapely.multipolygons([one]) for one in geometry[single]]
    found: list[bytes | None] = []
    for shape, wkb, bounds in zip(
        whole, shapely.to_wkb(whole, byte_order=1, flavor="iso"), shapely.bounds(whole), strict=True
    ):
        if shape is None:
            found.append(None)
        elif shape.is_empty:
            found.append(_MAGIC + struct.pack("<Bi", 1 | _EMPTY, srs_id) + wkb)
        else:
            west, south, east, north = bounds
            found.append(_MAGIC + struct.pack("<Bi4d", 1 | 1 << 1, srs_id, west, east, south, north) + wkb)
    return found


def from_blobs(blobs: Sequence[object], single: Sequence[object]) -> np.ndarray:
    """Read geometries.

    Parameters
    ----------
    blobs : sequence of bytes or None, n of them
    single : sequence of bool, n of them
        Whether a multipolygon of one part shall be a polygon.

    Returns
    -------
    object array of shapely geometries or None, shape (n,)

    Raises
    ------
    ValueError
        If a blob is anything but a point, polygon or multipolygon with finite coordinates.
    """
    found = np.empty(len(blobs), dtype=object)
    wkbs = [None if blob is None else _wkb(blob) for blob in blobs]
    try:
        found[:] = shapely.from_wkb(np.array(wkbs, dtype=object), on_invalid="raise")
    except shapely.errors.ShapelyError as error:
        raise ValueError(str(error)) from None
    filled = ~(shapely.is_empty(found) | shapely.is_missing(found))
    if not np.isfinite(shapely.bounds(found[filled])).all():
        raise ValueError("coordinates without an end")
    for position in np.flatnonzero([bool(one) for one in single]):
        if shapely.get_num_geometries(found[position]) == 1:
            found[position] = shapely.get_geometry(found[position], 0)
    return found


def _wkb(blob: object) -> bytes:
    """Cut off the header, and walk along the counts of what follows: no more points than there are bytes."""
    if not isinstance(blob, bytes) or len(blob) > LARGEST_BLOB or blob[:3] != _MAGIC:
        raise ValueError("no geometry of a GeoPackage")
    envelope = (blob[3] >> 1) & 0b111 if len(blob) > 3 else len(_ENVELOPES)
    if not blob[3] & 1 or envelope >= len(_ENVELOPES):
        raise ValueError("a header of another kind")
    wkb = blob[8 + _ENVELOPES[envelope] :]
    try:
        end = _end(wkb)
    except struct.error:
        raise ValueError("a geometry that was cut off") from None
    if end != len(wkb):
        raise ValueError("a geometry that was cut off, or goes on")
    return wkb


def _end(wkb: bytes) -> int:
    order, code = struct.unpack_from("<BI", wkb, 0)
    flat, dimensions = code % 1000, 3 if code >= 1000 else 2
    if order != 1 or code - flat not in _FLAT or flat not in (_POINT, _POLYGON, _MULTIPOLYGON):
        raise ValueError("a geometry of another kind")
    if flat == _POINT:
        return 5 + 8 * dimensions
    if flat == _POLYGON:
        return _polygon_end(wkb, 5, dimensions)
    (parts,) = struct.unpack_from("<I", wkb, 5)
    at = 9
    for _ in range(parts):
        if struct.unpack_from("<BI", wkb, at) != (1, code - flat + _POLYGON):
            raise ValueError("a part of another kind")
        at = _polygon_end(wkb, at + 5, dimensions)
    return at


def _polygon_end(wkb: bytes, at: int, dimensions: int) -> int:
    (rings,) = struct.unpack_from("<I", wkb, at)
    at += 4
    for _ in range(rings):
        (points,) = struct.unpack_from("<I", wkb, at)
        at += 4 + 8 * dimensions * points
        if at > len(wkb):
            raise ValueError("more points than bytes")
    return at
