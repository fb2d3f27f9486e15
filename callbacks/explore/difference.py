"""The legend of a map of differences: what is subtracted from what, signed classes around zero.

What the user sees: the legend's card while the map shows differences; above it the choice of what is subtracted. Where
a comparison that the address asks for would mislead, a sentence below the ordinary legend says why it is not shown.
"""

from collections.abc import Mapping
from typing import Any

from dash import Dash, Input, Output, html
from dash.development.base_component import Component

from callbacks.shared.blanks import blank_rows
from callbacks.shared.pieces import attributes
from callbacks.shared.question import Question, question
from callbacks.shared.services import Services
from layers.choropleth import Choropleth
from layers.comparison import refusal
from layers.difference import difference
from layers.palettes import is_dark
from layers.told_map.of_difference import difference_classes, difference_subtitle, difference_title
from layers.view import CITY, years_with_values
from texts import Texts

_HEIGHT = 46


def choice(asked: Question) -> Component:
    """List what can be subtracted: the city's value, and every other year with values."""
    view = asked.view
    years = [year for year in years_with_values(asked.atlas, view.level, view.indicator) if year and year != view.year]
    texts = asked.texts
    offered = [
        (CITY, texts("difference.city")),
        *((str(y), texts("difference.year", year=str(y))) for y in years[::-1]),
    ]
    options = [html.Option(label, value=value, selected=value == view.against) for value, label in offered]
    return html.Label(
        [
            html.Span(texts("difference.against")),
            html.Select(options, className="native-select", **attributes(data_ask="against")),
        ],
        className="compared-choice",
    )


def bars(asked: Question, answer: Choropleth) -> Component:
    """Draw the distribution in class colours, zero as a mark."""
    drawn = answer.histogram
    if not drawn.counts:
        return html.Div(className="difference-bars")
    first, last = drawn.edges[0], drawn.edges[-1]
    columns = [
        html.Span(
            style={
                "height": f"{max(2, _HEIGHT * count / max(drawn.counts)) if count else 0:.0f}px",
                "background": answer.colours[of],
            }
        )
        for count, of in zip(drawn.counts, drawn.classes, strict=True)
    ]
    zero = html.I(style={"left": f"{100 * -first / (last - first):.2f}%"}) if first < 0 < last else None
    areas = asked.texts(f"map.levels.{asked.view.level}", n=sum(drawn.counts))
    return html.Div(
        [*columns, zero],
        className="difference-bars",
        role="img",
        **attributes(aria_label=asked.texts("difference.chart", areas=areas)),
    )


def classes(asked: Question, answer: Choropleth) -> Component:
    """Draw a cell with its number of areas for each class, signed limits between them; a click selects its areas."""
    texts = asked.texts
    limits = [texts.number(limit, answer.limit_decimals, signed=True) for limit in answer.limits]
    ranges = difference_classes(texts, answer)
    inner = [html.Span(limit) for limit in limits[1:-1]]
    cells = []
    for position, (colour, count) in enumerate(zip(answer.colours, answer.counts, strict=True)):
        areas = texts(f"map.levels.{asked.view.level}", n=count)
        said = texts("difference.select", range=ranges[position], areas=areas)
        cells.append(
            html.Button(
                texts.number(count),
                className="difference-cell is-dark" if is_dark(colour) else "difference-cell",
                style={"background": colour},
                type="button",
                title=said,
                **attributes(data_class=str(position), aria_label=said),
            )
        )
    marks = html.Div(inner, className="difference-limits", **attributes(aria_hidden="true"))
    return html.Div([html.Div(cells, className="difference-cells"), marks], className="difference-classes")


def content(asked: Question) -> list[Component]:
    """Build the card for a question; nothing where its map shows no differences."""
    if not asked.view.against or refusal(asked.atlas, asked.view):
        return []
    answer = difference(asked.atlas, asked.view)
    return [
        html.H2(difference_title(asked.texts, asked.indicator, asked.view), className="legend-title"),
        html.P(difference_subtitle(asked.texts, asked.atlas, answer), className="legend-subtitle"),
        bars(asked, answer),
        classes(asked, answer),
        blank_rows(asked.texts, asked.atlas, answer.blanks),
        html.P(asked.texts("difference.reading"), className="quiet"),
        choice(asked),
        html.Button(
            asked.texts("difference.back"),
            className="compared-back",
            type="button",
            **attributes(data_compare="one"),
        ),
    ]


def refused(asked: Question) -> str:
    """Say why a comparison that the address asks for is not shown; empty where it is."""
    why = refusal(asked.atlas, asked.view)
    return asked.texts(f"difference.refused.{why}", city=asked.city) if why else ""


def layout(texts: Texts) -> Component:
    """Lay out the empty card; it is in sight only while it holds something."""
    return html.Section(
        id="difference-legend", className="legend card compared", **attributes(aria_label=texts("legend.title"))
    )


def refusal_place() -> Component:
    """Lay out the place of the sentence below the ordinary legend."""
    return html.P(id="difference-refused", className="quiet compared-refused", role="status")


def register(app: Dash, services: Services) -> None:
    """Wire the answer to the card."""

    @app.callback(
        Output("difference-legend", "children"), Output("difference-refused", "children"), Input("choropleth", "data")
    )
    def show(answer: Mapping[str, Any]) -> tuple[list[Component], str]:
        asked = question(services, answer)
        return content(asked), refused(asked)
