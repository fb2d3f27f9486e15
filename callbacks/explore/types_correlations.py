"""Which indicators go together: all pairs as a heat map, and as a list.

What the user sees: the lower half of a matrix, those that go together side by side; pointing at a cell says the pair
with its coefficients, range and number of quarters, a click opens the pair in the scatter.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from dash import Dash, Input, Output, html
from dash.development.base_component import Component

from callbacks.shared.panel import TABS, only_while_open
from callbacks.shared.pieces import attributes, empty_state, heading
from callbacks.shared.question import Question, question
from callbacks.shared.services import Services
from callbacks.shared.still import drawn
from layers.palettes import DIVERGING_PALETTES, diverging, is_dark
from layers.profiles.correlations import Correlations, correlations
from texts import Texts

_TAB = "types"
_STEPS = 9
_MOST_LISTED = 100
_FEWEST = 2
_NONE = "transparent"


@dataclass(frozen=True)
class Pair:
    """Two indicators and how closely they go together; positions are those of ``Correlations.indicators``."""

    one: int
    other: int
    r: float
    rho: float
    low: float
    high: float
    n: int


def pair(found: Correlations, one: int, other: int) -> Pair:
    """Read one pair from the matrix."""
    table = found.matrix
    r, rho, low, high = (float(part[one, other]) for part in (table.r, table.rho, table.low, table.high))
    return Pair(one, other, r, rho, low, high, int(table.n[one, other]))


def colour(r: float) -> str:
    """Give the colour of a coefficient: blue below nought, brown above, in steps of about 0.2."""
    if np.isnan(r):
        return _NONE
    return diverging(DIVERGING_PALETTES[0], _STEPS)[min(int((r + 1) / 2 * _STEPS), _STEPS - 1)]


def said(asked: Question, found: Correlations, one: Pair) -> str:
    """Say what a cell holds."""
    names = {"first": _name(asked, found, one.one), "second": _name(asked, found, one.other)}
    areas = asked.texts(f"types.of_areas.{asked.view.level}", n=one.n)
    if np.isnan(one.r):
        return asked.texts("types.pairs.unknown", **names, areas=areas)
    numbers = {"r": one.r, "rho": one.rho, "low": one.low, "high": one.high}
    return asked.texts("types.pairs.said", **names, **numbers, areas=areas)


def _name(asked: Question, found: Correlations, at: int) -> str:
    year = found.years[at]
    other = f" {year}" if year not in (0, asked.view.year) else ""
    return asked.local(found.indicators[at].short) + other


def _opens(found: Correlations, one: Pair) -> dict[str, Any]:
    """Ask for a pair in the scatter; the indicator with the numbers of the map's year stands on the map."""
    up, across = (one.one, one.other) if found.years[one.one] in (0, found.year) else (one.other, one.one)
    return attributes(
        data_pair_i=found.indicators[up].id, data_pair_x=found.indicators[across].id, data_pair_y=str(found.years[up])
    )


def _cell(asked: Question, found: Correlations, one: Pair, *, first: bool) -> Component:
    shown = colour(one.r)
    words = said(asked, found, one)
    value = asked.texts.number(one.r, 2)
    ink = "is-light" if shown != _NONE and is_dark(shown) else ""
    button = html.Button(
        html.Span(value, className="pair-value"),
        type="button",
        className=f"pair {ink}".strip(),
        style={"background": shown},
        tabIndex=0 if first else -1,
        **attributes(aria_label=words),
        **_opens(found, one),
    )
    return html.Td(button)


