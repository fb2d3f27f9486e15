"""The ingredients of an index, fetched from an Atlas: numbers now and before, the reason of every blank, residents."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from analysis.index.measured import set_read_only
from analysis.index.recipe import Recipe, RecipeError, reduced
from analysis.index.shrinkage import shrunken_columns
from layers.columns import Column, Numbers, column
from layers.index.recipes import held
from layers.profiles.indicators import MOST_YEARS_APART, year_used
from layers.view import years_with_values
from loading.atlas import Atlas, LevelName
from loading.reasons import Reason

_CHANGE: Final = "-change"


@dataclass(frozen=True, eq=False)
class Ingredients:
    """What an index of one level and year is made of; m ingredients that the data hold, n areas.

    Attributes
    ----------
    recipe : Recipe
        Without the ingredients that the data do not hold.
    missing : tuple of str
        Those.
    years : tuple of int, length m
        The year each ingredient's numbers come from: that of the question, or the nearest within two years.
    earlier_years : tuple of (int or None), length m
        ``recipe.dynamics_years`` before; None without dynamics, or where there are no numbers of that year.
    columns, earlier : float arrays, shape (n, m)
        In the indicators' units; NaN where not usable. ``earlier`` is None where an ingredient that weighs has no
        earlier year.
    reason, earlier_reason : uint8 arrays, shape (n, m)
        See ``loading.reasons.Reason``.
    residents : float array, shape (n,)
    residents_year : int
        The year of the question, or the nearest within two years in which anybody's residents are known.
    delivered_changes : bool
        Whether ``earlier`` is what the delivered changes of the ingredients say, over the source's own span of years.
    """

    recipe: Recipe
    missing: tuple[str, ...]
    years: tuple[int, ...]
    earlier_years: tuple[int | None, ...]
    columns: Numbers
    earlier: Numbers | None
    reason: NDArray[np.uint8]
    earlier_reason: NDArray[np.uint8]
    residents: Numbers
    residents_year: int
    delivered_changes: bool

    def __post_init__(self) -> None:
        set_read_only(self)


def ingredients(atlas: Atlas, level: LevelName, year: int, recipe: Recipe) -> Ingredients:
    """Fetch the ingredients of an index.

    Parameters
    ----------
    atlas : Atlas
    level : {"quarter", "district", "city"}
    year : int
    recipe : Recipe

    Returns
    -------
    Ingredients

    Raises
    ------
    RecipeError
        ``none_available``, where the level has none of them in any year; ``no_numbers``, where an ingredient that
        weighs has no numbers near this year: an index of fewer ingredients would not be comparable with that of
        other years.
    KeyError
        If the Atlas has no such level or year.
    """
    known = held(atlas, level)
    kept = reduced(recipe, known)
    near = {one.indicator: year_used(atlas, level, one.indicator, year) for one in kept.ingredients}
    far = tuple(one.indicator for one in kept.ingredients if one.weight > 0 and near[one.indicator] is None)
    if far:
        raise RecipeError("no_numbers", year=year, indicators=far)
    # One of weight 0 without numbers near the year takes no part, and nothing of it can be shown.
    taken = tuple(one for one in kept.ingredients if near[one.indicator] is not None)
    kept = msgspec.structs.replace(kept, ingredients=taken)
    years = tuple(near[one.indicator] or 0 for one in taken)
    before = tuple(
        _year_before(atlas, level, one.indicator, when, kept.dynamics_years)
        for one, when in zip(taken, years, strict=True)
    )
    complete = kept.dynamics_years and all(
        when is not None for one, when in zip(taken, before, strict=True) if one.weight > 0
    )
    residents_year = _year_of_residents(atlas, level, year)
    values, reason = _fetched(atlas, level, kept, years)
    delivered = _holds_changes(atlas, level, kept, years)
    if delivered:
        changes, earlier_reason = _fetched(atlas, level, _changes_of(kept), years)
        earlier = values - changes
    else:
        earlier, earlier_reason = _fetched(atlas, level, kept, before)
    return Ingredients(
        recipe=kept,
        missing=tuple(one.indicator for one in recipe.ingredients if one.indicator not in known),
        years=years,
        earlier_years=before,
        columns=values,
        earlier=earlier if complete or delivered else None,
        reason=reason,
        earlier_reason=earlier_reason,
        residents=atlas.cubes[level].residents[:, atlas.year_position(residents_year)].copy(),
        residents_year=residents_year,
        delivered_changes=delivered,
    )


def _changes_of(recipe: Recipe) -> Recipe:
    """Give the recipe with the delivered changes of its ingredients, see ``loading.declaring.own_indicators``."""
    changes = (msgspec.structs.replace(one, indicator=f"{one.indicator}{_CHANGE}") for one in recipe.ingredients)
    return msgspec.structs.replace(recipe, ingredients=tuple(changes))


def _holds_changes(atlas: Atlas, level: LevelName, recipe: Recipe, years: Sequence[int]) -> bool:
    """Tell whether the source itself says of every ingredient that weighs by how much it changed.

    What it says holds also where its series has a break: of Berlin's unemployed of 2019, the difference to the
    number published in 2017 is 1.3 points off, since the definition was changed.
    """
    if not recipe.dynamics_years or recipe.shrinkage:
        return False
    used = zip(_changes_of(recipe).ingredients, years, strict=True)
    known = held(atlas, level)
    return all(
        one.indicator in known and year in years_with_values(atlas, level, one.indicator)
        for one, year in used
        if one.weight > 0
    )


def _year_before(atlas: Atlas, level: LevelName, indicator: str, year: int, years: int) -> int | None:
    """Give the year exactly so many years before; changes over other spans would not stand beside each other."""
    found = year - years
    return found if years and year and found in years_with_values(atlas, level, indicator) else None


def _year_of_residents(atlas: Atlas, level: LevelName, year: int) -> int:
    known = np.isfinite(atlas.cubes[level].residents).any(axis=0)
    apart = {other: abs(other - year) for at, other in enumerate(atlas.years) if known[at]}
    near = [other for other, years in apart.items() if years <= MOST_YEARS_APART or other == 0]
    atlas.year_position(year)
    return min(near, key=lambda other: apart[other], default=year)


def _fetched(
    atlas: Atlas, level: LevelName, recipe: Recipe, years: Sequence[int | None]
) -> tuple[Numbers, NDArray[np.uint8]]:
    """Give numbers and reasons of every ingredient in its year; NaN and not delivered without a year."""
    shape, known = (len(atlas.levels[level]), len(years)), held(atlas, level)
    values, counts, totals = (np.full(shape, np.nan) for _ in range(3))
    reason = np.full(shape, Reason.NOT_DELIVERED, dtype=np.uint8)
    for at, (one, year) in enumerate(zip(recipe.ingredients, years, strict=True)):
        if year is None or one.indicator not in known:
            continue
        found = column(atlas, level, one.indicator, year)
        values[:, at], reason[:, at] = _exact(atlas, found), found.reason
        usable = np.isfinite(values[:, at])
        counts[:, at] = np.where(usable, found.numerator, np.nan)
        totals[:, at] = np.where(usable, found.denominator, np.nan)
    return (shrunken_columns(values, counts, totals) if recipe.shrinkage else values), reason


def _exact(atlas: Atlas, found: Column) -> Numbers:
    """Give numbers as delivered rather than as told: rounding moves areas across a class limit they lie near.

    Of a public project nothing is computed with that is not told.
    """
    if atlas.protection is not None:
        return found.comparable
    position, moment = atlas.indicator_position(found.indicator), atlas.year_position(found.year)
    return np.where(np.isfinite(found.comparable), atlas.cubes[found.level].value[:, position, moment], np.nan)
