"""Which indicators make a profile: what can be compared, what is chosen where nobody has chosen."""

from typing import Final, Literal

import numpy as np

from analysis.correlation import pearson
from layers.columns import Numbers, column
from layers.remembered import remembered
from layers.view import years_with_values
from loading.atlas import Atlas, Direction, LevelName

Unusable = Literal["", "count", "no_numbers"]
#: What a high number means: 1 disadvantage, -1 its opposite, 0 nothing.
SIGN: Final[dict[Direction, int]] = {"more_disadvantage": 1, "less_disadvantage": -1, "context": 0}
#: Numbers of a neighbouring year stand in where a year has none: elections are not held every year.
MOST_YEARS_APART = 2
FEWEST_BY_DEFAULT = 4
_MOST_AREAS = 0.9
_SAME = 0.99


def year_used(atlas: Atlas, level: LevelName, indicator: str, year: int) -> int | None:
    """Give the year whose numbers stand for a year: itself, or the nearest one within two years.

    Parameters
    ----------
    atlas : Atlas
    level : {"quarter", "district", "city"}
    indicator : str
    year : int

    Returns
    -------
    int or None
        Of two equally near, the earlier. 0, numbers without a year, stands for any year. None where nothing is
        near enough.

    Raises
    ------
    KeyError
        If the Atlas has no such level or indicator.
    """
    apart = {
        other: MOST_YEARS_APART if other != year and 0 in (other, year) else abs(other - year)
        for other in years_with_values(atlas, level, indicator)
    }
    near = [other for other, years in sorted(apart.items()) if years <= MOST_YEARS_APART]
    return min(near, key=lambda other: apart[other], default=None)


def unusable(atlas: Atlas, level: LevelName, indicator: str, year: int) -> Unusable:
    """Say why an indicator cannot stand in a profile; empty where it can.

    Counts cannot: a large quarter has more of everything.

    Raises
    ------
    KeyError
        If the Atlas has no such level or indicator.
    """
    if atlas.indicators[atlas.indicator_position(indicator)].kind == "count":
        return "count"
    return "" if year_used(atlas, level, indicator, year) is not None else "no_numbers"


@remembered(32)
def judged_indicators(atlas: Atlas, level: LevelName, year: int) -> tuple[str, ...]:
    """List the rates and values that are judged and have numbers in most areas.

    Parameters
    ----------
    atlas : Atlas
    level : {"quarter", "district", "city"}
    year : int

    Returns
    -------
    tuple of str
        In the order of the Atlas. Context, migration and nationality among it, is left out, and so are changes over
        time; nine tenths of the areas that have any such number must have this one. Derived ones, whose id holds a
        colon, stand in an Atlas only while somebody asks for them: the answer must not depend on that.

    Raises
    ------
    KeyError
        If the Atlas has no such level.
    """
    known = {
        one.id: np.isfinite(_numbers(atlas, level, one.id, year))
        for one in atlas.indicators
        if ":" not in one.id and one.direction != "context" and not one.signed
        if not unusable(atlas, level, one.id, year)
    }
    if not known:
        return ()
    some = np.any(list(known.values()), axis=0).sum()
    return tuple(one for one, filled in known.items() if filled.sum() >= _MOST_AREAS * some)


@remembered(32)
def default_indicators(atlas: Atlas, level: LevelName, year: int) -> tuple[str, ...]:
    """Choose the indicators of a profile where nobody has chosen.

    Parameters
    ----------
    atlas : Atlas
    level : {"quarter", "district", "city"}
    year : int

    Returns
    -------
    tuple of str
        Of :func:`judged_indicators`, the first of every dimension, so that no part of life counts twice. Where
        these are fewer than four, those join that are least like the chosen ones (smallest ``|r|``), unless they say
        the same as one of them (0.99).

    Raises
    ------
    KeyError
        If the Atlas has no such level.
    """
    judged = judged_indicators(atlas, level, year)
    dimension = {one.id: one.dimension for one in atlas.indicators}
    first = {dimension[one]: one for one in reversed(judged)}
    chosen = set(first.values())
    while len(chosen) < FEWEST_BY_DEFAULT:
        alike = {one: _likeness(atlas, level, year, one, chosen) for one in judged if one not in chosen}
        other = min(alike, key=lambda one: alike[one], default="")
        if not other or alike[other] >= _SAME:
            break
        chosen.add(other)
    return tuple(one for one in judged if one in chosen)


def _numbers(atlas: Atlas, level: LevelName, indicator: str, year: int) -> Numbers:
    used = year_used(atlas, level, indicator, year)
    if used is None:
        return np.full(len(atlas.levels[level]), np.nan)
    return column(atlas, level, indicator, used).comparable


def _likeness(atlas: Atlas, level: LevelName, year: int, one: str, chosen: set[str]) -> float:
    """Give the closest correlation with one of the chosen; 1 where it cannot be told."""
    own = _numbers(atlas, level, one, year)
    found = [abs(pearson(own, _numbers(atlas, level, other, year)).coefficient) for other in chosen]
    return max((1.0 if np.isnan(r) else r for r in found), default=0.0)
