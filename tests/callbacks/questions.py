"""Questions to small towns, and how to read what a part of the page answers, without a browser."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, cast

from dash.development.base_component import Component

from callbacks.shared.question import Question
from callbacks.shared.services import Services
from layers.view import View
from loading.atlas import Atlas
from loading.projects.project_store import ProjectStore
from tests.toytown import toytown
from texts import load_texts


def ask_of(atlas: Atlas, language: str = "de", **query: str) -> Question:
    """Ask a town as the address bar would: ``y="2023", level="district"``."""
    return Question(load_texts(language), atlas, View.from_query(query, atlas))


def ask(language: str = "de", **query: str) -> Question:
    """Ask Toytown."""
    return ask_of(toytown(), language, **query)


class _NothingNamed:
    def of_state(self, _: str) -> None:
        return None


@dataclass(frozen=True)
class _Shelf:
    atlases: dict[str, Atlas]
    shelf: _NothingNamed = field(default_factory=_NothingNamed)

    def atlas(self, project: str) -> Atlas:
        return self.atlases[project]


def services_of(*atlases: Atlas) -> Services:
    """Give services that know these towns; the first one opens where the address names none."""
    shelf = _Shelf({atlas.project: atlas for atlas in atlases})
    return Services(cast(ProjectStore, shelf), atlases[0].project)


def pieces(node: Any) -> Iterator[Component]:
    """Every component in the order of reading."""
    if isinstance(node, (list, tuple)):
        for inner in node:
            yield from pieces(inner)
    elif isinstance(node, Component):
        yield node
        for slot in ("children", "leftSection"):
            yield from pieces(getattr(node, slot, None))


def words(node: Any) -> list[str]:
    """Every text a reader sees, in the order of reading."""
    if isinstance(node, (list, tuple)):
        return [text for inner in node for text in words(inner)]
    if isinstance(node, Component):
        return words(getattr(node, "children", None))
    return [] if node is None else [str(node)]


def text(node: Any) -> str:
    """All texts in one line."""
    return " ".join(words(node))


def having(node: Any, class_name: str) -> list[Component]:
    """The components of a class."""
    return [one for one in pieces(node) if class_name in str(getattr(one, "className", "")).split()]


def of_kind(node: Any, *kinds: str) -> list[Component]:
    """The components of a kind, such as ``"Button"``."""
    return [one for one in pieces(node) if type(one).__name__ in kinds]


def attribute(component: Component, name: str) -> Any:
    """What stands under an attribute, such as ``"data-quarter"``; None without it."""
    return component.to_plotly_json()["props"].get(name)
