"""Concentration: the Lorenz curve and the slider "half of the people concerned live in ...".

What the user sees: the curve with the chosen point, a sentence, and the button that selects these quarters.
"""

from collections.abc import Mapping
from typing import Any

import dash_mantine_components as dmc
import numpy as np
from dash import ClientsideFunction, Dash, Input, Output, State, dcc, html
from dash.development.base_component import Component

from analysis.concentration import SmallestSet, dissimilarity, gini, lorenz_curve, smallest_set
from callbacks.shared.amounts import share_of
from callbacks.shared.charts import GRID, MAIN, QUIET, SELECTED, base_layout, graph
from callbacks.shared.pieces import attributes, empty_state, heading
from callbacks.shared.question import Question, question
from callbacks.shared.services import Services
from layers.columns import column
from loading.reasons import Reason
from texts import Texts

_HEIGHT = 210
_AT_LEAST_AREAS, _AT_LEAST_PEOPLE = 10, 100


def people(asked: Question) -> tuple[np.ndarray, np.ndarray] | None:
    """Give the people concerned and all people they are a share of, one entry per area.

    Returns
    -------
    tuple of float arrays, shape (n,), or None
        NaN where not usable. None where the indicator has no counts to be shared out.
    """
    numbers = column(asked.atlas, asked.view.level, asked.view.indicator, asked.view.year)
    whole = numbers.residents if asked.indicator.kind == "count" else numbers.denominator
    part = numbers.value if asked.indicator.kind == "count" else numbers.numerator
    usable = np.isin(numbers.reason, (Reason.VALUE, Reason.ZERO, Reason.TOO_SMALL)) & (part <= whole)
    if not usable.any() or asked.indicator.kind == "value":
        return None
    return np.where(usable, part, np.nan), np.where(usable, whole, np.nan)


def refusal(asked: Question) -> str:
    """Say why there is no curve; empty where there is one."""
    found = people(asked)
    if found is None:
        return asked.texts("concentration.no_counts")
    part, whole = found
    if asked.indicator.kind == "count" and np.array_equal(part, whole, equal_nan=True):
        return asked.texts("concentration.residents_themselves")
    if np.isfinite(part).sum() < _AT_LEAST_AREAS:
        return asked.texts("concentration.few_areas", n=int(np.isfinite(part).sum()), least=_AT_LEAST_AREAS)
    if np.nansum(part) < _AT_LEAST_PEOPLE:
        return asked.texts("concentration.few_people", n=int(np.nansum(part)), least=_AT_LEAST_PEOPLE)
    return ""


def chosen(asked: Question, by: str) -> SmallestSet:
    """Give the smallest set of areas that holds the wanted share."""
    part, whole = people(asked) or (np.empty(0), np.empty(0))
    return smallest_set(part, whole, asked.view.share / 100, by="residents" if by == "residents" else "quarters")


def figure(asked: Question, point: SmallestSet) -> dict[str, Any]:
    """Draw the curve, the line of even distribution and the chosen point."""
    texts = asked.texts
    counts = asked.indicator.counts or "things"
    axis = {"range": [0, 101], "ticksuffix": " %", "nticks": 5, "gridcolor": GRID}
    titles = {"font": {"size": 11, "color": QUIET}, "standoff": 4}
    return {
        "data": [_even(), _curve(asked), *_point(texts, 100 * point.residents_share, 100 * point.group_share)],
        "layout": base_layout(
            _HEIGHT,
            texts,
            xaxis={**axis, "title": {"text": texts(f"concentration.across.{counts}"), **titles}},
            yaxis={**axis, "title": {"text": texts(f"concentration.up.{counts}"), **titles}},
        ),
    }


def _even() -> dict[str, Any]:
    line = {"color": "#c5ccd3", "width": 1}
    return {"x": [0, 100], "y": [0, 100], "mode": "lines", "line": line, "hoverinfo": "skip"}


def _curve(asked: Question) -> dict[str, Any]:
    part, whole = people(asked) or (np.empty(0), np.empty(0))
    curve = lorenz_curve(part, whole)
    return {
        "x": (100 * curve.residents_share).round(3).tolist(),
        "y": (100 * curve.group_share).round(3).tolist(),
        "mode": "lines",
        "line": {"color": MAIN, "width": 2.2},
        "fill": "tonexty",
        "fillcolor": "rgba(66,102,155,.10)",
        "hovertemplate": asked.texts("concentration.hover"),
    }


