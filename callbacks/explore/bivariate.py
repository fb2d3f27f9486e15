"""The legend of two indicators at once: a square of nine colours with the number of areas in each.

What the user sees: the legend's card while the map shows two indicators; a click on a cell selects its areas.
"""

from collections.abc import Mapping
from typing import Any

from dash import Dash, Input, Output, html
from dash.development.base_component import Component

from callbacks.shared.pieces import attributes
from callbacks.shared.question import Question, question
from callbacks.shared.services import Services
from layers.bivariate import BIVARIATE_COLOURS, Axis, Bivariate, bivariate
from layers.comparison import refusal
from layers.palettes import lightness
from layers.view import years_with_values
from loading.reasons import Reason
from texts import Texts

_CLASSES = ("low", "middle", "high")
_DARK = 62


def axis_name(asked: Question, axis: Axis) -> str:
    """Name an axis with its year."""
    name = asked.local(axis.indicator.short)
    return asked.texts("bivariate.axis", name=name, year=str(axis.year)) if axis.year else name


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
        className="bivariate-cell is-dark" if lightness(colour) < _DARK else "bivariate-cell",
        style={"background": colour},
        type="button",
        title=said,
        **attributes(data_bivariate=str(cell), aria_label=said),
    )


def square(asked: Question, answer: Bivariate) -> Component:
    """Draw the nine cells, both high in the upper right corner, and the axes with their arrows."""
    cells = [_cell(asked, answer, 3 * up + across) for up in (2, 1, 0) for across in (0, 1, 2)]
    first, second = axis_name(asked, answer.first), axis_name(asked, answer.second)
    return html.Div(
        [
            html.Div([html.Span(second), html.Span("→")], className="bivariate-up", **attributes(aria_hidden="true")),
            html.Div(cells, className="bivariate-cells"),
            html.Div(
                [html.Span(first), html.Span("→")], className="bivariate-across", **attributes(aria_hidden="true")
            ),
        ],
        className="bivariate-square",
        role="group",
        **attributes(aria_label=asked.texts("bivariate.square", first=first, second=second)),
    )


def _limits(asked: Question, key: str, axis: Axis) -> Component | None:
    if not axis.limits:
        return None
    low, high = (asked.texts.number(limit, axis.limit_decimals) for limit in axis.limits[1:3])
    text = asked.texts(f"bivariate.{key}", name=_with_unit(asked, axis), low=low, high=high)
    return html.P(text, className="legend-subtitle")


def _with_unit(asked: Question, axis: Axis) -> str:
    unit = asked.local(axis.indicator.unit)
    return f"{axis_name(asked, axis)} ({unit})" if unit else axis_name(asked, axis)


def blanks(asked: Question, answer: Bivariate) -> Component:
    """List why areas have no colour, with their number; a click selects them."""
    rows = [
        html.Button(
            [
                html.Span(className="legend-swatch blank-swatch", **attributes(data_reason=reason.label)),
                html.Span(asked.texts(f"reasons.{reason.label}")),
                html.Span(asked.texts.number(answer.blanks[reason.label]), className="legend-count"),
            ],
            className="legend-class is-blank",
            type="button",
            title=asked.texts(f"reasons_explained.{reason.label}"),
            **attributes(data_bivariate_reason=reason.label),
        )
        for reason in Reason
        if answer.blanks.get(reason.label)
    ]
    return html.Div(rows, className="legend-blanks")


def choice(asked: Question) -> Component:
    """List what can be the second indicator, by dimension: what has numbers and is no count."""
    groups: dict[str, list[Component]] = {}
    for one in asked.atlas.indicators:
        if one.id == asked.view.indicator or one.kind == "count":
            continue
        if years_with_values(asked.atlas, asked.view.level, one.id):
            chosen = "selected" if one.id == asked.view.second else ""
            option = html.Option(asked.local(one.short), value=one.id, selected=chosen)
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
        _limits(asked, "first_limits", answer.first),
        _limits(asked, "second_limits", answer.second),
        blanks(asked, answer),
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
