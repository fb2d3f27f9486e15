"""Reference systems that coordinates without one may have: ranked by plausibility, never chosen."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyproj
import shapely

from loading.choices.layers import LayerChoice
from loading.locating.evidence import Evidence, Reason, shares_of
from loading.maps import crs
from loading.questions import Option

# With the code under which northing and easting stand exchanged officially, where there is one.
SYSTEMS: tuple[tuple[str, str | None], ...] = (
    *(("EPSG:25832", None), ("EPSG:25833", None), ("EPSG:25831", None), ("EPSG:4647", "EPSG:5652")),
    *(("EPSG:5650", "EPSG:5653"), ("EPSG:31466", None), ("EPSG:31467", None), ("EPSG:31468", None)),
    *(("EPSG:31469", None), ("EPSG:3068", None), ("EPSG:3857", None), ("EPSG:4326", None)),
)
MOST = 6
_LEAST_SHARE = 0.5
_POINTS = 400
_PICTURE_POINTS = 700


@dataclass(frozen=True)
class Candidate:
    """A reference system in which coordinates make sense.

    Attributes
    ----------
    code : str
    swapped : bool
        Northing stands before easting in the file.
    score : float
        The larger the more plausible; only the order means something.
    reasons : tuple of (str, mapping)
        Why, see :mod:`loading.locating.evidence`.
    degrees : object array of shapely geometries
        The areas in this system, in degrees, thinned for a picture.
    """

    code: str
    swapped: bool
    score: float
    reasons: tuple[Reason, ...]
    degrees: np.ndarray

    @property
    def name(self) -> str:
        """What the system calls itself."""
        return str(pyproj.CRS.from_user_input(self.code).name)


def candidates(geometry: np.ndarray, columns: Mapping[str, Sequence[str]], file: str = "") -> tuple[Candidate, ...]:
    """Rank the usual German systems by where they put the coordinates.

    Parameters
    ----------
    geometry : object array of shapely geometries or None, shape (n,)
        x and y as they stand in the file.
    columns : mapping of str to sequence of str
        Attributes; official keys, names and areas among them speak for or against a place.
    file : str
        Its name may name the place.

    Returns
    -------
    tuple of Candidate
        Those that put at least half of the map into Germany, the most plausible first; at most six.
    """
    present = np.array([one is not None and not one.is_empty for one in geometry], dtype=bool)
    if not present.any():
        return ()
    evidence = Evidence.of(geometry, columns, file)
    thin = thinned(geometry[present])
    found = [one for code, swapped in _ways() if (one := _candidate(code, swapped, geometry, thin, evidence))]
    return tuple(sorted(found, key=lambda one: -one.score)[:MOST])


def options(geometry: np.ndarray, columns: Mapping[str, Sequence[str]], asked: LayerChoice) -> tuple[Option, ...]:
    """Give the candidates as answers to the question for the reference system of a layer."""
    return tuple(
        Option(
            "questions.system_swapped" if one.swapped else "questions.system",
            {"code": one.code.removeprefix("EPSG:"), "name": one.name},
            (LayerChoice(asked.file, asked.layer, crs=one.code, swapped=one.swapped),),
            one.reasons,
            picture(one.degrees),
        )
        for one in candidates(geometry, columns, asked.file)
    )


def exchanged(geometry: np.ndarray) -> np.ndarray:
    """Exchange x and y.

    Examples
    --------
    >>> exchanged(np.array([shapely.Point(1, 2)], dtype=object))[0].wkt
    'POINT (2 1)'
    """
    return np.asarray(shapely.transform(geometry, lambda points: points[:, ::-1]), dtype=object)


def picture(degrees: np.ndarray) -> dict[str, Any]:
    """Give what a small picture of a map needs, as plain data.

    Returns
    -------
    dict
        ``longitude``, ``latitude`` of the middle; ``rings``: outlines as lists of [longitude, latitude].
    """
    west, south, east, north = shapely.total_bounds(degrees)
    coordinates, owner = shapely.get_coordinates(shapely.get_rings(shapely.get_parts(degrees)), return_index=True)
    rings = [coordinates[owner == ring].round(5).tolist() for ring in np.unique(owner)]
    middle = {"longitude": round((west + east) / 2, 4), "latitude": round((south + north) / 2, 4)}
    return {**middle, "rings": rings}


def _ways() -> Iterator[tuple[str, bool]]:
    """Give each system, and each with northing and easting exchanged."""
    for code, exchanged_code in SYSTEMS:
        yield code, False
        yield exchanged_code or code, True


def _candidate(
    code: str, swapped: bool, geometry: np.ndarray, thin: np.ndarray, evidence: Evidence
) -> Candidate | None:
    system = pyproj.CRS.from_user_input(code)
    turned = exchanged(thin) if swapped else thin
    bounds = crs.bounds_of(turned)
    if bounds is None or system.is_geographic != crs.lies_in_degrees(bounds):
        return None
    degrees = crs.to_degrees(turned, system)
    finite = np.array([np.isfinite(shapely.get_coordinates(one)).all() for one in degrees], dtype=bool)
    if not finite.all() or shares_of(degrees) < _LEAST_SHARE:
        return None
    whole = crs.to_degrees(exchanged(geometry) if swapped else geometry, system)
    reasons, score = evidence.weighed(whole)
    return Candidate(code, swapped, score - swapped, tuple(reasons), degrees)


def thinned(geometry: np.ndarray) -> np.ndarray:
    """Thin shapes for a picture: few of them, with few corners."""
    chosen = geometry[np.linspace(0, len(geometry) - 1, min(len(geometry), _POINTS)).astype(int)]
    west, south, east, north = shapely.total_bounds(chosen)
    for part in (0.004, 0.01, 0.03):
        thin = shapely.simplify(chosen, part * max(east - west, north - south))
        if shapely.get_num_coordinates(thin).sum() <= _PICTURE_POINTS:
            break
    return np.asarray(thin, dtype=object)
