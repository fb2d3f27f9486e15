"""Types of quarters: which indicators make them, by which method, and how many there are.

What the user sees: a line that says how the types were made and opens the choice of it; below, the candidates for the
number of types with how clearly they part and how well they come back, the proposal marked, and why it is proposed.
"""

from collections.abc import Mapping
from typing import Any

import dash_mantine_components as dmc
from dash import ClientsideFunction, Dash, Input, Output, dcc, html
from dash.development.base_component import Component

from analysis.types.number_of_types import FAIRLY_STABLE, NUMBERS, STABLE, Candidate, Proposal
from callbacks.shared.panel import TABS, only_while_open
from callbacks.shared.pieces import attributes, heading
from callbacks.shared.services import Services
from callbacks.shared.still import drawn
from callbacks.shared.types_asked import ASKED, TypesQuestion, types_question
from layers.profiles.area_profiles import area_profiles
from layers.profiles.indicators import default_indicators, unusable
from layers.profiles.options import METHODS, can_be_carried
from layers.profiles.types import AreaTypes
from loading.atlas import Indicator
from texts import Texts

_TAB = "types"


def offered(tab: TypesQuestion) -> list[dict[str, Any]]:
    """List the indicators by dimension; what cannot be chosen says why."""
    asked = tab.page
    groups: dict[str, list[dict[str, Any]]] = {}
    for one in asked.atlas.indicators:
        if ":" in one.id:
            continue
        why = _why_not(tab, one)
        label = asked.local(one.short)
        item = {"value": one.id, "label": f"{label} ({asked.texts(f'types.not.{why}')})" if why else label}
        groups.setdefault(one.dimension, []).append({**item, "disabled": bool(why)})
    return [{"group": asked.texts(f"dimensions.{name}"), "items": items} for name, items in groups.items()]


def _why_not(tab: TypesQuestion, one: Indicator) -> str:
    view = tab.page.view
    why = unusable(tab.page.atlas, view.level, one.id, view.year)
    return why or ("" if can_be_carried(one.id) else "not_carried")


def defaults(tab: TypesQuestion) -> list[str]:
    """Give the indicators that make the types where nobody has chosen."""
    view = tab.page.view
    return list(default_indicators(tab.page.atlas, view.level, view.year))


def summary(tab: TypesQuestion) -> str:
    """Say in one line how the types were made."""
    asked, found = tab.page, tab.types()
    fields = {
        "indicators": asked.texts("types.indicators", n=len(found.profiles.indicators)),
        "method": asked.texts(f"types.method.{found.method}.name"),
        "origin": asked.texts("types.own" if tab.options.indicators else "types.proposed"),
    }
    return asked.texts("types.summary", **fields)


def why(tab: TypesQuestion, proposal: Proposal) -> str:
    """Say why a number of types is proposed, or that none is stable."""
    texts, best = tab.page.texts, proposal.proposed
    share = 100 * (1 - proposal.share)
    level = "stable" if best.stability >= STABLE else "fairly_stable" if proposal.stable else "unstable"
    values = {
        "silhouette": best.silhouette,
        "stability": best.stability,
        "least": FAIRLY_STABLE,
        "left": share,
        "resamples": proposal.resamples,
        "structure": texts(f"types.structure.{proposal.structure}"),
    }
    return texts(f"types.why.{level}", n=best.k, **values)


def _bar(kind: str, value: float) -> Component:
    return html.Span(className=f"types-bar is-{kind}", style={"height": f"{100 * min(max(value, 0.0), 1.0):.0f}%"})


def _candidate(tab: TypesQuestion, found: AreaTypes, one: Candidate) -> Component:
    texts = tab.page.texts
    proposed = found.proposal is not None and one.k == found.proposal.k
    smallest = texts(f"types.of_areas.{tab.page.view.level}", n=one.smallest)
    said = texts("types.candidate", n=one.k, silhouette=one.silhouette, stability=one.stability, smallest=smallest)
    label = f"{said} {texts('types.is_proposed')}" if proposed else said
    return html.Button(
        [
            html.Span([_bar("silhouette", one.silhouette), _bar("stability", one.stability)], className="types-bars"),
            html.Span(texts.number(one.k), className="types-k"),
            html.Span(texts("types.proposal") if proposed else "", className="types-mark"),
        ],
        type="button",
        className="types-candidate is-proposed" if proposed else "types-candidate",
        title=label,
        **attributes(
            data_types_k=str(min(one.k, NUMBERS[-1])), aria_label=label, aria_pressed=str(one.k == found.k).lower()
        ),
    )


def _figures(tab: TypesQuestion, proposal: Proposal) -> Component:
    """Give the candidates as a table, for all who cannot or do not want to read heights."""
    texts = tab.page.texts
    heads = ("k", "silhouette", "stability", "explained", "smallest")
    rows = [
        html.Tr(
            [
                html.Th(texts.number(one.k), scope="row"),
                html.Td(texts.number(one.silhouette, 2)),
                html.Td(texts.number(one.stability, 2)),
                html.Td(f"{texts.number(100 * one.explained)}\N{NO-BREAK SPACE}%"),
                html.Td(texts.number(one.smallest)),
            ]
        )
        for one in proposal.candidates
    ]
    head = html.Tr([html.Th(texts(f"types.column.{name}"), scope="col") for name in heads])
    table = html.Table([html.Thead(head), html.Tbody(rows)], className="types-figures")
    how = html.P(texts("types.how_number", resamples=proposal.resamples, stable=STABLE), className="quiet")
    return html.Details([html.Summary(texts("types.figures")), table, how], className="types-more")


