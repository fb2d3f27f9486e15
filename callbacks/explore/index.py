"""The index builder: a recipe chosen, weighed and changed, and what it makes of every quarter.

What the user sees: recipes as cards, indicators with their weights, the choices of the procedure each with a sentence,
and below them matrix, ranking and how far the ranks depend on the weights. The tab is laid out when it is first opened;
from then on the browser weighs by itself (``assets/index_weigh.js``) and asks when a slider rests.
"""

from collections.abc import Mapping
from typing import Any

from dash import Dash, html
from dash.development.base_component import Component
from flask import Response, abort, jsonify

from analysis.index.recipe import AGGREGATIONS, STANDARDISATIONS, Recipe
from analysis.index.recipe_checks import LONGEST_NAME, LONGEST_REASON
from callbacks.shared.drawn import Node, node
from callbacks.shared.index_recipes import fields_of, possible_ingredients, recipe_cards
from callbacks.shared.pieces import attributes, icon_button
from callbacks.shared.services import Services, texts_of
from callbacks.shared.still import tree
from layers.categories.matrix import MATRIX_COLOURS
from layers.palettes import sequential
from loading.atlas import Atlas
from texts import Texts

_CLASSES = ("mss", "quintiles", "deciles", "none")
_LIMITS = ("type_7", "type_9", "residents")
#: Every choice of the procedure that is one of several; the words stand in the texts under ``index.<field>``.
CHOICES: Mapping[str, tuple[str, ...]] = {
    "standardisation": STANDARDISATIONS,
    "aggregation": AGGREGATIONS,
    "classes": _CLASSES,
    "class_limits": _LIMITS,
}
_SWITCHES = ("second_standardisation", "shrinkage")
_NUMBERS = {"dynamics_years": (0, 50), "minimum_residents": (0, 1_000_000)}
_CLASS_COLOURS = {4: "mss", 5: "quintiles", 10: "deciles"}


def layout(texts: Texts) -> Component:
    """Lay out the empty place; ``assets/index_builder.js`` fills it when the tab is first opened."""
    return html.Section(
        [
            html.P(texts("index.waiting"), className="quiet index-waiting"),
            html.Div(id="index-parts", className="index-parts"),
        ],
        id="index-builder",
        className="part index-builder",
        **attributes(aria_label=texts("index.title"), data_own=texts("index.own.title")),
    )


def _icon_button(name: str, icon: str, label: str, **more: Any) -> Node:
    return Node(*tree(icon_button(name, icon, label, **more)))


def _action(name: str, icon: str, texts: Texts, **more: Any) -> Node:
    return _icon_button(f"index-{name}", icon, texts(f"index.actions.{name}"), **more)


def _segment(text: str, **said: str) -> Node:
    return node("button", text, type="button", className="segment", **attributes(**said))


def _segments(label: str, buttons: list[Node], **more: Any) -> Node:
    named = attributes(aria_label=label)
    return node("div", buttons, className="segments is-small", role="group", **named, **more)


def _head(texts: Texts) -> Node:
    """Lay out what the recipe is called, the steps back and forth, and where it is kept."""
    upload = node(
        "label",
        [
            texts("index.actions.load"),
            node("input", id="index-file", type="file", accept=".toml,text/plain", className="visually-hidden"),
        ],
        className="button is-small index-load",
    )
    name = node(
        "input", id="index-name", type="text", maxLength=LONGEST_NAME, **attributes(aria_label=texts("index.name"))
    )
    save = node("button", texts("index.actions.save"), id="index-save", className="button is-small", type="button")
    export = node("a", texts("index.actions.export"), id="index-export", className="button is-small")
    steps = node(
        "div",
        [_action("undo", "undo-2", texts, disabled=True), _action("redo", "redo-2", texts, disabled=True)],
        className="index-steps",
    )
    return node(
        "div",
        [
            node("div", [node("h2", texts("index.title"), className="heading"), steps], className="row"),
            node("div", [name, save, upload, export], className="index-keep"),
            node("p", id="index-said", className="quiet", role="status"),
        ],
        className="index-head",
    )


def _wide(texts: Texts) -> Node:
    take = node("button", texts("index.wide.take"), id="index-wide-take", className="button is-small", type="button")
    leave = _icon_button("index-wide-leave", "x", texts("index.wide.leave"))
    return node(
        "div",
        [node("span", texts("index.wide.text")), take, leave],
        id="index-wide",
        className="index-wide",
        hidden=True,
    )


def _recipes(texts: Texts) -> Node:
    return node(
        "details",
        [
            node("summary", [node("span", texts("index.recipes.title")), node("b", id="index-recipe-name")]),
            node("div", id="index-cards", className="index-cards"),
        ],
        id="index-recipes",
        className="index-fold",
    )


def _weights(texts: Texts) -> Node:
    units = [
        _segment(texts(f"index.weights.{unit}"), data_index_unit=unit, aria_pressed=str(unit == "points").lower())
        for unit in ("points", "per_cent")
    ]
    switch = _segments(texts("index.weights.unit"), units)
    choose = node(
        "details",
        [
            node("summary", texts("index.ingredients.choose")),
            node("div", id="index-indicators", className="index-indicators"),
        ],
        className="index-fold",
        id="index-choose",
    )
    return node(
        "section",
        [
            node("div", [node("h3", texts("index.weights.title")), switch], className="row"),
            node("ul", id="index-weights", className="index-weights"),
            node("p", id="index-context", className="index-warning", hidden=True),
            node("p", id="index-left-out", className="quiet", hidden=True),
            choose,
        ],
        className="index-section index-weighing",
    )


