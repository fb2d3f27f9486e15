"""Numbers delivered ready-made: shares, changes, indices. They go where what they are made of goes."""

import math
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from analysis.protection import Rules
from layers.protection.quantities import Quantities, all_levels
from layers.protection.rule_book import RuleBook
from loading.atlas import Atlas

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
_EXPLAINED = 0.999
_TAKES_PART = 0.01
_AREAS_PER_INGREDIENT = 4


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
    that is hidden. What a ready-made number is made of is found as an attacker would find it: it is the difference of
    two years, or a linear function of other indicators of its year, in (nearly) all areas.
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
    follow(atlas, made, gone, values_of)
    if book.general.base > 1:
        _coarsen(atlas, found, made, book.general)
    return made


def _few_people(found: Quantities, value: FloatArray, rules: Rules) -> BoolArray:
    """Ready-made numbers of areas in which fewer people live than a denominator must have."""
    people = found.position.get((-1, "residents"), -1)
    if people < 0:
        return np.zeros(value.shape, dtype=bool)
    return found.each[people].numbers < max(rules.minimum_denominator, rules.minimum_numerator)


def follow(atlas: Atlas, made: ReadyMade, gone: dict[int, BoolArray], values_of: dict[int, FloatArray]) -> None:
    """Hide ready-made numbers that would give hidden ones back, until none is left."""
    quarters = slice(0, len(atlas.levels["quarter"]))
    ties = [(at, *tie) for at in made.values for tie in _ties(at, values_of, quarters)]
    while True:
        changed = False
        for at, year, ingredients in ties:
            lost = np.any([gone[one][:, moment] for one, moment in ingredients if one in gone], axis=0)
            new = lost & np.isfinite(made.values[at][:, year])
            if new.any():
                made.values[at][new, year] = np.nan
                gone[at][:, year] |= new
                changed = True
        if not changed:
            return


def _ties(at: int, values_of: dict[int, FloatArray], quarters: slice) -> list[tuple[int, list[tuple[int, int]]]]:
    """Say of which (indicator, year) each year of a ready-made number is made."""
    found = []
    own = values_of[at][quarters]
    for year in np.flatnonzero(np.isfinite(own).any(axis=0)).tolist():
        changes = _differences(at, own[:, year], year, values_of, quarters)
        found += [(year, one) for one in changes]
        mixed = _mixture(at, own[:, year], year, values_of, quarters)
        if mixed:
            found.append((year, mixed))
    return found


def _differences(
    at: int, own: FloatArray, year: int, values_of: dict[int, FloatArray], quarters: slice
) -> list[list[tuple[int, int]]]:
    """Find years of other indicators whose difference this is, to the last delivered digit."""
    found = []
    slack = 1.5 * 10.0 ** -_decimals(own)
    for other, values in values_of.items():
        if other == at:
            continue
        for earlier in range(year):
            moved = values[quarters][:, year] - values[quarters][:, earlier]
            both = np.isfinite(own) & np.isfinite(moved)
            if both.sum() > 5 and np.ptp(own[both]) > 0 and (np.abs(own - moved)[both] <= slack).mean() > 0.95:
                found.append([(other, year), (other, earlier)])
    return found


def _mixture(
    at: int, own: FloatArray, year: int, values_of: dict[int, FloatArray], quarters: slice
) -> list[tuple[int, int]]:
    """Find the indicators of the same year that this is a linear function of."""
    others = {one: values[quarters][:, year] for one, values in values_of.items() if one != at}
    spread = {one: values for one, values in others.items() if np.isfinite(values).sum() > 5}
    alone = [one for one, values in spread.items() if abs(_correlation(own, values)) > _EXPLAINED]
    if alone:
        return [(one, year) for one in alone]
    names = [one for one, values in spread.items() if np.nanstd(values) > 0]
    if not names or not np.isfinite(own).any():
        return []
    matrix = np.column_stack([spread[one] for one in names])
    rows = np.isfinite(matrix).all(axis=1) & np.isfinite(own)
    if rows.sum() < _AREAS_PER_INGREDIENT * len(names) + 5 or np.std(own[rows]) == 0:
        return []
    left = _standard(matrix[rows])
    right = _standard(own[rows])
    # Normal equations: a few dozen unknowns, whatever the number of areas.
    weights = np.linalg.lstsq(left.T @ left, left.T @ right, rcond=1e-10)[0]
    if np.mean((right - left @ weights) ** 2) > 1 - _EXPLAINED:
        return []
    return [(one, year) for one, weight in zip(names, weights, strict=True) if abs(weight) > _TAKES_PART]


def _standard(numbers: FloatArray) -> FloatArray:
    spread = np.std(numbers, axis=0)
    return np.asarray((numbers - np.mean(numbers, axis=0)) / np.where(spread > 0, spread, 1.0))


def _correlation(one: FloatArray, other: FloatArray) -> float:
    both = np.isfinite(one) & np.isfinite(other)
    if both.sum() < 6:
        return 0.0
    left, right = one[both] - one[both].mean(), other[both] - other[both].mean()
    spread = np.sqrt((left @ left) * (right @ right))
    return float(left @ right / spread) if spread > 0 else 0.0


def _decimals(values: FloatArray) -> int:
    """Give the decimals that values were delivered with, 6 at most."""
    known = values[np.isfinite(values)]
    for decimals in range(6):
        if np.abs(known - np.round(known, decimals)).max(initial=0.0) < 1e-9:
            return decimals
    return 6


def _coarsen(atlas: Atlas, found: Quantities, made: ReadyMade, rules: Rules) -> None:
    """Publish shares without counts so coarsely that the count behind them stays as open as a rounded one."""
    people = found.position.get((-1, "residents"), -1)
    for at, value in made.values.items():
        if (at, "share") not in found.position:
            continue
        factor = atlas.indicators[at].factor
        living = found.each[people].numbers
        # One step of the last decimal is step * residents / factor people; it has to hold at least ``base`` of them.
        least = np.nanmin(np.where(living >= max(rules.minimum_denominator, 1), living, np.nan))
        decimals = min(atlas.indicators[at].decimals, max(0, math.floor(math.log10(least / (factor * rules.base)))))
        coarse = living * 10.0**-decimals / factor >= rules.base
        made.values[at] = np.where(coarse | (value == 0), np.round(value, decimals), np.nan)
        made.decimals[at] = decimals


def raw_values(atlas: Atlas, found: Quantities) -> dict[int, FloatArray]:
    """Give the raw values of all indicators on all levels; NaN where there is no number."""
    return {at: all_levels(atlas, found.places, "value", at).astype(np.float64) for at in range(len(atlas.indicators))}
