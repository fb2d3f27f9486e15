"""The legend: a histogram in class colours with the city's mark, classes with counts, a row for each blank.

What the user sees: the card on the map's lower left, and in it the controls of the classification. Limits can be
dragged on the histogram; everything follows at once, since histogram and classes are drawn in the browser.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import dash_mantine_components as dmc
from dash import ClientsideFunction, Dash, Input, Output, html
from dash.development.base_component import Component

from callbacks.shared.amounts import is_per_cent
from callbacks.shared.blanks import blank_rows
from callbacks.shared.forms import form, mark
from callbacks.shared.pieces import attributes, foldout, icon
from callbacks.shared.question import Question, question
from callbacks.shared.services import Services
from layers.choropleth import Choropleth, choropleth
from layers.kept_secret import all_secret, is_all_secret
from layers.palettes import DIVERGING_PALETTES, PALETTES, diverging, sequential
from layers.told_protection import rounding_told
from layers.view import MOST_CLASSES, SCHEMES, matching_rate, years_with_values
from texts import Texts


def title(asked: Question) -> str:
    """Name the indicator with its year."""
    year = asked.texts("legend.year", year=asked.view.year) if asked.view.year else ""
    return f"{asked.local(asked.indicator.short)} {year}".strip()


def subtitle(asked: Question) -> list[Component | str]:
    """Say what the number refers to, its unit, and how classes were made."""
    indicator = asked.indicator
    of = asked.local(indicator.denominator)
    said = "share_of" if is_per_cent(asked, indicator) else "per"
    meant = asked.texts(f"legend.{said}", of=of) if of else asked.local(indicator.title)
    if form(asked) and not of:
        meant = ""  # the line above says it, and the choice below explains it
    if indicator.kind == "count":
        circles = "legend.circles_of_all_years" if asked.view.same else "legend.circles"
        return [f"{meant} · {asked.texts(circles)}"]
    name = asked.texts(f"schemes.{asked.view.scheme}.name")
    first = " · ".join(part for part in (meant, asked.local(indicator.unit)) if part)
    same = f" · {asked.texts('legend.same_short')}" if asked.view.same else ""
    return [f"{first} · ", html.Span(name, className="legend-scheme", **attributes(data_name=name)), same]


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
    why = html.P(asked.texts("legend.why_circles"), className="quiet")
    return html.Div([html.Div(rows, className="legend-sizes"), why, _rate_offer(asked)])


def _rate_offer(asked: Question) -> Component | None:
    """Offer the rate that coloured areas may show."""
    rate = matching_rate(asked.atlas, asked.view.level, asked.indicator)
    if rate is None:
        return None
    words = asked.texts("legend.offer_rate", rate=asked.local(rate.short))
    return html.Button(
        words, className="button is-small legend-offer", type="button", **attributes(data_view_indicator=rate.id)
    )


def heading(asked: Question) -> list[Component]:
    """Name what is shown, and how it was classified."""
    return [
        html.H2(title(asked), className="legend-title"),
        html.P(subtitle(asked), className="legend-subtitle"),
        *mark(asked),
    ]


def below(asked: Question) -> list[Component]:
    """Build what stands below the classes: sizes of circles, kinds of blank, remarks."""
    answer = choropleth(asked.atlas, asked.view)
    sizes = [circle_sizes(asked, answer)] if answer.kind == "circles" else []
    secret = is_all_secret(asked.atlas, asked.view)
    said = all_secret(asked.texts, asked.atlas, asked.view) if secret else ""
    said = said or (asked.texts(f"legend.notes.{answer.note}") if answer.note else "")
    note = [html.P(one, className="quiet") for one in (said, rounding_told(asked.atlas, asked.texts)) if one]
    return [*sizes, blank_rows(asked.texts, asked.atlas, answer.blanks), *note]


def picture(texts: Texts) -> Component:
    """Lay out the place of histogram and class rows; ``assets/legend_picture.js`` draws them from what is on show.

    It gets the wording, and each palette's colours for every number of classes, so that limits can be dragged without
    asking the server; signed values have those of the diverging one.
    """
    ramps = {palette: [sequential(palette, k) for k in range(1, MOST_CLASSES + 1)] for palette in PALETTES}
    words = {**texts.entry("legend.scripts"), "own": texts("schemes.own.name")}
    ramps["diverging"] = [diverging(DIVERGING_PALETTES[0], k) for k in range(1, 2 * MOST_CLASSES + 2)]
    carried = attributes(data_words=json.dumps(words), data_ramps=json.dumps(ramps))
    return html.Div(id="legend-picture", **carried)


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
        _limit_fields(texts),
        html.Div(
            [
                dmc.Switch(
                    id="legend-same",
                    label=texts("legend.same"),
                    withThumbIndicator=False,
                    **attributes(aria_describedby="legend-same-how"),
                ),
                html.P(texts("legend.same_how"), id="legend-same-how", className="quiet"),
            ]
        ),
        html.Div(texts("legend.palette"), className="field-label"),
        _palette_buttons(texts),
    ]


def _limit_fields(texts: Texts) -> Component:
    """Lay out the place of a field per class limit; ``assets/legend_fields.js`` fills it."""
    return html.Fieldset(
        [
            html.Legend(texts("legend.breaks"), className="field-label"),
            html.Div(className="limit-list"),
            html.P(className="limit-problem", role="alert"),
            html.Button(
                [icon("plus"), html.Span(texts("legend.add_limit"))],
                type="button",
                className="button is-small limit-add",
            ),
            html.P(texts("legend.breaks_how"), className="quiet"),
        ],
        id="legend-limits",
        className="limit-fields",
        **attributes(data_words=json.dumps(texts.entry("legend.scripts"))),
    )


def controls(texts: Texts) -> Component:
    """Lay out scheme, number of classes, own limits and palette."""
    opener = [icon("sliders-horizontal"), html.Span(texts("legend.classes"))]
    content = html.Div(_fields(texts), className="legend-controls")
    return foldout(opener, "legend-open", content, width=300, offset=156)


def layout(texts: Texts, beside: Sequence[Component] = ()) -> Component:
    """Lay out the empty card; the answer fills it. What other parts add stands beside the controls."""
    return html.Section(
        [
            html.Div(id="legend-content"),
            picture(texts),
            html.Div(id="legend-below"),
            html.Div([controls(texts), *beside], className="legend-foot"),
        ],
        className="legend card",
        **attributes(aria_label=texts("legend.title")),
    )


def explained(asked: Question) -> str:
    """Say what the scheme does, and which years its limits come from where all years share them."""
    years = _years(asked)
    said = asked.texts(f"schemes.{asked.view.scheme}.explained")
    if not asked.view.same or not years:
        return said
    return f"{said} {asked.texts('legend.same_explained', first=years[0], last=years[-1])}"


def same_is_off(asked: Question) -> bool:
    """Tell whether there is no choice of years that could share their classes."""
    return len(_years(asked)) < 2 and not asked.view.same


def _years(asked: Question) -> list[int]:
    return [year for year in years_with_values(asked.atlas, asked.view.level, asked.view.indicator) if year]


def register(app: Dash, services: Services) -> None:
    """Wire the answer to the card, and the controls to the address."""

    @app.callback(Output("legend-content", "children"), Output("legend-below", "children"), Input("choropleth", "data"))
    def show(answer: Mapping[str, Any]) -> tuple[list[Component], list[Component]]:
        asked = question(services, answer)
        return heading(asked), below(asked)

    @app.callback(
        Output("legend-explained", "children"), Output("legend-same", "disabled"), Input("choropleth", "data")
    )
    def explain(answer: Mapping[str, Any]) -> tuple[str, bool]:
        asked = question(services, answer)
        return explained(asked), same_is_off(asked)

    app.clientside_callback(
        ClientsideFunction("legend", "show"),
        Output("legend-scheme", "value"),
        Output("legend-k", "value"),
        Output("legend-same", "checked"),
        Input("choropleth", "data"),
    )
    for control, value in (("scheme", "value"), ("k", "value"), ("same", "checked")):
        app.clientside_callback(ClientsideFunction("legend", control), Input(f"legend-{control}", value))
