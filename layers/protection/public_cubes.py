"""The cubes of a public Atlas: every number made of published counts, and nothing taken over unasked."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from layers.protection.quantity import Quantities, all_levels
from loading.atlas import Atlas, Cube, LevelName
from loading.cubes.building import MINIMUM_DENOMINATOR
from loading.reasons import Reason

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]


def public_cubes(
    atlas: Atlas,
    found: Quantities,
    published: Mapping[int, FloatArray],
    values: Mapping[int, FloatArray],
    base: int = 1,
) -> dict[LevelName, Cube]:
    """Make the cubes.

    Parameters
    ----------
    atlas : Atlas
        The raw one.
    found : Quantities
    published : mapping of quantity to float64, shape (areas of all levels, years)
        Protected numbers, NaN where hidden.
    values : mapping of indicator position to float64, same shape
        Values of indicators without counts, NaN where hidden.
    base : int
        What published numbers are multiples of; 1 where they are as delivered.

    Returns
    -------
    dict of level to Cube
        New arrays. A value that would have been published and is not has the reason SUPPRESSED.
    """
    shape = (found.areas, len(atlas.indicators), len(atlas.years))
    part, whole, value = (np.full(shape, np.nan) for _ in range(3))
    reason = np.full(shape, Reason.NOT_DELIVERED, dtype=np.uint8)
    people = published.get(found.position.get((-1, "residents"), -1), np.full((shape[0], shape[2]), np.nan))
    for at, indicator in enumerate(atlas.indicators):
        before = all_levels(atlas, found.places, "reason", at)
        for quantity, target in (
            (found.position.get((at, "numerator"), -1), part),
            (found.position.get((at, "denominator"), -1), whole),
        ):
            if quantity >= 0:
                target[:, at] = published[quantity] / found.each[quantity].scale
        if at in values:
            value[:, at] = values[at]
        elif (at, "denominator") in found.position:
            with np.errstate(divide="ignore", invalid="ignore"):
                value[:, at] = np.where(whole[:, at] > 0, indicator.factor * part[:, at] / whole[:, at], np.nan)
        else:
            value[:, at] = indicator.factor * part[:, at]
        reason[:, at] = reasons(before, value[:, at])
        if indicator.kind != "count":
            reason[:, at] = _too_small(atlas, reason[:, at], *(one - (base - 1) for one in (people, whole[:, at])))
        value[:, at][~_has_number(reason[:, at])] = np.nan
    return {
        level: Cube(
            value[place].copy(), part[place].copy(), whole[place].copy(), reason[place].copy(), people[place].copy()
        )
        for level, place in found.places.items()
    }


def reasons(before: NDArray[np.generic], value: FloatArray) -> NDArray[np.uint8]:
    """Give the reason of each public value: what was a number and is none any more is suppressed."""
    had = _has_number(before)
    now = np.where(np.isnan(value), Reason.SUPPRESSED, np.where(value == 0, Reason.ZERO, Reason.VALUE))
    return np.where(had, now, before).astype(np.uint8)


def _has_number(reason: NDArray[np.generic]) -> BoolArray:
    return np.isin(reason, (Reason.VALUE, Reason.ZERO, Reason.TOO_SMALL))


def _too_small(atlas: Atlas, reason: NDArray[np.uint8], people: FloatArray, whole: FloatArray) -> NDArray[np.uint8]:
    """Mark what may rest on too few people, judged by the fewest that published numbers stand for."""
    small = (people < atlas.minimum_residents) | (whole < MINIMUM_DENOMINATOR)
    return np.where(_has_number(reason) & small, Reason.TOO_SMALL, reason).astype(np.uint8)
