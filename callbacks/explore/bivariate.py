"""The legend of two indicators at once: a square of nine colours with the number of areas in each.

What the user sees: the legend's card while the map shows two indicators; a click on a cell selects its areas.
"""

from collections.abc import Mapping
from typing import Any

from dash import Dash, Input, Output, html
from dash.development.base_component import Component

from callbacks.shared.blanks import blank_rows
from callbacks.shared.pieces import attributes
from callbacks.shared.question import Question, question
from callbacks.shared.services import Services
from layers.bivariate import BIVARIATE_COLOURS, Axis, Bivariate, bivariate
from layers.comparison import refusal
from layers.palettes import is_dark
from layers.told_map.of_bivariate import axis_name
from layers.view import years_with_values
from texts import Texts

_CLASSES = ("low", "middle", "high")


def _cell(asked: Question, answer: Bivariate, cell: int) -> Component:
    texts = asked.texts
    up, across = divmod(cell, 3)
    colour, count = BIVARIATE_COLOURS[cell], answer.counts[cell]
    said = texts(
        "bivariate.cell",
        first=asked.local(answer.first.indicator.short),
        first_class=texts(f"bivariate.{_CLASSES[across]}"),
        second=asked.local(answer.second.indicator.short),
        second_class=texts(f"bivariate.{_CLASSES[up]}"),
        areas=texts(f"map.levels.{asked.view.level}", n=count),
    )
    return html.Button(
        texts.number(count),
        className="bivariate-cell is-dark" if is_dark(colour) else "bivariate-cell",
        style={"background": colour},
        type="button",
        title=said,
        **attributes(data_bivariate=str(cell), aria_label=said),
    )


def _axis(asked: Question, axis: Axis, name: str) -> Component:
    """Write the two limits where low, middle and high meet; unseen readers hear them as a sentence."""
    limits = [asked.texts.number(limit, axis.limit_decimals) for limit in axis.limits[1:3]]
    if not limits:
        return html.Div(className=f"bivariate-limits is-{name}")
    said = asked.texts("bivariate.limits", name=axis_name(asked.texts, axis), low=limits[0], high=limits[1])
    return html.Div(
        [html.Span(limit) for limit in limits],
        className=f"bivariate-limits is-{name}",
        role="img",
        **attributes(aria_label=said),
    )


def _with_unit(asked: Question, axis: Axis) -> str:
    unit = asked.local(axis.indicator.unit)
    return f"{axis_name(asked.texts, axis)} ({unit})" if unit else axis_name(asked.texts, axis)


def square(asked: Question, answer: Bivariate) -> Component:
    """Draw the nine cells, both high in the upper right corner, with the axes' names, arrows and limits."""
    cells = [_cell(asked, answer, 3 * up + across) for up in (2, 1, 0) for across in (0, 1, 2)]
    first, second = axis_name(asked.texts, answer.first), axis_name(asked.texts, answer.second)
    return html.Div(
        [
            html.P([html.B("\N{UPWARDS ARROW} "), _with_unit(asked, answer.second)], className="bivariate-up"),
            _axis(asked, answer.second, "up"),
            html.Div(cells, className="bivariate-cells"),
            _axis(asked, answer.first, "across"),
            html.P([_with_unit(asked, answer.first), html.B(" \N{RIGHTWARDS ARROW}")], className="bivariate-across"),
        ],
        className="bivariate-square",
        role="group",
        **attributes(aria_label=asked.texts("bivariate.square", first=first, second=second)),
    )


def choice(asked: Question) -> Component:
    """List what can be the second indicator, by dimension: what has numbers and is no count."""
    groups: dict[str, list[Component]] = {}
    for one in asked.atlas.indicators:
        if one.id == asked.view.indicator or one.kind == "count":
            continue
        if years_with_values(asked.atlas, asked.view.level, one.id):
            option = html.Option(asked.local(one.short), value=one.id, selected=one.id == asked.view.second)
            groups.setdefault(one.dimension, []).append(option)
    listed = [html.Optgroup(items, label=asked.texts(f"dimensions.{name}")) for name, items in groups.items()]
    return html.Label(
        [
            html.Span(asked.texts("bivariate.second")),
            html.Select(listed, className="native-select", **attributes(data_ask="x")),
        ],
        className="compared-choice",
    )


def content(asked: Question) -> list[Component]:
    """Build the card for a question; nothing where its map does not show two indicators."""
    if not asked.view.bivariate or refusal(asked.atlas, asked.view):
        return []
    answer, texts = bivariate(asked.atlas, asked.view), asked.texts
    names = {"first": asked.local(answer.first.indicator.short), "second": asked.local(answer.second.indicator.short)}
    areas = texts(f"map.levels.{asked.view.level}", n=answer.counts[-1])
    return [
        html.H2(texts("bivariate.title", **names), className="legend-title"),
        html.P(texts("bivariate.subtitle"), className="legend-subtitle"),
        square(asked, answer),
        blank_rows(asked.texts, asked.atlas, answer.blanks, "data_bivariate_reason"),
        html.P(texts("bivariate.corner", areas=areas), className="bivariate-corner"),
        html.P(texts("bivariate.caveat"), className="quiet"),
        choice(asked),
        html.Button(
            texts("bivariate.back"), className="compared-back", type="button", **attributes(data_compare="one")
        ),
    ]


def layout(texts: Texts) -> Component:
    """Lay out the empty card; it is in sight only while it holds something."""
    return html.Section(
        id="bivariate-legend", className="legend card compared", **attributes(aria_label=texts("legend.title"))
    )


def register(app: Dash, services: Services) -> None:
    """Wire the answer to the card."""

    @app.callback(Output("bivariate-legend", "children"), Input("choropleth", "data"))
    def show(answer: Mapping[str, Any]) -> list[Component]:
        return content(question(services, answer))
