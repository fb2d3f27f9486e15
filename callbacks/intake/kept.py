"""Every decision reaches the program and stays: a reload or a crash comes back to it.

What the user sees: which project the new table is for, and when the decisions were saved. ``assets/intake_kept.js``
sends them, a moment after each.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from dash import html
from dash.development.base_component import Component
from flask import Flask, Response, jsonify, request

from callbacks.intake.shared.decisions_kept import MOST_BYTES, DecisionsKept
from callbacks.intake.shared.intakes import Intakes
from callbacks.shared.pieces import attributes
from callbacks.shared.same_site import from_own_site
from texts import Texts

Answer = Response | tuple[Response, int]


def layout(texts: Texts) -> Component:
    """Lay out the place where it is said; the script fills it."""
    words = attributes(data_words=json.dumps(texts.entry("projects_page.intake")))
    return html.Div(id="intake-kept", className="intake-kept", role="status", **words)


def told(kept: DecisionsKept, token: str) -> dict[str, Any]:
    """Tell what was decided, when it was saved, and the project it is for.

    Raises
    ------
    KeyError
        If there is no such delivery.
    """
    project = kept.belonging(token)
    return {**kept.kept(token), "project": asdict(project) if project else None}


def taken(kept: DecisionsKept, token: str, sent: object) -> dict[str, Any]:
    """Keep what the browser sent.

    Raises
    ------
    KeyError
        If there is no such delivery.
    ValueError
        If it is no decision that this program knows.
    """
    decisions = sent.get("decisions") if isinstance(sent, Mapping) else None
    if not isinstance(decisions, Mapping):
        raise ValueError("no decisions")
    return {"saved": kept.keep(token, decisions)}


def _answer(make: Callable[[], dict[str, Any]]) -> Answer:
    try:
        response = jsonify(make())
        response.headers["Cache-Control"] = "no-store"
        return response
    except KeyError:
        return jsonify({}), 404
    except (ValueError, TypeError):
        return jsonify({}), 400
    except OSError:
        return jsonify({}), 507


def register(server: Flask, intakes: Intakes) -> None:
    """Add the routes."""
    kept = DecisionsKept(intakes.folder)

    @server.get("/intake/<token>/decisions")
    def intake_decisions(token: str) -> Answer:
        return _answer(lambda: told(kept, token))

    @server.put("/intake/<token>/decisions")
    def intake_decisions_taken(token: str) -> Answer:
        if not from_own_site():
            return jsonify({}), 403
        if (request.content_length or 0) > MOST_BYTES:
            return jsonify({}), 413
        return _answer(lambda: taken(kept, token, request.get_json(silent=True)))
