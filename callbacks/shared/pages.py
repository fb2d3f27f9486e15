"""What a page of the app consists of."""

from collections.abc import Callable
from dataclasses import dataclass

from dash.development.base_component import Component

from loading.atlas import Atlas
from texts import Texts


def _no_actions(_: Texts) -> Component | None:
    return None


@dataclass(frozen=True)
class Page:
    """One page: its content, and what it adds to the top bar.

    Attributes
    ----------
    layout : callable
        Builds the content from wording and Atlas.
    actions : callable
        Builds what stands in the top bar beside the ways to other pages; may give None.
    """

    layout: Callable[[Texts, Atlas], Component]
    actions: Callable[[Texts], Component | None] = _no_actions
