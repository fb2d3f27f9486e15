"""The legend: a histogram in class colours with the city's mark, classes with counts, a row for each blank.

What the user sees: the card on the map's lower left, and in it the controls of the classification.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import dash_mantine_components as dmc
from dash import ClientsideFunction, Dash, Input, Output, html
from dash.development.base_component import Component

from callbacks.shared.amounts import number
from callbacks.shared.pieces import attributes, foldout, icon
from callbacks.shared.question import Question, question
from callbacks.shared.services import Services
from layers.choropleth import Choropleth, choropleth
from layers.palettes import PALETTES, sequential
from layers.view import MOST_CLASSES, SCHEMES
from loading.reasons import Reason
from texts import Texts

_HEIGHT = 46


def title(asked: Question) -> str:
    """Name the indicator with its year."""
    year = asked.texts("legend.year", year=asked.view.year) if asked.view.year else ""
    return f"{asked.local(asked.indicator.short)} {year}".strip()


def subtitle(asked: Question) -> str:
    """Say what the number refers to, its unit, and how classes were made."""
    indicator = asked.indicator
    of = asked.local(indicator.denominator)
    parts = [asked.texts("legend.share_of", of=of) if of else asked.local(indicator.title)]
    if indicator.kind == "count":
        return " · ".join([*parts, asked.texts("legend.circles")])
    parts += [asked.local(indicator.unit), asked.texts(f"schemes.{asked.view.scheme}.name")]
    return " · ".join(part for part in parts if part)


def histogram(asked: Question, answer: Choropleth) -> Component:
    """Draw the bars in the colours of their classes, the limits below them, the city's value as a mark."""
    bars = answer.histogram
    if not bars.counts:
        return html.Div(className="legend-histogram")
    highest = max(bars.counts)
    first, last = bars.edges[0], bars.edges[-1]
    columns = [
        html.Span(
            className="legend-bar",
            style={
                "height": f"{max(2, _HEIGHT * count / highest) if count else 0:.0f}px",
                "background": answer.colours[of],
            },
        )
        for count, of in zip(bars.counts, bars.classes, strict=True)
    ]
    inside = [limit for limit in answer.limits[1:-1] if first <= limit <= last]
    marks = [_limit(asked.texts, answer, limit, first, last) for limit in inside]
    areas = asked.texts(f"map.levels.{asked.view.level}", n=sum(bars.counts))
    return html.Div(
        [html.Div(columns, className="legend-bars"), *marks, _city_mark(asked, answer, first, last)],
        className="legend-histogram",
        role="img",
        **attributes(aria_label=asked.texts("legend.histogram", areas=areas, title=title(asked))),
    )


def _place(value: float, first: float, last: float) -> str:
    return f"{100 * (value - first) / (last - first):.2f}%" if last > first else "50%"


def _limit(texts: Texts, answer: Choropleth, limit: float, first: float, last: float) -> Component:
    return html.Span(
        html.Span(texts.number(limit, answer.limit_decimals)),
        className="legend-limit",
        style={"left": _place(limit, first, last)},
    )


def _city_mark(asked: Question, answer: Choropleth, first: float, last: float) -> Component | None:
    value = answer.city_value
    if answer.kind == "circles" or not first <= value <= last:
        return None
    words = asked.texts(f"legend.city.{answer.city_value_is}", value=number(asked, asked.indicator, value))
    side = "is-left" if (value - first) > 0.62 * (last - first) else ""
    return html.Span(html.Span(words), className=f"legend-city {side}", style={"left": _place(value, first, last)})


def classes(asked: Question, answer: Choropleth) -> Component:
    """List the classes with limits and counts; a click selects the quarters of one."""
    texts = asked.texts
    limits = [texts.number(limit, answer.limit_decimals) for limit in answer.limits]
    rows = [
        html.Button(
            [
                html.Span(className="legend-swatch", style={"background": colour}),
                html.Span(_range(texts, *limits[position : position + 2])),
                html.Span(texts.number(count), className="legend-count"),
            ],
            className="legend-class",
            type="button",
            title=texts(f"legend.select_class.{asked.view.level}", n=count),
            **attributes(data_class=str(position)),
        )
        for position, (colour, count) in enumerate(zip(answer.colours, answer.counts, strict=True))
    ]
    return html.Div(rows, className="legend-classes")


def _range(texts: Texts, low: str, high: str) -> str:
    return low if low == high else texts("legend.range", low=low, high=high)


