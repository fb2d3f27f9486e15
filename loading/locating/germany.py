"""Germany in a few hundred points: its Länder and larger cities, to say in words and pictures where a map lies."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import shapely

_FILE = Path(__file__).with_suffix(".json")
_CITY_STATES = ("11", "02", "04")
_DEGREES_NEAR = 0.15
KILOMETRES_PER_DEGREE = 111.3


@dataclass(frozen=True)
class Land:
    """One of the sixteen Länder.

    Attributes
    ----------
    key : str
        The first two digits of all official municipality keys (AGS, ARS) in it.
    name : str
    outline : shapely.Polygon
        Degrees (EPSG:4326), to about ten kilometres; that of Brandenburg holds Berlin, that of Niedersachsen Bremen.
    """

    key: str
    name: str
    outline: shapely.Polygon


@dataclass(frozen=True)
class City:
    """A larger city: its name and its middle in degrees."""

    name: str
    longitude: float
    latitude: float


@cache
def laender() -> tuple[Land, ...]:
    """Give the Länder; city states first, so that the first one that holds a point is the right one.

    Examples
    --------
    >>> [land.name for land in laender()][:3], len(laender())
    (['Hamburg', 'Bremen', 'Berlin'], 16)
    """
    borders, lands = _content()["borders"], _content()["lands"]
    ordered = sorted(lands, key=lambda key: (key not in _CITY_STATES, key))
    return tuple(Land(key, lands[key]["name"], shapely.Polygon(_ring(borders, lands[key]["ring"]))) for key in ordered)


@cache
def cities() -> tuple[City, ...]:
    """Give larger cities, the largest first."""
    return tuple(City(*entry) for entry in _content()["cities"])


@cache
def outline() -> shapely.Geometry:
    """Give the outline of Germany, without islands."""
    return shapely.union_all([land.outline for land in laender()])


def land_at(longitude: float, latitude: float) -> Land | None:
    """Tell in which Land a point lies; a little outside of the border still counts.

    Examples
    --------
    >>> land_at(6.96, 50.94).name, land_at(2.35, 48.86)
    ('Nordrhein-Westfalen', None)
    """
    point = shapely.Point(longitude, latitude)
    inside = next((land for land in laender() if land.outline.intersects(point)), None)
    if inside is not None:
        return inside
    nearest = min(laender(), key=lambda land: land.outline.distance(point))
    return nearest if nearest.outline.distance(point) <= _DEGREES_NEAR else None


def land_of_key(key: str) -> Land | None:
    """Give the Land that an official key begins with.

    Examples
    --------
    >>> land_of_key("072335001006").name
    'Rheinland-Pfalz'
    """
    return next((land for land in laender() if land.key == key[:2]), None)


def nearest_city(longitude: float, latitude: float) -> tuple[City, float]:
    """Give the nearest larger city and its distance in kilometres.

    Examples
    --------
    >>> city, distance = nearest_city(7.0, 50.95)
    >>> city.name, round(distance)
    ('Köln', 3)
    """
    distances = [kilometres(longitude, latitude, city.longitude, city.latitude) for city in cities()]
    position = int(np.argmin(distances))
    return cities()[position], distances[position]


def kilometres(longitude: float, latitude: float, other_longitude: float, other_latitude: float) -> float:
    """Measure a distance within a country, in kilometres, on a plane that touches the first point."""
    east = (other_longitude - longitude) * np.cos(np.radians(latitude))
    return float(np.hypot(east, other_latitude - latitude) * KILOMETRES_PER_DEGREE)


def _ring(borders: dict[str, list[list[float]]], names: Sequence[str]) -> list[list[float]]:
    """String borders together; one whose name begins with a minus runs the other way."""
    parts = [borders[name[1:]][::-1] if name.startswith("-") else borders[name] for name in names]
    return [point for part in parts for point in part[:-1]] + [parts[0][0]]


@cache
def _content() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    return content
