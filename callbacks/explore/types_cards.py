"""One card for each type: who belongs to it, what sets it apart, and the quarter that stands for it.

What the user sees: swatch, name, number of quarters and residents, the three strongest differences in words, the most
typical quarter and a small profile; a click on the head selects the quarters. Below, who fits badly or is left out.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from dash import Dash, Input, Output, html
from dash.development.base_component import Component

from analysis.types.description import Difference, TypeDescription
from callbacks.shared.panel import TABS, only_while_open
from callbacks.shared.pieces import attributes, empty_state
from callbacks.shared.question import Question
from callbacks.shared.services import Services
from callbacks.shared.still import drawn
from callbacks.shared.types_asked import ASKED, TypesQuestion, apart, refused, types_question
from layers.categories.types import COLOURS
from layers.profiles.in_words import type_described
from layers.profiles.types import AreaTypes
from layers.totals import at_least, counts_of
from loading.atlas import Indicator
from loading.reasons import Reason
from texts import Texts

_TAB = "types"
_MOST_BARS = 8
_MOST_NAMED = 12
_MOST_LEFT_OUT = 60


def difference_words(asked: Question, indicator: Indicator, one: Difference) -> str:
    """Say how far the mean of a type lies from that of all quarters."""
    side = "above" if one.units > 0 else "below"
    mean = asked.texts(f"types.mean_of.{asked.view.level}")
    fields = {"indicator": asked.local(indicator.short), "apart": apart(asked, indicator, one.units), "mean": mean}
    return asked.texts(f"types.difference.{side}", **fields)


def _profile(asked: Question, found: AreaTypes, one: TypeDescription, widest: float) -> Component:
    rows = []
    for indicator, sd in zip(found.profiles.indicators, one.z, strict=True):
        length = 50 * min(abs(float(sd)) / widest, 1.0)
        fill = {
            "left": f"{50 if sd > 0 else 50 - length:.1f}%",
            "width": f"{length:.1f}%",
            "background": COLOURS[one.number % len(COLOURS)],
        }
        rows.append(
            html.Li(
                [
                    html.Span(asked.local(indicator.short), className="types-profile-name"),
                    html.Span(html.Span(className="types-fill", style=fill), className="types-profile-bar"),
                    html.Span(asked.texts.number(float(sd), 1, signed=True), className="types-profile-sd"),
                ]
            )
        )
    profile = html.Ul(rows, className="types-profile")
    if len(rows) <= _MOST_BARS:
        return profile
    return html.Details(
        [html.Summary(asked.texts("types.profile", n=len(rows))), profile], className="quiet types-more"
    )


def _linked(asked: Question, position: int) -> Component:
    quarters = asked.atlas.levels[asked.view.level]
    return html.Button(
        quarters.names[position],
        type="button",
        className="types-quarter",
        **attributes(data_quarter=quarters.ids[position], aria_pressed="false"),
    )


def _ids(asked: Question, positions: Iterable[int]) -> str:
    ids = asked.atlas.levels[asked.view.level].ids
    return "~".join(ids[int(at)] for at in positions)


def people(asked: Question, one: TypeDescription) -> str:
    """Say how many quarters and residents a type has, and their share of the city's residents."""
    areas = asked.texts(f"map.levels.{asked.view.level}", n=len(one.members))
    if np.isnan(one.residents):
        return areas
    view = asked.view
    living = counts_of(asked.atlas, view.level, view.indicator, view.year, "residents").of(one.members)
    known = asked.texts("types.living", n=round(living.known))
    of_city = living.share == living.share
    said = asked.texts("types.of_city", living=known, share=100 * living.share) if of_city else known
    return f"{areas} · {at_least(asked.texts, said, living.at_least)}"


def card(asked: Question, found: AreaTypes, one: TypeDescription, widest: float) -> Component:
    """Lay out one type."""
    name = asked.local(type_described(one, found.profiles.indicators))
    differences = [
        html.Li(difference_words(asked, found.profiles.indicators[apart.indicator], apart)) for apart in one.differences
    ]
    head = html.Button(
        [
            html.Span(className="types-swatch", style={"background": COLOURS[one.number % len(COLOURS)]}),
            html.Span(name, className="types-name"),
        ],
        type="button",
        className="types-head",
        title=asked.texts(f"types.select.{asked.view.level}"),
        **attributes(data_quarters=_ids(asked, one.members)),
    )
    typical = html.P([asked.texts("types.typical"), " ", _linked(asked, one.typical)], className="quiet")
    return html.Li(
        [
            html.H3(head),
            html.P(people(asked, one), className="types-people"),
            html.Ul(differences, className="types-differences"),
            typical,
            _profile(asked, found, one, widest),
        ],
        className="types-card",
    )


