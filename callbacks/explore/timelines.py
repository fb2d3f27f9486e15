"""The time lines: the city and the selected quarters over the years.

What the user sees: the city as a thick line, all quarters' middle half as a band, up to six selected quarters,
each named at its end; the range of every rate beside it when pointed at, and as a band where few are selected.
"""

from collections.abc import Mapping, Sequence
from html import unescape
from itertools import pairwise
from typing import Any

import numpy as np
from dash import Dash, Input, Output, html
from dash.development.base_component import Component

from callbacks.shared.amounts import is_per_cent
from callbacks.shared.charts import INK, base_layout, graph, in_two_lines, label
from callbacks.shared.panel import TABS, only_while_open
from callbacks.shared.pieces import heading
from callbacks.shared.question import Question, question
from callbacks.shared.services import Services
from layers.amounts import between
from layers.columns import column
from layers.kept_secret import secret_or
from layers.timelines import COLOURS, development, gaps, latest_chosen, series
from loading.atlas import LevelName
from texts import Texts

_HEIGHT = 330
_DIGITS_OF_PLACES = 3  # of names: where one stands is no number of a quarter
_MOST_RANGES = 3
_LETTERS = 18  # of a line of the name beside the end of a line
_LETTER, _BESIDE = 6.4, 9  # pixels: as wide as a letter is on average; between a line's end and its name
_LINE = 0.058  # as high as a line of a name is, of the chart
_DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")


