"""From the question to the answer: the VIEW becomes the CHOROPLETH that all parts read.

The answer carries its question, the addresses of its data, and the few words scripts need.
"""

from collections.abc import Mapping
from typing import Any

from dash import Dash
from flask import Response, jsonify, request

from callbacks.shared.question import Question
from callbacks.shared.services import Services, texts_of
from layers.choropleth import choropleth
from layers.view import View


def answer(services: Services, page: Mapping[str, Any], asked: Mapping[str, Any]) -> dict[str, Any] | None:
    """Answer what the address asks.

    Parameters
    ----------
    services : Services
    page : mapping
        ``language``, ``page`` and ``project`` of the address.
    asked : mapping
        The query of the address.

    Returns
    -------
    dict or None
        None where the project is unknown or has no indicator.
    """
    texts = texts_of(page.get("language"))
    try:
        atlas = services.atlas(str(page.get("project") or ""))
    except KeyError:
        return None
    view = View.from_query(asked, atlas)
    if not view.indicator:
        return None
    question = Question(texts, atlas, view)
    found = choropleth(atlas, view).to_json()
    indicator = question.indicator
    query = view.to_query()
    return {
        **found,
        "language": texts.language,
        "project": atlas.project,
        "city": atlas.title,
        "query": query,
        "question": "&".join(f"{key}={value}" for key, value in query.items()),
        "unit": question.local(indicator.unit),
        "short": question.local(indicator.short),
        "people": question.local(indicator.numerator),
        "factor": indicator.factor,
    }


def register(app: Dash, services: Services) -> None:
    """Answer at an address of its own: the browser keeps what it has asked, and Dash hears of it from the browser."""

    @app.server.get("/answer/<language>")
    def give_answer(language: str) -> Response:
        asked = request.args.to_dict()
        page = {"language": language, "project": asked.get("p", "")}
        return jsonify(answer(services, page, asked))
