"""The Moran scatter plot: every area against the mean of its neighbours.

What the user sees: dots in the colours of the map of clusters, linked with the map, a line whose slope is Moran's I,
and four buttons that select the areas of a quadrant; a box can be dragged over the dots as over those of the scatter.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from dash import Dash, Input, Output, html
from dash.development.base_component import Component

from analysis.clusters import QUADRANTS
from callbacks.shared.charts import QUIET, base_layout, graph, label
from callbacks.shared.panel import TABS, only_while_open
from callbacks.shared.pieces import attributes, heading
from callbacks.shared.question import Question, question
from callbacks.shared.services import Services
from callbacks.shared.still import drawn
from layers.categories.clusters import looks
from layers.clusters import ClusterAnalysis, cluster_refusal, clusters_of_view
from layers.clusters.named import category_of
from layers.public_numbers import digits_told
from texts import Texts

_HEIGHT = 270


def found_of(asked: Question) -> ClusterAnalysis | None:
    """Give the analysis; None where it is refused."""
    return None if cluster_refusal(asked.atlas, asked.view) else clusters_of_view(asked.atlas, asked.view)


def slope(found: ClusterAnalysis) -> float:
    """Give Moran's I, the slope of the line in standard deviations of both axes."""
    return found.pair.statistic if found.pair else found.city.statistic


def _means(found: ClusterAnalysis, others: np.ndarray | None) -> tuple[float, float, float]:
    """Give the mean of both axes, and how many units upwards a standard deviation is to one of the own values."""
    there = np.isfinite(found.values)
    own = found.values[there]
    up = own if others is None else others[there]
    return float(own.mean()), float(up.mean()), float(up.std() / own.std())


def figure(asked: Question) -> dict[str, Any]:
    """Draw dots, means and line."""
    found = found_of(asked)
    if found is None:
        return {"data": [], "layout": base_layout(_HEIGHT, asked.texts)}
    both = np.flatnonzero(np.isfinite(found.values) & np.isfinite(found.around))
    digits = digits_told(asked.atlas, asked.indicator.decimals)
    x, y = np.round(found.values[both], digits), np.round(found.around[both], digits)
    colours = dict(zip(*looks(found), strict=True))
    names, ids = category_of(found), asked.atlas.levels[asked.view.level].ids
    dots = {
        "x": x.tolist(),
        "y": y.tolist(),
        "customdata": [ids[at] for at in both],
        "mode": "markers",
        "marker": {
            "color": [colours[names[at]] for at in both],
            "size": np.where(found.marks[both] > 0, 9.5, 7.0).tolist(),
            "line": {"color": "rgba(28,43,58,.45)", "width": 0.8},
            "opacity": 1,
        },
        "hoverinfo": "none",
    }
    across, up, scale = _means(found, found.others)
    ends = np.array([x.min(), x.max()]) if len(x) else np.array([])
    line = _line(ends, up + slope(found) * scale * (ends - across), "dash", 1.6)
    middle = [_line(ends, np.full(len(ends), up), "solid", 0.8), _line(np.full(2, across), _span(y, up), "solid", 0.8)]
    return {"data": [*middle, line, dots], "layout": _layout(asked, found)}


def _span(y: np.ndarray, middle: float) -> np.ndarray:
    return np.array([min(float(y.min()), middle), max(float(y.max()), middle)]) if len(y) else np.array([])


def _line(x: np.ndarray, y: np.ndarray, dash: str, width: float) -> dict[str, Any]:
    look = {"color": "#8c98a4", "width": width, "dash": dash}
    return {"x": x.tolist(), "y": y.tolist(), "mode": "lines", "line": look, "hoverinfo": "skip"}


def _layout(asked: Question, found: ClusterAnalysis) -> dict[str, Any]:
    texts, indicator, titles = asked.texts, asked.indicator, {"font": {"size": 11, "color": QUIET}, "standoff": 5}
    around = texts("clusters.scatter.around")
    if found.second:
        year = str(found.second_year or "")
        around = texts("clusters.scatter.around_second", second=asked.local(asked.second.short), year=year)
    own = f"{asked.local(indicator.short)} {asked.view.year or ''}".strip()
    unit = asked.local(indicator.unit)
    across = label(f"{own} ({unit})" if unit else own)
    return base_layout(
        _HEIGHT,
        texts,
        xaxis={"title": {"text": across, **titles}},
        yaxis={"title": {"text": label(around), **titles}},
    )


def below(asked: Question) -> Component:
    """Explain the plot, and offer the areas of each quadrant."""
    found = found_of(asked)
    if found is None:
        return html.Div()
    texts, ids = asked.texts, asked.atlas.levels[asked.view.level].ids
    buttons = []
    for number in range(1, len(QUADRANTS)):
        inside = np.flatnonzero(found.local.quadrant == number)
        name = texts(f"clusters.scatter.{number}")
        linked = {"data_quarters": "~".join(ids[at] for at in inside)} if len(inside) else {}
        said = [html.Span(name), html.Span(texts.number(len(inside)), className="quiet")]
        buttons.append(
            html.Button(said, className="clusters-quadrant", type="button", disabled=not linked, **attributes(**linked))
        )
    title = texts("clusters.scatter.quadrants")
    group = html.Div(buttons, className="clusters-quadrants", role="group", **attributes(aria_label=title))
    explained = html.P(texts("clusters.scatter.sentence", moran=slope(found)), className="quiet")
    return html.Div([explained, html.P(title, className="clusters-label"), group])


def layout(texts: Texts) -> Component:
    """Lay out the empty plot."""
    return html.Section(
        [
            heading(texts("clusters.scatter.title")),
            graph("clusters-chart", texts("clusters.scatter.chart"), _HEIGHT),
            html.Div(id="clusters-below", className="still"),
        ],
        id="clusters-scatter",
        className="part clusters-scatter",
    )


def register(app: Dash, services: Services) -> None:
    """Wire the answer to the plot; nothing is computed while another tab is open."""

    @app.callback(
        Output("clusters-chart", "figure"),
        Output("clusters-below", "data-tree"),
        Output("clusters-scatter", "hidden"),
        Input("choropleth", "data"),
        Input(TABS, "value"),
    )
    def show(answer: Mapping[str, Any], tab: str) -> tuple[Any, ...]:
        only_while_open(tab, "clusters")
        asked = question(services, answer)
        return figure(asked), drawn(below(asked)), found_of(asked) is None
