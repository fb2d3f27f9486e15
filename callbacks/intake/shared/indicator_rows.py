"""The indicators of a delivery, one row each: wanted or not, title, kind, direction.

``assets/intake_rows.js`` draws the rows and keeps what was changed there in the store ``intake-edits``.
"""

import json
from typing import Any

from dash import html
from dash.development.base_component import Component

from callbacks.intake.shared.summary import years_of, years_text
from callbacks.shared.pieces import attributes, heading
from loading.atlas import Atlas, Indicator
from loading.catalogue import catalogue
from texts import Texts

_WORDS = ("columns", "kinds", "directions", "include_label", "title_label", "kind_label", "direction_label")


def indicators_card(texts: Texts, atlas: Atlas) -> Component:
    """Show all indicators by dimension, ready to be corrected."""
    toggles = [
        html.Button(
            texts(f"intake.{name}"), type="button", className="button is-small", **attributes(data_intake_all=value)
        )
        for name, value in {"all": "true", "none": "false"}.items()
    ]
    title = heading(texts("intake.indicators"), texts.number(len(atlas.indicators)))
    return html.Section(
        [
            html.Div([title, html.Div(toggles, className="intake-toggles")], className="row"),
            html.P(texts("intake.indicators_how"), className="quiet"),
            html.Div(id="intake-rows", **attributes(data_rows=json.dumps(rows(texts, atlas), ensure_ascii=False))),
        ],
        className="card intake-card",
    )


def rows(texts: Texts, atlas: Atlas) -> dict[str, Any]:
    """Give what the table shows: its wording, and the indicators by dimension."""
    known = {one.id for one in catalogue()}
    groups: dict[str, list[dict[str, str]]] = {}
    for position, indicator in enumerate(atlas.indicators):
        years = years_text(texts, years_of(atlas, position))
        groups.setdefault(indicator.dimension, []).append(_row(texts, indicator, years, indicator.id in known))
    listed = [{"title": texts(f"dimensions.{dimension}"), "rows": found} for dimension, found in groups.items()]
    return {"words": {name: texts.entry(f"intake.{name}") for name in _WORDS}, "groups": listed}


def _row(texts: Texts, indicator: Indicator, years: str, known: bool) -> dict[str, str]:
    source = texts("intake.of_catalogue", id=indicator.id) if known else texts("intake.of_file")
    unit = indicator.unit.get(texts.language, "")
    return {
        "id": indicator.id,
        "title": indicator.title.get(texts.language) or next(iter(indicator.title.values()), indicator.id),
        "note": f"{source} · {unit}" if unit else source,
        "years": years,
        "kind": indicator.kind,
        "direction": indicator.direction,
    }
