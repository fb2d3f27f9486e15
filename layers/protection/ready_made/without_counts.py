"""Numbers delivered ready-made: shares, changes, indices. They go where what they are made of goes."""

import math
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from analysis.protection import Rules
from layers.protection.quantity import Quantities, all_levels
from layers.protection.ready_made.following import follow, gone_around, needed, ties_of_levels
from layers.protection.ready_made.left_out import is_unjudged, uncertain, unexplained
from layers.protection.rule_book import RuleBook
from loading.atlas import Atlas

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]


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
        Shares of people of whom nothing tells how many they are of.
    left_out : mapping of indicator position to bool, shape (areas of all levels, years)
        What is not published as nobody knows of whom it is, or whether it is made of hidden numbers.
    """

    values: dict[int, FloatArray] = field(default_factory=dict)
    raw: dict[int, FloatArray] = field(default_factory=dict)
    decimals: dict[int, int] = field(default_factory=dict)
    unjudged: tuple[int, ...] = ()
    left_out: dict[int, BoolArray] = field(default_factory=dict)


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
    :mod:`layers.protection.ready_made.made_of`.
    """
    made = ReadyMade()
    for at, indicator in enumerate(atlas.indicators):
        if (at, "numerator") in found.position:
            continue
        value = values_of[at].copy()
        made.raw[at] = values_of[at]
        value[hidden.get(at, np.zeros(value.shape, dtype=bool))] = np.nan
        if (at, "share") not in found.position:
            value[_few_people(found, value, book.of(indicator))] = np.nan
        made.values[at] = value
        _leave_out(made, at, uncertain(atlas, found, book, at, values_of[at]))
    made.unjudged = tuple(at for at in made.values if is_unjudged(atlas, found, book, at))
    gone = {at: np.isfinite(raw) & np.isnan(made.values.get(at, raw)) for at, raw in values_of.items()}
    gone |= {at: one for at, one in hidden.items() if at not in made.values}
    if book.general.base > 1:  # what is made of counts tells them more exactly than they are told
        counted = {at for at, role in found.position if at >= 0 and role in ("numerator", "share")}
        gone |= {at: np.isfinite(values_of[at]) for at in counted}
    every = list(ties_of_levels(atlas, found, values_of, made.values))
    for at, one in unexplained(atlas, found, book, every, gone).items():
        _leave_out(made, at, one)
        gone[at] |= one
    gone |= gone_around(atlas, found, gone)
    follow(needed(every, {at for at in made.values if atlas.indicators[at].kind == "rate"}), made.values, gone)
    if book.general.base > 1:
        _coarsen(atlas, found, made, book.general)
    return made


def _leave_out(made: ReadyMade, at: int, places: BoolArray) -> None:
    places = places & np.isfinite(made.values[at])
    if places.any():
        made.values[at] = np.where(places, np.nan, made.values[at])
        made.left_out[at] = places


def _few_people(found: Quantities, value: FloatArray, rules: Rules) -> BoolArray:
    """Ready-made numbers of areas in which fewer people live than a denominator must have."""
    people = found.position.get((-1, "residents"), -1)
    if people < 0:
        return np.zeros(value.shape, dtype=bool)
    return found.each[people].numbers < max(rules.minimum_denominator, rules.minimum_numerator)


def _coarsen(atlas: Atlas, found: Quantities, made: ReadyMade, rules: Rules) -> None:
    """Publish shares without counts so coarsely that the count behind them stays as open as a rounded one."""
    for at, value in made.values.items():
        if (at, "share") not in found.position:
            if at in made.unjudged:  # of so many people that a per cent is enough of them
                made.values[at], made.decimals[at] = np.round(value), 0
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