def number(tab: TypesQuestion) -> Component:
    """Lay out the candidates; nothing where there are no types."""
    texts, found = tab.page.texts, tab.types()
    if found.refusal or found.proposal is None:
        return html.Div()
    buttons = [_candidate(tab, found, one) for one in found.proposal.candidates]
    legend = [
        html.Span([html.Span(className=f"types-key is-{kind}"), texts(f"types.column.{kind}")])
        for kind in ("silhouette", "stability")
    ]
    back = html.Button(
        texts("types.take_proposal", n=found.proposal.k),
        type="button",
        className="button is-small",
        **attributes(data_types_k="0"),
    )
    title = texts("types.number")
    return html.Div(
        [
            html.Div([html.H3(title), *([back] if tab.options.k else [])], className="row"),
            html.Div(buttons, className="types-candidates", role="group", **attributes(aria_label=title)),
            html.P([*legend, html.Span(texts("types.stable_line", stable=STABLE))], className="quiet types-legend"),
            html.P(why(tab, found.proposal), className="sentence" if found.proposal.stable else "sentence types-doubt"),
            _figures(tab, found.proposal),
        ]
    )


def notes(tab: TypesQuestion) -> Component:
    """Say what is particular about the chosen indicators: other years, background, twins, what was passed over."""
    asked = tab.page
    found = area_profiles(asked.atlas, asked.view.level, asked.view.year, tab.options.indicators)
    named = [asked.local(one.short) for one in found.indicators]
    said = [
        asked.texts("types.note.year", indicator=name, year=str(year))
        for name, year in zip(named, found.years, strict=True)
        if year not in (0, asked.view.year)
    ]
    context = [name for name, one in zip(named, found.indicators, strict=True) if one.direction == "context"]
    said += [asked.texts("types.note.context", indicators=", ".join(context))] if context else []
    said += [
        asked.texts("types.note.twins", one=named[pair.one], other=named[pair.other], r=pair.coefficient)
        for pair in found.profiles.correlated[:3]
    ]
    said += [asked.texts("types.note.constant", indicator=named[at]) for at in found.profiles.constant[:3] if named]
    unused = [asked.local(one.short) for one in asked.atlas.indicators if one.id in found.unused]
    lost = [*unused, *tab.passed_over]
    said += [asked.texts("types.note.passed_over", names=", ".join(lost))] if lost else []
    return html.Ul([html.Li(one) for one in said], className="quiet types-notes")


def _methods(texts: Texts) -> Component:
    radios = [
        dmc.Radio(
            label=texts(f"types.method.{one}.name"), description=texts(f"types.method.{one}.how"), value=one, size="xs"
        )
        for one in METHODS
    ]
    return dmc.RadioGroup(dmc.Stack(radios, gap=8), id="types-method", label=texts("types.methods"), size="xs")


def _choice(texts: Texts) -> Component:
    select = dmc.MultiSelect(
        id="types-indicators",
        label=texts("types.which"),
        description=texts("types.which_how"),
        data=[],
        value=[],
        searchable=True,
        size="xs",
        maxDropdownHeight=280,
        nothingFoundMessage=texts("indicators_list.nothing"),
    )
    reset = html.Button(
        texts("types.reset"), type="button", className="button is-small", **attributes(data_types_reset="")
    )
    return html.Details(
        [
            html.Summary([html.Span(id="types-summary"), html.Span(texts("types.change"), className="types-change")]),
            html.Div([select, reset, html.Div(id="types-notes", className="still"), _methods(texts)]),
        ],
        className="types-choice",
    )


def layout(texts: Texts) -> Component:
    """Lay out the choice and the place of the candidates."""
    waiting = html.P(texts("types.waiting"), className="quiet types-waiting", role="status")
    return html.Section(
        [
            heading(texts("types.title")),
            html.P(texts("types.lead"), className="quiet"),
            dcc.Store(id=ASKED),
            dcc.Store(id="types-default"),
            _choice(texts),
            waiting,
            html.Div(id="types-number", className="still types-number"),
        ],
        className="part types",
    )


def register(app: Dash, services: Services) -> None:
    """Wire answer and choice to the candidates, the controls to the browser's script."""

    @app.callback(
        Output("types-indicators", "data"),
        Output("types-default", "data"),
        Output("types-summary", "children"),
        Output("types-notes", "data-tree"),
        Output("types-number", "data-tree"),
        Input("choropleth", "data"),
        Input(ASKED, "data"),
        Input(TABS, "value"),
    )
    def show(answer: Mapping[str, Any], how: str, tab: str) -> tuple[Any, ...]:
        only_while_open(tab, _TAB)
        asked = types_question(services, answer, how)
        return offered(asked), defaults(asked), summary(asked), drawn(notes(asked)), drawn(number(asked))

    def in_browser(name: str, *parts: Any) -> None:
        app.clientside_callback(ClientsideFunction("types", name), *parts)

    in_browser("follow", Output(ASKED, "data"), Input("choropleth", "data"))
    in_browser(
        "write",
        Output("types-indicators", "value"),
        Output("types-method", "value"),
        Input(ASKED, "data"),
        Input("types-default", "data"),
    )
    in_browser("choose", Input("types-indicators", "value"))
    in_browser("turn", Input("types-method", "value"))
