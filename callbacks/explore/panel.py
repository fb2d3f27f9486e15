"""The right column: tabs that hold the parts which explain the map.

What the user sees: two rows of tabs, and a button that makes the column wider. A part whose numbers take long computes
only while its tab is open: see ``callbacks.shared.panel``. Which tab is open stands in the address (assets/panel.js):
a link, Back and the other language open it.
"""

from collections.abc import Mapping, Sequence

import dash_mantine_components as dmc
from dash import ClientsideFunction, Dash, Input, Output, dcc, html
from dash.development.base_component import Component

from callbacks.shared.panel import TABS
from callbacks.shared.pieces import attributes, icon_button
from callbacks.shared.services import Services
from texts import Texts

_KNOWN = "panel-known"


def layout(texts: Texts, parts: Mapping[str, Sequence[Component]]) -> Component:
    """Lay out one tab for each group of parts.

    Parameters
    ----------
    texts : Texts
    parts : mapping of str to sequence of Component
        Key of the tab's title under ``panel`` and what the tab holds.
    """
    tabs = [dmc.TabsTab(texts(f"panel.{key}"), value=key) for key in parts]
    bodies = [
        dmc.TabsPanel(html.Div(list(group), className="panel-group"), value=key, className="panel-body")
        for key, group in parts.items()
    ]
    said = {"data_wide": texts("panel.wide"), "data_narrow": texts("panel.narrow"), "aria_pressed": "false"}
    wider = icon_button("panel-wider", "panel-wide", texts("panel.wide"), **attributes(**said))
    return html.Aside(
        dmc.Tabs(
            [
                html.Div([dmc.TabsList(tabs), wider, dcc.Store(_KNOWN, data=list(parts))], className="panel-head"),
                *bodies,
            ],
            id=TABS,
            value=next(iter(parts)),
            keepMounted=True,
            attributes={"panel": {"tabIndex": 0}},
        ),
        className="panel",
        **attributes(aria_label=texts("panel.title")),
    )


def register(app: Dash, services: Services) -> None:
    """Wire the address to the open tab: every part that waits for its tab hears of the one in the address first."""
    del services
    app.clientside_callback(ClientsideFunction("panel", "open"), Output(TABS, "value"), Input(_KNOWN, "data"))
    app.clientside_callback(ClientsideFunction("panel", "keep"), Input(TABS, "value"))