def _point(texts: Texts, across: float, up: float) -> tuple[dict[str, Any], dict[str, Any]]:
    """Draw the chosen point with its share, and the lines that lead to it from both axes."""
    lines = {
        "x": [0, across, across],
        "y": [up, up, 0],
        "mode": "lines",
        "line": {"color": SELECTED, "width": 1.2, "dash": "dot"},
        "hoverinfo": "skip",
    }
    dot = {
        "x": [across],
        "y": [up],
        "mode": "markers+text",
        "marker": {"color": SELECTED, "size": 10, "line": {"color": "#fff", "width": 1.5}},
        "text": [f"{texts.number(up, 1)}\N{NO-BREAK SPACE}%"],
        "textposition": "middle right" if across < 60 else "bottom left",
        "textfont": {"color": "#a8540f", "size": 12},
        "hoverinfo": "skip",
    }
    return lines, dot


def sentence(asked: Question, found: SmallestSet) -> str:
    """Say what the chosen set means, among all areas with numbers."""
    part, _ = people(asked) or (np.empty(0), np.empty(0))
    areas = asked.texts(f"concentration.areas.{asked.view.level}", n=int(np.isfinite(part).sum()))
    return asked.texts(
        f"concentration.sentence.{asked.indicator.counts or 'things'}",
        n=len(found.members),
        areas=areas,
        of_people=share_of(asked, asked.indicator),
        reference=asked.local(asked.indicator.denominator) or asked.texts("concentration.residents_reference"),
        group=100 * found.group_share,
        residents=100 * found.residents_share,
    )


def measures(asked: Question) -> str:
    """Give Gini and dissimilarity with level and number of areas."""
    part, whole = people(asked) or (np.empty(0), np.empty(0))
    n = int(np.isfinite(part).sum())
    return asked.texts(
        "concentration.measures",
        gini=gini(part, whole),
        d=100 * dissimilarity(part, whole),
        areas=asked.texts(f"concentration.areas.{asked.view.level}", n=n),
    )


def _slider(texts: Texts) -> Component:
    return dmc.Slider(
        id="concentration-share",
        min=1,
        max=99,
        value=50,
        marks=[{"value": share, "label": f"{share} %"} for share in (25, 50, 75)],
        updatemode="drag",
        size="sm",
        thumbLabel=texts("concentration.share"),
    )


def _choice(texts: Texts) -> Component:
    """Lay out how the set is chosen, and the button that selects it."""
    ways = [{"value": by, "label": texts(f"concentration.by.{by}")} for by in ("quarters", "residents")]
    select = html.Button(
        texts("concentration.select"), id="concentration-select", className="button is-small", type="button"
    )
    named = attributes(aria_label=texts("concentration.order"))
    switch = dmc.SegmentedControl(id="concentration-by", value="quarters", size="xs", data=ways, **named)
    return html.Div([switch, select], className="row concentration-choice")


def layout(texts: Texts) -> Component:
    """Lay out slider, curve and sentence."""
    body = [
        html.P(id="concentration-sentence", className="sentence", role="status"),
        _slider(texts),
        _choice(texts),
        dcc.Store(id="concentration-members"),
        dcc.Store(id="concentration-selected"),
        graph("concentration-chart", texts("concentration.chart"), _HEIGHT),
        html.P(id="concentration-measures", className="quiet"),
    ]
    return html.Section(
        [
            heading(texts("concentration.title")),
            html.Div(body, id="concentration-body"),
            html.Div(id="concentration-refusal"),
        ],
        className="part concentration",
    )


def shown(asked: Question, by: str) -> tuple[Any, ...]:
    """Give everything the part shows: sentence, curve, members, measures, refusal, whether hidden."""
    reason = refusal(asked)
    if reason:
        return "", {"data": [], "layout": base_layout(_HEIGHT)}, [], "", empty_state(reason), True
    found = chosen(asked, by)
    ids = [asked.atlas.levels[asked.view.level].ids[position] for position in found.members]
    return sentence(asked, found), figure(asked, found), ids, measures(asked), None, False


def register(app: Dash, services: Services) -> None:
    """Wire answer and slider to the curve, the button to the selection."""

    @app.callback(
        Output("concentration-sentence", "children"),
        Output("concentration-chart", "figure"),
        Output("concentration-members", "data"),
        Output("concentration-measures", "children"),
        Output("concentration-refusal", "children"),
        Output("concentration-body", "hidden"),
        Input("choropleth", "data"),
        Input("concentration-by", "value"),
    )
    def show(answer: Mapping[str, Any], by: str) -> tuple[Any, ...]:
        return shown(question(services, answer), by)

    app.clientside_callback(
        ClientsideFunction("concentration", "ask"),
        Input("concentration-share", "value"),
        State("concentration-by", "value"),
    )
    app.clientside_callback(
        ClientsideFunction("concentration", "show"),
        Output("concentration-share", "value"),
        Input("choropleth", "data"),
    )
    app.clientside_callback(
        ClientsideFunction("concentration", "select"),
        Output("concentration-selected", "data"),
        Input("concentration-select", "n_clicks"),
        Input("concentration-members", "data"),
        State("concentration-selected", "data"),
    )
