"""Water and woods: layers that help to find one's way on the map and must not be taken for quarters."""

import re

import numpy as np
import pyproj
import shapely

from loading.maps import crs
from loading.recognised import Scenery
from loading.vectors.layer import VectorLayer
from loading.vectors.repair import polygons_only
from loading.vectors.row_labels import row_labels

_WATER = r"gew(ae|ä)sser|wasserfl(ae|ä)che|wasserl(ae|ä)uf|\b(fluss|fl(ue|ü)sse|waters?|rivers?|waterways?)\b"
_GREEN = r"gr(ue|ü)nfl(ae|ä)che|waldfl(ae|ä)che|\b(wald|parks|forests?)\b"
_KINDS = (("water", re.compile(_WATER, re.IGNORECASE)), ("green", re.compile(_GREEN, re.IGNORECASE)))
_LINE_METRES = 5.0


def scenery_kind(layer: VectorLayer) -> str | None:
    """Tell, by the name of the file or layer, whether lines or polygons are water or green; None where neither.

    Points are never scenery.
    """
    names = re.sub(r"[_\d]+", " ", f"{layer.layer or ''}/{layer.file}")
    if not (shapely.get_dimensions(layer.geometry) >= 1).any():
        return None
    return next((kind for kind, pattern in _KINDS if pattern.search(names)), None)


def scenery_of(layer: VectorLayer, kind: str) -> tuple[Scenery, ...]:
    """Keep the lines and polygons of a layer as polygons in degrees; a line becomes a band of ten metres.

    Parameters
    ----------
    layer : VectorLayer
    kind : str
        As :func:`scenery_kind` tells it.

    Returns
    -------
    tuple of Scenery
        One per row that has a line or polygon.
    """
    names = row_labels(layer.columns, len(layer.geometry))
    rows = np.flatnonzero(shapely.get_dimensions(layer.geometry) >= 1)
    degrees = shapely.make_valid(crs.to_degrees(layer.geometry[rows], layer.crs))
    are_lines = shapely.get_dimensions(degrees) == 1
    degrees[are_lines] = _bands(degrees[are_lines])
    outlines = polygons_only(degrees)
    return tuple(
        Scenery(names[row], kind, outline) for row, outline in zip(rows, outlines, strict=True) if outline is not None
    )


def _bands(lines: np.ndarray) -> np.ndarray:
    bounds = crs.bounds_of(lines)
    if bounds is None:
        return lines
    west, south, east, north = bounds
    local = pyproj.CRS.from_dict({"proj": "aeqd", "lon_0": (west + east) / 2, "lat_0": (south + north) / 2})
    metres = pyproj.Transformer.from_crs(crs.WGS84, local, always_xy=True)
    flat = shapely.transform(lines, lambda points: np.column_stack(metres.transform(points[:, 0], points[:, 1])))
    return crs.to_degrees(np.asarray(shapely.buffer(flat, _LINE_METRES, quad_segs=2), dtype=object), local)
