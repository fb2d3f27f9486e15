"""Layers beyond the limits are refused before anything is repaired, measured or joined."""

import re
from collections.abc import Sequence

import shapely

from loading.errors import DataFileError
from loading.ingest.limits import limits_in_force
from loading.vectors.layer import VectorLayer

_NUMBERS = re.compile(r"\[\s*-?\d[^\[\]]*\]")


def require_few_vertices(text: str, place: str) -> None:
    """Refuse a GeoJSON text with too many vertices before it is parsed: each is a list of numbers.

    Raises
    ------
    DataFileError
        ``ingest.too_many_vertices``.
    """
    limit = limits_in_force().vertices
    if text.count("[") <= limit:
        return
    n = sum(1 for _ in _NUMBERS.finditer(text))
    if n > limit:
        raise DataFileError(place, "ingest.too_many_vertices", n=n, limit=limit)


def require_moderate(layers: Sequence[VectorLayer]) -> None:
    """Refuse a layer with more rows, vertices or columns than the limits in force allow.

    Raises
    ------
    DataFileError
        ``ingest.too_many_polygons``, ``ingest.too_many_vertices`` or ``ingest.too_many_columns``, with what was found
        and what is allowed.
    """
    limits = limits_in_force()
    for layer in layers:
        vertices = int(shapely.get_num_coordinates(layer.geometry).sum())
        found = {
            "ingest.too_many_polygons": (len(layer.geometry), limits.polygons),
            "ingest.too_many_vertices": (vertices, limits.vertices),
            "ingest.too_many_columns": (len(layer.columns), limits.columns),
        }
        for problem, (n, limit) in found.items():
            if n > limit:
                raise DataFileError(layer.place, problem, n=n, limit=limit)
