"""What a map's own words say about where it lies: official keys, names of cities, columns of areas."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyproj
import shapely

from loading.locating.germany import City, Land, cities, kilometres, land_at, land_of_key, nearest_city, outline

Reason = tuple[str, Mapping[str, object]]

_OFFICIAL_KEY = re.compile(r"(?:0[1-9]|1[0-6])\d{3}(?:\d{3})?(?:\d{4})?")
_KEY_COLUMN = re.compile(r"(?i)(^|_)(ags|ars|rs|gem|gemeinde_?schl\w*|schluessel|sn_l)")
_AREA_COLUMN = re.compile(r"(?i)fl(ae|ä)ch|area|qkm|km2|hektar|^ha$|_ha$|shape_ar")
_SQUARE_METRES = {"m²": 1.0, "ha": 1e4, "km²": 1e6}
_NEAR_KILOMETRES = 40.0
_IN_KILOMETRES = 8.0
_SHORT_NAME = 4
_DEGREES_NEAR = 0.1
_SMALLEST_CITY, _LARGEST_COUNTY = 3.0, 6_000.0
_SAMPLE = 200


@dataclass(frozen=True)
class Evidence:
    """What a file says about its place.

    Attributes
    ----------
    land : Land or None
        In which all official keys of the file begin.
    named : tuple of City
        Named by the file, or else by attributes.
    by_file : bool
        Whether the file's own name names them; only then a place far from them speaks against it.
    areas : float array, shape (n,)
        Square metres as the file gives them, NaN where it does not.
    """

    land: Land | None
    named: tuple[City, ...]
    by_file: bool
    areas: np.ndarray

    @classmethod
    def of(cls, geometry: np.ndarray, columns: Mapping[str, Sequence[str]], file: str) -> "Evidence":
        """Look through the attributes and the name of a file."""
        in_file = tuple(city for city in cities() if _mentions(file, city.name))
        return cls(_land(columns), in_file or _named(columns), bool(in_file), _areas(columns, geometry))

    def weighed(self, degrees: np.ndarray) -> tuple[list[Reason], float]:
        """Weigh a place against the evidence.

        Parameters
        ----------
        degrees : object array of shapely geometries or None, shape (n,)
            Where a reference system puts the areas, EPSG:4326.

        Returns
        -------
        reasons : list of (str, mapping)
            Keys of texts with what fills them.
        score : float
        """
        west, south, east, north = shapely.total_bounds(degrees)
        middle = (float(west + east) / 2, float(south + north) / 2)
        area = _square_kilometres(degrees)
        reasons: list[Reason] = [_place(*middle, area)]
        score = 2.0 * shares_of(degrees)
        score += nearest_city(*middle)[1] <= _IN_KILOMETRES
        for weight, reason in (self._keys(*middle), self._names(*middle), self._measured(degrees), _size(area)):
            score += weight
            reasons += [reason] if reason else []
        return reasons, score

    def _keys(self, longitude: float, latitude: float) -> tuple[float, Reason | None]:
        if self.land is None:
            return 0.0, None
        here, point = land_at(longitude, latitude), shapely.Point(longitude, latitude)
        values = {"key": self.land.key, "land": self.land.name}
        agrees = here is not None and self.land.outline.distance(point) < _DEGREES_NEAR
        return (4.0, ("questions.keys_agree", values)) if agrees else (-4.0, ("questions.keys_disagree", values))

    def _names(self, longitude: float, latitude: float) -> tuple[float, Reason | None]:
        if not self.named:
            return 0.0, None
        distances = [(kilometres(longitude, latitude, city.longitude, city.latitude), city) for city in self.named]
        distance, city = min(distances, key=lambda found: found[0])
        values = {"city": city.name, "kilometres": distance}
        if distance <= _NEAR_KILOMETRES:
            return 3.0 if self.by_file else 1.0, ("questions.name_agrees", values)
        return (-2.0, ("questions.name_disagrees", values)) if self.by_file else (0.0, None)

    def _measured(self, degrees: np.ndarray) -> tuple[float, Reason | None]:
        """Compare areas that the file gives with those the outlines have there."""
        rows = np.flatnonzero(np.isfinite(self.areas))[:_SAMPLE]
        if not len(rows):
            return 0.0, None
        ratio = float(np.median(_square_metres(degrees[rows]) / self.areas[rows]))
        if abs(ratio - 1) < 0.02:
            return 2.0, ("questions.areas_agree", {})
        return -2.0, ("questions.areas_disagree", {"times": ratio})


def shares_of(degrees: np.ndarray) -> float:
    """Give the share of shapes whose middle lies in Germany or close to it.

    Examples
    --------
    >>> shares_of(np.array([shapely.box(6.9, 50.9, 7, 51), shapely.box(0, 0, 1, 1)], dtype=object))
    0.5
    """
    middles = shapely.centroid(degrees)
    return float((shapely.distance(outline(), middles) < 0.15).mean())


def _place(longitude: float, latitude: float, area: float) -> Reason:
    land, (city, distance) = land_at(longitude, latitude), nearest_city(longitude, latitude)
    values = {"land": land.name if land else "", "city": city.name, "kilometres": distance, "area": area}
    return ("questions.lies_in" if land else "questions.lies_outside"), values


def _size(area: float) -> tuple[float, Reason | None]:
    """A city has some square kilometres, a county some thousand; more or less is possible, but unusual."""
    if _SMALLEST_CITY <= area <= _LARGEST_COUNTY:
        return 0.5, None
    return -0.5, ("questions.unusual_size", {"area": area})


def _land(columns: Mapping[str, Sequence[str]]) -> Land | None:
    """Give the Land in which all official keys begin; None where there are none, or of several Länder."""
    for name, values in columns.items():
        filled = [value for value in values if value]
        if not _KEY_COLUMN.search(name) or not filled:
            continue
        official = all(_OFFICIAL_KEY.fullmatch(value) for value in filled)
        if official and len({value[:2] for value in filled}) == 1:
            return land_of_key(filled[0])
    return None


def _named(columns: Mapping[str, Sequence[str]]) -> tuple[City, ...]:
    """Find larger cities that attributes name; short names are words of the language too."""
    words = {value for values in columns.values() for value in values[:_SAMPLE]}
    return tuple(city for city in cities() if len(city.name) > _SHORT_NAME and city.name in words)[:3]


def _mentions(text: str, name: str) -> bool:
    plain = name.lower().replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
    words = re.split(r"[\W\d_]+", text.lower())
    return name.lower() in words or plain in words


def _areas(columns: Mapping[str, Sequence[str]], geometry: np.ndarray) -> np.ndarray:
    """Read a column of areas; its unit is the one that comes nearest to the outlines as they stand."""
    raw = np.nan_to_num(shapely.area(geometry))
    for name, values in columns.items():
        if not _AREA_COLUMN.search(name):
            continue
        numbers = np.array([_number(value) for value in values])
        if (np.isfinite(numbers) & (numbers > 0)).mean() < 0.9:
            continue
        ratio = float(np.nanmedian(np.where(numbers > 0, raw / numbers, np.nan)))
        unit = min(_SQUARE_METRES.values(), key=lambda one: abs(np.log(max(ratio, 1e-30) / one)))
        if abs(np.log(max(ratio, 1e-30) / unit)) < np.log(4):
            return np.where(numbers > 0, numbers * unit, np.nan)
    return np.full(len(geometry), np.nan)


def _number(value: str) -> float:
    try:
        return float(value.replace(",", "."))
    except ValueError:
        return np.nan


def _square_kilometres(degrees: np.ndarray) -> float:
    return float(_square_metres(degrees[:: max(len(degrees) // 2000, 1)]).sum() * max(len(degrees) // 2000, 1) / 1e6)


def _square_metres(degrees: np.ndarray) -> np.ndarray:
    """Measure in a cylindrical equal-area projection, which is one multiplication per point."""
    equal_area = pyproj.Transformer.from_crs("EPSG:4326", "ESRI:54034", always_xy=True)
    flat = shapely.transform(degrees, lambda points: np.column_stack(equal_area.transform(points[:, 0], points[:, 1])))
    return np.nan_to_num(shapely.area(flat))
