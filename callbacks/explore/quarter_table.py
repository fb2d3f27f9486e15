"""The table: all numbers of the indicator, one row per quarter, in step with the map.

What the user sees: sortable, searchable rows; every blank says its reason in words.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import dash_ag_grid as dag
import numpy as np
from dash import ClientsideFunction, Dash, Input, Output, State, dcc, html
from dash.development.base_component import Component

from callbacks.shared.pieces import heading
from callbacks.shared.question import Question, question
from callbacks.shared.services import Services, texts_of
from layers.amounts import clearly
from layers.columns import column
from layers.flags import flags, labels
from layers.told_protection import blank_told
from loading.atlas import Indicator
from loading.reasons import Reason
from texts import Texts

_THEME = (
    "themeQuartz.withParams({fontFamily: 'inherit', fontSize: 13, spacing: 5, accentColor: 'var(--accent)', "
    "backgroundColor: 'var(--paper)', foregroundColor: 'var(--text)', borderColor: 'var(--line)', "
    "chromeBackgroundColor: 'var(--raised)', browserColorScheme: 'inherit'})"
)
_HEIGHT = "max(420px, calc(100vh - 216px))"
_LETTER, _EDGES = 7.4, 28  # pixels: of a letter, and around the text of a cell
_NARROWEST, _WIDEST_NAME, _WIDEST_NUMBER, _WIDEST = 84, 190, 150, 300  # name and value stand whole in the panel
_NUMBERS = ("value", "low", "high", "rank", "numerator", "denominator", "residents", "change")


def rows(asked: Question) -> list[dict[str, Any]]:
    """Give one row per area: names, numbers (None where blank), and the reason in words."""
    numbers = column(asked.atlas, asked.view.level, asked.view.indicator, asked.view.year)
    quarters = asked.atlas.levels[asked.view.level]
    districts = asked.atlas.levels.get("district")
    flagged = labels(flags(asked.atlas, asked.view.level, asked.view.indicator, asked.view.year), len(quarters))
    filled = []
    for position, quarter_id in enumerate(quarters.ids):
        parent = quarters.parents[position]
        reason = Reason(int(numbers.reason[position]))
        row: dict[str, Any] = {"id": quarter_id, "name": quarters.names[position]}
        if districts is not None and asked.view.level == "quarter":
            row["district"] = districts.names[parent] if parent >= 0 else ""
        for name in _NUMBERS:
            number = float(getattr(numbers, name)[position])
            row[name] = number if np.isfinite(number) else None
        if asked.atlas.protection is not None and row["rank"] is not None:
            row["rank_end"] = float(numbers.rank_end[position])
        told = [] if reason == Reason.VALUE else [asked.texts(f"reasons.{blank_told(asked.atlas, reason.label)}")]
        row["clear"] = clearly(asked.texts, float(numbers.clear[position]))
        row["reason"] = "; ".join([*told, *(asked.texts(f"flags.{flag}") for flag in flagged[position])])
        filled.append(row)
    return filled


def columns(asked: Question, filled: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Declare the columns; those without a single number, or that say the same again, are left out."""
    names = [row["name"] for row in filled]
    declared = [_column(asked, "name", names, _WIDEST_NAME, pinned="left", tooltipField="name")]
    for name in _NUMBERS:
        numbers = [row[name] for row in filled if row[name] is not None]
        if numbers and not _repeats(asked.indicator, name, filled):
            written = [*_header(asked, name).split(), f"{max(map(abs, numbers)):+,.1f}"]
            look = {"valueFormatter": {"function": _formatter(asked.indicator, name)}, "type": "rightAligned"}
            declared.append(_column(asked, name, written, _WIDEST_NUMBER, **look, suppressHeaderFilterButton=True))
    clear = ["clear"] if any(row["clear"] for row in filled) else []
    words = [*clear, "reason", *(["district"] if filled and "district" in filled[0] else []), "id"]
    told = {name: [_header(asked, name), *(row[name] for row in filled)] for name in words}
    return [*declared, *(_column(asked, name, written, _WIDEST) for name, written in told.items())]


def _column(asked: Question, name: str, texts: Sequence[str], most: int, **more: Any) -> dict[str, Any]:
    """Declare a column as wide as the longest of the texts, in pixels, but not wider than ``most``."""
    width = min(max(_LETTER * max(map(len, texts), default=0) + _EDGES, _NARROWEST), most)
    return {"field": name, "headerName": _header(asked, name), "width": int(width), **more}


def _repeats(indicator: Indicator, name: str, filled: list[dict[str, Any]]) -> bool:
    repeatable = indicator.kind == "count" and name in ("numerator", "residents")
    return repeatable and all(row[name] == row["value"] for row in filled)


def _formatter(indicator: Indicator, name: str) -> str:
    """Call the page's own formatting function, see ``assets/quarter_table.js``."""
    if name == "rank":
        return "quartierblick.rank(params)"
    decimals = indicator.decimals if name in ("value", "low", "high", "change") else 0
    signed = name == "change" or (name == "value" and indicator.signed)
    return f"quartierblick.number(params, {decimals}, {str(signed).lower()})"


def _header(asked: Question, name: str) -> str:
    numbers = column(asked.atlas, asked.view.level, asked.view.indicator, asked.view.year)
    if name == "value":
        unit = asked.local(asked.indicator.unit)
        return f"{asked.local(asked.indicator.short)} ({unit})" if unit else asked.local(asked.indicator.short)
    if name == "change":
        return asked.texts("table.columns.change", year=numbers.change_since or 0)
    if name == "clear":
        return asked.texts("ranges.side")
    named = asked.view.level if name == "name" and asked.view.level != "quarter" else name
    return asked.texts(f"table.columns.{named}")


def grid(texts: Texts) -> Component:
    """Lay out the empty table; its script must have been loaded before."""
    return dag.AgGrid(
        id="table-grid",
        rowData=[],
        columnDefs=[],
        defaultColDef={
            "sortable": True,
            "resizable": True,
            "filter": True,
            "minWidth": _NARROWEST,
            "wrapHeaderText": True,
            "autoHeaderHeight": True,
        },
        getRowId="params.data.id",
        dashGridOptions={
            "theme": {"function": _THEME},
            "localeText": texts.entry("table.grid"),
            "animateRows": False,
            "accentedSort": True,
            "suppressCellFocus": False,
            "ensureDomOrder": True,
        },
        className="table-grid",
        style={"height": _HEIGHT},
    )


def layout(texts: Texts) -> Component:
    """Lay out the place of the table, which is filled when somebody looks at it."""
    return html.Section(
        [
            heading(texts("table.title")),
            html.P(texts("table.how"), className="quiet"),
            html.Div(id="table-place", style={"minHeight": _HEIGHT}),
            dcc.Store(id="table-wanted"),
        ],
        className="part table-part",
    )


def register(app: Dash, services: Services) -> None:
    """Wire the first look to the table, the answer to its rows."""
    app.clientside_callback(
        ClientsideFunction("quarter_table", "watch"), Output("table-wanted", "data"), Input("table-place", "id")
    )

    @app.callback(
        Output("table-place", "children"),
        Input("table-wanted", "data"),
        State("address-page", "data"),
        prevent_initial_call=True,
    )
    def begin(_wanted: bool, page: Mapping[str, Any] | None) -> Component:
        return grid(texts_of((page or {}).get("language")))

    @app.callback(Output("table-grid", "rowData"), Output("table-grid", "columnDefs"), Input("choropleth", "data"))
    def show(answer: Mapping[str, Any]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        asked = question(services, answer)
        filled = rows(asked)
        return filled, columns(asked, filled)
