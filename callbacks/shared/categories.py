"""The names of the categories of a map."""

from callbacks.shared.question import Question
from layers.categories import Sorted


def category_names(asked: Question, areas: Sorted) -> list[str]:
    """Name the categories in the language of the page, in the order of the legend."""
    if areas.own_names:
        return [asked.local(name) for name in areas.own_names]
    return [asked.texts(f"categories.{asked.view.show}.{name}") for name in areas.names]
