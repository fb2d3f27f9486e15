"""Numbers that are another times a constant, or another rounded: each tells the other."""

import numpy as np
from numpy.typing import NDArray

from layers.protection.quantity import Quantities, Quantity

FloatArray = NDArray[np.float64]
_NEARLY_ALL, _GLANCED, _GLANCE = 0.95, 0.75, 32
_FEWEST, _STEPS = 6, 5
_SHIFTS = (0.0, 0.5, -0.5)  # rounded, cut off, rounded up
_FEWEST_VALUES = 4
_COARSEST = 40.0  # people that one step of a number may stand for, before it tells too little of them
_STEP_SIZES = (2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 500.0, 1000.0)


def tie_alike(found: Quantities) -> None:
    """Make whatever is another count times a constant a copy of it, to the last digit that it is told with.

    Parameters
    ----------
    found : Quantities
        Changed: copies get the numbers of what they repeat, and keep their own to be told.

    Notes
    -----
    68 euros at 34 euros a child are two children; 0, rounded to fives, are two of a hidden number at most.
    """
    every = [at for at, one in enumerate(found.each) if _is_eligible(one)]
    true = {at: _finest(found, found.each[at].true).ravel() for at in every}
    steps = {at: step_of(true[at]) for at in every}
    bases = [at for at in every if not found.each[at].is_amount]
    for base in sorted(bases, key=lambda at: (not found.each[at].of_people, steps[at], float(np.nansum(true[at])))):
        if found.each[base].copy_of >= 0:
            continue
        for at in every:
            if at == base or found.each[at].copy_of >= 0 or _is_copied(found, at, base):
                continue
            factor = _factor(true[base], true[at], steps[at])
            if factor > 0 and _is_told_by(found.each[at], factor, steps[at], steps[base]):
                _make_copy(found, at, base, factor, steps[at])


def _finest(found: Quantities, numbers: FloatArray) -> FloatArray:
    """Take the quarters, as sums of rounded numbers are no rounded sums; or whatever there is, where they are blank."""
    blank = np.full(numbers.shape, np.nan)
    level = found.places["quarter"]
    rows = level if np.isfinite(numbers[level]).any() else slice(level.stop, None)
    blank[rows] = numbers[rows]
    return blank


def _is_eligible(one: Quantity) -> bool:
    return one.copy_of < 0 and not one.signed and (-1, "residents") not in one.roles and bool(np.nansum(one.numbers))


def _is_copied(found: Quantities, at: int, base: int) -> bool:
    """Tell whether one is what the other is a part of: both then stay what they are."""
    return found.each[at].whole == base or found.each[base].whole == at


def _is_told_by(one: Quantity, factor: float, step: float, step_of_base: float) -> bool:
    """Judge the smaller of two counts, and the one told more exactly: 2 couples are hidden, and so are their 4."""
    if one.is_amount or not one.of_people:
        return True
    return factor > 1.02 or (factor > 0.98 and step > step_of_base)


def step_of(true: FloatArray) -> float:
    """Give the step in which numbers are told: 0.1, 1, 5, 1000.

    Examples
    --------
    >>> step_of(np.array([1.5, 2.0])), step_of(np.array([5.0, 35.0, np.nan]))
    (0.1, 5.0)
    """
    known = true[np.isfinite(true)]
    step = 10.0 ** -next((n for n in range(4) if np.abs(known - np.round(known, n)).max(initial=0.0) < 1e-9), 4)
    if step == 1:
        step = max((size for size in _STEP_SIZES if not (known % size).any()), default=1.0)
    return step


def _factor(base: FloatArray, true: FloatArray, step: float) -> float:
    """Give what one is multiplied by to be the other, within a step; 0 where it is something else."""
    both = np.flatnonzero(np.isfinite(base) & np.isfinite(true))
    glance = both[np.argsort(-base[both])[:_GLANCE]]
    if len(both) < _FEWEST or base[glance[_FEWEST - 1]] <= 0:
        return 0.0
    rough = float(np.median(true[glance] / np.maximum(base[glance], 1e-9)))
    if rough <= 0 or step / rough > _COARSEST or (np.sort(rough * base[both])[-_FEWEST] < _STEPS * step):
        return 0.0
    if (np.abs(true - rough * base)[glance] <= 2 * step + 0.01 * true[glance]).mean() < _GLANCED:
        return 0.0
    best = 0.0
    for shift in _SHIFTS:
        centre = true[both] + shift * step
        factor = _likeliest(base[both], centre, step)
        near = np.abs(centre - factor * base[both]) <= step / 2 * (1 + 1e-6)
        if near.mean() >= _NEARLY_ALL and len(np.unique(true[both][near])) >= _FEWEST_VALUES:
            best = best or factor
    return best


def _likeliest(base: FloatArray, true: FloatArray, step: float) -> float:
    """Give the constant that most numbers agree with."""
    some = base > 0
    low, high = (true[some] - step / 2) / base[some], (true[some] + step / 2) / base[some]
    ends = np.concatenate([low, high])
    order = np.lexsort((np.arange(len(ends)), ends))
    depth = np.cumsum(np.where(order < len(low), 1, -1))
    at = int(np.argmax(depth))
    return float((ends[order[at]] + ends[order[min(at + 1, len(ends) - 1)]]) / 2)


def _make_copy(found: Quantities, at: int, base: int, factor: float, step: float) -> None:
    one, of = found.each[at], found.each[base]
    own = one.true
    near = np.abs(own - factor * of.true) <= 2 * step
    count = np.where(near, of.numbers, np.where(own > 0, np.maximum(np.floor(own / factor + 1e-9), 1), own))
    if one.of_people and not one.is_amount:  # a small one has its own rule, whatever the other is
        count = np.where(one.numbers > 0, np.fmin(count, one.numbers), count)
    of.of_people |= one.of_people
    for each in (one, *(copy for copy in found.each if copy.copy_of == at)):
        each.told, each.numbers = own, np.where(np.isfinite(own), count, np.nan)
        each.is_amount, each.scale, each.is_made = False, 1.0, True
        each.of_people = of.of_people
    one.copy_of = base