def _choice(texts: Texts, field: str, values: tuple[str, ...]) -> Node:
    options = [node("option", texts(f"index.{field}.{value}.name"), value=value) for value in values]
    said = node("p", id=f"index-{field}-said", className="quiet")
    return node(
        "div",
        [
            node("label", texts(f"index.{field}.title"), htmlFor=f"index-{field}"),
            node("select", options, id=f"index-{field}", **attributes(data_index_field=field)),
            said,
        ],
        className="index-choice",
    )


def _switch(texts: Texts, field: str) -> Node:
    box = node("input", id=f"index-{field}", type="checkbox", **attributes(data_index_field=field))
    return node(
        "div",
        [
            node("label", [box, node("span", texts(f"index.{field}.title"))], className="index-check"),
            node("p", texts(f"index.{field}.text"), className="quiet"),
        ],
        className="index-choice",
    )


def _number(texts: Texts, field: str, least: int, most: int) -> Node:
    given: dict[str, Any] = {"type": "number", "min": least, "max": most, "step": 1}
    entry = node("input", id=f"index-{field}", **given, **attributes(data_index_field=field))
    return node(
        "div",
        [
            node("label", texts(f"index.{field}.title"), htmlFor=f"index-{field}"),
            entry,
            node("p", texts(f"index.{field}.text"), className="quiet"),
        ],
        className="index-choice",
    )


def _exclusions(texts: Texts) -> Node:
    reason = node("input", id="index-reason", type="text", maxLength=LONGEST_REASON)
    take = node("button", texts("index.excluded.take"), id="index-exclude", className="button is-small", type="button")
    return node(
        "div",
        [
            node("h4", texts("index.excluded.title")),
            node("p", texts("index.excluded.text"), className="quiet"),
            node("label", texts("index.excluded.reason"), htmlFor="index-reason"),
            node("div", [reason, take], className="index-exclude"),
            node("ul", id="index-excluded", className="index-excluded"),
        ],
        className="index-choice is-broad",
    )


def _procedure(texts: Texts) -> Node:
    parts = [_choice(texts, field, values) for field, values in CHOICES.items()]
    parts += [_number(texts, field, *ends) for field, ends in _NUMBERS.items()]
    parts += [_switch(texts, field) for field in _SWITCHES]
    return node(
        "details",
        [
            node("summary", texts("index.procedure")),
            node("div", [*parts, _exclusions(texts)], className="index-procedure"),
        ],
        className="index-fold",
        id="index-procedure",
    )


def _results(texts: Texts) -> list[Node]:
    """Lay out what the browser fills: map's choice, warnings, matrix, ranking, stability, what has no index."""
    ends = [
        _segment(texts(f"index.ranking.{end}"), data_index_end=end, aria_pressed=str(end == "highest").lower())
        for end in ("highest", "lowest")
    ]
    order = _segments(texts("index.ranking.order"), ends)
    maps = _segments(texts("index.map.title"), [], id="index-maps")
    result = [
        node(
            "section",
            [
                node("div", [node("h3", texts("index.map.title")), maps], className="row"),
                node("div", id="index-refusal"),
                node("ul", id="index-warnings", className="index-warnings"),
                node("div", id="index-matrix", className="index-matrix"),
                node("div", id="index-attention", className="index-attention"),
            ],
            className="index-section index-classes-part",
        ),
        node(
            "section",
            [
                node("div", [node("h3", texts("index.ranking.title")), order], className="row"),
                node("ul", id="index-key", className="index-key"),
                node("div", id="index-heads", className="index-row index-heads"),
                node("ol", id="index-ranking", className="index-ranking"),
                node("p", id="index-stability", className="quiet", role="status"),
            ],
            className="index-section index-ranking-part",
        ),
    ]
    doubts = [
        *(node("div", id=f"index-{part}") for part in ("near", "without")),
        node("p", id="index-words", className="quiet"),
    ]
    return [
        node("div", result, className="index-right"),
        node("section", doubts, className="index-section index-doubts"),
    ]


def builder(texts: Texts) -> Node:
    """Lay out the whole tab; the browser fills it."""
    left = node("div", [_recipes(texts), _weights(texts), _procedure(texts)], className="index-left")
    return node("div", [_wide(texts), _head(texts), left, *_results(texts)], className="index-body")


def parts(texts: Texts, atlas: Atlas) -> dict[str, Any]:
    """Give everything about a city that does not change with the question."""
    return {
        "tree": builder(texts),
        "catalogue": possible_ingredients(texts, atlas),
        "cards": recipe_cards(texts, atlas),
        "blank": fields_of(Recipe(name="own", title={texts.language: texts("index.own_title")}, ingredients=())),
        "words": texts.entry("index"),
        "dimensions": texts.entry("dimensions"),
        "reasons": texts.entry("reasons"),
        "matrix": texts.entry("categories.matrix"),
        "colours": {
            "matrix": list(MATRIX_COLOURS),
            **{name: list(sequential("purples", k)) for k, name in _CLASS_COLOURS.items()},
        },
    }


def register(app: Dash, services: Services) -> None:
    """Answer at an address of its own: the tab is laid out when it is first opened."""

    @app.server.get("/index/parts/<language>/<project>")
    def index_parts(language: str, project: str) -> Response:
        try:
            return jsonify(parts(texts_of(language), services.atlas(project)))
        except KeyError:
            abort(404)
