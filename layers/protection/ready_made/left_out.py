"""What is left out until somebody decides: shares of nobody knows whom, and indices made of nobody knows what.

Both can be decided, see :mod:`layers.protection.ready_made.shares`.
"""

from collections.abc import Iterable, Mapping
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from analysis.protection import fewest
from layers.protection.quantity import Quantities
from layers.protection.ready_made.following import Tie
from layers.protection.ready_made.made_of import decimals_of
from layers.protection.ready_made.mixtures import is_testable
from layers.protection.ready_made.shares import NO_PEOPLE, decided_least, is_index, is_ready_share
from layers.protection.rule_book import RuleBook
from loading.atlas import Atlas

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
_FEWEST_LEVELS = 10


def is_unjudged(atlas: Atlas, found: Quantities, book: RuleBook, at: int) -> bool:
    """Tell shares of people of whom nobody knows of how many, nor has said that they are none."""
    indicator = atlas.indicators[at]
    is_open = book.bases.get(indicator.id) != NO_PEOPLE
    return is_open and (at, "share") not in found.position and is_ready_share(indicator)


def uncertain(atlas: Atlas, found: Quantities, book: RuleBook, at: int, value: FloatArray) -> BoolArray:
    """Find shares that may be of fewer people than may be told: nobody knows of whom they are.

    Where one of a district is missing, that of the district goes with it: who knows the people of each takes them away.
    """
    nothing = np.zeros(value.shape, dtype=bool)
    indicator = atlas.indicators[at]
    if book.bases.get(indicator.id) == NO_PEOPLE or not is_ready_share(indicator):
        return nothing
    judged = nothing
    if (at, "share") in found.position:
        judged = np.isfinite(found.each[found.position[at, "share"]].numbers)
    open_ones = np.isfinite(value) & ~judged
    if not open_ones.any():
        return nothing
    least = decided_least(book.bases.get(indicator.id, ""))
    rules = book.of(indicator)
    counts, rests, wholes = fewest(np.where(open_ones, value, np.nan), decimals_of(value), indicator.factor, least)
    small = (counts < rules.minimum_numerator) & ((counts > 0) | (not rules.zero_is_open))
    small |= wholes < max(rules.minimum_denominator, 1)
    small |= wholes > _living(found)  # no share of people of this quarter: an estimate, whose digits tell of nobody
    if rules.complement:
        small |= (rests < rules.minimum_numerator) & ((rests > 0) | (not rules.full_is_open))
    if rules.base > 1:  # one step of the last digit has to hold as many people as a rounded count leaves open
        small |= (wholes / indicator.factor < rules.base) & (counts > 0)
    return _with_those_above(atlas, found, open_ones & small) & open_ones


def _living(found: Quantities) -> FloatArray:
    people = found.position.get((-1, "residents"), -1)
    return np.full(1, np.inf) if people < 0 else np.nan_to_num(found.each[people].true, nan=np.inf)


def _with_those_above(atlas: Atlas, found: Quantities, gone: BoolArray) -> BoolArray:
    """Add the districts and the city of what is gone."""
    gone = gone.copy()
    levels = list(found.places)
    for level, above in pairwise(levels):
        parents = np.array(atlas.levels[level].parents)
        of_level = gone[found.places[level]]
        lost = np.zeros(gone[found.places[above]].shape, dtype=bool)
        if (parents >= 0).any():
            np.logical_or.at(lost, parents[parents >= 0], of_level[parents >= 0])
        else:
            lost |= of_level.any(axis=0)
        gone[found.places[above]] |= lost
    return gone


def unexplained(
    atlas: Atlas, found: Quantities, book: RuleBook, every: Iterable[Tie], gone: Mapping[int, BoolArray]
) -> dict[int, BoolArray]:
    """Find indices that may be made of hidden numbers: there are too few quarters to tell of which.

    Parameters
    ----------
    atlas : Atlas
    found : Quantities
    book : RuleBook
    every : iterable of Tie
        What was found.
    gone : mapping of indicator position to bool, shape (areas of all levels, years)
        What is hidden so far.

    Returns
    -------
    mapping alike
        Of years in which anything is hidden. Classes and other numbers of few levels tell too little to be left out.
    """
    explained = {(at, year) for at, year, _ in every}
    quarters = found.places["quarter"]
    several: dict[int, BoolArray] = {}
    for at, indicator in enumerate(atlas.indicators):
        if not is_index(indicator) or book.bases.get(indicator.id) == NO_PEOPLE:
            continue
        value = np.concatenate([atlas.cubes[level].value[:, at] for level in found.places])
        for year in range(len(atlas.years)):
            known = np.isfinite(value[quarters, year])
            hidden = any(one[quarters, year].any() for other, one in gone.items() if other != at)
            fine = len(np.unique(value[quarters, year][known])) > _FEWEST_LEVELS
            others = sum(np.isfinite(cube.value[:, :, year]).any(axis=0).sum() for cube in [atlas.cubes["quarter"]])
            if fine and hidden and (at, year) not in explained and not is_testable(int(known.sum()), int(others) - 1):
                several.setdefault(at, np.zeros(value.shape, dtype=bool))[:, year] = np.isfinite(value[:, year])
    return several
