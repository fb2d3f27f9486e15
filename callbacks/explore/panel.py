"""The right column: tabs that hold the parts which explain the map."""

from collections.abc import Mapping, Sequence

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from callbacks.shared.pieces import attributes
from texts import Texts


def panel(texts: Texts, parts: Mapping[str, Sequence[Component]]) -> Component:
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
    return html.Aside(
        dmc.Tabs(
            [dmc.TabsList(tabs, grow=True), *bodies],
            id="panel-tabs",
            value=next(iter(parts)),
            keepMounted=True,
            attributes={"panel": {"tabIndex": 0}},
        ),
        className="panel",
        **attributes(aria_label=texts("panel.title")),
    )
