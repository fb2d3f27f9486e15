"""Counts that are part of others by their meaning: Germans of all residents, long-term unemployed of all."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from analysis.protection import Rules
from layers.protection.quantity import Quantities, Quantity
from layers.protection.sums.short import Sum

IntArray = NDArray[np.int64]
FloatArray = NDArray[np.float64]
_FEWEST, _ALIKE = 10, 0.9
_TELLING = 4  # times the minimum: what is smaller has a rule of its own


def rests_of_residents(
    found: Quantities, offsets: Mapping[int, int], rules: Rules
) -> Iterator[tuple[IntArray, IntArray]]:
    """Find where hardly any resident is left when those counted are taken away.

    Parameters
    ----------
    found : Quantities
    offsets : mapping of quantity to int
        First cell of each.
    rules : Rules

    Yields
    ------
    parts, wholes : int64
        Cells. The rest was never delivered, but whoever has both knows it: 498 Germans of 500 residents.
    """
    residents = found.position.get((-1, "residents"), -1)
    if not rules.complement or residents not in offsets:
        return
    whole = found.each[residents].numbers.ravel()
    for at, one in _eligible(found, offsets):
        if at == residents or not one.of_people or one.whole >= 0:
            continue
        rest = whole - one.numbers.ravel()
        small = np.flatnonzero((rest > 0) & (rest < rules.minimum_numerator))
        if len(small) and not (rest < 0).any():
            yield offsets[at] + small, offsets[residents] + small


def contained(found: Quantities, groups: Sequence[Sum], rules: Rules) -> list[tuple[int, int, int]]:
    """Find counts that look like part of others, and leave hardly anybody of them somewhere.

    Parameters
    ----------
    found : Quantities
    groups : sequence of Sum
        Sums that are protected as such.
    rules : Rules

    Returns
    -------
    list of (part, whole, quarters and years with a small rest)
        Quantities. Only words can tell whether one is really part of the other; so these are for people to judge.
    """
    if not rules.complement:
        return []
    every = dict(_eligible(found, range(len(found.each))))
    together = {frozenset((one, other)) for group in groups for one, _ in group for other, _ in group}
    numbers = {at: one.numbers[found.places["quarter"]].ravel() for at, one in every.items()}
    pairs = []
    for part, one in every.items():
        for whole in every:
            if whole in (part, one.whole) or not one.of_people or frozenset((part, whole)) in together:
                continue
            rest = numbers[whole] - numbers[part]
            small = (rest > 0) & (rest < rules.minimum_numerator)
            small &= numbers[whole] >= _TELLING * rules.minimum_numerator
            if small.any() and not (rest < 0).any() and _go_together(numbers[part], numbers[whole]):
                pairs.append((part, whole, int(small.sum())))
    return sorted(pairs, key=lambda pair: -pair[2])


def _eligible(found: Quantities, several: Mapping[int, int] | range) -> Iterator[tuple[int, Quantity]]:
    for at in several:
        one = found.each[at]
        if one.copy_of < 0 and not (one.signed or one.is_amount or any(role == "share" for _, role in one.roles)):
            yield at, one


def _go_together(part: FloatArray, whole: FloatArray) -> bool:
    known = np.isfinite(part) & np.isfinite(whole) & (part > 0)
    if known.sum() < _FEWEST or np.std(part[known]) == 0 or np.std(whole[known]) == 0:
        return False
    return float(np.corrcoef(part[known], whole[known])[0, 1]) > _ALIKE
