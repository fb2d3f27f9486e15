"""The menu of base maps, beside the map's tools.

What the user sees: nothing, unless a base map was laid ready; then a button that opens the list of them, with how
strongly the quarters cover it. A map from another machine names that machine and waits for consent.
"""

from dash import html
from dash.development.base_component import Component

from callbacks.shared.pieces import attributes, heading, icon, icon_button
from texts import Texts


def _consent(texts: Texts) -> Component:
    buttons = [
        html.Button(texts("basemap.allow"), id="basemap-allow", type="button", className="button is-primary is-small"),
        html.Button(texts("basemap.refuse"), id="basemap-refuse", type="button", className="button is-small"),
    ]
    return html.Div(
        [
            html.P([icon("triangle-alert"), html.Span(id="basemap-warning")]),
            html.Div(buttons, className="basemap-answers"),
        ],
        id="basemap-consent",
        className="basemap-consent",
        hidden=True,
    )


def button(texts: Texts) -> Component:
    """Draw the button among the map's tools, hidden until ``assets/basemap.js`` knows of a base map."""
    expands = attributes(aria_expanded="false", aria_controls="basemap-menu", aria_pressed="false")
    return icon_button("basemap-open", "layers", texts("basemap.open"), hidden=True, **expands)


def layout(texts: Texts) -> Component:
    """Lay out the menu, hidden; ``assets/basemap.js`` fills it with what the server has."""
    menu = html.Div(
        [
            html.Div(
                [heading(texts("basemap.title")), icon_button("basemap-close", "x", texts("basemap.close"))],
                className="row",
            ),
            html.Div(id="basemap-sources", role="radiogroup", **attributes(aria_label=texts("basemap.title"))),
            _consent(texts),
            html.Div(id="basemap-cover", className="basemap-cover", hidden=True),
            html.P(texts("basemap.colours"), id="basemap-colours", className="quiet", hidden=True),
        ],
        id="basemap-menu",
        className="card basemap-menu",
        role="group",
        hidden=True,
        **attributes(aria_label=texts("basemap.open")),
    )
    said = {word: texts(f"basemap.{word}") for word in ("none", "warning", "cover")}
    return html.Div(
        [menu, html.P(id="basemap-spoken", className="visually-hidden", role="status")],
        id="basemap",
        className="basemap",
        **attributes(**{f"data_{word}": text for word, text in said.items()}),
    )