def figure(asked: Question, selection: Sequence[str]) -> dict[str, Any]:
    """Draw band, city and selected quarters."""
    years, judged, city = series(asked.atlas, asked.view)
    names = asked.atlas.levels[asked.view.level]
    chosen = latest_chosen(asked.atlas, asked.view, selection)
    ends = ranges(asked, asked.view.level, years)
    drawn = [*_band(years, judged), _line(years, city, asked.texts("timelines.city"), INK, 3.0, "solid", None)]
    drawn[-1]["text"] = _ranges_in_words(asked, *(end[0] for end in ranges(asked, "city", years)))
    for at, position in enumerate(chosen):
        low, high = (np.where(np.isfinite(judged[position]), end[position], np.nan) for end in ends)
        if len(chosen) <= _MOST_RANGES:
            drawn += _range_band(years, low, high, COLOURS[at])
        name = label(names.names[position], 2 * _LETTERS)
        line = _line(years, judged[position], name, COLOURS[at], 2.0, _DASHES[at], names.ids[position])
        drawn.append({**line, "text": _ranges_in_words(asked, low, high)})
    hover = {"hovertemplate": f"%{{x}}: %{{y:.{asked.indicator.decimals}f}} %{{text}}<extra>%{{fullData.name}}</extra>"}
    drawn = [{**line, **hover} if "name" in line else line for line in drawn]
    axis = {"ticksuffix": " %" if is_per_cent(asked, asked.indicator) else "", "rangemode": "tozero"}
    ticks = {"tickvals": years[:: -(-len(years) // 5)], "tickangle": 0, "range": _with_room(years)}
    layout = base_layout(_HEIGHT, asked.texts, xaxis={**ticks, "tickformat": "d", "showgrid": False}, yaxis=axis)
    labels = _end_labels(drawn, dict(zip(names.ids, names.names, strict=True)))
    widest = max((len(line) for one in labels for line in unescape(one["text"]).split("<br>")), default=0)
    margin = {**layout["margin"], "r": layout["margin"]["r"] + _BESIDE + round(_LETTER * widest)}
    return {"data": drawn, "layout": {**layout, "margin": margin, "annotations": labels}}


def ranges(asked: Question, level: LevelName, years: Sequence[int]) -> tuple[np.ndarray, np.ndarray]:
    """Give both ends of the range of every area in some years, shape (areas, years) each; NaN where there is none."""
    columns = [column(asked.atlas, level, asked.view.indicator, year) for year in years]
    return np.stack([one.low for one in columns], axis=1), np.stack([one.high for one in columns], axis=1)


def _ranges_in_words(asked: Question, low: np.ndarray, high: np.ndarray) -> list[str]:
    found = [between(asked.texts, asked.indicator, *ends) for ends in zip(low.tolist(), high.tolist(), strict=True)]
    return [f"({ends})" if ends else "" for ends in found]


def _range_band(years: list[int], low: np.ndarray, high: np.ndarray, colour: str) -> list[dict[str, Any]]:
    """Draw the ranges of one quarter as a pale band, each stretch of years between its gaps by itself."""
    known = np.flatnonzero(np.isfinite(low))
    stretches = [part for part in np.split(known, np.flatnonzero(np.diff(known) > 1) + 1) if len(part) > 1]
    tint = ",".join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
    look = {"mode": "lines", "line": {"width": 0}, "hoverinfo": "skip", "fill": "toself"}
    return [
        {
            **look,
            "x": [*(years[at] for at in part), *(years[at] for at in part[::-1])],
            "y": [*high[part].tolist(), *low[part][::-1].tolist()],
            "fillcolor": f"rgba({tint},.16)",
        }
        for part in stretches
    ]


def _with_room(years: Sequence[int]) -> list[float]:
    span = max(1, years[-1] - years[0])
    return [years[0] - 0.03 * span, years[-1] + 0.03 * span]


def _band(years: list[int], judged: np.ndarray) -> list[dict[str, Any]]:
    if np.isfinite(judged).sum(axis=0).min() < 4:
        return []
    low, high = np.nanpercentile(judged, [25, 75], axis=0)
    shared = {"x": years, "mode": "lines", "line": {"width": 0}, "hoverinfo": "skip"}
    fill = {"fill": "tonexty", "fillcolor": "rgba(134,167,198,.28)"}
    return [{**shared, "y": high.tolist()}, {**shared, "y": low.tolist(), **fill}]


def _line(
    years: list[int], values: np.ndarray, name: str, colour: str, width: float, dash: str, quarter_id: str | None
) -> dict[str, Any]:
    return {
        "x": years,
        "y": [None if np.isnan(value) else float(value) for value in values],
        "name": name,
        "mode": "lines+markers",
        "line": {"color": colour, "width": width, "dash": dash},
        "marker": {"size": [6] * len(years), "color": colour},
        "customdata": [quarter_id] * len(years) if quarter_id else None,
    }


def _end_labels(drawn: list[dict[str, Any]], called: Mapping[str, str]) -> list[dict[str, Any]]:
    """Name each line at the height of its last value, moved apart where names would overlap.

    All names stand right of the last year: beside a line that ends before they would lie on others.
    """
    ends = []
    for line in drawn:
        known = [at for at, value in enumerate(line["y"]) if value is not None]
        if line.get("name") and known:
            text = in_two_lines(called[line["customdata"][0]], _LETTERS) if line["customdata"] else line["name"]
            ends.append((line["y"][known[-1]], line["x"][known[-1]], text, line["line"]["color"]))
    ends.sort(key=lambda end: end[0])
    values = [value for line in drawn for value in line["y"] if value is not None]
    high, low = max(values, default=0.0), min([0.0, *values])
    rooms = [_LINE * ((high - low) or 1.0) * (1 + text.count("<br>")) for _, _, text, _ in ends]
    right = max((year for _, year, _, _ in ends), default=0)
    return [
        {
            "x": right,
            "y": round(height, _DIGITS_OF_PLACES),
            "text": text,
            "showarrow": False,
            "xanchor": "left",
            "align": "left",
            "xshift": _BESIDE,
            "font": {"size": 11.5, "color": colour},
        }
        for height, (_, _, text, colour) in zip(_apart([end[0] for end in ends], rooms, high), ends, strict=True)
    ]


def _apart(heights: Sequence[float], rooms: Sequence[float], most: float) -> list[float]:
    """Move rising heights up until each has its room, then down again where they would leave the chart.

    Examples
    --------
    >>> _apart([1.0, 1.0, 9.0], [2.0, 2.0, 2.0], 10.0)
    [1.0, 3.0, 9.0]
    >>> _apart([9.0, 9.0, 9.0], [1.0, 1.0, 3.0], 10.0)
    [7.0, 8.0, 10.0]
    """
    gaps = [(one + other) / 2 for one, other in pairwise(rooms)]
    found = list(heights)
    for at, gap in enumerate(gaps, start=1):
        found[at] = max(found[at], found[at - 1] + gap)
    if found:
        found[-1] = min(found[-1], most)
    for at, gap in reversed(list(enumerate(gaps))):
        found[at] = min(found[at], found[at + 1] - gap)
    return found


def layout(texts: Texts) -> Component:
    """Lay out the empty chart."""
    return html.Section(
        [
            heading(texts("timelines.title")),
            html.P(id="timelines-sentence", className="sentence"),
            graph("timelines-chart", texts("timelines.chart"), _HEIGHT),
            html.P(texts("timelines.how"), className="quiet"),
        ],
        className="part",
        id="timelines-part",
    )


def shown(asked: Question, selection: Sequence[str]) -> tuple[dict[str, Any], str]:
    """Give chart and sentence; where there is no second year, an empty chart and the reason."""
    texts, atlas, view = asked.texts, asked.atlas, asked.view
    years, _, _ = series(atlas, view)
    if len(years) < 2:
        said = texts("timelines.one_year" if years else "timelines.no_year"), ""
        secret = secret_or(texts, atlas, view, said)[0]
        nothing = {"visible": False}
        return {"data": [], "layout": base_layout(60, texts, xaxis=nothing, yaxis=nothing)}, secret
    blank = gaps(texts, atlas, view, latest_chosen(atlas, view, selection))
    return figure(asked, selection), " ".join(filter(None, [development(texts, atlas, view), blank]))


def register(app: Dash, services: Services) -> None:
    """Wire answer and selection to the chart."""

    @app.callback(
        Output("timelines-chart", "figure"),
        Output("timelines-sentence", "children"),
        Input("choropleth", "data"),
        Input("address-selection", "data"),
        Input(TABS, "value"),
    )
    def show(answer: Mapping[str, Any], selection: list[str], tab: str) -> tuple[dict[str, Any], str]:
        only_while_open(tab, "time")
        return shown(question(services, answer), selection or [])
