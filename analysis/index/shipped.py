"""The recipes that come with the program; each is a file in ``recipes/``."""

from collections.abc import Collection
from pathlib import Path

from analysis.index.recipe import Recipe, RecipeError, available, reduced
from analysis.index.recipe_text import from_text

SHIPPED = ("berlin_mss", "mean_of_parts", "townsend", "imd", "gisd_like")
_FOLDER = Path(__file__).parent / "recipes"


def shipped(name: str) -> Recipe:
    """Open a recipe by its name.

    Parameters
    ----------
    name : str
        One of ``SHIPPED``.

    Returns
    -------
    Recipe

    Raises
    ------
    RecipeError
        ``unknown_recipe``, with the names there are.

    Examples
    --------
    >>> [one.indicator for one in shipped("berlin_mss").ingredients]
    ['B1', 'A4', 'A2']
    """
    if name not in SHIPPED:
        raise RecipeError("unknown_recipe", found=name[:80], choices=", ".join(SHIPPED))
    return from_text((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def usual(ids: Collection[str]) -> Recipe:
    """Choose the recipe with which an index begins.

    Parameters
    ----------
    ids : collection of str
        Indicators of the city.

    Returns
    -------
    Recipe
        Berlin's where the city has all it needs, because German planners know it; else the mean of those core
        indicators that the city has.

    Raises
    ------
    RecipeError
        ``none_available``, where it has none of them.

    Examples
    --------
    >>> usual({"B1", "A4", "A2", "F7"}).name, [one.indicator for one in usual({"A1", "F7"}).ingredients]
    ('berlin_mss', ['A1'])
    """
    berlin = shipped("berlin_mss")
    return berlin if all(available(berlin, ids)) else reduced(shipped("mean_of_parts"), ids)
