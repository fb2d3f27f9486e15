"""The findings: what the figures of the indicator say, in sentences that can be checked and copied.

What the user sees: at most seven sentences, the most important first; a click selects the quarters it is about.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from dash import Dash, Input, Output, html
from dash.development.base_component import Component

from analysis.findings import Figures, Statement, findings
from analysis.weights import Neighbours, queen
from callbacks.shared.amounts import amount, share_of
from callbacks.shared.pieces import attributes, empty_state, heading, icon_button
from callbacks.shared.question import Question, question
from callbacks.shared.services import Services
from callbacks.shared.still import still
from layers.columns import column
from layers.declaration import source
from layers.remembered import remembered
from layers.view import View
from loading.atlas import Atlas, LevelName
from loading.reasons import Reason
from texts import Texts

AT_FIRST = 2
LIVING = ("people", "households")  # of these alone is said that they live somewhere


@remembered(8)
def neighbours_of(atlas: Atlas, level: LevelName) -> Neighbours:
    """Give the neighbours of every area of a level, computed once."""
    return queen(atlas.levels[level].geometry).tuples


def adds_up(atlas: Atlas, view: View) -> bool:
    """Tell whether districts can have numbers: rates of their quarters add up only together with their counts."""
    at = atlas.indicator_position(view.indicator)
    fine, own = atlas.cubes["quarter"], atlas.cubes[view.level]
    if view.level == "quarter" or np.isfinite(own.value[:, at]).any():
        return True
    return not np.isfinite(fine.value[:, at]).any() or bool(np.isfinite(fine.numerator[:, at]).any())


@remembered(64)
def statements(atlas: Atlas, view: View) -> tuple[Statement, ...]:
    """Give what the figures of a view say."""
    cube, city = atlas.cubes[view.level], atlas.cubes["city"]
    at = atlas.indicator_position(view.indicator)
    indicator = atlas.indicators[at]
    reasons = cube.reason[:, at, :]
    now = atlas.year_position(view.year)
    other = view.second not in ("", view.indicator)
    second = column(atlas, view.level, view.second, view.year).comparable if other else None
    return findings(
        Figures(
            value=cube.value[:, at, :],
            numerator=cube.numerator[:, at, :],
            denominator=cube.denominator[:, at, :],
            judged=np.isin(reasons, (Reason.VALUE, Reason.ZERO)),
            residents=cube.residents,
            city=city.value[0, at, :],
            years=atlas.years,
            now=now,
            reasons=tuple(Reason(code).label for code in reasons[:, now].tolist()),
            kind=indicator.kind,
            direction=indicator.direction,
            factor=indicator.factor,
            neighbours=neighbours_of(atlas, view.level),
            second=second,
            adds_up=adds_up(atlas, view),
        )
    )


def _joined(texts: Texts, names: list[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return texts("findings_part.and_last", first=", ".join(names[:-1]), last=names[-1])


def wording(asked: Question, statement: Statement) -> str:
    """Put a statement into words."""
    texts, indicator = asked.texts, asked.indicator
    quarters = asked.atlas.levels[asked.view.level]
    values: dict[str, Any] = dict(statement.values)
    for name in statement.amounts:
        values[name] = amount(asked, indicator, statement.values[name])
    for name, positions in statement.names.items():
        values[name] = _joined(texts, [quarters.names[position] for position in positions])
    values.setdefault("indicator", asked.local(indicator.title))
    values.setdefault("of_people", share_of(asked, indicator))
    values.setdefault("reference", asked.local(indicator.denominator))
    values.setdefault("second", asked.local(asked.second.title))
    values.setdefault("all", len(quarters))
    said = "text" if indicator.counts in LIVING or "counted" not in texts.entry(statement.code) else "counted"
    return texts(f"{statement.code}.{said}", **values)


def _card(asked: Question, statement: Statement, position: int) -> Component:
    text = wording(asked, statement)
    ids = "~".join(asked.atlas.levels[asked.view.level].ids[quarter] for quarter in statement.quarters)
    show = (
        html.Button(
            asked.texts(f"findings_part.show.{asked.view.level}", n=len(statement.quarters)),
            type="button",
            className="finding-show",
            **attributes(data_quarters=ids),
        )
        if ids
        else None
    )
    copy = icon_button(
        f"findings-copy-{position}",
        "copy",
        asked.texts("findings_part.copy"),
        **attributes(data_copy=source_line(asked, text)),
    )
    method = html.Details(
        [html.Summary(asked.texts("findings_part.method")), html.P(asked.texts(f"{statement.code}.method"))],
        className="quiet",
    )
    return html.Li(
        [html.P(text, className="sentence"), html.Div([show, method, copy], className="finding-foot")],
        className="finding is-first" if position == 0 else "finding",
    )


def source_line(asked: Question, text: str) -> str:
    """Add to a copied sentence what makes it checkable: indicator, year, level, number of areas, source."""
    indicator = asked.indicator
    year = str(asked.view.year) if asked.view.year else ""
    areas = asked.texts(f"map.levels.{asked.view.level}", n=len(asked.atlas.levels[asked.view.level]))
    parts = [f"{asked.local(indicator.title)} {year}".strip(), asked.city, areas, source(asked.atlas, indicator)]
    return f"{text} ({'; '.join(part for part in parts if part)})"


def content(asked: Question) -> list[Component]:
    """Build the list for a question."""
    found = statements(asked.atlas, asked.view)
    if not found:
        return [empty_state(asked.texts("findings_part.empty"), asked.texts("findings_part.empty_advice"))]
    cards = [_card(asked, statement, position) for position, statement in enumerate(found)]
    shown = html.Ul(cards[:AT_FIRST], className="findings")
    caveat = html.P(asked.texts("findings_part.caveat"), className="quiet")
    if len(cards) <= AT_FIRST:
        return [shown, caveat]
    more = html.Summary(asked.texts("findings_part.more", n=len(cards) - AT_FIRST))
    return [
        shown,
        html.Details([more, html.Ul(cards[AT_FIRST:], className="findings"), caveat], className="findings-more"),
    ]


def layout(texts: Texts) -> Component:
    """Lay out the empty list."""
    return html.Section([heading(texts("findings_part.title")), html.Div(id="findings-content")], className="part")


def register(app: Dash, services: Services) -> None:
    """Wire the answer to the sentences."""

    @app.callback(Output("findings-content", "children"), Input("choropleth", "data"))
    def show(answer: Mapping[str, Any]) -> Component:
        return still(html.Div(content(question(services, answer))))
