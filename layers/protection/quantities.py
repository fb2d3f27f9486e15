"""What an Atlas counts, each thing once: numerators, denominators and residents of all levels and years."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from layers.protection.alike import tie_alike
from layers.protection.quantity import LEVELS, Quantities, Quantity, all_levels
from layers.protection.ready_made.implied import add_implied
from layers.protection.ready_made.made_of import decimals_of
from layers.protection.ready_made.shares import base_of
from loading.atlas import Atlas
from loading.flags import Flag
from loading.reasons import Reason

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

__all__ = ["Quantities", "quantities"]

_ALIKE = 0.5
_FINEST = 1000
_SLIPS = 0.05
_TELLING, _FEWEST_TENS = 0.1, 8


def quantities(atlas: Atlas, bases: Mapping[str, str] | None = None) -> Quantities:
    """Find what is counted; what is the same everywhere is one quantity, whatever indicators it serves.

    Parameters
    ----------
    atlas : Atlas
    bases : mapping of indicator id to str, optional
        What is decided of shares delivered without counts, see :mod:`layers.protection.ready_made.shares`.

    Returns
    -------
    Quantities
        Residents first, where they are known. Shares delivered without their counts stand in as the count that they
        would be, where it is known of whom.
    """
    places, start = {}, 0
    for level in [level for level in LEVELS if level in atlas.levels]:
        places[level] = slice(start, start + len(atlas.levels[level]))
        start = places[level].stop
    found = Quantities([], places)
    people = np.concatenate([atlas.cubes[level].residents for level in places])
    if np.isfinite(people).any():
        nobody = np.zeros(people.shape, dtype=bool)
        residents = Quantity(people.copy(), nobody, [(-1, "residents")], of_people=False)
        found.each.append(_whole_numbers(residents, counted=True))
        found.position[-1, "residents"] = 0
    for position in range(len(atlas.indicators)):
        _add_counts(atlas, found, position)
    _scale_alike(found)
    tie_alike(found)
    add_implied(atlas, found)
    for position in range(len(atlas.indicators)):
        _add_share(atlas, found, position, (bases or {}).get(atlas.indicators[position].id, ""))
    return found


def _scale_alike(found: Quantities) -> None:
    """Count all amounts in the same smallest unit, so that they add up."""
    finest = max((one.scale for one in found.each if one.is_amount), default=1.0)
    for one in found.each:
        if one.is_amount and one.scale < finest:
            one.numbers, one.scale = np.round(one.numbers * (finest / one.scale)), finest


def _add_counts(atlas: Atlas, found: Quantities, position: int) -> None:
    part, whole = (
        all_levels(atlas, found.places, name, position).astype(np.float64) for name in ("numerator", "denominator")
    )
    reason = all_levels(atlas, found.places, "reason", position)
    indicator = atlas.indicators[position]
    people = indicator.counts != "things"
    at_whole = -1
    if np.isfinite(whole).any():
        of_people = people and indicator.kind == "rate"
        made = Quantity(whole, np.zeros(whole.shape, dtype=bool), [(position, "denominator")])
        at_whole = _placed(found, _whole_numbers(made, counted=of_people))
        found.position[position, "denominator"] = at_whole
    withheld = withheld_by_source(found, reason, part)
    if not np.isfinite(part).any():
        return
    made = Quantity(part, withheld, [(position, "numerator")], signed=indicator.signed, of_people=people)
    at = _placed(found, _whole_numbers(made, counted=people and indicator.kind != "value"))
    found.position[position, "numerator"] = at
    _tie(found, at, at_whole, position)


def _whole_numbers(made: Quantity, *, counted: bool) -> Quantity:
    """Tell amounts from counts, and write amounts as whole numbers of their smallest unit.

    People with decimals - the mean of twelve months, half of a quarter divided in two - stay people: 2.6 are fewer
    than 3.
    """
    known = made.numbers[np.isfinite(made.numbers)]
    made.signed |= bool((known < 0).any())
    if np.abs(known - np.round(known)).max(initial=0.0) < 1e-6:
        made.numbers = np.round(made.numbers)
        return made
    if counted and not made.signed:
        made.told = made.numbers
        made.numbers = np.where(made.numbers > 0, np.maximum(np.floor(made.numbers + 1e-9), 1.0), made.numbers)
        return made
    made.is_amount = True
    scales = [scale for scale in (10, 100, _FINEST) if np.abs(known * scale - np.round(known * scale)).max() < 1e-4]
    made.scale = float(scales[0] if scales else _FINEST if np.median(np.abs(known)) < _FINEST else 1)
    made.numbers = np.round(made.numbers * made.scale)
    return made


def _placed(found: Quantities, made: Quantity) -> int:
    """Join a quantity with the one that it is, or add it."""
    for at, known in enumerate(found.each):
        if known.copy_of < 0 and (known.is_amount, known.scale) == (made.is_amount, made.scale) and _same(known, made):
            known.withheld = (known.withheld & np.isnan(made.numbers)) | (made.withheld & np.isnan(known.numbers))
            if known.told is not None or made.told is not None:
                known.told = np.where(np.isnan(known.numbers), made.true, known.true)
            known.numbers = np.where(np.isnan(known.numbers), made.numbers, known.numbers)
            known.roles += made.roles
            known.of_people |= made.of_people and (-1, "residents") not in known.roles
            return at
    found.each.append(made)
    return len(found.each) - 1


def _same(one: Quantity, other: Quantity) -> bool:
    both = np.isfinite(one.numbers) & np.isfinite(other.numbers)
    fewest = min(np.isfinite(one.numbers).sum(), np.isfinite(other.numbers).sum())
    if both.sum() < max(_ALIKE * fewest, 1):
        return False
    left, right = one.true[both], other.true[both]
    return bool((left == right).all() and len(np.unique(left)) > 1)


def _tie(found: Quantities, at: int, whole: int, position: int) -> None:
    """Say what a numerator is a part of; one with two denominators stands twice, tied to itself."""
    one = found.each[at]
    if whole < 0 or whole == at or one.is_amount or one.signed or found.each[whole].is_amount:
        return
    if exceeds_often(one.numbers, found.each[whole].numbers):
        return  # visits per resident, places per child: no part of it
    if one.whole in (-1, whole):
        one.whole = whole
        return
    for twin, other in enumerate(found.each):
        if other.copy_of == at and other.whole == whole:
            found.position[position, "numerator"] = twin
            other.roles.append((position, "numerator"))
            return
    copy = Quantity(one.numbers.copy(), one.withheld.copy(), [(position, "numerator")], whole, copy_of=at)
    copy.of_people, copy.told = one.of_people, one.told
    found.each.append(copy)
    found.position[position, "numerator"] = len(found.each) - 1


def exceeds_often(part: FloatArray, whole: FloatArray) -> bool:
    """Tell things that only refer to others (visits per resident) from parts with a slip of the pen here and there."""
    both = np.isfinite(part) & np.isfinite(whole)
    return bool((part > whole)[both].mean() > _SLIPS) if both.any() else False


def _add_share(atlas: Atlas, found: Quantities, position: int, said: str) -> None:
    """Let a share without counts stand for people, where it is known of whom."""
    indicator = atlas.indicators[position]
    if (position, "numerator") in found.position or indicator.kind != "rate" or indicator.signed:
        return
    value = all_levels(atlas, found.places, "value", position).astype(np.float64)
    people, found.bases[position] = base_of(atlas, found, position, value, said)
    if people < 0:
        return
    reason = all_levels(atlas, found.places, "reason", position)
    living = found.each[people].numbers
    slack = 0.5 * 10.0 ** -decimals_of(value) / indicator.factor * living
    count = np.round(_without_noughts(value / indicator.factor * living, slack))
    if not np.isfinite(count).any() or (count < 0).any():
        return
    few = np.isfinite(count) & (count == 0) & ((value > 0) | rounded_zero(atlas, found, position))
    count[few & (living > 0)] = 1.0
    withheld = withheld_by_source(found, reason, count)
    made = Quantity(np.minimum(count, living), withheld, [(position, "share")], people)
    made.of_people = indicator.counts != "things"
    found.each.append(made)
    found.position[position, "share"] = len(found.each) - 1


def _without_noughts(counts: FloatArray, slack: FloatArray) -> FloatArray:
    """Take a share per thousand for what it is, whatever it is called: its counts would all be multiples of ten."""
    told = (counts > 0) & (slack / 10 < _TELLING)
    tens = counts[told] / 10
    fits = np.abs(tens - np.round(tens)) <= slack[told] / 10 + 1e-6
    return counts / 10 if len(np.unique(np.round(tens))) >= _FEWEST_TENS and fits.mean() > 1 - _SLIPS else counts


def withheld_by_source(found: Quantities, reason: NDArray[np.generic], numbers: FloatArray) -> BoolArray:
    """Tell which numbers the source keeps back; a sum that misses one of them is only incomplete."""
    of_quarters = np.zeros((found.areas, 1), dtype=bool)
    of_quarters[found.places["quarter"]] = True
    return np.asarray((reason == Reason.SUPPRESSED) & np.isnan(numbers) & of_quarters)


def rounded_zero(atlas: Atlas, found: Quantities, position: int) -> BoolArray:
    """Tell where a delivered 0 stands for less than half of the last digit, but more than nothing."""
    marked = np.zeros((found.areas, len(atlas.years)), dtype=bool)
    first = found.places["quarter"].start
    for one in atlas.flagged:
        if one.indicator == atlas.indicators[position].id and one.flag == Flag.ROUNDED:
            marked[first + np.array(one.quarters, dtype=int), atlas.year_position(one.year)] = True
    return marked
