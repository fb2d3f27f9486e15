"""The reference system of a layer: declared by its file or confirmed by its owner, and held against the coordinates."""

from collections.abc import Mapping, Sequence

import numpy as np
import pyproj

from loading.choices.layers import LayerChoice
from loading.errors import DataFileError, Finding
from loading.locating.candidates import exchanged, options
from loading.maps import crs
from loading.questions import OpenQuestion, Option

Located = tuple[np.ndarray, pyproj.CRS, tuple[Finding, ...]]


def located(
    geometry: np.ndarray,
    declared: pyproj.CRS | None,
    choice: LayerChoice,
    columns: Mapping[str, Sequence[str]],
    place: str,
    without: str = "",
    **found: object,
) -> Located:
    """Settle in which reference system coordinates stand.

    Parameters
    ----------
    geometry : object array of shapely geometries or None, shape (n,)
        As in the file.
    declared : pyproj.CRS or None
        What the file says.
    choice : LayerChoice
        What its owner has confirmed; goes before what the file says, and is reported.
    columns : mapping of str to sequence of str
        Attributes, which help to tell where the map lies.
    place : str
        For findings.
    without : str
        Text key of the question that is asked where nothing is declared.
    **found : object
        Fills that text.

    Returns
    -------
    geometry : object array, shape (n,)
        x is easting or longitude.
    crs : pyproj.CRS
    findings : tuple of Finding

    Raises
    ------
    OpenQuestion
        ``without`` where nothing is declared or confirmed; ``crs.not_degrees`` or ``crs.does_not_fit`` where the
        coordinates contradict the system. It carries the likely systems, the most plausible first.
    """
    turned = exchanged(geometry) if choice.swapped else geometry
    system = crs.from_name(choice.crs, place) if choice.crs else declared
    bounds = crs.bounds_of(geometry)
    if system is None:
        if bounds is None:  # nothing is drawn, so nothing lies anywhere; who reads on says so
            return geometry, pyproj.CRS.from_user_input(crs.WGS84), ()
        answers = options(geometry, columns, choice)
        told = {**found, "bounds": crs.written(bounds), "likely": _likely(answers, bounds)}
        raise OpenQuestion(choice.file, without, answers, choice, **told)
    try:
        crs.require_fitting(turned, system, place)
    except DataFileError as error:
        answers = options(geometry, columns, choice)
        told = {name: value for name, value in error.found.items() if name != "file"}
        told["likely"] = _likely(answers, bounds) if bounds else "?"
        raise OpenQuestion(choice.file, error.problem, answers, choice, **told) from None
    return turned, system, _confirmed(choice, declared, system, place)


def _likely(answers: Sequence[Option], bounds: crs.Bounds) -> str:
    """Name the candidates in a sentence; where none lies in Germany, the systems whose numbers look like this."""
    named = [f"EPSG:{one.values['code']} ({one.values['name']})" for one in answers]
    return ", ".join(dict.fromkeys(named)) or crs.likely_systems(bounds)


def _confirmed(choice: LayerChoice, declared: pyproj.CRS | None, system: pyproj.CRS, place: str) -> tuple[Finding, ...]:
    if not (choice.crs or choice.swapped):
        return ()
    code = "questions.confirmed_swapped" if choice.swapped else "questions.confirmed"
    values = {"crs": system.name, "declared": declared.name if declared else "\N{EN DASH}"}
    return (Finding("info", place, code, values),)
