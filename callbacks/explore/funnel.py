"""The funnel plot: every quarter's share over the number of people it refers to, with the limits of chance.

What the user sees: dots in class colours inside and outside of a funnel that narrows with size, a sentence on how many
lie outside and how many chance would put there, the names of the outermost, and the way to the map of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

import numpy as np
from dash import Dash, Input, Output, html
from dash.development.base_component import Component
from numpy.typing import NDArray

from analysis.classification import class_of
from analysis.small_numbers import ALARM, WARNING
from callbacks.shared.amounts import amount, is_per_cent
from callbacks.shared.charts import GRID, INK, QUIET, base_layout, graph, in_two_lines, label
from callbacks.shared.forms import base
from callbacks.shared.pieces import attributes, empty_state, heading
from callbacks.shared.question import Question, question
from callbacks.shared.services import Services
from layers.amounts import between
from layers.choropleth import choropleth
from layers.columns import column
from layers.funnel import AreaFunnel, area_funnel
from layers.kept_secret import secret_or
from texts import Texts

_HEIGHT: Final = 260
_WIDE: Final = 12
_NAMED: Final = 6
_BANDS: Final = ((ALARM, "rgba(134,167,198,.16)"), (WARNING, "rgba(134,167,198,.28)"))


def found_of(asked: Question) -> AreaFunnel | None:
    """Place the areas on show in the funnel; None where there is none."""
    view = asked.view
    return area_funnel(asked.atlas, view.level, view.indicator, view.year)


def refusal(asked: Question) -> str:
    """Say why there is no funnel; empty where there is one."""
    if found_of(asked) is not None:
        return ""
    indicator = base(asked)
    if indicator.kind != "rate":
        return asked.texts(f"funnel.refused.{indicator.kind}")
    numbers = column(asked.atlas, asked.view.level, indicator.id, asked.view.year)
    counted = (np.isfinite(numbers.numerator) & np.isfinite(numbers.denominator)).any()
    said = asked.texts("funnel.refused.no_areas" if counted else "funnel.refused.no_counts"), ""
    return secret_or(asked.texts, asked.atlas, replace(asked.view, indicator=indicator.id), said)[0]


def figure(asked: Question, found: AreaFunnel) -> dict[str, Any]:
    """Draw both limits as bands, the city as a line, the areas as dots, and name the outermost."""
    factor = base(asked).factor
    at = np.flatnonzero(np.isfinite(found.total))
    smallest, largest = float(found.total[at].min()), float(found.total[at].max())
    is_log = largest > _WIDE * smallest
    edges = (smallest / 1.15, largest * 1.15) if is_log else (max(1.0, 0.8 * smallest), 1.05 * largest)
    titles = {"font": {"size": 11, "color": QUIET}, "standoff": 5}
    of = asked.local(base(asked).denominator) or asked.texts("funnel.people")
    across = {
        "title": {"text": in_two_lines(of), **titles},
        "type": "log" if is_log else "linear",
        "range": [float(np.log10(edge)) for edge in edges] if is_log else list(edges),
        "tickvals": _round_numbers(*edges) if is_log else None,
        "tickformat": ",d",
        "gridcolor": GRID,
    }
    unit = label(asked.local(base(asked).unit), 32)
    is_share = is_per_cent(asked, base(asked))
    up = (
        {"ticksuffix": f"\N{NO-BREAK SPACE}{unit}", "nticks": 6}
        if is_share
        else {"title": {"text": unit, **titles}, "nticks": 6}
    )
    drawn = [
        *_bands(found, edges, factor),
        _city(factor * found.funnel.city_rate, edges),
        _dots(asked, found, at, factor),
    ]
    layout = base_layout(_HEIGHT, asked.texts, xaxis=across, yaxis=up)
    return {"data": drawn, "layout": {**layout, "annotations": _names(asked, found, factor, is_log=is_log)}}


def _round_numbers(low: float, high: float) -> list[float]:
    """Give 1, 2 and 5 times the powers of ten between two numbers, to write along a logarithmic axis."""
    powers = range(int(np.floor(np.log10(low))), int(np.ceil(np.log10(high))) + 1)
    return [step * 10.0**power for power in powers for step in (1, 2, 5) if low <= step * 10.0**power <= high]


def _bands(found: AreaFunnel, edges: tuple[float, float], factor: float) -> list[dict[str, Any]]:
    across = found.funnel.curve(*edges)
    drawn: list[dict[str, Any]] = []
    for confidence, fill in _BANDS:
        low, high = found.funnel.limits(across, confidence)
        shared = {"x": across.round(1).tolist(), "mode": "lines", "line": {"width": 0}, "hoverinfo": "skip"}
        drawn.append({**shared, "y": (factor * high).round(3).tolist()})
        drawn.append({**shared, "y": (factor * low).round(3).tolist(), "fill": "tonexty", "fillcolor": fill})
    return drawn


def _city(city: float, edges: tuple[float, float]) -> dict[str, Any]:
    return {
        "x": list(edges),
        "y": [city, city],
        "mode": "lines",
        "line": {"color": INK, "width": 1.4, "dash": "dash"},
        "hoverinfo": "skip",
    }


def _dots(asked: Question, found: AreaFunnel, at: NDArray[np.intp], factor: float) -> dict[str, Any]:
    answer = choropleth(asked.atlas, asked.view)
    shown = column(asked.atlas, asked.view.level, asked.view.indicator, asked.view.year)
    classes = class_of(shown.value[at], answer.upper_bounds)
    ids = asked.atlas.levels[asked.view.level].ids
    return {
        "x": found.total[at].tolist(),
        "y": (factor * found.funnel.rate[at]).round(3).tolist(),
        "customdata": [ids[position] for position in at],
        "mode": "markers",
        "marker": {
            "color": [answer.colours[of] for of in classes],
            "size": [8] * len(at),
            "line": {"color": "rgba(28,43,58,.45)", "width": 0.8},
        },
        "hoverinfo": "none",
    }


def outermost(found: AreaFunnel, most: int = _NAMED) -> list[int]:
    """Give the positions of the areas furthest outside the funnel, the furthest first."""
    deviation = np.abs(found.funnel.deviation)
    outside = np.flatnonzero(np.abs(np.nan_to_num(found.funnel.position)) > 0)
    return [int(at) for at in outside[np.argsort(-deviation[outside], kind="stable")][:most]]


def _names(asked: Question, found: AreaFunnel, factor: float, *, is_log: bool) -> list[dict[str, Any]]:
    """Name the outermost beside their dots, on the side where there is room; names that would collide are left out."""
    names = asked.atlas.levels[asked.view.level].names
    rates, total = factor * found.funnel.rate, np.log10(found.total) if is_log else found.total
    high, low = np.nanmax(rates), np.nanmin(rates)
    left, right = np.nanmin(total), np.nanmax(total)
    kept: list[tuple[float, float]] = []
    written = []
    for at in outermost(found):
        place = (total[at] - left) / (right - left or 1.0), (rates[at] - low) / (high - low or 1.0)
        if any(abs(place[0] - x) < 0.45 and abs(place[1] - y) < 0.09 for x, y in kept):
            continue
        kept.append(place)
        is_left = place[0] > 0.55
        written.append(
            {
                "x": float(total[at]),
                "y": float(rates[at]),
                "text": label(names[at], 24),
                "showarrow": False,
                "xanchor": "right" if is_left else "left",
                "xshift": -7 if is_left else 7,
                "font": {"size": 11, "color": INK},
            }
        )
    return written


def sentences(asked: Question, found: AreaFunnel) -> list[Component]:
    """Say how many lie outside, how many chance would put there, and how far the areas scatter altogether."""
    texts, funnel = asked.texts, found.funnel
    beyond = np.abs(np.nan_to_num(funnel.position))
    n, far = int((beyond >= 1).sum()), int((beyond >= 2).sum())
    expected = texts.number((1 - WARNING) * funnel.n, 0 if funnel.n >= 20 else 1)
    said = texts(f"funnel.sentence.{asked.view.level}", n=n, all=funnel.n, expected=expected)
    more = [texts("funnel.far", n=far)] if far else []
    is_more = funnel.overdispersion > 1 + 2 * np.sqrt(2 / funnel.n)
    key = "funnel.overdispersed" if is_more else "funnel.as_chance"
    scattered = texts(key, **({"times": float(np.sqrt(funnel.overdispersion))} if is_more else {}))
    return [html.P(" ".join([said, *more]), className="sentence"), html.P(scattered, className="quiet")]


def ways(asked: Question, found: AreaFunnel) -> list[Component]:
    """Offer the map of the funnel, its sides as selections, and the outermost areas one by one."""
    texts, areas = asked.texts, asked.atlas.levels[asked.view.level]
    show = html.Button(
        texts("funnel.show"),
        className="button is-small",
        type="button",
        **attributes(data_view_show="clear", data_view_how="funnel"),
    )
    sides = [_side(asked, found, side) for side in (1, -1)]
    chosen = [
        html.Li(
            html.Button(
                [html.Span(areas.names[at]), html.Span(_told(asked, at), className="quiet")],
                type="button",
                className="funnel-area",
                **attributes(data_quarter=areas.ids[at], aria_pressed="false"),
            )
        )
        for at in outermost(found)
    ]
    named = [html.H3(texts("funnel.outermost"), className="field-label"), html.Ul(chosen, className="funnel-areas")]
    return [
        html.Div([show, *(side for side in sides if side)], className="row funnel-ways"),
        html.P(texts("funnel.select_how"), className="quiet"),
        *(named if chosen else [html.P(texts("funnel.no_area"), className="quiet")]),
    ]


def _side(asked: Question, found: AreaFunnel, side: int) -> Component | None:
    ids = asked.atlas.levels[asked.view.level].ids
    outside = [ids[at] for at in np.flatnonzero(side * np.nan_to_num(found.funnel.position) > 0)]
    key = "funnel.select_above" if side > 0 else "funnel.select_below"
    listed = attributes(data_quarters="~".join(outside))
    words = asked.texts(key, n=len(outside))
    return html.Button(words, className="button is-small", type="button", **listed) if outside else None


def _told(asked: Question, at: int) -> str:
    indicator = base(asked)
    numbers = column(asked.atlas, asked.view.level, indicator.id, asked.view.year)
    ends = between(asked.texts, indicator, float(numbers.low[at]), float(numbers.high[at]))
    return f"{amount(asked, indicator, float(numbers.value[at]))} ({ends})"


def caveat(asked: Question, found: AreaFunnel) -> str:
    """Say what the limits are not, and around what they lie."""
    city = amount(asked, base(asked), base(asked).factor * found.funnel.city_rate)
    return asked.texts("funnel.caveat", city=city)


def layout(texts: Texts) -> Component:
    """Lay out the empty part."""
    body = [
        html.Div(id="funnel-sentences"),
        graph("funnel-chart", texts("funnel.chart"), _HEIGHT),
        html.Div(id="funnel-ways"),
        html.P(id="funnel-caveat", className="quiet"),
    ]
    parts = [heading(texts("funnel.title")), html.Div(body, id="funnel-body"), html.Div(id="funnel-refusal")]
    return html.Section(parts, className="part funnel")


def shown(asked: Question) -> tuple[Any, ...]:
    """Give everything the part shows: sentences, chart, ways on, caveat, refusal, whether the body is hidden."""
    found = found_of(asked)
    if found is None:
        empty: Sequence[Component] = []
        return empty, {"data": [], "layout": base_layout(_HEIGHT)}, empty, "", empty_state(refusal(asked)), True
    return sentences(asked, found), figure(asked, found), ways(asked, found), caveat(asked, found), None, False


def register(app: Dash, services: Services) -> None:
    """Wire the answer to the part."""

    @app.callback(
        Output("funnel-sentences", "children"),
        Output("funnel-chart", "figure"),
        Output("funnel-ways", "children"),
        Output("funnel-caveat", "children"),
        Output("funnel-refusal", "children"),
        Output("funnel-body", "hidden"),
        Input("choropleth", "data"),
    )
    def show(answer: Mapping[str, Any]) -> tuple[Any, ...]:
        return shown(question(services, answer))
