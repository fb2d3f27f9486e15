"""``index``: a composite index by a recipe, with ranks and how far they can be trusted."""

import argparse
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from analysis.index.recipe import Recipe, RecipeError
from analysis.index.recipe_text import from_text
from analysis.index.shipped import SHIPPED, shipped
from commands.answering import Asked, Row, WordedError, options, run
from layers.index.answer import IndexAnswer, index_answer, index_stability, latest_year
from layers.index.in_words import recipe_title
from layers.index.recipes import fields_of, token_of, usual_recipe
from layers.index.wording import refusal_in_words, refused_in_words, warnings_in_words
from layers.words import local

_TOLD = ("quarter_id", "name", "index", "status", "dynamics", "matrix", "attention", "rank")


def declare(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    command = commands.add_parser("index")
    options(command)
    command.add_argument("--recipe", default="")
    command.set_defaults(run=lambda arguments: run(arguments, answer, rows))


def answer(asked: Asked) -> dict[str, Any]:
    """Give the index of a level and year.

    Returns
    -------
    dict
        recipe (all its fields), title, year, level, n (areas that take part), warnings (code and text), ingredients
        (what was used, and the year of its numbers) and quarters: quarter_id, name, index, status, dynamics, matrix,
        attention, rank, rank_low and rank_high (5th and 95th percentile under random weightings), reason (why a
        quarter takes no part) of each.

    Raises
    ------
    WordedError
        If the recipe cannot be used, or not with these data.
    """
    try:
        recipe = asked_for(asked)
        token = _token(recipe)
        level = asked.view.level if asked.arguments.level != "city" else "city"
        year = asked.arguments.year if asked.arguments.year is not None else latest_year(asked.atlas, level, token)
        found = index_answer(asked.atlas, level, year, token)
    except RecipeError as error:
        raise WordedError(*refusal_in_words(asked.texts, error.code, error.values)) from error
    if found.refusal:
        raise WordedError(*refused_in_words(asked.texts, asked.atlas, found))
    warnings = warnings_in_words(asked.texts, asked.atlas, found)
    return {
        "recipe": fields_of(recipe),
        "title": local(asked.texts, recipe_title(recipe)),
        "year": year,
        "level": level,
        "n": found.composite.n if found.composite else 0,
        "warnings": [{"code": code, "text": text} for code, text in warnings.items()],
        "ingredients": _ingredients(found),
        "quarters": _quarters(asked, found),
    }


def rows(found: Mapping[str, Any]) -> Iterable[Row]:
    """Give one row for each quarter."""
    return list(found["quarters"])


def asked_for(asked: Asked) -> Recipe:
    """Open the recipe: a file, the name of a shipped one, or the usual one of the city.

    Raises
    ------
    RecipeError
        If it is none.
    """
    named = asked.arguments.recipe
    if not named:
        return usual_recipe(asked.atlas)
    if named not in SHIPPED and Path(named).is_file():
        return from_text(Path(named).read_text(encoding="utf-8-sig", errors="replace"))
    return shipped(named)


def _token(recipe: Recipe) -> str:
    """Name the recipe; the reasons of exclusions, which no number depends on, are left out where they are too long."""
    try:
        return token_of(recipe)
    except RecipeError as error:
        if error.code != "token_too_long":
            raise
    bare = tuple(msgspec.structs.replace(one, reason="") for one in recipe.excluded)
    return token_of(msgspec.structs.replace(recipe, excluded=bare))


def _ingredients(found: IndexAnswer) -> list[dict[str, Any]]:
    if found.found is None:
        return []
    used = zip(found.recipe.ingredients, found.found.years, found.found.earlier_years, strict=True)
    return [
        {
            "indicator": one.indicator,
            "weight": one.weight,
            "direction": one.direction,
            "year": year,
            "earlier_year": earlier,
        }
        for one, year, earlier in used
    ]


def _quarters(asked: Asked, found: IndexAnswer) -> list[dict[str, Any]]:
    bands = index_stability(asked.atlas, found.level, found.year, found.token)
    told = []
    for at in range(len(found.ids)):
        one = found.area(at)
        low, high = (bands.rank_low[at], bands.rank_high[at]) if bands else (float("nan"), float("nan"))
        ranks = {name: int(rank) if rank == rank else None for name, rank in (("rank_low", low), ("rank_high", high))}
        told.append({**{name: one[name] for name in _TOLD}, **ranks, "reason": one["reason"]})
    return told
