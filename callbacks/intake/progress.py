"""How far the reading of a delivery is, the way to end it, and what may come in at all.

What the user sees: while files are read, what is done just now and a bar; a button that ends it; below the drop area
the limits, folded away.
"""

from dash import Dash, html
from dash.development.base_component import Component
from flask import Response, jsonify, request

from callbacks.intake.shared.intakes import Intakes
from callbacks.shared.same_site import from_own_site
from callbacks.shared.services import texts_of
from loading.ingest.limits import Limits
from texts import Texts

_ROWS = ("upload", "archive", "table", "map", "time")


def limits_card(texts: Texts, limits: Limits) -> Component:
    """Tell what may come in."""
    values = {name: getattr(limits, name) for name in limits.__dataclass_fields__}
    rows = [
        html.Div([html.Dt(texts(f"ingest.limits.{row}")), html.Dd(texts(f"ingest.limits.{row}_value", **values))])
        for row in _ROWS
    ]
    return html.Details(
        [
            html.Summary(texts("ingest.limits.title")),
            html.P(texts("ingest.limits.text"), className="quiet"),
            html.Dl(rows, className="intake-facts"),
        ],
        id="intake-limits",
        className="intake-limits",
    )


def progress(intakes: Intakes, token: str, texts: Texts) -> Response:
    """Answer how far a reading is, in words and from 0 to 1; empty where nothing is read."""
    reading = intakes.readings.of(token)
    if reading is None:
        return jsonify({})
    stage = reading.stage
    said = texts(f"ingest.stages.{stage.step}", name=stage.name, number=stage.number, of=stage.of)
    return jsonify(stage=said, share=reading.share)


def cancel(intakes: Intakes, token: str) -> Response:
    """End a reading; only the app's own page may ask for that."""
    if not from_own_site():
        return Response(status=403)
    intakes.readings.stop(token)
    return Response(status=204)


def register(app: Dash, intakes: Intakes) -> None:
    """Add the routes; their answers are never kept."""

    @app.server.get("/intake/<token>/progress")
    def intake_progress(token: str) -> Response:
        answer = progress(intakes, token, texts_of(request.args.get("language")))
        answer.headers["Cache-Control"] = "no-store"
        return answer

    @app.server.post("/intake/<token>/cancel")
    def intake_cancel(token: str) -> Response:
        return cancel(intakes, token)
