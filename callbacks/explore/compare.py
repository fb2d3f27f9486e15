"""Comparing: several maps side by side, a curtain, differences, two indicators at once.

What the user sees: a button above the map with six choices; beside the map up to three more, each with selects for its
own indicator, year and classification and a small legend. ``assets/compare*.js`` make and move them.
"""

import json
from typing import Any

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from callbacks.shared.pieces import attributes, icon, opens
from callbacks.shared.still import still
from layers.view import SCHEMES, years_with_values
from layers.words import local
from loading.atlas import Atlas
from texts import Texts

_CHOICES = {
    "one": "square",
    "2": "columns-2",
    "4": "grid-2x2",
    "swipe": "curtain",
    "difference": "diff",
    "bivariate": "grid-3x3",
}


def choices(texts: Texts) -> Component:
    """List the ways to compare, each with a sentence."""
    buttons = [
        html.Button(
            [
                icon(name),
                html.Span(
                    [
                        html.B(texts(f"compare.choices.{choice}.title")),
                        html.Span(texts(f"compare.choices.{choice}.text"), className="quiet"),
                    ]
                ),
            ],
            className="compare-choice",
            type="button",
            **attributes(data_compare=choice, aria_pressed="false"),
        )
        for choice, name in _CHOICES.items()
    ]
    return html.Div(buttons, className="compare-choices", role="group", **attributes(aria_label=texts("compare.title")))


def control(texts: Texts) -> Component:
    """Lay out the button and what it opens."""
    opener = dmc.PopoverTarget(
        [icon("columns-2"), html.Span(texts("compare.open")), icon("chevron-down")],
        boxWrapperProps=opens("button is-small compare-open"),
    )
    return dmc.Popover(
        [opener, dmc.PopoverDropdown(still(choices(texts)))],
        classNames={"dropdown": "foldout"},
        position="bottom-start",
        withArrow=True,
        trapFocus=True,
        returnFocus=True,
        width=340,
        zIndex=1400,
        keepMounted=True,
    )


def offered(texts: Texts, atlas: Atlas) -> list[dict[str, Any]]:
    """List what a further map can show: indicators by dimension, in the Atlas' order, with the years they have."""
    found = []
    for one in atlas.indicators:
        years = years_with_values(atlas, "quarter", one.id)
        if years:
            found.append(
                {
                    "id": one.id,
                    "short": local(texts, one.short) or local(texts, one.title) or one.id,
                    "group": texts(f"dimensions.{one.dimension}"),
                    "years": list(years),
                    "poverty": one.dimension == "income" and one.kind == "rate",
                }
            )
    return found


def layout(texts: Texts, atlas: Atlas) -> Component:
    """Lay out the place of the further maps, with what scripts need to fill it."""
    schemes = [[scheme, texts(f"schemes.{scheme}.name")] for scheme in SCHEMES]
    carried = {
        "words": texts.entry("compare.scripts"),
        "indicators": offered(texts, atlas),
        "schemes": schemes,
    }
    written = {f"data_{name}": json.dumps(content, ensure_ascii=False) for name, content in carried.items()}
    place = html.Div(id="compare-maps", className="compare-maps", **attributes(**written))
    return html.Div([html.P(texts("compare.hint"), className="compare-hint quiet"), place], className="compare-maps")
