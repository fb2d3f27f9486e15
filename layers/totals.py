"""What sums over areas are to be compared with where some areas are suppressed: the city's own published counts."""

import numpy as np

from loading.atlas import Atlas, LevelName
from loading.reasons import Reason


def totals(atlas: Atlas, level: LevelName, indicator: str, year: int) -> dict[str, float]:
    """Give the city's counts where counts of some areas are suppressed, so that their sum falls short of the whole.

    A sum over areas of which some are suppressed is then "at least" its known part, and its share of the city's count
    at least the share told.

    Parameters
    ----------
    atlas : Atlas
    level : {"quarter", "district", "city"}
    indicator : str
    year : int

    Returns
    -------
    dict
        "numerator", "denominator" and "residents", each only where a count of the level is suppressed and the city's
        is known. What was not delivered counts as before: nothing is said about it.

    Raises
    ------
    KeyError
        If the Atlas has no such level, indicator or year.
    """
    at, moment = atlas.indicator_position(indicator), atlas.year_position(year)
    cube, city = atlas.cubes[level], atlas.cubes["city"]
    hidden = cube.reason[:, at, moment] == Reason.SUPPRESSED
    each = {
        "numerator": (cube.numerator[:, at, moment], city.numerator[0, at, moment]),
        "denominator": (cube.denominator[:, at, moment], city.denominator[0, at, moment]),
        "residents": (cube.residents[:, moment], city.residents[0, moment]),
    }
    found = {}
    for part, (numbers, whole) in each.items():
        gone = np.isnan(numbers) & hidden
        if gone.any() and np.isfinite(whole) and whole >= np.nansum(numbers):
            found[part] = float(whole)
    return found
