"""The search for a quarter: by name or key, umlauts written either way.

What the user sees: nothing until the magnifying glass among the map's tools is pressed, or a letter is typed while
the map has the focus; then a field with the best matches below it. ``assets/search.js`` finds them.
"""

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from callbacks.shared.pieces import attributes, icon
from texts import Texts


def layout(texts: Texts) -> Component:
    """Lay out the closed search."""
    combobox = attributes(
        role="combobox",
        aria_autocomplete="list",
        aria_expanded="false",
        aria_controls="search-list",
        aria_haspopup="listbox",
    )
    field = dmc.TextInput(
        id="search-text",
        label=texts("search.label"),
        placeholder=texts("search.placeholder"),
        leftSection=icon("search"),
        size="sm",
        autoComplete="off",
        attributes={"input": combobox},
    )
    found = attributes(aria_label=texts("search.list"), data_chosen=texts("search.chosen"))
    return html.Div(
        [
            field,
            html.Ul(id="search-list", className="search-list", role="listbox", **found),
            html.P(texts("search.none"), id="search-none", className="quiet", role="status", hidden=True),
            html.P(texts("search.how"), className="quiet"),
        ],
        id="search-panel",
        className="search card",
        hidden=True,
    )
