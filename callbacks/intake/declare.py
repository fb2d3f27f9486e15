"""The indicators of a delivery: wanted or not, what each of them is, and own ones made of columns.

What the user sees: one row per indicator with the reason it was recognised, a sheet for all its fields, a formula
editor with a preview, and the columns that became nothing.
"""

import json
from collections.abc import Mapping
from typing import Any

import msgspec
from dash import Dash, html
from dash.development.base_component import Component
from flask import Response, jsonify

from callbacks.intake.shared.formula_preview import FilledDeliveries, preview
from callbacks.intake.shared.indicator_rows import rows
from callbacks.intake.shared.intakes import Intakes
from callbacks.intake.shared.read import Read
from callbacks.intake.shared.refusal import refused, status_of
from callbacks.shared.pieces import attributes, heading, icon
from callbacks.shared.same_site import from_own_site
from callbacks.shared.sent import sent_object
from callbacks.shared.services import texts_of
from callbacks.shared.still import still
from loading.choices import Choices, OwnIndicator
from texts import Texts


def section(texts: Texts, found: Read) -> Component:
    """Show all indicators by dimension, ready to be corrected, and the columns without one."""
    shown = rows(texts, found)
    toggles = [
        html.Button(
            texts(f"intake.{name}"), type="button", className="button is-small", **attributes(data_intake_all=value)
        )
        for name, value in {"all": "true", "none": "false"}.items()
    ]
    make = html.Button(
        [icon("plus"), html.Span(texts("declare.make"))],
        type="button",
        className="button is-small is-primary",
        **attributes(data_declare="new"),
    )
    title = heading(texts("intake.indicators"), texts.number(len(found.recognition.declarations)))
    card = html.Section(
        [
            html.Div([title, html.Div([*toggles, make], className="intake-toggles")], className="row"),
            html.P(texts("declare.how"), className="quiet"),
            html.Div(id="intake-rows", **attributes(data_rows=json.dumps(shown, ensure_ascii=False))),
            _unused(texts, shown["unused"]),
        ],
        className="card intake-card intake-declare",
    )
    return still(card)


def _unused(texts: Texts, listed: list[dict[str, str]]) -> Component | None:
    if not listed:
        return None
    return html.Details(
        [
            html.Summary(texts("declare.unused", n=len(listed))),
            html.P(texts("declare.unused_how"), className="quiet"),
            html.Ul([_unused_column(texts, one) for one in listed], className="declare-unused"),
        ],
        className="intake-notes",
    )


def _unused_column(texts: Texts, one: Mapping[str, str]) -> Component:
    label = texts("declare.unused_make_label", title=one["title"])
    make = html.Button(
        texts("declare.unused_make"),
        type="button",
        className="button is-small",
        **attributes(data_declare="column", data_formula=one["formula"], data_title=one["title"], aria_label=label),
    )
    said = html.Div([html.B(one["title"]), html.Span(f"{one['use']} · {one['place']}", className="quiet")])
    return html.Li([said, make if one["formula"] else None])


def answer(texts: Texts, deliveries: FilledDeliveries, token: str, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Give the preview of what has been typed; see :func:`callbacks.intake.shared.formula_preview.preview`.

    Raises
    ------
    ValueError
        If the browser sent something else.
    """
    choices = Choices.from_json(asked.get("decisions") or {})
    try:
        own = msgspec.convert({"id": "preview", **(asked.get("own") or {})}, OwnIndicator)
    except msgspec.ValidationError as error:
        raise ValueError(str(error)) from None
    return preview(texts, deliveries.of(token, choices), own)


def register(app: Dash, intakes: Intakes) -> None:
    """Add the route of the preview."""
    deliveries = FilledDeliveries(intakes)

    @app.server.post("/intake/<token>/preview")
    def intake_preview(token: str) -> Response | tuple[Response, int]:
        asked = sent_object()
        texts = texts_of(asked.get("language"))
        if not from_own_site():
            return jsonify(failed=texts("intake.foreign")), 403
        try:
            return jsonify(answer(texts, deliveries, token, asked))
        except Exception as error:  # whatever was typed, the dialogue stays and says what to do
            return jsonify(failed=" ".join(refused(texts, error))), status_of(error)