def circle_sizes(asked: Question, answer: Choropleth) -> Component:
    """Show round counts with the size of their circles, and say why a count is no coloured area."""
    sizes = answer.circles.legend if answer.circles else ()
    rows = [
        html.Span(
            [
                html.Span(className="legend-circle", style={"width": f"{2 * radius}px", "height": f"{2 * radius}px"}),
                html.Span(asked.texts.number(count)),
            ],
            className="legend-size",
        )
        for count, radius in sizes
    ]
    return html.Div(
        [html.Div(rows, className="legend-sizes"), html.P(asked.texts("legend.why_circles"), className="quiet")]
    )


def blanks(asked: Question, answer: Choropleth) -> Component:
    """List each kind of blank that occurs, with its look and its count; a click selects these quarters."""
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
            **attributes(data_reason_class=reason.label),
        )
        for reason in Reason
        if answer.blanks.get(reason.label)
    ]
    return html.Div(rows, className="legend-blanks")


def content(asked: Question) -> list[Component]:
    """Build the card for a question."""
    answer = choropleth(asked.atlas, asked.view)
    body = (
        [circle_sizes(asked, answer)]
        if answer.kind == "circles"
        else [histogram(asked, answer), classes(asked, answer)]
    )
    note = [html.P(asked.texts(f"legend.notes.{answer.note}"), className="quiet")] if answer.note else []
    return [
        html.H2(title(asked), className="legend-title"),
        html.P(subtitle(asked), className="legend-subtitle"),
        *body,
        blanks(asked, answer),
        *note,
    ]


def _palette_buttons(texts: Texts) -> Component:
    buttons = [
        html.Button(
            [html.Span(style={"background": colour}) for colour in sequential(palette, 5)],
            className="palette",
            type="button",
            title=texts(f"palettes.{palette}"),
            **attributes(data_view_palette=palette, aria_pressed="false", aria_label=texts(f"palettes.{palette}")),
        )
        for palette in PALETTES
    ]
    return html.Div(buttons, className="palettes", role="group", **attributes(aria_label=texts("legend.palette")))


def _fields(texts: Texts) -> list[Component]:
    schemes = [{"value": scheme, "label": texts(f"schemes.{scheme}.name")} for scheme in SCHEMES]
    return [
        dmc.Select(
            id="legend-scheme",
            label=texts("legend.scheme"),
            data=schemes,
            allowDeselect=False,
            comboboxProps={"withinPortal": False},
        ),
        html.P(id="legend-explained", className="quiet"),
        dmc.NumberInput(
            id="legend-k",
            label=texts("legend.k"),
            min=2,
            max=MOST_CLASSES,
            allowDecimal=False,
            clampBehavior="strict",
        ),
        dmc.TextInput(
            id="legend-breaks",
            label=texts("legend.breaks"),
            description=texts("legend.breaks_how"),
            debounce=600,
        ),
        html.Div(texts("legend.palette"), className="field-label"),
        _palette_buttons(texts),
    ]


def controls(texts: Texts) -> Component:
    """Lay out scheme, number of classes, own limits and palette."""
    opener = [icon("sliders-horizontal"), html.Span(texts("legend.classes"))]
    content = html.Div(_fields(texts), className="legend-controls")
    return foldout(opener, "legend-open", content, width=300, offset=156)


def layout(texts: Texts, beside: Sequence[Component] = ()) -> Component:
    """Lay out the empty card; the answer fills it. What other parts add stands beside the controls."""
    return html.Section(
        [html.Div(id="legend-content"), html.Div([controls(texts), *beside], className="legend-foot")],
        className="legend card",
        **attributes(aria_label=texts("legend.title")),
    )


def control_values(asked: Question) -> tuple[str, int, str, str]:
    """Give what the controls show: scheme, number of classes, inner limits as text, the scheme explained."""
    answer = choropleth(asked.atlas, asked.view)
    limits = "; ".join(asked.texts.number(limit, answer.limit_decimals) for limit in answer.limits[1:-1])
    explained = asked.texts(f"schemes.{asked.view.scheme}.explained")
    return asked.view.scheme, asked.view.k, limits, explained


def register(app: Dash, services: Services) -> None:
    """Wire the answer to the card, and the controls to the address."""

    @app.callback(Output("legend-content", "children"), Input("choropleth", "data"))
    def show(answer: Mapping[str, Any]) -> list[Component]:
        return content(question(services, answer))

    @app.callback(
        Output("legend-scheme", "value"),
        Output("legend-k", "value"),
        Output("legend-breaks", "value"),
        Output("legend-explained", "children"),
        Input("choropleth", "data"),
    )
    def show_controls(answer: Mapping[str, Any]) -> tuple[str, int, str, str]:
        return control_values(question(services, answer))

    for control in ("scheme", "k", "breaks"):
        app.clientside_callback(ClientsideFunction("legend", control), Input(f"legend-{control}", "value"))
