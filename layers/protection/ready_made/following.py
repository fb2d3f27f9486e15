"""Ready-made numbers go where what they are made of goes, until none gives a hidden one back."""

from collections.abc import Collection, Iterable, Iterator, Mapping

import numpy as np
import shapely
from numpy.typing import NDArray

from layers.protection.quantity import Quantities, Quantity
from layers.protection.ready_made.made_of import Ingredients, Moment, around, ties
from loading.atlas import Atlas, LevelName

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
Tie = tuple[int, int, list[Moment]]
"""Indicator, year, and what it is made of in that year."""
_GROUND = -2  # is known to everybody


def follow(every: Iterable[Tie], values: dict[int, FloatArray], gone: dict[int, BoolArray]) -> None:
    """Hide ready-made numbers that would give hidden ones back, until none is left.

    Parameters
    ----------
    every : iterable of Tie
    values : mapping of indicator position to float64, shape (areas of all levels, years)
        Ready-made numbers; changed.
    gone : mapping of indicator position, -1 for the residents, to bool, same shape
        What is hidden; changed.
    """
    several = [one for one in every if one[0] in values]
    changed = True
    while changed:
        changed = False
        for at, year, moments in several:
            lost = np.any([gone[one][:, moment] for one, moment in moments if one in gone], axis=0)
            new = lost & np.isfinite(values[at][:, year])
            if new.any():
                values[at][new, year] = np.nan
                gone[at][:, year] |= new
                changed = True


def gone_around(atlas: Atlas, found: Quantities, gone: Mapping[int, BoolArray]) -> dict[int, BoolArray]:
    """Say in each quarter what of its district is hidden.

    Parameters
    ----------
    atlas : Atlas
    found : Quantities
    gone : mapping of indicator position, -1 for the residents, to bool, shape (areas of all levels, years)

    Returns
    -------
    mapping of what :func:`layers.protection.ready_made.made_of.around` makes of these to bool, same shape
        What a quarter compares with its district tells of both: 0.04 points less than its rate where it has none.
    """
    if "district" not in found.places:
        return {}
    parents = np.array(atlas.levels["quarter"].parents)
    quarters, districts = np.arange(found.areas)[found.places["quarter"]], found.places["district"].start + parents
    several = {around(at): np.zeros_like(hidden) for at, hidden in gone.items()}
    for at, hidden in gone.items():
        several[around(at)][quarters[parents >= 0]] = hidden[districts[parents >= 0]]
    return several


def needed(every: Iterable[Tie], shares: Collection[int]) -> list[Tie]:
    """Leave out that a share, or its score, can be worked out from an index, where the index goes by itself.

    An index, three of its ingredients and the fourth are one relation: with the index hidden wherever an ingredient is,
    the other ingredients can stay.

    Examples
    --------
    >>> index, one, other = 0, 1, 2
    >>> needed([(index, 0, [(one, 0), (other, 0)]), (one, 0, [(index, 0), (other, 0)])], [one, other])
    [(0, 0, [(1, 0), (2, 0)])]
    """
    several = list(every)
    # Nothing is more than found: a score may be told from its share where the share is not told from the score.
    several += [
        (*moments[0], [(at, year)]) for at, year, moments in several if len(moments) == 1 and moments[0][0] >= 0
    ]
    alike = _alike(several)
    parts = {one for one in alike if one[0] in shares}
    parts |= {one for one, name in alike.items() if name in {alike[part] for part in parts}}
    parts |= {(at, year) for at, year, _ in several if at in shares}
    made: dict[Moment, list[set[Moment]]] = {}
    for at, year, moments in several:
        if len(moments) > 1 and (at, year) not in parts:
            made.setdefault((at, year), []).append({alike.get(one, one) for one in moments})
    return [one for one in several if one[:2] not in parts or not _goes_by_itself(one, alike, made)]


def _alike(every: Iterable[Tie]) -> dict[Moment, Moment]:
    """Name numbers that tell the same - a share, its rank and its score - by the first of them."""
    named: dict[Moment, Moment] = {}
    for at, year, moments in every:
        if len(moments) == 1:
            both = {named.get(one, one) for one in ((at, year), moments[0])}
            first = min(both)
            named |= {one: first for one, name in named.items() if name in both}
            named |= dict.fromkeys(((at, year), moments[0]), first)
    return named


def _goes_by_itself(tie: Tie, alike: Mapping[Moment, Moment], made: Mapping[Moment, list[set[Moment]]]) -> bool:
    """Tell whether another number of the relation is hidden whenever one of the rest is."""
    at, year, moments = tie
    if len(moments) < 2:
        return False
    every = [(at, year), *moments]
    for one in moments:
        rest = {alike.get(other, other) for other in every if other != one}
        if any(rest <= parts or parts <= rest for parts in made.get(one, ())):
            return True
    return False


def ties_of_levels(
    atlas: Atlas, found: Quantities, values_of: Mapping[int, FloatArray], chosen: Iterable[int]
) -> Iterator[Tie]:
    """Say of what ready-made numbers are made: judged by quarters, or by districts where only these have any.

    Parameters
    ----------
    atlas : Atlas
    found : Quantities
    values_of : mapping of indicator position to float64, shape (areas of all levels, years)
    chosen : iterable of int
        Positions of ready-made indicators.

    Yields
    ------
    Tie
    """
    level_of = {at: _level_of(found, values_of[at]) for at in chosen}
    for level in dict.fromkeys(level_of.values()):
        several = ingredients(atlas, found, values_of, level)
        yield from ((at, *tie) for at, one in level_of.items() if one == level for tie in ties(at, several))


def _level_of(found: Quantities, values: FloatArray) -> LevelName:
    levels: list[LevelName] = [level for level in ("quarter", "district") if level in found.places]
    return next((level for level in levels if np.isfinite(values[found.places[level]]).any()), "quarter")


def ingredients(
    atlas: Atlas, found: Quantities, values_of: Mapping[int, FloatArray], level: LevelName = "quarter"
) -> Ingredients:
    """Take all values and all counts of a level, each count once, with what they may be divided by."""
    rows = found.places[level]
    values = {at: values[rows] for at, values in values_of.items()}
    delivered = [one for one in found.each if _is_delivered(one)]
    counts = [(one.roles[0][0], one.true[rows]) for one in delivered]
    wholes = [(_GROUND, np.repeat(_ground(atlas, level)[:, None], len(atlas.years), axis=1))]
    parents = np.array(atlas.levels[level].parents)
    groups = [np.zeros(len(parents), dtype=np.int64), *([parents] if level == "quarter" else [])]
    if level == "quarter" and "district" in found.places and (parents >= 0).all():
        districts = found.places["district"]
        wholes += [(around(one.roles[0][0]), one.true[districts][parents]) for one in delivered]
    return Ingredients(values, [*counts, *values.items()], wholes, groups)


def _ground(atlas: Atlas, level: LevelName) -> FloatArray:
    """Give the size of each area, in any unit."""
    areas = atlas.levels[level]
    size = shapely.area(areas.geometry)
    if areas.crs.is_geographic:
        size = size * np.cos(np.radians(shapely.get_y(shapely.centroid(areas.geometry))))
    return np.asarray(size, dtype=np.float64)


def _is_delivered(one: Quantity) -> bool:
    return one.copy_of < 0 and all(role != "share" for _, role in one.roles)
