"""What an index answers: its recipe, its words, where its numbers are, and how far its ranks depend on choices.

What the user sees: nothing by itself; the browser asks here for what it shows in the tab of the index builder.
"""

from collections.abc import Callable, Mapping
from typing import Any, cast, get_args

import numpy as np
from dash import Dash
from flask import Response, abort, jsonify, request

from analysis.index.recipe import RecipeError
from analysis.index.stability import Stability
from callbacks.shared.index_recipes import fields_of
from callbacks.shared.services import Services, texts_of
from layers.derived import derived_id, with_derived
from layers.index.answer import IndexAnswer, index_answer, index_stability
from layers.index.columns import index_columns_url
from layers.index.in_words import recipe_in_words, recipe_title
from layers.index.recipes import token_of
from layers.index.wording import refusal_in_words, refused_in_words, warnings_in_words
from layers.view import years_with_values
from loading.atlas import Atlas, LevelName
from texts import Texts

_BAND = 10  # ranks, in a public project


def without_index(texts: Texts, answer: IndexAnswer) -> list[dict[str, Any]]:
    """List the areas without an index by their reason, as the recipe or the data give it."""
    if answer.composite is None:
        return []
    own = {one.quarter_id: one.reason for one in answer.recipe.excluded}
    found: dict[str, list[dict[str, Any]]] = {}
    for at, why in enumerate(answer.composite.reason):
        if not why:
            continue
        lacking = ", ".join(answer.lacking(at)) or own.get(answer.ids[at], "")
        found.setdefault(why, []).append({"id": answer.ids[at], "name": answer.names[at], "why": lacking})
    return [{"reason": texts(f"index.without.{why}"), "quarters": quarters} for why, quarters in found.items()]


def answered(texts: Texts, atlas: Atlas, level: LevelName, year: int, token: str) -> dict[str, Any]:
    """Answer what an index is made of.

    Raises
    ------
    RecipeError
        If the token is no recipe.
    KeyError
        If the Atlas has no such year.
    """
    answer = index_answer(atlas, level, year, token)
    word = token_of(answer.asked)
    titles = recipe_title(answer.asked)
    shorts = {one.id: one.short for one in atlas.indicators}
    left_out = answer.found.missing if answer.found else ()
    said = recipe_in_words(answer.recipe, shorts, titles, left_out)
    return {
        "token": word,
        "level": level,
        "year": year,
        "title": titles[texts.language],
        "recipe": fields_of(answer.asked),
        "words": said[texts.language],
        "url": "" if answer.refusal else index_columns_url(atlas, level, year, word),
        "refusal": list(refused_in_words(texts, atlas, answer)) if answer.refusal else [],
        "warnings": warnings_in_words(texts, atlas, answer),
        "without": without_index(texts, answer),
        "years": _years(atlas, word),
        "names": list(answer.names),
        "n": answer.composite.n if answer.composite else 0,
    }


def _years(atlas: Atlas, token: str) -> list[int]:
    """Give the years in which the map can show the index; where it can in none, none."""
    indicator = derived_id("index", token)
    try:
        return list(years_with_values(with_derived(atlas, indicator), "quarter", indicator))
    except KeyError:
        return []


def ranked(found: Stability | None, *, in_bands: bool = False) -> dict[str, Any]:
    """Give how far ranks depend on weights and way of standardising, None where a quarter takes no part.

    In a public project both ends are told as those of a band of ten, and no rank of a single way of standardising.
    """
    if found is None:
        return {}

    def listed(numbers: np.ndarray) -> list[float | None]:
        return [None if np.isnan(one) else round(float(one), 6) for one in numbers]

    low, high, by_method = found.rank_low, found.rank_high, [listed(one) for one in found.by_method]
    if in_bands:
        low, high = _BAND * np.floor((low - 1) / _BAND) + 1, np.minimum(_BAND * np.ceil(high / _BAND), found.n)
        by_method = [[None] * len(one) for one in by_method]
    return {
        "k": found.k,
        "n": found.n,
        "draws": found.draws,
        "seed": found.seed,
        "terms": found.terms,
        "low": listed(low),
        "high": listed(high),
        "share": listed(found.first_k_share),
        "methods": list(found.methods),
        "by_method": by_method,
    }


def register(app: Dash, services: Services) -> None:
    """Answer at addresses of their own: the browser keeps what it has asked."""

    def asked(what: Callable[[Texts, Atlas, LevelName, int, str], Mapping[str, Any]]) -> Callable[..., Any]:
        def give(language: str, project: str, level: str, year: int) -> Response | tuple[Response, int]:
            texts, token = texts_of(language), request.args.get("recipe", "")
            try:
                atlas = services.atlas(project)
                if level not in get_args(LevelName) or level not in atlas.levels:
                    abort(404)
                return jsonify(what(texts, atlas, cast(LevelName, level), year, token))
            except RecipeError as error:
                problem, repair = refusal_in_words(texts, error.code, error.values)
                if not token:  # a city without a usual recipe is no mistake of who asks
                    return jsonify(refused=[problem, repair])
                return jsonify(problem=problem, repair=repair), 400
            except KeyError:
                abort(404)

        return give

    def stable(texts: Texts, atlas: Atlas, level: LevelName, year: int, token: str) -> Mapping[str, Any]:
        del texts
        return ranked(index_stability(atlas, level, year, token), in_bands=atlas.protection is not None)

    place = "<language>/<project>/<level>/<int:year>"
    app.server.add_url_rule(f"/index/answer/{place}", "index_answer", asked(answered))
    app.server.add_url_rule(f"/index/stability/{place}", "index_stability", asked(stable))
