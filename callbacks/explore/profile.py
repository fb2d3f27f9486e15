"""The profile of one quarter: its key figures beside the city's, by dimension.

What the user sees: the quarter selected last, with residents, and for each indicator the value with its range,
the city's value, the rank and whether it differs clearly.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import numpy as np
from dash import Dash, Input, Output, html
from dash.development.base_component import Component

from callbacks.shared.amounts import brief, number
from callbacks.shared.panel import TABS, only_while_open
from callbacks.shared.pieces import attributes, empty_state, heading
from callbacks.shared.question import Question, question
from callbacks.shared.services import Services, texts_of
from layers.amounts import between, clearly, rank
from layers.city_value import city_values
from layers.columns import Column, column
from layers.remembered import remembered
from layers.view import View, years_with_values
from loading.atlas import Atlas, Indicator
from loading.reasons import Reason
from texts import Texts

Difference = Literal["above", "below", "alike", "unknown"]


def chosen(asked: Question, selection: Sequence[str]) -> int | None:
    """Give the position of the quarter that was selected last, on the level shown."""
    ids = asked.atlas.levels[asked.view.level].ids
    return next((ids.index(one) for one in reversed(selection) if one in ids), None)


def latest_year(asked: Question, indicator: Indicator) -> int | None:
    """Give the year on show, or the latest before it with values, or the earliest after it."""
    years = years_with_values(asked.atlas, asked.view.level, indicator.id)
    until = [year for year in years if year <= asked.view.year]
    return until[-1] if until else years[0] if years else None


def difference(numbers: Column, position: int) -> Difference:
    """Tell whether a value differs clearly from the city: the city's value lies outside its 95 % range."""
    side = float(numbers.clear[position])
    return "unknown" if np.isnan(side) else "above" if side > 0 else "below" if side < 0 else "alike"


def _bar(numbers: Column, position: int, city: float) -> Component:
    """Draw the value among all quarters' values, the city as a mark."""
    values = numbers.comparable[np.isfinite(numbers.comparable)]
    value = numbers.value[position]
    if not values.size or not np.isfinite(value) or values.min() == values.max():
        return html.Span(className="profile-bar")
    low, span = float(values.min()), float(values.max() - values.min())
    place = min(max((float(value) - low) / span, 0.0), 1.0)
    marks: list[Component] = [html.Span(className="profile-dot", style={"left": f"{100 * place:.1f}%"})]
    if low <= city <= low + span:
        marks.insert(0, html.Span(className="profile-city", style={"left": f"{100 * (city - low) / span:.1f}%"}))
    return html.Span(marks, className="profile-bar", **attributes(aria_hidden="true"))


def _figure(asked: Question, indicator: Indicator, position: int) -> Component | None:
    year = latest_year(asked, indicator)
    if year is None:
        return None
    numbers = column(asked.atlas, asked.view.level, indicator.id, year)
    city = float(
        city_values(asked.atlas, asked.atlas.indicator_position(indicator.id))[asked.atlas.year_position(year)]
    )
    texts = asked.texts
    other_year = f" {year}" if year and year != asked.view.year else ""
    reason = Reason(int(numbers.reason[position]))
    said = clearly(texts, float(numbers.clear[position]))
    name = html.Th(
        [asked.local(indicator.short) + other_year, *([html.Span(said, className="profile-clear")] if said else [])],
        scope="row",
        title=asked.local(indicator.title),
    )
    if not reason.has_number:
        words = html.Td(texts(f"reasons.{reason.label}"), colSpan=3, className="quiet")
        return html.Tr([name, words, html.Td(number(asked, indicator, city))])
    verdict = difference(numbers, position)
    shown = [
        html.Span(brief(asked, indicator, float(numbers.value[position]))),
        _range(asked, indicator, numbers, position),
    ]
    ends = float(numbers.rank[position]), float(numbers.rank_end[position])
    ranked = texts("profile.rank", rank=rank(texts, *ends)) if np.isfinite(ends[0]) else texts("profile.not_ranked")
    return html.Tr(
        [
            name,
            html.Td(shown, className=f"profile-value is-{verdict}", title=texts(f"profile.difference.{verdict}")),
            html.Td(_bar(numbers, position, city)),
            html.Td(ranked, className="quiet"),
            html.Td(number(asked, indicator, city)),
        ]
    )


def _range(asked: Question, indicator: Indicator, numbers: Column, position: int) -> Component | None:
    ends = between(asked.texts, indicator, float(numbers.low[position]), float(numbers.high[position]))
    return html.Span(ends, className="profile-range") if ends else None


def tables(asked: Question, position: int) -> list[Component]:
    """Build one table for each dimension; counts are left to the table of numbers."""
    groups: dict[str, list[Component]] = {}
    for indicator in asked.atlas.indicators:
        row = None if indicator.kind == "count" else _figure(asked, indicator, position)
        if row is not None:
            groups.setdefault(indicator.dimension, []).append(row)
    heads = [
        html.Th(asked.texts(f"profile.columns.{name}"), scope="col")
        for name in ("indicator", "value", "place", "rank", "city")
    ]
    return [
        html.Table(
            [html.Caption(asked.texts(f"dimensions.{name}")), html.Thead(html.Tr(heads)), html.Tbody(rows)],
            className="profile-table",
        )
        for name, rows in groups.items()
    ]


def _residents(asked: Question, position: int) -> str:
    residents = asked.atlas.cubes[asked.view.level].residents[position]
    known = np.flatnonzero(np.isfinite(residents))
    if not known.size:
        return ""
    year = asked.atlas.years[known[-1]]
    return asked.texts(
        "profile.residents" if year else "profile.residents_undated", n=round(residents[known[-1]]), year=year
    )


def content(asked: Question, selection: Sequence[str]) -> list[Component]:
    """Build the profile of the quarter that was selected last."""
    position = chosen(asked, selection)
    if position is None:
        return [empty_state(asked.texts(f"profile.empty.{asked.view.level}"), asked.texts("profile.empty_advice"))]
    view = View(project=asked.view.project, level=asked.view.level, indicator="", year=asked.view.year)
    return _content(asked.atlas, view, asked.texts.language, position)


@remembered(16, if_small=128)
def _content(atlas: Atlas, view: View, language: str, position: int) -> list[Component]:
    """Lay out once for everybody who looks at the same quarter, whichever indicator is on the map."""
    asked = Question(texts_of(language), atlas, view)
    quarters = asked.atlas.levels[asked.view.level]
    district = asked.atlas.levels.get("district")
    parent = quarters.parents[position]
    place = district.names[parent] if asked.view.level == "quarter" and district and parent >= 0 else ""
    line = " · ".join(part for part in (quarters.ids[position], place, _residents(asked, position)) if part)
    return [
        heading(quarters.names[position]),
        html.P(line, className="quiet"),
        *tables(asked, position),
        html.P(asked.texts("profile.how"), className="quiet"),
    ]


def layout(texts: Texts) -> Component:
    """Lay out the empty profile."""
    return html.Section(id="profile-content", className="part profile", **attributes(aria_label=texts("profile.title")))


def register(app: Dash, services: Services) -> None:
    """Wire answer and selection to the profile."""

    @app.callback(
        Output("profile-content", "children"),
        Input("choropleth", "data"),
        Input("address-selection", "data"),
        Input(TABS, "value"),
    )
    def show(answer: Mapping[str, Any], selection: list[str], tab: str) -> list[Component]:
        only_while_open(tab, "profile")
        return content(question(services, answer), selection or [])
