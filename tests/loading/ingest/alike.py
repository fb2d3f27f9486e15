"""Whether two things are equal in every field: types, order, missing numbers, outlines to the last coordinate."""

import dataclasses
import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import pyproj
import shapely


def differences(a: Any, b: Any, place: str = "") -> list[str]:
    """Places at which two things differ."""
    if isinstance(a, shapely.Geometry):
        return [] if shapely.to_wkb(a) == shapely.to_wkb(b) else [place]
    if isinstance(a, pyproj.CRS):
        return [] if (a.to_wkt(), a.srs, a.name) == (b.to_wkt(), b.srs, b.name) else [place]
    if isinstance(a, np.ndarray):
        return _of_arrays(a, b, place)
    if type(a) is not type(b):
        return [f"{place}: {type(a).__name__}, {type(b).__name__}"]
    if dataclasses.is_dataclass(a):
        names = [field.name for field in dataclasses.fields(a)]
        return [one for name in names for one in differences(getattr(a, name), getattr(b, name), f"{place}.{name}")]
    if isinstance(a, Mapping):
        if list(a) != list(b):
            return [f"{place}: {list(a)}, {list(b)}"]
        return [one for key in a for one in differences(a[key], b[key], f"{place}[{key}]")]
    if isinstance(a, (tuple, list)):
        if len(a) != len(b):
            return [f"{place}: {len(a)}, {len(b)}"]
        return [
            one
            for n, (left, right) in enumerate(zip(a, b, strict=True))
            for one in differences(left, right, f"{place}[{n}]")
        ]
    return [] if a == b or (isinstance(a, float) and math.isnan(a) and math.isnan(b)) else [f"{place}: {a!r}, {b!r}"]


def _of_arrays(a: np.ndarray, b: np.ndarray, place: str) -> list[str]:
    if (a.dtype, a.shape) != (b.dtype, b.shape):
        return [f"{place}: {a.dtype} {a.shape}, {b.dtype} {b.shape}"]
    same = (
        list(shapely.to_wkb(a)) == list(shapely.to_wkb(b))
        if a.dtype == object
        else np.array_equal(a, b, a.dtype.kind == "f")
    )
    return [] if same else [place]
