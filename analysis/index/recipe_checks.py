"""What no index can be made of is refused, with what was found and what is possible."""

import math
from collections.abc import Iterable

from analysis.index.recipe import POSITIVE_WAYS, VERSION, Ingredient, Recipe, RecipeError

MOST_INGREDIENTS = 40
MOST_EXCLUSIONS = 300
LONGEST_NAME = 120
LONGEST_REASON = 300
MOST_YEARS = 50
GREATEST_WEIGHT = 1000.0


def check(recipe: Recipe) -> Recipe:
    """Refuse what no index can be made of; types are checked where recipes are read.

    Parameters
    ----------
    recipe : Recipe

    Returns
    -------
    Recipe
        The same.

    Raises
    ------
    RecipeError
        ``newer_version``, ``no_name``, ``too_long``, ``no_text``, ``no_ingredients``, ``too_many``, ``twice``,
        ``bad_weight``, ``no_weight``, ``out_of_range``, ``geometric_needs_positive`` or ``dynamics_needs_sum``.

    Examples
    --------
    >>> check(Recipe(name="empty", ingredients=()))
    Traceback (most recent call last):
    analysis.index.recipe.RecipeError: no_ingredients
    """
    if recipe.version != VERSION:
        raise RecipeError("newer_version", found=recipe.version, known=VERSION)
    _check_lengths(recipe)
    _check_ingredients(recipe.ingredients)
    _once("excluded", (one.quarter_id for one in recipe.excluded))
    for field, found, most in (
        ("dynamics_years", recipe.dynamics_years, MOST_YEARS),
        ("minimum_residents", recipe.minimum_residents, 1_000_000),
    ):
        if not 0 <= found <= most:
            raise RecipeError("out_of_range", field=field, found=found, least=0, most=most)
    if recipe.aggregation == "geometric" and recipe.standardisation not in POSITIVE_WAYS:
        raise RecipeError("geometric_needs_positive", found=recipe.standardisation, choices=", ".join(POSITIVE_WAYS))
    if recipe.dynamics_years and recipe.aggregation not in ("sum", "mean"):
        raise RecipeError("dynamics_needs_sum", found=recipe.aggregation)
    return recipe


def _check_lengths(recipe: Recipe) -> None:
    if not recipe.name.strip():
        raise RecipeError("no_name")
    lengths = [("name", recipe.name, LONGEST_NAME)]
    lengths += [(f"title.{language}", text, LONGEST_NAME) for language, text in recipe.title.items()]
    lengths += [(field, text, LONGEST_NAME) for one in recipe.ingredients for field, text in _texts(one)]
    lengths += [("excluded.quarter_id", one.quarter_id, LONGEST_NAME) for one in recipe.excluded]
    lengths += [("excluded.reason", one.reason, LONGEST_REASON) for one in recipe.excluded]
    for field, text, most in lengths:
        if len(text) > most:
            raise RecipeError("too_long", field=field, found=len(text), most=most)
        if any("\ud800" <= sign <= "\udfff" for sign in text):
            raise RecipeError("no_text", field=field)
    for field, found, most in (
        ("ingredients", len(recipe.ingredients), MOST_INGREDIENTS),
        ("excluded", len(recipe.excluded), MOST_EXCLUSIONS),
        ("title", len(recipe.title), 10),
    ):
        if found > most:
            raise RecipeError("too_many", field=field, found=found, most=most)


def _texts(one: Ingredient) -> tuple[tuple[str, str], ...]:
    return ("ingredients.indicator", one.indicator), ("ingredients.dimension", one.dimension)


def _check_ingredients(ingredients: tuple[Ingredient, ...]) -> None:
    if not ingredients:
        raise RecipeError("no_ingredients")
    _once("ingredients", (one.indicator for one in ingredients))
    for one in ingredients:
        if not (math.isfinite(one.weight) and 0 <= one.weight <= GREATEST_WEIGHT):
            raise RecipeError("bad_weight", indicator=one.indicator, found=one.weight, most=GREATEST_WEIGHT)
    if not any(one.weight > 0 for one in ingredients):
        raise RecipeError("no_weight", ingredients=len(ingredients))


def _once(field: str, names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise RecipeError("twice", field=field, found=name)
        seen.add(name)
