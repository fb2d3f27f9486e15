"""A recipe in words, so that every picture made with it can name it."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

from analysis.index.recipe import Ingredient, Recipe
from analysis.index.shipped import SHIPPED, shipped

LANGUAGES: Final = ("de", "en")
_MOST_EXCLUSIONS: Final = 5


@cache
def _words() -> dict[str, Any]:
    words: dict[str, Any] = json.loads((Path(__file__).parent / "words.json").read_text(encoding="utf-8"))
    return words


def recipe_title(recipe: Recipe) -> dict[str, str]:
    """Give the title of a recipe in every language: its own words, or its name where it has none.

    A shipped recipe that somebody has changed without giving it a new title says so: nobody shall read "Berlin
    monitoring" above other weights.

    Examples
    --------
    >>> import msgspec
    >>> recipe_title(msgspec.structs.replace(shipped("townsend"), aggregation="mean"))["en"]
    'Material deprivation after Townsend (changed)'
    """
    fallback = next((text for text in recipe.title.values() if text.strip()), recipe.name)
    titles = {language: recipe.title.get(language, "").strip() or fallback for language in LANGUAGES}
    if not _is_changed(recipe):
        return titles
    return {language: _words()[language]["changed"].format(title=text) for language, text in titles.items()}


def _is_changed(recipe: Recipe) -> bool:
    if recipe.name not in SHIPPED:
        return False
    original = shipped(recipe.name)
    return recipe.title == original.title and recipe != original


def recipe_in_words(
    recipe: Recipe,
    shorts: Mapping[str, Mapping[str, str]],
    titles: Mapping[str, str] | None = None,
    missing: Sequence[str] = (),
) -> dict[str, str]:
    """Write down ingredients, weights and procedure as one text per language.

    Parameters
    ----------
    recipe : Recipe
    shorts : mapping of str to mapping of language to str
        Short titles of the indicators by id; an id without one stands for itself.
    titles : mapping of language to str, optional
        What the recipe is called; as :func:`recipe_title` where it is not given.
    missing : sequence of str
        Ids of ingredients that the data do not hold, and that are no longer among the recipe's.

    Returns
    -------
    dict of language to str

    Examples
    --------
    >>> recipe = Recipe(name="children", ingredients=(Ingredient(indicator="A2", weight=1.5),), minimum_residents=0)
    >>> recipe_in_words(recipe, {"A2": {"en": "Child poverty"}})["en"].split(". ")[0]
    'Recipe “children”: Child poverty (A2), weight 1.5'
    """
    called = titles or recipe_title(recipe)
    return {language: _sentence(recipe, shorts, called[language], missing, language) for language in LANGUAGES}


def _sentence(
    recipe: Recipe, shorts: Mapping[str, Mapping[str, str]], title: str, missing: Sequence[str], language: str
) -> str:
    words = _words()[language]
    parts = [_ingredient(one, shorts, language) for one in recipe.ingredients if one.weight > 0]
    parts += [words["missing"].format(indicators=", ".join(missing))] if missing else []
    procedure = ", ".join(_procedure(recipe, words))
    return str(words["sentence"].format(name=title, ingredients="; ".join(parts), procedure=procedure))


def _ingredient(one: Ingredient, shorts: Mapping[str, Mapping[str, str]], language: str) -> str:
    words = _words()[language]
    known = shorts.get(one.indicator, {})
    short = known.get(language) or next(iter(known.values()), one.indicator)
    said = [words["ingredient"].format(short=short, indicator=one.indicator, weight=_number(one.weight, language))]
    said += [words["transform"][one.transform]] if one.transform != "none" else []
    said += [words["reversed"]] if one.direction == -1 else []
    return ", ".join(said)


def _procedure(recipe: Recipe, words: Mapping[str, Any]) -> list[str]:
    classes = words["classes"][recipe.classes]
    if classes and recipe.classes != "mss" and recipe.class_limits == "residents":
        classes = words["residents"].format(classes=classes)
    left_out = ", ".join(one.quarter_id for one in recipe.excluded[:_MOST_EXCLUSIONS])
    if len(recipe.excluded) > _MOST_EXCLUSIONS:
        left_out = words["and_others"].format(quarters=left_out)
    said = [
        words["standardisation"][recipe.standardisation],
        words["aggregation"][recipe.aggregation],
        words["second"] if recipe.second_standardisation else "",
        classes,
        words["dynamics"].format(years=recipe.dynamics_years) if recipe.dynamics_years else "",
        words["minimum"].format(residents=recipe.minimum_residents) if recipe.minimum_residents else "",
        words["shrinkage"] if recipe.shrinkage else "",
        words["excluded"].format(quarters=left_out) if left_out else "",
    ]
    return [part for part in said if part]


def _number(weight: float, language: str) -> str:
    text = f"{weight:.4g}"
    return text.replace(".", ",") if language == "de" else text