def matrix(asked: Question, found: Correlations) -> Component:
    """Lay out the lower half as a table: numbers above the columns stand for the indicators beside the rows."""
    order = found.matrix.order.tolist()
    texts = asked.texts
    names = [_name(asked, found, at) for at in order]
    columns = [
        html.Th(texts.number(place + 1), scope="col", title=name, **attributes(aria_label=name))
        for place, name in enumerate(names[:-1])
    ]
    rows = [
        html.Tr(
            [
                html.Th([html.Span(f"{place + 1} ", className="pair-number"), names[place]], scope="row"),
                *(
                    _cell(asked, found, pair(found, order[place], order[left]), first=(place, left) == (1, 0))
                    for left in range(place)
                ),
                *(html.Td() for _ in range(place, len(order) - 1)),
            ]
        )
        for place in range(len(order))
    ]
    caption = html.Caption(texts("types.pairs.caption"), className="visually-hidden")
    corner = html.Td()
    table = html.Table([caption, html.Thead(html.Tr([corner, *columns])), html.Tbody(rows)], className="pairs")
    return html.Div(table, className="pairs-scroll", **attributes(data_pairs=""))


def listed(asked: Question, found: Correlations) -> Component:
    """List the pairs, the closest first."""
    texts = asked.texts
    p = len(found.indicators)
    pairs = [pair(found, one, other) for one in range(p) for other in range(one)]
    known = sorted((one for one in pairs if not np.isnan(one.r)), key=lambda one: -abs(one.r))
    rows = []
    for one in known[:_MOST_LISTED]:
        names = f"{_name(asked, found, one.one)} – {_name(asked, found, one.other)}"
        link = html.Button(names, type="button", className="pair-link", **_opens(found, one))
        reach = texts("types.pairs.range", low=one.low, high=one.high)
        cells = (texts.number(one.r, 2), texts.number(one.rho, 2), reach, texts.number(one.n))
        rows.append(html.Tr([html.Th(link, scope="row"), *(html.Td(cell) for cell in cells)]))
    heads = [html.Th(texts(f"types.pairs.column.{name}"), scope="col") for name in ("pair", "r", "rho", "range", "n")]
    table = html.Table([html.Thead(html.Tr(heads)), html.Tbody(rows)], className="pairs-list")
    more = html.P(texts("types.pairs.first", shown=len(rows), n=len(known))) if len(known) > len(rows) else None
    return html.Details([html.Summary(texts("types.pairs.list")), table, more], className="quiet types-more")


def _key(asked: Question) -> Component:
    swatches = [html.Span(style={"background": shown}) for shown in diverging(DIVERGING_PALETTES[0], _STEPS)]
    ends = [asked.texts.number(end, 0, signed=True) for end in (-1, 1)]
    parts = [html.Span(ends[0]), html.Span(swatches, className="pairs-key"), html.Span(ends[1])]
    return html.P([*parts, asked.texts("types.pairs.key")], className="quiet types-legend")


def content(asked: Question) -> Component:
    """Build heat map and list, or say what is missing."""
    found = correlations(asked.atlas, asked.view.level, asked.view.year)
    p = len(found.indicators)
    if p < _FEWEST:
        return empty_state(asked.texts("types.pairs.few"), asked.texts("types.pairs.few_advice"))
    tested = {"n": p * (p - 1) // 2, "indicators": p, "by_chance": round(0.05 * p * (p - 1) / 2)}
    return html.Div(
        [
            _key(asked),
            matrix(asked, found),
            html.P(
                asked.texts("types.pairs.prompt"),
                className="pairs-said",
                **attributes(data_prompt=asked.texts("types.pairs.prompt")),
            ),
            listed(asked, found),
            html.P(asked.texts(f"types.pairs.caveat.{asked.view.level}"), className="quiet"),
            html.P(asked.texts("types.pairs.tested", **tested), className="quiet"),
        ]
    )


def layout(texts: Texts) -> Component:
    """Lay out the place of the heat map."""
    return html.Section(
        [heading(texts("types.pairs.title")), html.Div(id="types-pairs", className="still")],
        className="part types-pairs",
    )


def register(app: Dash, services: Services) -> None:
    """Wire the answer to the heat map."""

    @app.callback(Output("types-pairs", "data-tree"), Input("choropleth", "data"), Input(TABS, "value"))
    def show(answer: Mapping[str, Any], tab: str) -> str:
        only_while_open(tab, _TAB)
        return drawn(content(question(services, answer)))
