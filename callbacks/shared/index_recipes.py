"""What the index builder offers: indicators that can be ingredients, recipes that come with the program."""

from typing import Any

import msgspec

from analysis.index.recipe import Recipe, available
from analysis.index.shipped import SHIPPED, shipped
from layers.index.in_words import recipe_title
from layers.index.recipes import held
from layers.words import local
from loading.atlas import Atlas, Indicator
from loading.declaring.catalogue import catalogue
from texts import Texts

_DIMENSIONS = ("income", "work", "education", "health", "housing", "participation", "infrastructure", "own")


def fields_of(recipe: Recipe) -> dict[str, Any]:
    """Give all fields of a recipe, those with their usual value too."""
    plain = {name: getattr(recipe, name) for name in recipe.__struct_fields__}
    listed = [{name: getattr(one, name) for name in one.__struct_fields__} for one in recipe.ingredients]
    return {**plain, "ingredients": listed, "excluded": msgspec.to_builtins(recipe.excluded)}


def possible_ingredients(texts: Texts, atlas: Atlas) -> list[dict[str, Any]]:
    """List what can be an ingredient, by dimension; what carries no judgement stands apart under "context"."""
    ids = held(atlas, "quarter")
    known = [one for one in atlas.indicators if one.id in ids and one.kind != "count"]
    places = {name: at for at, name in enumerate((*_DIMENSIONS, "demography", "context"))}

    def group(one: Indicator) -> str:
        return "context" if one.direction == "context" else one.dimension

    listed = sorted(known, key=lambda one: places.get(group(one), len(places)))
    return [
        {
            "id": one.id,
            "short": local(texts, one.short) or one.id,
            "title": local(texts, one.title) or one.id,
            "group": group(one),
            "direction": -1 if one.direction == "less_disadvantage" else 1,
        }
        for one in listed
    ]


def recipe_cards(texts: Texts, atlas: Atlas) -> list[dict[str, Any]]:
    """Give the shipped recipes: what each is, and what of it the data do not hold."""
    ids = held(atlas, "quarter")
    names = {one.id: local(texts, one.short) for one in catalogue()}

    def missing(recipe: Recipe) -> list[str]:
        parts = zip(recipe.ingredients, available(recipe, ids), strict=True)
        return [names.get(one.indicator, one.indicator) for one, there in parts if not there]

    return [
        {
            "token": name,
            "title": recipe_title(shipped(name))[texts.language],
            "text": texts(f"index.recipes.{name}"),
            "missing": missing(shipped(name)),
            "possible": any(available(shipped(name), ids)),
        }
        for name in SHIPPED
    ]
