"""From the question to the answer: the VIEW becomes the CHOROPLETH that all parts read.

The answer carries its question, the addresses of its data, and the few words scripts need.
"""

from collections.abc import Mapping
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output

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
    """Wire the question to the answer, and the answer to the browser's store."""

    @app.callback(
        Output("choropleth", "data"),
        Input("address-view", "data"),
        Input("address-page", "data"),
        prevent_initial_call=True,
    )
    def answer_view(asked: Mapping[str, Any] | None, page: Mapping[str, Any] | None) -> dict[str, Any] | None:
        return answer(services, page or {}, asked or {})

    app.clientside_callback(
        ClientsideFunction("answer", "receive"), Output("choropleth-received", "data"), Input("choropleth", "data")
    )
