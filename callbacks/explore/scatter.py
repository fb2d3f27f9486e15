"""The scatter: the indicator on the map against a second one, one dot per quarter.

What the user sees: dots in class colours, sized by residents, the line of best fit, and a sentence that says
how close the relationship is and what must not be read into it.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import dash_mantine_components as dmc
import numpy as np
from dash import ClientsideFunction, Dash, Input, Output, html
from dash.development.base_component import Component

from analysis.classification import class_of
from analysis.correlation import fisher_range, pearson, regression_line, spearman
from callbacks.shared.amounts import amount
from callbacks.shared.charts import QUIET, base_layout, graph, label
from callbacks.shared.pieces import heading
from callbacks.shared.question import Question, question
from callbacks.shared.services import Services
from layers.amounts import between
from layers.choropleth import choropleth
from layers.columns import Column, column
from layers.kept_secret import kept_secret, secret_or
from layers.view import years_with_values
from loading.atlas import Indicator
from texts import Texts

_HEIGHT = 250
_AT_LEAST = 5


def pair(asked: Question) -> tuple[Column, Column, np.ndarray]:
    """Give the second indicator's and the map's numbers, and the positions where both are known."""
    view = asked.view
    across = column(asked.atlas, view.level, view.second, second_year(asked))
    up = column(asked.atlas, view.level, view.indicator, view.year)
    return across, up, np.flatnonzero(np.isfinite(across.comparable) & np.isfinite(up.comparable))


def second_year(asked: Question) -> int:
    """Give the year of the second indicator: that of the map, or the nearest one with values."""
    years = years_with_values(asked.atlas, asked.view.level, asked.view.second) or (asked.view.year,)
    return min(years, key=lambda year: abs(year - asked.view.year))


def options(asked: Question) -> list[dict[str, Any]]:
    """List what can stand on the x axis, by dimension: what has numbers, counts only where one is on show."""
    groups: dict[str, list[dict[str, str]]] = {}
    for one in asked.atlas.indicators:
        offered = one.id != asked.view.indicator and (one.kind != "count" or one.id == asked.view.second)
        if offered and years_with_values(asked.atlas, asked.view.level, one.id):
            groups.setdefault(one.dimension, []).append({"value": one.id, "label": asked.local(one.short)})
    return [{"group": asked.texts(f"dimensions.{name}"), "items": items} for name, items in groups.items()]


def _sizes(residents: np.ndarray) -> np.ndarray:
    known = np.where(
        np.isfinite(residents), residents, np.nanmedian(residents) if np.isfinite(residents).any() else 1.0
    )
    return 5 + 11 * np.sqrt(known / max(float(known.max()), 1.0))


def figure(asked: Question) -> dict[str, Any]:
    """Draw the dots and, from five pairs on, the line."""
    across, up, both = pair(asked)
    answer = choropleth(asked.atlas, asked.view)
    quarters = asked.atlas.levels[asked.view.level]
    x, y = across.value[both], up.value[both]
    classes = class_of(y, answer.upper_bounds) if answer.kind == "choropleth" else np.zeros(len(y), int)
    colours = answer.colours if answer.kind == "choropleth" else ("#86a7c6",)
    dots = {
        "x": x.tolist(),
        "y": y.tolist(),
        "customdata": [quarters.ids[position] for position in both],
        "mode": "markers",
        "marker": {
            "color": [colours[int(of)] for of in classes],
            "size": _sizes(up.residents[both]).round(1).tolist() if len(both) else [],
            "line": {"color": "rgba(28,43,58,.45)", "width": 0.8},
        },
        "hoverinfo": "none",
        "meta": axis_name(asked, asked.second, second_year(asked)),
        "text": [_told(asked, across, position) for position in both],
    }
    traces = [dots]
    if len(both) >= _AT_LEAST and np.ptp(x) > 0:
        line = regression_line(x, y)
        ends = np.array([x.min(), x.max()])
        traces.insert(0, _line(ends, line.intercept + line.slope * ends))
    titles = {"font": {"size": 11, "color": QUIET}, "standoff": 5}
    return {
        "data": traces,
        "layout": base_layout(
            _HEIGHT,
            asked.texts,
            xaxis={"title": {"text": axis_title(asked, asked.second, second_year(asked)), **titles}},
            yaxis={"title": {"text": axis_title(asked, asked.indicator, asked.view.year), **titles}},
        ),
    }


def _told(asked: Question, across: Column, position: int) -> str:
    """Write the second value with its range, for the card beside the pointer: the map does not hold it."""
    low, high = float(across.low[position]), float(across.high[position])
    ends = between(asked.texts, asked.second, low, high)
    return amount(asked, asked.second, float(across.value[position])) + (f" ({ends})" if ends else "")


def _line(x: np.ndarray, y: np.ndarray) -> dict[str, Any]:
    return {
        "x": x.tolist(),
        "y": y.tolist(),
        "mode": "lines",
        "line": {"color": "#8c98a4", "width": 1.3, "dash": "dash"},
        "hoverinfo": "skip",
    }


def axis_title(asked: Question, indicator: Indicator, year: int) -> str:
    """Name an axis with unit, and with the year where it is not that of the map."""
    unit = asked.local(indicator.unit)
    return label(axis_name(asked, indicator, year)) + (f" ({label(unit)})" if unit else "")


def axis_name(asked: Question, indicator: Indicator, year: int) -> str:
    """Name what an axis shows, with the year where it is not that of the map."""
    other = f" {year}" if year and year != asked.view.year else ""
    return f"{asked.local(indicator.short)}{other}"


def sentence(asked: Question) -> str:
    """Say how close the relationship is, with coefficients, range and number of pairs; or why there is none."""
    if asked.view.second == asked.view.indicator:
        return asked.texts("scatter.same")
    across, up, both = pair(asked)
    if len(both) < _AT_LEAST:
        areas = asked.texts(f"map.levels.{asked.view.level}", n=len(both))
        few = asked.texts("scatter.few", areas=areas, least=_AT_LEAST), ""
        hidden = [replace(asked.view, indicator=one) for one in (asked.view.indicator, asked.view.second)]
        chosen = max(hidden, key=lambda view: kept_secret(asked.atlas, view))
        return secret_or(asked.texts, asked.atlas, chosen, few)[0]
    first, other = asked.local(asked.indicator.short), asked.local(asked.second.short)
    r = pearson(across.value[both], up.value[both]).coefficient
    rho = spearman(across.value[both], up.value[both]).coefficient
    if np.isnan(r):
        return asked.texts("scatter.constant", name=other if np.ptp(across.value[both]) == 0 else first)
    strength = "none" if abs(r) < 0.2 else "weak" if abs(r) < 0.5 else "clear" if abs(r) < 0.8 else "close"
    sign = "positive" if r > 0 else "negative"
    key = "scatter.none" if strength == "none" else f"scatter.{strength}.{sign}"
    said = asked.texts(key, first=first, second=other, r=r, rho=rho, n=len(both))
    low, high = (float(end) for end in fisher_range(r, len(both)))
    return f"{said} {asked.texts('scatter.range', low=low, high=high)}"


def layout(texts: Texts, box: Component | None = None) -> Component:
    """Lay out the choice of the second indicator and the empty chart, with the box of its dots below."""
    return html.Section(
        [
            heading(texts("scatter.title")),
            dmc.Select(
                id="scatter-second",
                label=texts("scatter.second"),
                data=[],
                searchable=True,
                allowDeselect=False,
                size="xs",
                nothingFoundMessage=texts("indicators_list.nothing"),
            ),
            graph("scatter-chart", texts("scatter.chart"), _HEIGHT),
            box,
            html.P(id="scatter-sentence", className="sentence"),
            html.P(texts("scatter.caveat"), className="quiet"),
        ],
        className="part scatter",
    )


def register(app: Dash, services: Services) -> None:
    """Wire the answer to the chart, the choice to the address."""

    @app.callback(
        Output("scatter-chart", "figure"),
        Output("scatter-sentence", "children"),
        Output("scatter-second", "data"),
        Input("choropleth", "data"),
    )
    def show(answer: Mapping[str, Any]) -> tuple[Any, ...]:
        asked = question(services, answer)
        return figure(asked), sentence(asked), options(asked)

    app.clientside_callback(
        ClientsideFunction("scatter", "show"), Output("scatter-second", "value"), Input("choropleth", "data")
    )
    app.clientside_callback(ClientsideFunction("scatter", "ask"), Input("scatter-second", "value"))
