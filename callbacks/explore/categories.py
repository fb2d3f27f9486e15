"""The legend of a map of categories: a row for each with its areas and its residents.

What the user sees: the legend's card while areas are sorted by a test, a matrix or their type; a click on a row selects
its areas. Where they cannot be sorted as the address asks, a sentence below the ordinary legend says why.
"""

from collections.abc import Mapping
from typing import Any

from dash import Dash, Input, Output, html
from dash.development.base_component import Component

from callbacks.shared.blanks import blank_rows
from callbacks.shared.pieces import attributes
from callbacks.shared.question import Question, question
from callbacks.shared.services import Services
from layers.categories import Categories, categories, categories_refusal
from layers.categories.in_words import brief_names, category_names, filled
from texts import Texts

_METHOD = "method_"
# What is told where somebody asks how to read the map, beside the method: the card must leave the map its room.
_FOLDED = ("near_limit",)
# With more categories than this, those without an area have no row.
_MOST_EMPTY = 10
# Per cent; what is less would be written as 0.
_LEAST = 0.05


def _share(texts: Texts, residents: float, population: float, *, at_least: bool) -> str:
    """Write the share of the residents; a few people are not nobody, and of some areas it may be kept secret."""
    share = 100 * residents / population
    less = 0 < share < _LEAST and not at_least
    sign = "<\N{NO-BREAK SPACE}" if less else "≥\N{NO-BREAK SPACE}" if at_least else ""
    return f"{sign}{texts.number(0.1 if less else share, 1)}\N{NO-BREAK SPACE}%"


def rows(asked: Question, answer: Categories) -> Component:
    """Draw a row for each category, with the share of the residents who live there; of many, only where areas are."""
    texts = asked.texts
    population = answer.population
    drawn = []
    brief = brief_names(texts, asked.view.show, answer.areas)
    for position, name in enumerate(category_names(texts, asked.view.show, answer.areas)):
        count, colour = answer.areas.counts[position], answer.areas.colours[position]
        if not count and len(brief) > _MOST_EMPTY:
            continue
        least = answer.living.at_least[position]
        share = _share(texts, answer.residents[position], population, at_least=least) if population > 0 else None
        areas = texts(f"map.levels.{asked.view.level}", n=count)
        drawn.append(
            html.Button(
                [
                    html.Span(className="legend-swatch", style={"background": colour}),
                    html.Span(brief[position], className="category-name"),
                    html.Span(texts.number(count), className="legend-count"),
                    html.Span(share, className="category-share"),
                ],
                className="legend-class category-row",
                type="button",
                disabled=not count,
                title=texts("categories.select", name=name, areas=areas),
                **attributes(data_class=str(position)),
            )
        )
    heads = [html.Span(texts("categories.areas")), html.Span(texts("categories.residents") if population > 0 else "")]
    return html.Div([html.Div(heads, className="category-heads"), *drawn], className="category-rows")


def _is_folded(note: str) -> bool:
    return note.startswith(_METHOD) or note in _FOLDED


def explained(asked: Question, answer: Categories) -> Component:
    """Fold up how the areas were sorted and how the map is read."""
    methods = [note for note in answer.areas.notes if _is_folded(note)]
    said = [filled(asked.texts, asked.atlas, f"notes.{note}", answer) for note in methods]
    said.append(asked.texts(f"categories.{asked.view.show}.reading"))
    paragraphs = [html.P(one, className="quiet") for one in said]
    return html.Details(
        [html.Summary(asked.texts("categories.explained")), *paragraphs], className="category-explained"
    )


def content(asked: Question) -> list[Component]:
    """Build the card for a question; nothing where its map shows no categories."""
    if not asked.view.show or categories_refusal(asked.atlas, asked.view):
        return []
    answer = categories(asked.atlas, asked.view)
    notes = [
        html.P(filled(asked.texts, asked.atlas, f"notes.{note}", answer), className="category-note")
        for note in answer.areas.notes
        if not _is_folded(note)
    ]
    return [
        html.H2(filled(asked.texts, asked.atlas, "title", answer), className="legend-title"),
        html.P(filled(asked.texts, asked.atlas, "subtitle", answer), className="legend-subtitle"),
        rows(asked, answer),
        blank_rows(asked.texts, asked.atlas, answer.blanks),
        *notes,
        explained(asked, answer),
        html.Button(
            asked.texts("categories.back"), className="compared-back", type="button", **attributes(data_view_show="")
        ),
    ]


def refused(asked: Question) -> str:
    """Say why areas are not sorted as the address asks; empty where they are, or nothing of the kind was asked."""
    why = categories_refusal(asked.atlas, asked.view)
    return asked.texts(f"categories.refused.{why}") if why else ""


def layout(texts: Texts) -> Component:
    """Lay out the empty card; it is in sight only while it holds something."""
    return html.Section(
        id="categories-legend", className="legend card compared", **attributes(aria_label=texts("legend.title"))
    )


def refusal_place() -> Component:
    """Lay out the place below the ordinary legend that says why areas are not sorted."""
    return html.P(id="categories-refusal", className="quiet compared-refused", role="status")


def register(app: Dash, services: Services) -> None:
    """Wire the answer to the card."""

    @app.callback(
        Output("categories-legend", "children"), Output("categories-refusal", "children"), Input("choropleth", "data")
    )
    def show(answer: Mapping[str, Any]) -> tuple[list[Component], str]:
        asked = question(services, answer)
        return content(asked), refused(asked)
