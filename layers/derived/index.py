"""Composite indices as indicators: the index of a recipe, and the index of its changes."""

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from analysis.index.procedure import takes_distances
from analysis.index.recipe import Recipe, RecipeError, reduced
from layers.declaration import source
from layers.derived.declared import declared
from layers.derived.numbers import Derived, DerivedNumbers
from layers.index.answer import IndexAnswer, index_answer
from layers.index.in_words import recipe_in_words, recipe_title
from layers.index.recipes import asked_recipe, held
from layers.view import years_with_values
from loading.atlas import Atlas, Indicator, LevelName
from loading.reasons import Reason

_Part = Callable[[IndexAnswer], tuple[NDArray[np.float64], NDArray[np.uint8]]]
_LEVELS: Final[tuple[LevelName, ...]] = ("quarter", "district")


def index(atlas: Atlas, token: str) -> Derived:
    """Make an index of all years by a recipe.

    Parameters
    ----------
    atlas : Atlas
    token : str
        A recipe as in an address, or the name of a shipped one.

    Returns
    -------
    Derived
        Quarters and districts each compared among themselves; the city has no number, since nothing stands beside it.
        A year in which no ingredient has numbers of its own is blank.

    Raises
    ------
    KeyError
        If the token is no recipe, or no index can be made of it in any year.
    """
    return _derived(atlas, "index", token, lambda answer: (answer.index, answer.reason))


def dynamics(atlas: Atlas, token: str) -> Derived:
    """Make the index of the changes by a recipe with dynamics, as :func:`index`.

    Raises
    ------
    KeyError
        Also if there are no earlier numbers in any year.
    """
    return _derived(atlas, "dynamics", token, lambda answer: (answer.dynamics_index, answer.dynamics_reason))


def _derived(atlas: Atlas, kind: str, token: str, part: _Part) -> Derived:
    if not token:
        raise KeyError(kind)
    try:
        recipe = asked_recipe(atlas, token)
    except RecipeError as error:
        raise KeyError(token) from error
    numbers = {level: _numbers(atlas, level, token, recipe, part) for level in atlas.levels}
    if not any(np.isfinite(one.value).any() for one in numbers.values()):
        raise KeyError(token)
    return Derived(_declared(atlas, kind, token, recipe), numbers)


def _numbers(atlas: Atlas, level: LevelName, token: str, recipe: Recipe, part: _Part) -> DerivedNumbers:
    shape = (len(atlas.levels[level]), len(atlas.years))
    value, reason = np.full(shape, np.nan), np.full(shape, Reason.NOT_DELIVERED, dtype=np.uint8)
    for year in _years(atlas, level, recipe) if level in _LEVELS else ():
        answer = index_answer(atlas, level, year, token)
        if not answer.refusal:
            numbers, why = part(answer)
            # A year without any number is not one that has only small areas.
            blank = Reason.NOT_DELIVERED if not np.isfinite(numbers).any() else why
            value[:, atlas.year_position(year)], reason[:, atlas.year_position(year)] = numbers, blank
    return DerivedNumbers(value, reason)


def _years(atlas: Atlas, level: LevelName, recipe: Recipe) -> Sequence[int]:
    """Give the years in which an ingredient has numbers of its own; elsewhere there would only be copies."""
    known = {one.id for one in atlas.indicators}
    used = (one.indicator for one in recipe.ingredients if one.weight > 0 and one.indicator in known)
    return sorted({year for one in used for year in years_with_values(atlas, level, one)})


def _declared(atlas: Atlas, kind: str, token: str, recipe: Recipe) -> Indicator:
    by_id = {one.id: one for one in atlas.indicators}
    used = reduced(recipe, held(atlas, "quarter"))
    bases = [by_id[one.indicator] for one in used.ingredients if one.weight > 0]
    missing = [one.indicator for one in recipe.ingredients if one not in used.ingredients and one.weight > 0]
    sources = (part for one in bases for part in source(atlas, one).split("; "))
    titles = recipe_title(recipe)
    base = Indicator(id=token, title=titles, short=titles, dimension="own", kind="value")
    in_deviations = recipe.second_standardisation and takes_distances(recipe)
    return declared(
        kind,
        base,
        direction="more_disadvantage",
        signed=takes_distances(recipe),
        note=recipe_in_words(used, {one.id: one.short for one in bases}, titles, missing),
        source="; ".join(dict.fromkeys(sources)),
        files=tuple(dict.fromkeys(file for one in bases for file in one.files)),
        **({} if in_deviations else {"unit": {}}),
    )
