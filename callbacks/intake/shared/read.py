"""A delivery as it is read now: what every part of the page shows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from dash.development.base_component import Component

from callbacks.intake.shared import left_out
from callbacks.intake.shared.intakes import Intakes
from loading.atlas import Atlas
from loading.choices import Choices
from loading.errors import DataFileError, Finding
from loading.files.shapefile_parts import parts_among
from loading.ingest.pace import keeping
from loading.ingest.progress import telling
from loading.joining.matching import candidate_columns
from loading.load import Recognition, atlas_of, recognise
from loading.questions import OpenQuestion
from loading.registers.asking import is_about_rows
from loading.unread import is_unread, unread_files
from texts import Texts


@dataclass(frozen=True)
class Read:
    """A delivery as recognised.

    Attributes
    ----------
    token : str
        Of the delivery.
    choices : Choices
        What was decided so far.
    recognition : Recognition
    atlas : Atlas
    keys : tuple of str
        Columns of the map that can serve as key.
    """

    token: str
    choices: Choices
    recognition: Recognition
    atlas: Atlas
    keys: tuple[str, ...]


Section = Callable[[Texts, Read], Component]
Parts = Mapping[str, Section]


def read(intakes: Intakes, token: str, choices: Choices) -> Read:
    """Recognise a delivery; the request that does so can be asked how far it is, and be ended by another one.

    Raises
    ------
    KeyError
        If the delivery is gone.
    DataFileError
        If it cannot be used, or somebody has ended the reading; see :func:`without_rows`.
    """
    told: list[Finding] = []
    choices = without_rows(intakes, token, choices, told)
    with (
        intakes.laid_out(token) as paths,
        intakes.readings.under_way(token) as reading,
        telling(reading.tell),
        keeping(intakes.reader.pace(paths, reading.is_stopped)),
    ):
        recognition = recognise(paths, choices, partial(intakes.reader.read, cancelled=reading.is_stopped))
        recognition = replace(recognition, findings=(*told, *recognition.findings))
        reading.require_wanted()
        atlas = atlas_of(recognition)
        reading.require_wanted()
    keys = tuple(candidate_columns(recognition.joined.boundaries))
    return Read(token, choices, recognition, atlas, keys if atlas.join.key in keys else (atlas.join.key, *keys))


def without_rows(intakes: Intakes, token: str, choices: Choices, told: list[Finding] | None = None) -> Choices:
    """Take out of a delivery what may not be kept: registers become their counts, files with persons or unread ones go.

    Parameters
    ----------
    intakes : Intakes
    token : str
    choices : Choices
    told : list of Finding, optional
        Gets which files could not be looked into, and how many cases of each register were counted: afterwards
        nothing in the delivery knows.

    Returns
    -------
    Choices
        Without what was decided about registers that are counted now.

    Raises
    ------
    KeyError
        If the delivery is gone.
    DataFileError
        If it cannot be read: as OpenQuestion while nobody has decided about a register.
    """
    choices = choices.settled(_names(intakes, token))
    try:
        with (
            intakes.laid_out(token) as paths,
            intakes.readings.under_way(token) as reading,
            telling(reading.tell),
            keeping(intakes.reader.pace(paths, reading.is_stopped)),
        ):
            delivery = intakes.reader.read(paths, choices, reading.is_stopped)
    except DataFileError as error:
        if is_unread(error.problem):
            left_out.note(intakes, token, [Finding.of_refusal(error)])
        if is_unread(error.problem) or (is_about_rows(error.problem) and not isinstance(error, OpenQuestion)):
            _replace(intakes, token, {str(error.found["file"]): ("", "")})
        raise
    unread = unread_files(delivery.findings) & _names(intakes, token)
    if not delivery.counted and not unread:
        if told is not None:
            told += left_out.noted(intakes, token)
        return choices
    left_out.note(intakes, token, [one for one in delivery.findings if one.place in unread and is_unread(one.code)])
    counted = {one.file: (one.name, one.content) for one in delivery.counted}
    _replace(intakes, token, {**dict.fromkeys(unread, ("", "")), **counted})
    if told is not None:
        told += [one for one in delivery.findings if is_about_rows(one.code)]
    return without_rows(intakes, token, choices, told)


def _names(intakes: Intakes, token: str) -> set[str]:
    return {name.rpartition("/")[2] for name in intakes.files(token)}


def _replace(intakes: Intakes, token: str, changed: Mapping[str, tuple[str, str]]) -> None:
    """Put other content in the place of files; with a ``.shp`` go the other parts of its shapefile."""
    parts = (part for name in changed for part in parts_among(name, intakes.files(token)))
    intakes.replace(token, {**dict.fromkeys(parts, ("", "")), **changed})
