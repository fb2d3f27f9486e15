"""The question behind an answer: parts read the answer, never the controls."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dash.exceptions import PreventUpdate

from callbacks.shared.services import Services, texts_of
from layers.derived import asked_atlas
from layers.view import View
from layers.words import local
from loading.atlas import Atlas, Indicator
from texts import Texts


@dataclass(frozen=True)
class Question:
    """What the page shows, resolved.

    Attributes
    ----------
    texts : Texts
    atlas : Atlas
    view : View
    """

    texts: Texts
    atlas: Atlas
    view: View

    @property
    def indicator(self) -> Indicator:
        """The indicator on the map."""
        return self.atlas.indicators[self.atlas.indicator_position(self.view.indicator)]

    @property
    def second(self) -> Indicator:
        """The indicator it is compared with."""
        return self.atlas.indicators[self.atlas.indicator_position(self.view.second)]

    @property
    def city(self) -> str:
        """Name of the city."""
        return self.atlas.title

    def local(self, words: Mapping[str, str]) -> str:
        """Choose the language of a declared text; the other one where it is missing."""
        return local(self.texts, words)


def question(services: Services, answer: Mapping[str, Any] | None) -> Question:
    """Read the question that an answer carries.

    Parameters
    ----------
    services : Services
    answer : mapping or None
        What the CHOROPLETH store holds.

    Raises
    ------
    PreventUpdate
        If there is no answer yet, or its project is gone: the part stays as it is.
    """
    if not answer:
        raise PreventUpdate
    try:
        atlas = asked_atlas(services.atlas(str(answer["project"])), answer["query"])
    except KeyError:
        raise PreventUpdate from None
    return Question(texts_of(answer["language"]), atlas, View.from_query(answer["query"], atlas))
