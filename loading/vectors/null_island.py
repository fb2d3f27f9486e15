"""A map at zero degrees of longitude and latitude: in the Gulf of Guinea, where coordinates end up that were lost."""

from collections.abc import Iterator

import numpy as np
import shapely

from loading.errors import Finding
from loading.maps import crs
from loading.vectors.layer import VectorLayer

NEAR = 1.0


def at_zero(layer: VectorLayer) -> Iterator[Finding]:
    """Tell of a layer all of whose areas lie about zero degrees; no town lies there.

    Parameters
    ----------
    layer : VectorLayer

    Yields
    ------
    Finding
        ``outlines.at_zero``, at most one.
    """
    bounds = crs.bounds_of(layer.geometry)
    if bounds is None:
        return
    degrees = crs.to_degrees(np.array([shapely.box(*bounds)], dtype=object), layer.crs)
    if np.abs(shapely.total_bounds(degrees)).max() < NEAR:
        yield Finding("warning", layer.place, "outlines.at_zero", {"bounds": crs.written(bounds)})
