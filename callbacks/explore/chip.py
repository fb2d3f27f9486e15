"""The chip that says what the selection means, and how the next choice joins it.

What the user sees: number and shares of the selected quarters, computed in the browser, at once; below them the
switch new, add, subtract, intersect, then invert, undo, redo and clear.
"""

from dash import html
from dash.development.base_component import Component

from callbacks.shared.pieces import attributes, icon, icon_button
from texts import Texts

_MODES = {
    "new": "square",
    "add": "squares-unite",
    "subtract": "squares-subtract",
    "intersect": "squares-intersect",
}


def modes(texts: Texts) -> Component:
    """Lay out the switch; each choice has an icon, and a word where there is room."""
    buttons = [
        html.Button(
            [icon(name), html.Span(texts(f"chip.modes.{mode}.name"), className="chip-mode-name")],
            type="button",
            className="segment chip-mode",
            title=texts(f"chip.modes.{mode}.how"),
            **attributes(data_mode=mode, aria_pressed="true" if mode == "new" else "false"),
        )
        for mode, name in _MODES.items()
    ]
    named = attributes(aria_label=texts("chip.mode"))
    return html.Div(buttons, className="segments is-small chip-modes", role="group", **named)


def layout(texts: Texts) -> Component:
    """Lay out the empty chip; ``assets/chip.js`` fills and shows it."""
    steps = [
        icon_button("chip-invert", "contrast", texts("chip.invert")),
        icon_button("chip-undo", "undo-2", texts("chip.undo"), disabled=True),
        icon_button("chip-redo", "redo-2", texts("chip.redo"), disabled=True),
        icon_button("chip-clear", "x", texts("chip.clear")),
    ]
    return html.Div(
        [
            html.Span(id="chip-text", className="chip-text", role="status"),
            html.Div([modes(texts), html.Div(steps, className="chip-steps")], className="chip-controls"),
        ],
        className="chip",
        hidden=True,
    )
