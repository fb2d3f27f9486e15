"""Concentration: the slider "half of the people concerned live in ...", its sentence, and the Lorenz curve.

What the user sees: a sentence that follows the slider and can be copied, the curve with the chosen point, and buttons
that show the quotient or the share of the city on the map. The smallest sets of all shares arrive at once, so that the
slider asks nobody while it moves (``assets/concentration.js``).
"""

from collections.abc import Mapping
from typing import Any

import dash_mantine_components as dmc
from dash import ClientsideFunction, Dash, Input, Output, State, dcc, html
from dash.development.base_component import Component

from analysis.concentration import LEAST_AREAS, LEAST_PEOPLE, lorenz_curve
from callbacks.shared.amounts import share_of
from callbacks.shared.charts import GRID, MAIN, QUIET, base_layout, graph
from callbacks.shared.panel import TABS, only_while_open
from callbacks.shared.pieces import attributes, empty_state, heading, icon_button
from callbacks.shared.provenance import provenance
from callbacks.shared.question import Question, question
from callbacks.shared.services import Services
from callbacks.shared.still import still
from layers.concentration import WAYS, GroupConcentration, concentration, group_of, reach, sets
from layers.derived import derived_id, with_derived
from layers.kept_secret import secret_or
from layers.totals import at_least
from layers.view import years_with_values
from loading.atlas import Atlas, Indicator
from texts import Texts

_HEIGHT = 240
_MAPS = ("ratio", "share")


def measured(asked: Question) -> GroupConcentration:
    """Give the concentration that the view is about, without what has to be drawn."""
    view = asked.view
    return concentration(asked.atlas, view.level, view.indicator, view.year, False)


def counted(asked: Question) -> Indicator:
    """Give the indicator whose people are counted: of a derived one that which it is derived from."""
    return asked.atlas.indicators[asked.atlas.indicator_position(measured(asked).indicator)]


def refusal(asked: Question) -> Component | None:
    """Say why there is no concentration and what helps; None where there is one."""
    about = measured(asked)
    if not about.refused:
        return None
    people = int(about.found.group) if about.found else 0
    fields = {
        "few_areas": {"n": about.n, "least": LEAST_AREAS},
        "few_people": {"n": people, "least": LEAST_PEOPLE},
    }.get(about.refused, {})
    problem = asked.texts(f"concentration.refused.{about.refused}.problem", **fields)
    repair = asked.texts(f"concentration.refused.{about.refused}.repair", **fields)
    return empty_state(*secret_or(asked.texts, asked.atlas, asked.view, (problem, repair)))


def figure(asked: Question) -> dict[str, Any]:
    """Draw the curve and the line of even distribution; the browser draws the chosen point over them."""
    texts = asked.texts
    counts = counted(asked).counts or "things"
    marks = [0, 50, 100]
    written = [f"{one}\N{NO-BREAK SPACE}%" for one in marks]
    axis = {"range": [0, 101], "tickvals": marks, "ticktext": written, "gridcolor": GRID}
    titles = {"font": {"size": 11, "color": QUIET}, "standoff": 4}
    return {
        "data": [_even(), _curve(asked)],
        "layout": base_layout(
            _HEIGHT,
            texts,
            margin={"l": 8, "r": 22, "t": 8, "b": 8, "pad": 2},  # room for the last figure below the curve
            xaxis={
                **axis,
                "ticklabeloverflow": "allow",
                "title": {"text": texts(f"concentration.across.{counts}"), **titles},
            },
            yaxis={**axis, "title": {"text": texts(f"concentration.up.{counts}"), **titles}},
        ),
    }


def _even() -> dict[str, Any]:
    line = {"color": "#c5ccd3", "width": 1}
    return {"x": [0, 100], "y": [0, 100], "mode": "lines", "line": line, "hoverinfo": "skip"}


def _curve(asked: Question) -> dict[str, Any]:
    group = group_of(asked.atlas, asked.view.level, asked.view.indicator)
    at = asked.atlas.year_position(asked.view.year)
    curve = lorenz_curve(group.part[:, at], group.whole[:, at]) if group else lorenz_curve([], [])
    known = reach(asked.atlas, asked.view.level, asked.view.indicator, asked.view.year)
    return {
        "x": (100 * known.residents * curve.residents_share).round(3).tolist(),
        "y": (100 * known.group * curve.group_share).round(3).tolist(),
        "mode": "lines",
        "line": {"color": MAIN, "width": 2.2},
        "fill": "tonexty",
        "fillcolor": "rgba(66,102,155,.10)",
        "hovertemplate": asked.texts("concentration.hover"),
    }


def sentence(asked: Question) -> str:
    """Give the sentence with the fields that follow the slider still open: ``{n}``, ``{group}``, ``{residents}``."""
    indicator, view = counted(asked), asked.view
    known = reach(asked.atlas, view.level, view.indicator, view.year)
    said = asked.texts(
        f"concentration.sentence.{indicator.counts or 'things'}",
        n="{n}",
        areas=asked.texts(f"concentration.areas.{asked.view.level}", n=measured(asked).n),
        of_people=share_of(asked, indicator),
        reference=asked.local(indicator.denominator) or asked.texts("concentration.residents_reference"),
        group=at_least(asked.texts, "{group}", known.at_least),
        residents="{residents}",
    )
    if known.is_of_known:
        said = asked.texts("concentration.of_known", said=said)
    hidden = f" {asked.texts('concentration.hidden', n=known.hidden)}" if known.hidden else ""
    return f"{said[:1].upper()}{said[1:]}{hidden}"


