"""Counts that nobody delivered, and that two delivered numbers tell: 1,221 euros at a mean of 610.50 are two people."""

import numpy as np
from numpy.typing import NDArray

from layers.protection.quantity import Quantities, Quantity, all_levels
from layers.protection.ready_made.made_of import decimals_of
from loading.atlas import Atlas

FloatArray = NDArray[np.float64]
_FACTORS = (1.0, 100.0, 1000.0)
_TELLING, _FEWEST, _FEWEST_VALUES = 0.1, 4, 3
_NEARLY_ALL, _DIGITS = 0.95, 9.0
_GROSS = 1e7  # more are no people of a quarter


def add_implied(atlas: Atlas, found: Quantities) -> None:
    """Count what follows from a mean and the amount it is of, or from a mean and the number that it is for each of.

    Parameters
    ----------
    atlas : Atlas
    found : Quantities
        Changed: an implied count stands there as delivered ones do, with the role ``"implied"`` of its mean. A share
        that nobody has called so implies part of a count, and one of unknown people those people.

    Notes
    -----
    Real quotients are whole numbers by chance, in a row that tells 0.01 of them as often as in 2 of 100; rows are
    taken together until chance is one in a thousand millions.
    """
    for position, indicator in enumerate(atlas.indicators):
        if (position, "numerator") in found.position or indicator.kind != "value" or indicator.signed:
            continue
        means = all_levels(atlas, found.places, "value", position).astype(np.float64)
        way = _implied(found, means)
        if way is not None:
            _add(found, position, *way)


def _add(found: Quantities, position: int, of: int, counts: FloatArray) -> None:
    at, one = len(found.each), found.each[of]
    count = np.where(np.isfinite(counts), np.round(np.nan_to_num(counts, posinf=0.0)), np.nan)
    made = Quantity(count, np.zeros(count.shape, dtype=bool), [(position, "implied")])
    if not one.is_amount and one.told is None:
        both = np.isfinite(count) & np.isfinite(one.numbers)
        if (count <= one.numbers)[both].all():
            made.whole = of
        elif (count >= one.numbers)[both].all() and one.whole < 0 and (-1, "residents") not in one.roles:
            one.whole = at
    found.each.append(made)
    found.position[position, "implied"] = at


def _implied(found: Quantities, means: FloatArray) -> tuple[int, FloatArray] | None:
    """Find a number that gives whole counts with a mean: the fewest people that it can be."""
    if not (means > 0).any():
        return None
    half = 0.5 * 10.0 ** -decimals_of(means)
    for at, one in enumerate(found.each):
        if one.copy_of >= 0 or one.signed or any(role in ("share", "implied") for _, role in one.roles):
            continue
        with np.errstate(divide="ignore", invalid="ignore"):
            ways = [one.true * means / factor for factor in reversed(_FACTORS)]
            ways += [one.true * factor / means for factor in _FACTORS]
            both = [(counts, counts * half / means) for counts in ways]
        for counts, slack in both:
            if _are_whole(counts, slack) and not _is_delivered(found, counts, slack):
                return at, counts
    return None


def _are_whole(counts: FloatArray, slack: FloatArray) -> bool:
    """Judge by the numbers that are told exactly enough."""
    telling = np.isfinite(counts) & (counts > 0.5) & (counts < _GROSS) & (slack < _TELLING)
    if telling.sum() < _FEWEST:
        return False
    near, slack = counts[telling], slack[telling] + 1e-9 * counts[telling]
    fits = np.abs(near - np.round(near)) <= slack
    digits = -np.log10(2 * np.maximum(slack[fits], 5e-4)).sum()
    return bool(fits.mean() > _NEARLY_ALL and digits >= _DIGITS and len(np.unique(np.round(near))) >= _FEWEST_VALUES)


def _is_delivered(found: Quantities, counts: FloatArray, slack: FloatArray) -> bool:
    """Tell whether it is a count that is there: its own rules then hold, and the mean follows it."""
    for one in found.each:
        both = np.isfinite(counts) & np.isfinite(one.true)
        if both.any() and (np.abs(one.true - counts)[both] <= slack[both] + 1e-6).mean() > _NEARLY_ALL:
            return True
    return False
