"""The ranking: one bar per quarter with its range and the city's value as a line.

What the user sees: the highest quarters first, never more than forty rows at once; a row lights and selects
its quarter.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from dash import Dash, Input, Output, html
from dash.development.base_component import Component

from analysis.classification import class_of
from callbacks.shared.amounts import amount, brief, is_per_cent
from callbacks.shared.forms import SMOOTHED, base, form
from callbacks.shared.pieces import attributes, empty_state, heading
from callbacks.shared.question import Question, question
from callbacks.shared.services import Services
from callbacks.shared.still import still
from layers.amounts import between, clearly, rank
from layers.choropleth import Choropleth, choropleth
from layers.columns import Column, base_column, column
from layers.kept_secret import secret_or
from texts import Texts

ROWS = 40


def order(numbers: Column, *, ascending: bool) -> list[int]:
    """Give the positions of ranked areas, highest first or lowest first; equal values keep the map's order."""
    ranked = np.flatnonzero(np.isfinite(numbers.rank))
    by_value = numbers.value[ranked] * (1 if ascending else -1)
    return [int(position) for position in ranked[np.argsort(by_value, kind="stable")]]


def _percent(part: float, whole: float) -> str:
    return f"{max(0.0, min(100.0, 100 * part / whole)):.2f}%" if whole > 0 else "0%"


def _bar(answer: Choropleth, numbers: Column, position: int, scale: tuple[float, float]) -> Component:
    low, high = scale
    value = float(numbers.value[position])
    colour = (
        "#42669b"
        if answer.kind == "circles"
        else answer.colours[int(class_of(numbers.value[[position]], answer.upper_bounds)[0])]
    )
    start, length = min(0.0, value), abs(value)
    fill = {"left": _percent(start - low, high - low), "width": _percent(length, high - low), "background": colour}
    parts: list[Component] = [html.Span(className="ranking-fill", style=fill)]
    if np.isfinite(numbers.low[position]):
        left, right = float(numbers.low[position]), float(numbers.high[position])
        parts.append(
            html.Span(
                className="ranking-range",
                style={"left": _percent(left - low, high - low), "width": _percent(right - left, high - low)},
            )
        )
    if answer.kind == "choropleth" and low <= answer.city_value <= high:
        parts.append(html.Span(className="ranking-city", style={"left": _percent(answer.city_value - low, high - low)}))
    return html.Span(parts, className="ranking-bar")


def _row(asked: Question, answer: Choropleth, numbers: Column, position: int, scale: tuple[float, float]) -> Component:
    quarters = asked.atlas.levels[asked.view.level]
    return html.Li(
        html.Button(
            [
                html.Span(_rank(asked, numbers, position), className="ranking-rank"),
                html.Span(quarters.names[position], className="ranking-name"),
                _bar(answer, numbers, position, scale),
                html.Span(brief(asked, asked.indicator, float(numbers.value[position])), className="ranking-value"),
            ],
            type="button",
            className="ranking-row" if asked.atlas.protection is None else "ranking-row is-banded",
            title=told(asked, numbers, position),
            **attributes(data_quarter=quarters.ids[position], aria_pressed="false"),
        )
    )


def _rank(asked: Question, numbers: Column, position: int) -> str:
    return rank(asked.texts, float(numbers.rank[position]), float(numbers.rank_end[position]))


def told(asked: Question, numbers: Column, position: int) -> str:
    """Say the range of an area in numbers and whether it differs clearly; of a smoothed rate what it comes from."""
    ends = between(asked.texts, asked.indicator, float(numbers.low[position]), float(numbers.high[position]))
    behind = base_column(asked.atlas, numbers.level, numbers.indicator, numbers.year)
    parts = [asked.texts("ranges.range", range=ends)] if ends else []
    if behind and not ends:
        raw = amount(asked, base(asked), float(behind.value[position]))
        ends = between(asked.texts, base(asked), float(behind.low[position]), float(behind.high[position]))
        parts = [f"{asked.texts('ranges.raw')}: {raw}" + (f" ({ends})" if ends else "")]
    return ", ".join(part for part in (*parts, clearly(asked.texts, float(numbers.clear[position]))) if part)