def doubtful(asked: Question, found: AreaTypes) -> Component | None:
    """Name the quarters that another type would fit better."""
    positions = found.doubtful.tolist()
    if not positions:
        return None
    worst = sorted(positions, key=lambda at: found.silhouette[at])[:_MOST_NAMED]
    more = len(positions) - len(worst)
    rest = [html.Span(asked.texts("types.and_more", n=more))] if more else []
    everyone = html.Button(
        asked.texts("types.select_all"),
        type="button",
        className="types-quarter",
        **attributes(data_quarters=_ids(asked, positions)),
    )
    return html.Div(
        [
            html.P(asked.texts(f"types.doubtful.{asked.view.level}", n=len(positions)), className="sentence"),
            html.P([*(_linked(asked, at) for at in worst), *rest, everyone], className="types-named"),
        ],
        className="types-aside",
    )


def _why_left(asked: Question, found: AreaTypes, position: int) -> str:
    lacking = found.profiles.lacking(position)
    if not lacking:
        return asked.texts("types.left.isolate")
    names = ", ".join(asked.local(one.short) for one in lacking)
    reason = asked.texts(f"reasons.{Reason(int(found.profiles.reason[position])).label}")
    return asked.texts("types.left.lacking", indicators=names, reason=reason)


def left_out(asked: Question, found: AreaTypes) -> Component | None:
    """Name the quarters without a type, each with the reason."""
    positions = np.flatnonzero(found.label < 0).tolist()
    if not positions:
        return None
    rows = [html.Li([_linked(asked, at), html.Span(_why_left(asked, found, at))]) for at in positions[:_MOST_LEFT_OUT]]
    more = len(positions) - len(rows)
    rows += [html.Li(asked.texts("types.and_more", n=more))] if more else []
    title = asked.texts(f"types.left.{asked.view.level}", n=len(positions))
    return html.Details([html.Summary(title), html.Ul(rows, className="types-left")], className="quiet types-more")


def _switch(tab: TypesQuestion) -> Component:
    return html.Button(
        tab.page.texts("types.on_map"),
        type="button",
        className="types-switch",
        role="switch",
        **attributes(data_types_map="", aria_checked=str(tab.is_on_map).lower()),
    )


def _foot(asked: Question, found: AreaTypes) -> str:
    areas = asked.texts(f"types.of_areas.{asked.view.level}", n=int((found.label >= 0).sum()))
    year = str(asked.view.year) if asked.view.year else asked.texts("types.undated")
    fields = {"areas": areas, "year": year, "explained": 100 * found.explained, "seed": found.seed}
    return asked.texts("types.foot", **fields)


def content(tab: TypesQuestion) -> Component:
    """Build the cards, or say why there are none."""
    asked, found = tab.page, tab.types()
    if found.refusal:
        return empty_state(*refused(asked, found.profiles, found.refusal))
    widest = max(1.0, *(float(np.abs(one.z).max()) for one in found.types))
    below: Sequence[Component | None] = (doubtful(asked, found), left_out(asked, found))
    return html.Div(
        [
            html.Div([html.H3(asked.texts("types.found", n=found.k)), _switch(tab)], className="row"),
            html.Ul([card(asked, found, one, widest) for one in found.types], className="types-cards"),
            *(part for part in below if part),
            html.P(_foot(asked, found), className="quiet"),
            html.P(asked.texts("types.caveat"), className="quiet"),
        ]
    )


def layout(texts: Texts) -> Component:
    """Lay out the place of the cards."""
    return html.Section(
        html.Div(id="types-cards", className="still"),
        className="part types-found",
        **attributes(aria_label=texts("types.title")),
    )


def register(app: Dash, services: Services) -> None:
    """Wire answer and choice to the cards."""

    @app.callback(
        Output("types-cards", "data-tree"), Input("choropleth", "data"), Input(ASKED, "data"), Input(TABS, "value")
    )
    def show(answer: Mapping[str, Any], how: str, tab: str) -> str:
        only_while_open(tab, _TAB)
        return drawn(content(types_question(services, answer, how)))
