"""The indicator's sheet: what is counted, of whom, when, by whom, and what to keep in mind.

What the user sees: a line with date and source below the legend, and a button that opens all declared fields.
"""

from collections.abc import Mapping
from typing import Any

from dash import Dash, Input, Output, html
from dash.development.base_component import Component

from callbacks.shared.pieces import foldout, icon
from callbacks.shared.question import Question, question
from callbacks.shared.services import Services
from layers.choropleth import choropleth
from layers.declaration import declaration, reference_date, source
from loading.reasons import Reason
from texts import Texts


def line(asked: Question) -> str:
    """Give date and source of the numbers on the map."""
    texts, date = asked.texts, reference_date(asked.indicator, asked.view.year)
    parts = [
        texts("sheet.as_of", date=date) if date else "",
        texts("sheet.source", source=source(asked.atlas, asked.indicator)),
    ]
    return " · ".join(part for part in parts if part)


def fields(asked: Question) -> list[tuple[str, str]]:
    """Give label and content of every field that says something, the number of areas last."""
    answer = choropleth(asked.atlas, asked.view)
    without = sum(n for reason, n in answer.blanks.items() if reason != Reason.ZERO.label)
    told = asked.texts("sheet.values_of", n=answer.n - without, all=answer.n)
    rows = [*declaration(asked.atlas, asked.view, asked.texts), (asked.texts("sheet.values"), told)]
    return [(label, text) for label, text in rows if text]


def content(asked: Question) -> list[Component]:
    """Build the sheet for a question."""
    return [
        html.Dl([html.Div([html.Dt(label), html.Dd(text)]) for label, text in fields(asked)], className="sheet-fields")
    ]


def layout(texts: Texts) -> list[Component]:
    """Lay out the empty line, the button and the empty sheet."""
    opener = [icon("info"), html.Span(texts("sheet.open"))]
    sheet = html.Div(id="sheet-content", className="sheet", tabIndex=0)
    popover = foldout(opener, "sheet-open", sheet, width=340, offset=24)
    return [html.P(id="sheet-line", className="sheet-line quiet"), popover]


def register(app: Dash, services: Services) -> None:
    """Wire the answer to line and sheet."""

    @app.callback(Output("sheet-line", "children"), Output("sheet-content", "children"), Input("choropleth", "data"))
    def show(answer: Mapping[str, Any]) -> tuple[str, list[Component]]:
        asked = question(services, answer)
        return line(asked), content(asked)
