"""Which recipe a question means: the word in the address, a shipped one's name, or the usual one of the city."""

from typing import Any

import msgspec

from analysis.index.recipe import Recipe
from analysis.index.recipe_token import from_token, to_token
from analysis.index.shipped import SHIPPED, shipped, usual
from layers.remembered import remembered
from layers.view import years_with_values
from loading.atlas import Atlas, LevelName


@remembered(16)
def held(atlas: Atlas, level: LevelName) -> frozenset[str]:
    """Give the indicators that can be ingredients: delivered ones with numbers on a level in any year.

    Derived ones, whose id holds a colon, stand in an Atlas only while somebody asks for them; an index must not depend
    on that.

    Raises
    ------
    KeyError
        If the Atlas has no such level.
    """
    ids = (one.id for one in atlas.indicators if ":" not in one.id)
    return frozenset(one for one in ids if years_with_values(atlas, level, one))


def usual_recipe(atlas: Atlas) -> Recipe:
    """Choose the recipe with which the index of a city begins; no migration, no nationality.

    Raises
    ------
    RecipeError
        ``none_available``, where the city has none of the core indicators.
    """
    return usual(held(atlas, "quarter"))


def asked_recipe(atlas: Atlas, token: str) -> Recipe:
    """Give the recipe of a question.

    Parameters
    ----------
    atlas : Atlas
    token : str
        As :func:`analysis.index.recipe_token.to_token` gives it; the name of a shipped recipe; or empty for the usual
        one of the city.

    Returns
    -------
    Recipe

    Raises
    ------
    RecipeError
        As :func:`analysis.index.recipe_token.from_token` and :func:`usual_recipe`.
    """
    if not token:
        return usual_recipe(atlas)
    return shipped(token) if token in SHIPPED else from_token(token)


def token_of(recipe: Recipe) -> str:
    """Name a recipe in an address: a shipped one by its name, any other by all that it says.

    Raises
    ------
    RecipeError
        As :func:`analysis.index.recipe_token.to_token`.

    Examples
    --------
    >>> token_of(shipped("townsend"))
    'townsend'
    """
    return recipe.name if recipe.name in SHIPPED and shipped(recipe.name) == recipe else to_token(recipe)


def fields_of(recipe: Recipe) -> dict[str, Any]:
    """Give all fields of a recipe as plain values, the usual ones too.

    Examples
    --------
    >>> fields_of(shipped("townsend"))["ingredients"][2]
    {'indicator': 'A8', 'weight': 1.0, 'direction': 1, 'transform': 'none', 'dimension': ''}
    """
    plain = msgspec.structs.asdict(recipe)
    for name in ("ingredients", "excluded"):
        plain[name] = [msgspec.structs.asdict(one) for one in plain[name]]
    return plain
