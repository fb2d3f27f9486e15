"""The dissimilarity over the years: whether a group lives more apart than before, or whether that may be chance.

What the user sees: the adjusted D of every year as a line within its range, the year on the map marked, and a sentence.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from dash import Dash, Input, Output, html
from dash.development.base_component import Component

from analysis.concentration import Concentration
from callbacks.shared.charts import GRID, INK, MAIN, base_layout, graph
from callbacks.shared.panel import TABS, only_while_open
from callbacks.shared.pieces import heading
from callbacks.shared.question import Question, question
from callbacks.shared.services import Services
from layers.concentration import concentration_over_years
from texts import Texts

_HEIGHT = 190
_FEWEST = 2


def figure(asked: Question, years: Sequence[int], found: Sequence[Concentration]) -> dict[str, Any]:
    """Draw the adjusted D within its range; the year on the map is the larger dot."""
    spread = [one.ranges.dissimilarity for one in found if one.ranges]
    values = [round(100 * one.dissimilarity_adjusted, 2) for one in found]
    sizes = [11 if year == asked.view.year else 6 for year in years]
    colours = [INK if year == asked.view.year else MAIN for year in years]
    line = {
        "x": list(years),
        "y": values,
        "mode": "lines+markers",
        "line": {"color": MAIN, "width": 2.2},
        "marker": {"color": colours, "size": sizes, "opacity": 1},
        "customdata": [[round(100 * one.low, 1), round(100 * one.high, 1)] for one in spread],
        "hovertemplate": asked.texts("concentration.years.hover"),
    }
    edge = {"x": list(years), "mode": "lines", "line": {"width": 0}, "hoverinfo": "skip"}
    high = {**edge, "y": [round(100 * one.high, 2) for one in spread]}
    low = {
        **edge,
        "y": [round(100 * one.low, 2) for one in spread],
        "fill": "tonexty",
        "fillcolor": "rgba(66,102,155,.16)",
    }
    ticks = {"tickvals": list(years)[:: -(-len(years) // 6)], "tickformat": "d", "tickangle": 0, "showgrid": False}
    upright = {"ticksuffix": " %", "rangemode": "tozero", "nticks": 5, "gridcolor": GRID}
    return {"data": [high, low, line], "layout": base_layout(_HEIGHT, asked.texts, xaxis=ticks, yaxis=upright)}


def sentence(asked: Question, years: Sequence[int], found: Sequence[Concentration]) -> str:
    """Say how the adjusted D changed from the first to the last year, and whether the ranges leave room for chance."""
    first, last = found[0], found[-1]
    spread = [one.ranges.dissimilarity for one in (first, last) if one.ranges]
    apart = spread[-1].low > spread[0].high or spread[-1].high < spread[0].low
    rose = last.dissimilarity_adjusted > first.dissimilarity_adjusted
    return asked.texts(
        f"concentration.years.{('rose' if rose else 'fell') if apart else 'alike'}",
        first=str(years[0]),
        last=str(years[-1]),
        before=100 * first.dissimilarity_adjusted,
        after=100 * last.dissimilarity_adjusted,
        areas=asked.texts(f"concentration.of_areas.{asked.view.level}", n=last.n),
    )


def layout(texts: Texts) -> Component:
    """Lay out the empty chart, and what stands there while it is computed."""
    body = [
        html.P(id="concentration-years-sentence", className="sentence"),
        graph("concentration-years-chart", texts("concentration.years.chart"), _HEIGHT),
        html.P(texts("concentration.years.how"), className="quiet"),
    ]
    waiting = html.P(texts("concentration.waiting"), className="quiet concentration-waiting")
    return html.Section(
        [heading(texts("concentration.years.title")), waiting, html.Div(body, id="concentration-years-body")],
        className="part concentration-years",
        id="concentration-years-part",
    )


def shown(asked: Question) -> tuple[str, dict[str, Any], bool]:
    """Give sentence, chart, and whether the part is hidden: one year is no course."""
    years, found = concentration_over_years(asked.atlas, asked.view.level, asked.view.indicator)
    if len(years) < _FEWEST:
        return "", {"data": [], "layout": base_layout(_HEIGHT, asked.texts)}, True
    return sentence(asked, years, found), figure(asked, years, found), False


def register(app: Dash, services: Services) -> None:
    """Wire the answer to the course over the years."""

    @app.callback(
        Output("concentration-years-sentence", "children"),
        Output("concentration-years-chart", "figure"),
        Output("concentration-years-part", "hidden"),
        Input("choropleth", "data"),
        Input(TABS, "value"),
    )
    def show(answer: Mapping[str, Any], tab: str) -> tuple[str, dict[str, Any], bool]:
        only_while_open(tab, "concentration")
        return shown(question(services, answer))
