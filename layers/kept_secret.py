"""Why there is nothing to show: the numbers are not missing, they are kept secret."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from layers.view import View, years_with_values
from layers.words import Words, local
from loading.atlas import Atlas, LevelName
from loading.reasons import Reason, has_number

Told = tuple[str, str]


def kept_secret(atlas: Atlas, view: View) -> int:
    """Count the areas of a View whose value is suppressed.

    Raises
    ------
    KeyError
        If the Atlas lacks the View's level, indicator or year.
    """
    return int((_reasons(atlas, view, view.indicator) == Reason.SUPPRESSED).sum())


def is_all_secret(atlas: Atlas, view: View) -> bool:
    """Tell whether no area of a View has a number because they are suppressed; errors as in :func:`kept_secret`."""
    reasons = _reasons(atlas, view, view.indicator)
    return bool((reasons == Reason.SUPPRESSED).any() and not has_number(reasons).any())


def secret_or(words: Words, atlas: Atlas, view: View, otherwise: Told) -> Told:
    """Say why there is nothing to show, and what helps.

    Parameters
    ----------
    words : Words
    atlas : Atlas
    view : View
    otherwise : tuple of str
        What is said, and what is advised, where nothing is kept secret. Where some areas are, it is said beside.

    Returns
    -------
    problem, repair : str

    Raises
    ------
    KeyError
        If the Atlas lacks the View's level, indicator or year.
    """
    hidden = kept_secret(atlas, view)
    if is_all_secret(atlas, view):
        return all_secret(words, atlas, view), secret_repair(words, atlas, view)
    if not hidden:
        return otherwise
    beside = words("secret.some", n=hidden, areas=words(f"secret.of.{view.level}", n=len(atlas.levels[view.level])))
    return f"{otherwise[0]} {beside}", otherwise[1]


def all_secret(words: Words, atlas: Atlas, view: View) -> str:
    """Say that the numbers of all areas are kept secret."""
    indicator = atlas.indicators[atlas.indicator_position(view.indicator)]
    return words(f"secret.all.{view.level}", indicator=local(words, indicator.short))


def secret_repair(words: Words, atlas: Atlas, view: View) -> str:
    """Advise where numbers are to be seen: in another year, in the districts, else with another indicator."""
    years = [year for year in years_with_values(atlas, view.level, view.indicator) if year]
    if years:
        return words("secret.repair.years", years=", ".join(map(str, years)))
    districts = "district" in atlas.levels and view.level == "quarter"
    if districts and view.year in years_with_values(atlas, "district", view.indicator):
        return words("secret.repair.districts")
    return words("secret.repair.indicator")


def secret_among(words: Words, atlas: Atlas, level: LevelName, year: int, indicators: Iterable[str]) -> str:
    """Name those of some indicators of which numbers are kept secret; empty where there are none.

    Raises
    ------
    KeyError
        If the Atlas has no such level or year. Indicators that it does not have are passed over.
    """
    reason, moment = atlas.cubes[level].reason, atlas.year_position(year)
    asked = set(indicators)
    hidden = [
        local(words, one.short)
        for at, one in enumerate(atlas.indicators)
        if one.id in asked and (reason[:, at, moment] == Reason.SUPPRESSED).any()
    ]
    return words("secret.among", indicators=", ".join(hidden)) if hidden else ""


def _reasons(atlas: Atlas, view: View, indicator: str) -> NDArray[np.uint8]:
    return atlas.cubes[view.level].reason[:, atlas.indicator_position(indicator), atlas.year_position(view.year)]