def _scale(answer: Choropleth, numbers: Column, shown: list[int]) -> tuple[float, float]:
    """Give both ends of the bars: zero, all values with their ranges and the city lie between them."""
    city = answer.city_value if answer.kind == "choropleth" and np.isfinite(answer.city_value) else 0.0
    high = float(np.nanmax([*numbers.high[shown], *numbers.value[shown], city, 0.0]))
    low = float(np.nanmin([*numbers.low[shown], *numbers.value[shown], city, 0.0]))
    return 1.02 * low, 1.02 * high if high > low else 1.0


def content(asked: Question, *, ascending: bool = False) -> list[Component]:
    """Build the ranking for a question."""
    texts = asked.texts
    answer = choropleth(asked.atlas, asked.view)
    numbers = column(asked.atlas, asked.view.level, asked.view.indicator, asked.view.year)
    shown = order(numbers, ascending=ascending)[:ROWS]
    if not shown:
        said = texts("ranking.empty"), texts("ranking.empty_advice")
        return [empty_state(*secret_or(texts, asked.atlas, asked.view, said))]
    scale = _scale(answer, numbers, shown)
    rows = [_row(asked, answer, numbers, position, scale) for position in shown]
    ranked = int(np.isfinite(numbers.rank).sum())
    ranges = texts("ranking.ranges") if np.isfinite(numbers.low[shown]).any() else ""
    ranges = texts("ranking.smoothed") if form(asked) in SMOOTHED else ranges
    parts = [_city_words(asked, answer), texts("ranking.shown", shown=len(shown), n=ranked), ranges]
    return [
        html.Ol(rows, className="ranking-rows"),
        html.P(" ".join(part for part in parts if part), className="quiet"),
    ]


def _city_words(asked: Question, answer: Choropleth) -> str:
    if not answer.city_value_is or answer.kind == "circles":
        return ""
    value = amount(asked, asked.indicator, answer.city_value)
    return asked.texts(f"ranking.city.{answer.city_value_is}", value=value)


def title(asked: Question, *, ascending: bool) -> str:
    """Name the ranking after its end and its indicator, with the unit where rows are too narrow for it."""
    unit = "" if is_per_cent(asked, asked.indicator) else asked.local(asked.indicator.unit)
    name = asked.local(asked.indicator.short)
    return asked.texts(
        "ranking.lowest" if ascending else "ranking.highest", indicator=f"{name} ({unit})" if unit else name
    )


def layout(texts: Texts) -> Component:
    """Lay out the empty ranking with the switch for its end."""
    ends = [("highest", "true"), ("lowest", "false")]
    switch = html.Div(
        [
            html.Button(
                texts(f"ranking.{end}_first"),
                type="button",
                className="segment",
                id=f"ranking-{end}",
                **attributes(aria_pressed=on),
            )
            for end, on in ends
        ],
        className="segments is-small",
        role="group",
        **attributes(aria_label=texts("ranking.order")),
    )
    return html.Section(
        [
            html.Div([html.Div(heading(texts("ranking.title")), id="ranking-title"), switch], className="row"),
            html.Div(id="ranking-content"),
        ],
        className="part ranking",
    )


def register(app: Dash, services: Services) -> None:
    """Wire the answer and the switch to the list."""

    @app.callback(
        Output("ranking-content", "children"),
        Output("ranking-title", "children"),
        Output("ranking-highest", "aria-pressed"),
        Output("ranking-lowest", "aria-pressed"),
        Input("choropleth", "data"),
        Input("ranking-highest", "n_clicks_timestamp"),
        Input("ranking-lowest", "n_clicks_timestamp"),
    )
    def show(answer: Mapping[str, Any], highest: float | None, lowest: float | None) -> tuple[Any, Any, str, str]:
        asked, ascending = question(services, answer), (lowest or -1) > (highest or -1)
        pressed = ("false", "true") if ascending else ("true", "false")
        return (
            still(html.Div(content(asked, ascending=ascending))),
            heading(title(asked, ascending=ascending)),
            *pressed,
        )
