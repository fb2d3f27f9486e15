"""From the question to the answer: the VIEW becomes the CHOROPLETH that all parts read.

The answer carries its question, the addresses of its data, and the few words scripts need.
"""

from collections.abc import Mapping
from typing import Any, cast

from dash import Dash
from flask import Response, jsonify, request

from callbacks.shared.amounts import is_per_cent, share_of
from callbacks.shared.clusters import outline_areas, outline_label
from callbacks.shared.forms import SMOOTHED, base, form
from callbacks.shared.question import Question
from callbacks.shared.services import Services, texts_of
from layers.bivariate import Bivariate
from layers.categories import Categories
from layers.categories.in_words import category_names
from layers.choropleth import Choropleth
from layers.comparison import shown
from layers.declaration import source
from layers.derived import asked_atlas, base_id
from layers.view import CITY, View


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
        atlas = asked_atlas(services.atlas(str(page.get("project") or "")), asked)
    except KeyError:
        return None
    view = View.from_query(asked, atlas)
    if not view.indicator:
        return None
    question = Question(texts, atlas, view)
    answered = shown(atlas, view)
    found = answered.to_json()
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
        "base": base_id(indicator.id),
        "plain": _plain(question),
        "smoothed": form(question) in SMOOTHED,
        "people": question.local(indicator.numerator),
        "share_of": "" if indicator.counts == "things" else share_of(question, indicator),
        "of": question.local(indicator.denominator),
        "source": source(atlas, indicator),
        "factor": indicator.factor,
        **_compared(question, answered),
    }


def _plain(question: Question) -> dict[str, Any]:
    """Describe the share that counts give: the indicator's own, or that of what it was derived from."""
    plain = base(question)
    unit = question.local(plain.unit)
    return {"short": question.local(plain.short), "unit": unit, "decimals": plain.decimals, "factor": plain.factor}


def _compared(question: Question, answered: Choropleth | Bivariate | Categories) -> dict[str, Any]:
    """Name what a comparison compares, in the language of the page."""
    view, texts = question.view, question.texts
    if isinstance(answered, Bivariate):
        second = question.second
        told = {"short": question.local(second.short), "unit": question.local(second.unit), "signed": second.signed}
        return {"second": {**cast(dict[str, Any], answered.to_json()["second"]), **told}}
    if isinstance(answered, Categories):
        return {"categories": _categories(question, answered)}
    if answered.kind != "difference":
        return {}
    short = question.local(question.indicator.short)
    other = texts("difference.city") if view.against == CITY else f"{short} {view.against}"
    unit = texts("difference.points") if is_per_cent(question, question.indicator) else question.local(answered.unit)
    named = {"name": texts("difference.name"), "minuend": f"{short} {view.year or ''}".strip(), "subtrahend": other}
    return {"difference": {**named, "unit": unit}}


def _categories(question: Question, answered: Categories) -> dict[str, Any]:
    """Name the categories and the numbers beside them."""
    texts, kind = question.texts, f"categories.{question.view.show}"
    yes = texts("categories.yes")
    beside = [
        [name, texts(f"{kind}.beside.{name}"), yes if numbers.dtype == bool else ""]
        for name, numbers in answered.areas.beside.items()
    ]
    outlines = [
        {
            "members": one.members,
            "label": outline_label(question, one.members, one.residents, one.at_least),
            "short": outline_areas(question, one.members),
        }
        for one in answered.areas.outlines
    ]
    names = category_names(texts, question.view.show, answered.areas)
    return {"name": texts(f"{kind}.short"), "names": names, "beside": beside, "outlines": outlines}


def register(app: Dash, services: Services) -> None:
    """Answer at an address of its own: the browser keeps what it has asked, and Dash hears of it from the browser."""

    @app.server.get("/answer/<language>")
    def give_answer(language: str) -> Response:
        asked = request.args.to_dict()
        page = {"language": language, "project": asked.get("p", "")}
        return jsonify(answer(services, page, asked))
