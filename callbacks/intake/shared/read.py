"""A delivery as it is read now: what every part of the page shows."""

from collections.abc import Callable
from dataclasses import dataclass

from dash.development.base_component import Component

from callbacks.intake.shared.intakes import Intakes
from loading.atlas import Atlas
from loading.choices import Choices
from loading.joining.matching import candidate_columns
from loading.load import Recognition, atlas_of, recognise
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


def read(intakes: Intakes, token: str, choices: Choices) -> Read:
    """Recognise a delivery.

    Raises
    ------
    KeyError
        If the delivery is gone.
    DataFileError
        If it cannot be used.
    """
    with intakes.laid_out(token) as paths:
        recognition = recognise(paths, choices)
        atlas = atlas_of(recognition)
    keys = tuple(candidate_columns(recognition.joined.boundaries))
    return Read(token, choices, recognition, atlas, keys if atlas.join.key in keys else (atlas.join.key, *keys))
