"""The chip that says what the selection means; its shares are computed in the browser, at once."""

from dash import html
from dash.development.base_component import Component

from callbacks.shared.pieces import icon_button
from texts import Texts


def layout(texts: Texts) -> Component:
    """Lay out the empty chip; ``assets/chip.js`` fills and shows it."""
    return html.Div(
        [
            html.Span(id="chip-text", className="chip-text", role="status"),
            icon_button("chip-undo", "undo-2", texts("chip.undo")),
            icon_button("chip-clear", "x", texts("chip.clear")),
        ],
        className="chip",
        hidden=True,
    )
