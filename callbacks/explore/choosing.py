"""The card of a drawing tool: how it is used, what it would choose, and the circle's radius as a number.

What the user sees: nothing until box, lasso or circle is pressed (their buttons stand among the map's tools);
``assets/choosing.js`` fills and shows the card.
"""

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from callbacks.shared.pieces import attributes, icon_button
from texts import Texts

KINDS = ("box", "lasso", "circle")
_RADIUS = 500  # metres, about ten minutes on foot and back


def _radius(texts: Texts) -> Component:
    field = dmc.NumberInput(
        id="choosing-radius",
        label=texts("choosing.radius"),
        value=_RADIUS,
        min=1,
        max=100_000,
        step=50,
        allowDecimal=False,
        allowNegative=False,
        suffix=" m",
        size="xs",
        w=104,
    )
    return html.Div(field, id="choosing-radius-field", className="choosing-radius", hidden=True)


def layout(texts: Texts) -> Component:
    """Lay out the card; the three explanations travel with it."""
    explained = {f"data_{kind}": texts(f"choosing.how.{kind}") for kind in KINDS}
    return html.Div(
        [
            html.P(id="choosing-how", className="choosing-how"),
            html.Div(
                [
                    _radius(texts),
                    html.Span(id="choosing-found", className="choosing-found"),
                    html.Button(
                        texts("choosing.apply"), id="choosing-apply", type="button", className="button is-small"
                    ),
                    icon_button("choosing-stop", "x", texts("choosing.stop")),
                ],
                className="choosing-row",
            ),
        ],
        id="choosing-card",
        className="choosing card",
        hidden=True,
        role="group",
        **attributes(aria_label=texts("choosing.title"), **explained),
    )
