"""Selecting dots of the scatter by ranges of both numbers, for those who do not drag a box over it.

What the user sees: a line below the scatter that opens two pairs of fields, "from" and "to"; a box dragged over the
chart fills them. ``assets/scatter_box.js`` selects.
"""

from collections.abc import Mapping
from typing import Any

import dash_mantine_components as dmc
from dash import Dash, Input, Output, html
from dash.development.base_component import Component

from callbacks.shared.pieces import attributes
from callbacks.shared.question import Question, question
from callbacks.shared.services import Services
from texts import Texts


def names(asked: Question) -> tuple[str, str]:
    """Name both axes: the second indicator across, the map's upwards."""
    return asked.local(asked.second.short), asked.local(asked.indicator.short)


def _field(texts: Texts, axis: str, end: str) -> Component:
    return dmc.NumberInput(
        id=f"scatter-box-{axis}-{end}",
        placeholder=texts(f"scatter_box.{end}"),
        decimalSeparator="," if texts.language == "de" else ".",
        hideControls=True,
        size="xs",
        attributes={"input": attributes(aria_labelledby=f"scatter-box-{axis} scatter-box-{end}")},
    )


def layout(texts: Texts) -> Component:
    """Lay out the closed fields; the axes' names arrive with the answer."""
    ends = [
        html.Span(texts(f"scatter_box.{end}"), id=f"scatter-box-{end}", className="visually-hidden")
        for end in ("from", "to")
    ]
    rows = [
        part
        for axis in ("y", "x")
        for part in (
            html.Span(id=f"scatter-box-{axis}", className="scatter-box-axis"),
            _field(texts, axis, "from"),
            _field(texts, axis, "to"),
        )
    ]
    apply = html.Button(
        texts("scatter_box.apply"), id="scatter-box-apply", type="button", className="button is-small scatter-box-apply"
    )
    return html.Details(
        [html.Summary(texts("scatter_box.title")), *ends, html.Div([*rows, apply], className="scatter-box-fields")],
        className="scatter-box",
    )


def register(app: Dash, services: Services) -> None:
    """Wire the answer to the axes' names."""

    @app.callback(Output("scatter-box-x", "children"), Output("scatter-box-y", "children"), Input("choropleth", "data"))
    def name(answer: Mapping[str, Any]) -> tuple[str, str]:
        return names(question(services, answer))
