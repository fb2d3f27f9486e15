"""Numbers delivered ready-made: shares, changes, indices. They go where what they are made of goes."""

import math
from dataclasses import dataclass, field

import numpy as np
import shapely
from numpy.typing import NDArray

from analysis.protection import Rules
from layers.protection.made_of import Ingredients, ties
from layers.protection.quantity import Quantities, Quantity, all_levels
from layers.protection.rule_book import RuleBook
from loading.atlas import Atlas

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
_GROUND = -2  # is known to everybody


@dataclass
class ReadyMade:
    """Values without counts.

    Attributes
    ----------
    values : mapping of indicator position to float64, shape (areas of all levels, years)
        Protected: NaN where hidden.
    raw : mapping, same
        What was delivered; never leaves the gate.
    decimals : mapping of indicator position to int
        Where they are published with fewer decimals.
    unjudged : tuple of int
        Shares of people without residents: nothing tells how many people they are.
    """

    values: dict[int, FloatArray] = field(default_factory=dict)
    raw: dict[int, FloatArray] = field(default_factory=dict)
    decimals: dict[int, int] = field(default_factory=dict)
    unjudged: tuple[int, ...] = ()


def ready_made(
    atlas: Atlas, found: Quantities, book: RuleBook, hidden: dict[int, BoolArray], values_of: dict[int, FloatArray]
) -> ReadyMade:
    """Protect what was delivered without counts.

    Parameters
    ----------
    atlas : Atlas
    found : Quantities
    book : RuleBook
    hidden : mapping of indicator position to bool, shape (areas of all levels, years)
        Shares whose implied count is not published; values made of counts that are not.
    values_of : mapping of indicator position to float64, same shape
        Raw values of all indicators.

    Returns
    -------
    ReadyMade

    Notes
    -----
    A change with one of its years visible gives the other away, an index with its other ingredients visible the one
    that is hidden. What a ready-made number is made of is found as an attacker would find it, see
    :mod:`layers.protection.made_of`.
    """
    made = ReadyMade()
    unjudged = []
    for at, indicator in enumerate(atlas.indicators):
        if (at, "numerator") in found.position:
            continue
        value = values_of[at].copy()
        made.raw[at] = values_of[at]
        value[hidden.get(at, np.zeros(value.shape, dtype=bool))] = np.nan
        if (at, "share") not in found.position:
            value[_few_people(found, value, book.of(indicator))] = np.nan
            if indicator.kind == "rate" and indicator.counts != "things":
                unjudged.append(at)
        made.values[at] = value
    made.unjudged = tuple(unjudged)
    gone = {at: np.isfinite(raw) & np.isnan(made.values.get(at, raw)) for at, raw in values_of.items()}
    gone |= {at: one for at, one in hidden.items() if at not in made.values}
    if book.general.base > 1:  # what is made of counts tells them more exactly than they are told
        counted = {at for at, role in found.position if at >= 0 and role in ("numerator", "share")}
        gone |= {at: np.isfinite(values_of[at]) for at in counted}
    follow(atlas, found, made, gone, values_of)
    if book.general.base > 1:
        _coarsen(atlas, found, made, book.general)
    return made


def _few_people(found: Quantities, value: FloatArray, rules: Rules) -> BoolArray:
    """Ready-made numbers of areas in which fewer people live than a denominator must have."""
    people = found.position.get((-1, "residents"), -1)
    if people < 0:
        return np.zeros(value.shape, dtype=bool)
    return found.each[people].numbers < max(rules.minimum_denominator, rules.minimum_numerator)


def follow(
    atlas: Atlas, found: Quantities, made: ReadyMade, gone: dict[int, BoolArray], values_of: dict[int, FloatArray]
) -> None:
    """Hide ready-made numbers that would give hidden ones back, until none is left."""
    ingredients = _ingredients(atlas, found, values_of)
    every = [(at, *tie) for at in made.values for tie in ties(at, ingredients)]
    while True:
        changed = False
        for at, year, moments in every:
            lost = np.any([gone[one][:, moment] for one, moment in moments if one in gone], axis=0)
            new = lost & np.isfinite(made.values[at][:, year])
            if new.any():
                made.values[at][new, year] = np.nan
                gone[at][:, year] |= new
                changed = True
        if not changed:
            return


def _ingredients(atlas: Atlas, found: Quantities, values_of: dict[int, FloatArray]) -> Ingredients:
    """Take all values and all counts of quarters, each count once, with what they may be divided by."""
    quarters = found.places["quarter"]
    values = {at: values[quarters] for at, values in values_of.items()}
    delivered = [one for one in found.each if _is_delivered(one)]
    counts = [(one.roles[0][0], one.true[quarters]) for one in delivered]
    wholes = [(_GROUND, np.repeat(_ground(atlas)[:, None], len(atlas.years), axis=1))]
    parents = np.array(atlas.levels["quarter"].parents)
    if "district" in found.places and (parents >= 0).all():
        districts = found.places["district"]
        wholes += [(one.roles[0][0], one.true[districts][parents]) for one in delivered]
    return Ingredients(values, [*counts, *values.items()], wholes)


def _ground(atlas: Atlas) -> FloatArray:
    """Give the size of each quarter, in any unit."""
    areas = atlas.levels["quarter"]
    size = shapely.area(areas.geometry)
    if areas.crs.is_geographic:
        size = size * np.cos(np.radians(shapely.get_y(shapely.centroid(areas.geometry))))
    return np.asarray(size, dtype=np.float64)


def _is_delivered(one: Quantity) -> bool:
    return one.copy_of < 0 and all(role != "share" for _, role in one.roles)


def _coarsen(atlas: Atlas, found: Quantities, made: ReadyMade, rules: Rules) -> None:
    """Publish shares without counts so coarsely that the count behind them stays as open as a rounded one."""
    for at, value in made.values.items():
        if (at, "share") not in found.position:
            continue
        factor = atlas.indicators[at].factor
        living = found.each[found.each[found.position[at, "share"]].whole].numbers
        # One step of the last decimal is step * whole / factor people; it has to hold at least ``base`` of them.
        least = np.nanmin(np.where(living >= max(rules.minimum_denominator, 1), living, np.nan))
        decimals = min(atlas.indicators[at].decimals, max(0, math.floor(math.log10(least / (factor * rules.base)))))
        coarse = living * 10.0**-decimals / factor >= rules.base
        made.values[at] = np.where(coarse | (value == 0), np.round(value, decimals), np.nan)
        made.decimals[at] = decimals


def raw_values(atlas: Atlas, found: Quantities) -> dict[int, FloatArray]:
    """Give the raw values of all indicators on all levels; NaN where there is no number."""
    return {at: all_levels(atlas, found.places, "value", at).astype(np.float64) for at in range(len(atlas.indicators))}
