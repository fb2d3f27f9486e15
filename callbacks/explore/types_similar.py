"""Quarters like this one: the nearest profiles of the quarter that was selected last.

What the user sees: five quarters, the most similar first, each with how near it is in words and where it differs most;
a click selects it. Without a selection, what to do.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from dash import Dash, Input, Output, html
from dash.development.base_component import Component

from analysis.types.similar import Counterpart, SimilarQuarters
from callbacks.shared.panel import TABS, only_while_open
from callbacks.shared.pieces import attributes, empty_state, heading
from callbacks.shared.question import Question
from callbacks.shared.services import Services
from callbacks.shared.still import drawn
from callbacks.shared.types_asked import ASKED, TypesQuestion, apart, refused, types_question
from layers.profiles.similar import SimilarAreas, similar_areas
from loading.reasons import Reason
from texts import Texts

_TAB = "types"
MOST = 5
#: Distance as a multiple of the usual one to the nearest counterpart, up to which a word is used.
_NEARNESS = ((1.0, "very"), (1.75, "alike"), (3.0, "somewhat"))
_FARTHEST = 4.0


def nearness(distance: float, usual: float) -> str:
    """Put a distance into a word.

    Examples
    --------
    >>> nearness(0.5, 0.5), nearness(2.0, 0.5), nearness(0.0, 0.0)
    ('very', 'hardly', 'very')
    """
    return next((word for most, word in _NEARNESS if distance <= most * usual), "hardly")


def _differences(asked: Question, found: SimilarAreas, one: Counterpart) -> str:
    said = []
    for difference in one.differences:
        indicator = found.profiles.indicators[difference.indicator]
        fields = {"indicator": asked.local(indicator.short), "apart": apart(asked, indicator, difference.units)}
        said.append(asked.texts(f"types.similar.{'higher' if difference.units > 0 else 'lower'}", **fields))
    return "; ".join(said) or asked.texts("types.similar.same")


def _row(asked: Question, found: SimilarAreas, answer: SimilarQuarters, one: Counterpart) -> Component:
    quarters, texts = asked.atlas.levels[asked.view.level], asked.texts
    times = one.distance / answer.usual if answer.usual > 0 else 0.0
    far = {"width": f"{100 * min(times / _FARTHEST, 1.0):.0f}%"}
    word = texts(f"types.similar.{nearness(one.distance, answer.usual)}")
    head = [
        html.Span(quarters.names[one.quarter], className="types-name"),
        html.Span(word, className="types-near"),
        html.Span(html.Span(style=far), className="types-distance", **attributes(aria_hidden="true")),
    ]
    return html.Li(
        html.Button(
            [html.Span(head, className="types-similar-head"), html.Span(_differences(asked, found, one))],
            type="button",
            className="types-similar",
            title=texts("types.similar.times", times=times, sd=one.per_indicator),
            **attributes(data_quarter=quarters.ids[one.quarter], aria_pressed="false"),
        )
    )


def _refusal(asked: Question, found: SimilarAreas) -> Component:
    if found.refusal != "no_profile":
        code = "too_few_to_compare" if found.refusal == "too_few_areas" else found.refusal
        return empty_state(*refused(asked, found.profiles, code))
    names = ", ".join(asked.local(one.short) for one in found.profiles.lacking(found.area))
    reason = asked.texts(f"reasons.{Reason(int(found.profiles.reason[found.area])).label}")
    name = asked.atlas.levels[asked.view.level].names[found.area]
    return empty_state(
        asked.texts("types.similar.lacking", name=name, indicators=names, reason=reason),
        asked.texts("types.similar.lacking_advice"),
    )


def content(tab: TypesQuestion, selection: Sequence[str]) -> Component:
    """Build the list for the quarter that was selected last."""
    asked = tab.page
    level = asked.view.level
    ids = set(asked.atlas.levels[level].ids)
    chosen = next((one for one in reversed(selection) if one in ids), None)
    if chosen is None:
        return empty_state(
            asked.texts(f"types.similar.empty.{level}"), asked.texts(f"types.similar.empty_advice.{level}")
        )
    found = similar_areas(asked.atlas, level, asked.view.year, chosen, tab.options.indicators, MOST)
    if found.refusal or found.found is None:
        return _refusal(asked, found)
    answer = found.found
    name = asked.atlas.levels[level].names[found.area]
    count = asked.texts("types.indicators", n=len(found.profiles.indicators))
    key = "alone" if answer.stands_alone else "like"
    areas = asked.texts(f"types.of_areas.{level}", n=answer.n)
    return html.Div(
        [
            html.P(asked.texts(f"types.similar.{key}", name=name, indicators=count, areas=areas), className="sentence"),
            html.Ol([_row(asked, found, answer, one) for one in answer.counterparts], className="types-similars"),
            html.P(asked.texts("types.similar.how"), className="quiet"),
        ]
    )


def layout(texts: Texts) -> Component:
    """Lay out the place of the list."""
    return html.Section(
        [heading(texts("types.similar.title")), html.Div(id="types-similar", className="still")],
        className="part types-alike",
    )


def register(app: Dash, services: Services) -> None:
    """Wire answer, choice and selection to the list."""

    @app.callback(
        Output("types-similar", "data-tree"),
        Input("choropleth", "data"),
        Input(ASKED, "data"),
        Input("address-selection", "data"),
        Input(TABS, "value"),
    )
    def show(answer: Mapping[str, Any], how: str, selection: list[str], tab: str) -> str:
        only_while_open(tab, _TAB)
        return drawn(content(types_question(services, answer, how), selection or []))
