"""The recipes that come with the program; each is a file in ``recipes/``."""

from pathlib import Path

from analysis.index.recipe import Recipe, RecipeError
from analysis.index.recipe_text import from_text

SHIPPED = ("berlin_mss", "mean_of_parts", "townsend", "imd", "gisd_like")
DEFAULT = "berlin_mss"
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