def slid(asked: Question) -> dict[str, Any] | None:
    """Give what the browser needs to follow the slider; None where nothing is measured."""
    view = asked.view
    found = sets(asked.atlas, view.level, view.indicator, view.year)
    if found is None:
        return None
    return {
        "project": asked.atlas.project,
        "level": view.level,
        "ways": found.to_json(),
        "sentence": sentence(asked),
        "from": provenance(asked, counted(asked)),
    }


def maps(asked: Question) -> Component:
    """Lay out the buttons that show the indicator itself, its quotient and its share of the city on the map."""
    base = counted(asked)
    ids = [base.id, *(derived_id(kind, base.id) for kind in _MAPS)]
    known = {one.id for one in with_derived(asked.atlas, *ids).indicators}
    years = " ".join(map(str, years_with_values(asked.atlas, asked.view.level, base.id)))
    buttons = [
        html.Button(
            asked.texts(f"concentration.maps.{kind}"),
            type="button",
            className="segment",
            **attributes(
                data_concentration_map=one, data_years=years, aria_pressed=str(one == asked.view.indicator).lower()
            ),
        )
        for kind, one in zip(("itself", *_MAPS), ids, strict=True)
        if one in known
    ]
    title = asked.texts("concentration.maps.title")
    group = html.Div(buttons, className="segments is-small", role="group", **attributes(aria_label=title))
    return still(html.Div([html.Span(title, className="quiet"), group], className="row concentration-maps"))


def _slider(texts: Texts) -> Component:
    """Lay out the place of the slider, which the browser puts there."""
    return html.Div(id="concentration-share", **attributes(data_label=texts("concentration.share")))


def _choice(texts: Texts) -> Component:
    """Lay out how the set is chosen, and the button that selects it."""
    ways = [{"value": way, "label": texts(f"concentration.by.{way}")} for way in WAYS]
    select = html.Button(
        texts("concentration.select"), id="concentration-select", className="button is-small", type="button"
    )
    named = attributes(aria_label=texts("concentration.order"))
    switch = dmc.SegmentedControl(id="concentration-by", value="quarters", size="xs", data=ways, **named)
    return html.Div([switch, select], className="row concentration-choice")


def _levels(texts: Texts, atlas: Atlas) -> Component | None:
    if "district" not in atlas.levels:
        return None
    buttons = [
        html.Button(
            texts(f"map.levels.{level}", n=len(atlas.levels[level])),
            className="segment",
            type="button",
            **attributes(data_view_level=level, aria_pressed="false"),
        )
        for level in ("quarter", "district")
    ]
    title = texts("map.levels.title")
    return html.Div(buttons, className="segments is-small", role="group", **attributes(aria_label=title))


def layout(texts: Texts, atlas: Atlas) -> Component:
    """Lay out sentence, slider and curve."""
    copy = icon_button("concentration-copy", "copy", texts("findings_part.copy"), **attributes(data_copy=""))
    said = html.Div(
        [html.P(id="concentration-sentence", className="sentence", role="status"), copy],
        className="finding is-first concentration-said",
    )
    body = [
        said,
        _slider(texts),
        _choice(texts),
        html.P(texts("concentration.on_map"), className="quiet concentration-outlined"),
        graph("concentration-chart", texts("concentration.chart"), _HEIGHT),
        html.Div(id="concentration-maps"),
    ]
    return html.Section(
        [
            html.Div([heading(texts("concentration.title")), _levels(texts, atlas)], className="concentration-head"),
            dcc.Store(id="concentration-sets"),
            html.Div(body, id="concentration-body"),
            html.Div(id="concentration-refusal"),
        ],
        className="part concentration",
    )


def shown(asked: Question) -> tuple[Any, ...]:
    """Give everything the part shows: sets, curve, buttons, refusal, whether hidden."""
    refused = refusal(asked)
    if refused:
        return None, {"data": [], "layout": base_layout(_HEIGHT)}, None, refused, True
    return slid(asked), figure(asked), maps(asked), None, False


def register(app: Dash, services: Services) -> None:
    """Wire the answer to curve and sets, the slider to what the browser shows."""

    @app.callback(
        Output("concentration-sets", "data"),
        Output("concentration-chart", "figure"),
        Output("concentration-maps", "children"),
        Output("concentration-refusal", "children"),
        Output("concentration-body", "hidden"),
        Input("choropleth", "data"),
        Input(TABS, "value"),
    )
    def show(answer: Mapping[str, Any], tab: str) -> tuple[Any, ...]:
        only_while_open(tab, "concentration")
        return shown(question(services, answer))

    def in_browser(name: str, *parts: Any) -> None:
        app.clientside_callback(ClientsideFunction("concentration", name), *parts)

    in_browser("take", Input("concentration-sets", "data"))
    in_browser("turn", Input("concentration-by", "value"))
    in_browser("select", Input("concentration-select", "n_clicks"), State("concentration-sets", "data"))
    in_browser("show", Output("concentration-by", "value"), Input("choropleth", "data"))
