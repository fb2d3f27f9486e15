"""The plane of web maps: a square world of 256 pixels at zoom 0, twice as many at every further zoom."""

import numpy as np
from numpy.typing import NDArray

WORLD = 256.0
RADIUS = 6_378_137.0
_HIGHEST_LATITUDE = 85.0511287798


def world(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Project longitudes and latitudes to world pixels of zoom 0.

    Parameters
    ----------
    points : float, shape (m, 2)
        Degrees, longitude first.

    Returns
    -------
    float, shape (m, 2)
        x grows eastwards, y southwards. Latitudes beyond 85.05 degrees lie on the rim.

    Notes
    -----
    The same as Leaflet's ``L.CRS.EPSG3857.latLngToPoint(place, 0)``.

    Examples
    --------
    >>> world(np.array([[0.0, 0.0], [180.0, 0.0]])).tolist()
    [[128.0, 128.0], [256.0, 128.0]]
    """
    latitude = np.radians(np.clip(points[:, 1], -_HIGHEST_LATITUDE, _HIGHEST_LATITUDE))
    height = np.arctanh(np.sin(latitude)) / np.pi
    return np.column_stack([WORLD * (points[:, 0] / 360 + 0.5), WORLD * (0.5 - height / 2)])


def geographic_place(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give longitude and latitude of world pixels of zoom 0, the way back from :func:`world`.

    Examples
    --------
    >>> geographic_place(world(np.array([[9.5, 51.5]]))).round(9).tolist()
    [[9.5, 51.5]]
    """
    latitude = np.arctan(np.sinh(np.pi * (1 - 2 * points[:, 1] / WORLD)))
    return np.column_stack([360 * points[:, 0] / WORLD - 180, np.degrees(latitude)])


def metres_per_pixel(latitude: float) -> float:
    """Give the length on the ground of one world pixel of zoom 0.

    Examples
    --------
    >>> round(metres_per_pixel(0.0))
    156543
    """
    return float(2 * np.pi * RADIUS * np.cos(np.radians(latitude)) / WORLD)
