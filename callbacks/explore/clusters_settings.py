"""How clusters are looked for: method, neighbourhood, permutations, control, smoothing.

What the user sees: a line that opens the settings; each shows what is in force and asks for another view when it is
changed (``assets/clusters.js``), so that every setting stands in the address. Below it, method and assumptions.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import dash_mantine_components as dmc
from dash import ClientsideFunction, Dash, Input, Output, html
from dash.development.base_component import Component

from callbacks.shared.panel import TABS, only_while_open
from callbacks.shared.pieces import attributes
from callbacks.shared.question import Question, question
from callbacks.shared.services import Services
from callbacks.shared.still import still
from layers.clusters import METHODS
from layers.clusters.options import FARTHEST, LARGEST_SEED
from layers.view import years_with_values
from texts import Texts

_PERMUTATIONS = (999, 9_999, 99_999)
_ALPHAS = ("0.01", "0.05", "0.1")
_METHOD_PARTS = ("whole", "chance", "control", "core", "assumption", "references")
_NEAREST, _METRES = "k6", "d1000"  # what is taken first; the field beside changes it


def second_options(asked: Question) -> list[dict[str, Any]]:
    """List what can be looked at in the neighbours, by dimension: everything with values but counts."""
    groups: dict[str, list[dict[str, str]]] = {}
    for one in asked.atlas.indicators:
        offered = one.id != asked.view.indicator and one.kind != "count"
        if offered and years_with_values(asked.atlas, asked.view.level, one.id):
            groups.setdefault(one.dimension, []).append({"value": one.id, "label": asked.local(one.short)})
    return [{"group": asked.texts(f"dimensions.{name}"), "items": items} for name, items in groups.items()]


def _choice(name: str, word: str, shown: Sequence[Component | str] | str, classes: str) -> Component:
    """Draw a button that sets an option to a word of the address, empty for the default."""
    said = attributes(data_clusters_set=f"{name}:{word}", aria_pressed="false")
    return html.Button(shown, type="button", className=classes, **said)


def _segments(texts: Texts, name: str, words: Sequence[tuple[str, str]]) -> Component:
    title = texts(f"clusters.settings.{name}")
    buttons = [_choice(name, word, shown, "segment") for word, shown in words]
    group = html.Div(buttons, className="segments is-small", role="group", **attributes(aria_label=title))
    return html.Div([html.Span(title, className="clusters-label"), group], className="clusters-setting")


def _switch(texts: Texts, name: str, word: str, about: str = "") -> Component:
    """Draw a switch: pressed while its word stands in the address, of ``controlled`` while it does not."""
    title = [html.Span(className="clusters-switch"), html.Span(texts(f"clusters.settings.{name}"))]
    explained = [html.P(texts(f"clusters.settings.{about}"), className="quiet")] if about else []
    return html.Div([_choice(name, word, title, "clusters-toggle"), *explained], className="clusters-setting")


def _methods(texts: Texts) -> Component:
    buttons = []
    for method in METHODS:
        key = f"clusters.settings.methods.{method}"
        name, about = texts(f"{key}.name"), texts(f"{key}.about")
        said = [html.Span(name, className="clusters-names"), html.Span(about, className="clusters-facts")]
        buttons.append(_choice("method", "" if method == METHODS[0] else method, said, "clusters-method"))
    title = texts("clusters.settings.method")
    group = html.Div(buttons, className="clusters-methods", role="group", **attributes(aria_label=title))
    return html.Div([html.Span(title, className="clusters-label"), group])


def _neighbourhood(texts: Texts) -> Component:
    key = "clusters.settings"
    words = [("", texts(f"{key}.queen")), ("rook", texts(f"{key}.rook"))]
    by_distance = [(_NEAREST, texts(f"{key}.k")), (_METRES, texts(f"{key}.d"))]
    return _segments(texts, "weights", [*words, *by_distance])


def _numbers(texts: Texts) -> tuple[Component, Component]:
    """Lay out the fields of k or the distance, and of the seed."""
    look: dict[str, Any] = {
        "size": "xs",
        "hideControls": True,
        "debounce": 500,
        "min": 0,
        "decimalSeparator": "," if texts.language == "de" else ".",
    }
    reach = dmc.NumberInput(id="clusters-reach", label=texts("clusters.settings.reach"), max=FARTHEST, **look)
    seed = dmc.NumberInput(
        id="clusters-seed",
        label=texts("clusters.settings.seed"),
        description=texts("clusters.settings.seed_about"),
        max=LARGEST_SEED,
        allowDecimal=False,
        **look,
    )
    return reach, seed


def _second(texts: Texts) -> Component:
    choice = dmc.Select(
        id="clusters-second",
        label=texts("clusters.settings.second"),
        data=[],
        searchable=True,
        allowDeselect=False,
        size="xs",
        nothingFoundMessage=texts("indicators_list.nothing"),
    )
    return html.Div(choice, className="clusters-second")


def method(texts: Texts) -> Component:
    """Lay out what is computed and assumed."""
    told = html.Ul([html.Li(texts(f"clusters.method.{part}")) for part in _METHOD_PARTS])
    return html.Details([html.Summary(texts("clusters.method.title")), told], className="clusters-more clusters-how")


def layout(texts: Texts) -> Component:
    """Lay out the closed settings, and the method below them."""
    reach, seed = _numbers(texts)
    permutations = [(f"p{number}", texts.number(number)) for number in _PERMUTATIONS]
    alphas = [(f"a{alpha}", f"{texts.number(100 * float(alpha))}\N{NO-BREAK SPACE}%") for alpha in _ALPHAS]
    reset = html.Button(
        texts("clusters.settings.reset"),
        className="button is-small",
        type="button",
        **attributes(data_view_show="clusters", data_view_how=""),
    )
    settings = [
        still(_methods(texts)),
        _second(texts),
        still(_neighbourhood(texts)),
        html.Div(reach, className="clusters-reach"),
        still(html.Div([_switch(texts, "bridges", "bridges"), _switch(texts, "exact", "exact")])),
        still(
            html.Div(
                [
                    _segments(texts, "permutations", permutations),
                    html.P(texts("clusters.settings.permutations_about"), className="quiet"),
                ]
            )
        ),
        seed,
        still(
            html.Div(
                [
                    _switch(texts, "controlled", "nofdr", "controlled_about"),
                    _segments(texts, "alpha", alphas),
                    _switch(texts, "smoothed", "eb", "smoothed_about"),
                    reset,
                ]
            )
        ),
    ]
    title = html.Summary(texts("clusters.settings.title"))
    opened = html.Details([title, html.Div(settings, className="clusters-settings")], className="clusters-more")
    return html.Section([opened, still(method(texts))], className="part")


def register(app: Dash, services: Services) -> None:
    """Wire the answer to what can be chosen and is in force, the fields to the address."""

    @app.callback(Output("clusters-second", "data"), Input("choropleth", "data"), Input(TABS, "value"))
    def show(answer: Mapping[str, Any], tab: str) -> list[dict[str, Any]]:
        only_while_open(tab, "clusters")
        return second_options(question(services, answer))

    def in_browser(name: str, *parts: Any) -> None:
        app.clientside_callback(ClientsideFunction("clusters", name), *parts)

    in_browser(
        "show",
        Output("clusters-second", "value"),
        Output("clusters-reach", "value"),
        Output("clusters-seed", "value"),
        Input("choropleth", "data"),
    )
    in_browser("chooseSecond", Input("clusters-second", "value"))
    in_browser("chooseReach", Input("clusters-reach", "value"))
    in_browser("chooseSeed", Input("clusters-seed", "value"))
