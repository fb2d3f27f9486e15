"""The map: quarters in class colours, tools beside it, the level switch above it.

What the user sees: the map as the hero of the page; hover and selection are drawn by ``assets/map.js``.
"""

from collections.abc import Sequence

import dash_leaflet as dl
from dash import html
from dash.development.base_component import Component

from callbacks.shared.pieces import attributes, icon_button
from loading.atlas import Atlas
from texts import Texts

_ANY_PLACE = [51.0, 10.0]


_TOOLS: tuple[tuple[tuple[str, str, dict[str, str]], ...], ...] = (
    (
        ("search", "search", {"aria_expanded": "false", "aria_controls": "search-panel"}),
        ("box", "square-dashed-mouse-pointer", {"aria_pressed": "false"}),
        ("lasso", "lasso", {"aria_pressed": "false"}),
        ("circle", "circle-dot-dashed", {"aria_pressed": "false"}),
    ),
    (("in", "plus", {}), ("out", "minus", {}), ("home", "house", {})),
    (("names", "tag", {"aria_pressed": "true"}), ("facilities", "map-pin", {"aria_pressed": "false"})),
)


def _tools(texts: Texts, more: Sequence[Component]) -> Component:
    """Lay out the tools in groups: finding and choosing, moving, what else is drawn."""
    groups: list[list[Component]] = [
        [
            icon_button(f"map-tool-{word}", name, texts(f"map.tools.{word}"), **attributes(**state))
            for word, name, state in group
        ]
        for group in _TOOLS
    ]
    groups[-1].extend(more)
    drawn = [html.Div(group, className="map-tool-group") for group in groups]
    return html.Div(drawn, className="map-tools", role="toolbar", **attributes(aria_label=texts("map.tools.title")))


def _levels(texts: Texts, atlas: Atlas) -> Component | None:
    if "district" not in atlas.levels:
        return None
    buttons = [
        html.Button(
            texts(f"map.levels.{level}", n=len(atlas.levels[level])),
            className="segment",
            type="button",
            **attributes(data_view_level=level, aria_pressed="false"),
        )
        for level in ("quarter", "district")
    ]
    return html.Div(
        buttons, className="segments map-levels", role="group", **attributes(aria_label=texts("map.levels.title"))
    )


def layout(texts: Texts, atlas: Atlas, beside: Sequence[Component] = (), tools: Sequence[Component] = ()) -> Component:
    """Lay out the map with its tools; geometry and colours arrive by address.

    What other parts add stands with the levels, or last among the tools.
    """
    shell = dl.Map(
        id="map",
        center=_ANY_PLACE,
        zoom=10,
        zoomControl=False,
        keyboard=False,
        attributionControl=False,
        zoomSnap=0.25,
        zoomDelta=0.5,
        wheelPxPerZoomLevel=140,
        trackViewport=False,  # it would repeat where the map has been, after the map has moved on
        children=[dl.ScaleControl(imperial=False, position="bottomright")],
        className="map-shell",
    )
    return html.Div(
        [
            html.Div(shell, className="map-canvas"),
            html.P(id="map-spoken", className="visually-hidden", role="status"),
            html.P(texts("map.how"), id="map-how", className="visually-hidden"),
            html.Div([_levels(texts, atlas), *beside], className="map-top"),
            _tools(texts, tools),
        ],
        className="map-part",
    )
