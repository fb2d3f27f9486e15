"""Ready-made numbers compared with their district or the city: points above its rate, more than expected.

What a quarter is compared with is the same in all of its district. So a number that is a count, or a quotient of two,
but for something that is the same there gives them back, whatever that is: the others of the district tell it.
"""

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from layers.protection.ready_made.factors import medians, round_factor

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
_GLANCE, _GLANCED, _NEARLY_ALL = 20, 0.45, 0.95
_EVIDENCE = 10.0  # nats: of all candidates together chance would fit one in 20,000 towns
_LESS = (0.0, -1.0, -100.0)  # a ratio; by how much of it one is more; that in per cent
_SIGNS = (1.0, -1.0)
_FORMS = 1 + len(_LESS) + len(_SIGNS)
_ROUNDED = 1e-9
Form = tuple[FloatArray, FloatArray]
"""What a number would be if it was compared with nothing, and by what that is multiplied which is the same for all."""


def compared(
    own: FloatArray, parts: FloatArray, wholes: int, group: IntArray, step: float
) -> Iterator[tuple[int, int]]:
    """Find the counts and quotients that a number compares with something of the whole group.

    Parameters
    ----------
    own : float64, shape (areas,)
        NaN where not known.
    parts : float64, shape (parts, areas)
    wholes : int
        So many of the parts are divided by each other, the first; the others stand by themselves.
    group : int64, shape (areas,)
        In which group each area is. What is compared with the same in all areas keeps the order, and is found by that:
        then only what is more or less than expected is sought.
    step : float
        Last delivered digit of the number.

    Yields
    ------
    part, whole : int
        Positions; -1 where it is the part by itself.

    Examples
    --------
    >>> part, whole = np.array([13.0, 45, 28, 74, 19, 57, 36, 22] * 2), np.arange(120.0, 136.0)
    >>> district = np.repeat([0, 1], 8)
    >>> own = np.round(100 * part / whole - np.where(district, 31.17, 27.04), 1)
    >>> list(compared(own, np.stack([whole, part]), 2, district, 0.1))
    [(1, 0)]
    """
    known = np.flatnonzero(np.isfinite(own))
    own, parts, group = own[known], parts[:, known], group[known]
    least = _least_evidence(len(parts), wholes)
    if _evidence(own, group, step) < least:
        return
    of_all = bool((group == group[0]).all())
    alone: set[int] = set()
    for whole in range(0 if of_all else -1, wholes):
        for part in _likely(own, parts[: wholes if whole >= 0 else None], whole, group, step, of_all=of_all):
            if part == whole or part in alone:
                continue
            if _is_one(own, parts, (part, whole), group, step, of_all=of_all, least=least):
                alone |= {part} if whole < 0 else set()
                yield part, whole


def is_telling(own: FloatArray, parts: int, wholes: int, group: IntArray, step: float) -> bool:
    """Tell whether a number differs so much within its groups that what it compares would be found."""
    known = np.flatnonzero(np.isfinite(own))
    return _evidence(own[known], group[known], step) >= _least_evidence(parts, wholes)


def _least_evidence(parts: int, wholes: int) -> float:
    """Ask for more where more is tried."""
    return _EVIDENCE + math.log(max(_FORMS * parts * (wholes + 1), 1))


def _likely(own: FloatArray, parts: FloatArray, whole: int, group: IntArray, step: float, *, of_all: bool) -> list[int]:
    """Choose parts by a few areas: what nothing is compared with in one of them is learnt, and tried in the others."""
    areas, first = _glance(group)
    both = np.concatenate([areas, first])
    size = len(areas)
    likely = np.zeros(len(parts), dtype=bool)
    several = parts[:, both]
    of_whole = parts[whole, both] if whole >= 0 else np.ones(len(both))
    with np.errstate(all="ignore"):
        quotient = several / of_whole
        factor = (own[areas] - own[first]) / (quotient[:, :size] - quotient[:, size:])
        usable = np.isfinite(factor)
        factors = round_factor(medians(np.where(usable, factor, np.inf), usable.sum(axis=1)))
        for base, times in _forms(several, of_whole, quotient, factors, of_all=of_all, alone=whole < 0):
            here, there = (np.broadcast_to(times, several.shape)[:, one] for one in (slice(size), slice(size, None)))
            same = (own[first] - base[..., size:]) / there
            off = np.abs(own[areas] - base[..., :size] - same * here)
            fits = np.isfinite(off) & (off <= 0.5 * step * (1 + np.abs(here / there)) + _ROUNDED)
            likely |= fits.mean(axis=1) >= _GLANCED
    return np.flatnonzero(likely).tolist()


def _forms(
    parts: FloatArray, whole: FloatArray, quotient: FloatArray, factors: FloatArray, *, of_all: bool, alone: bool
) -> Iterator[Form]:
    """Give the ways in which numbers are compared, shape (parts, areas)."""
    if not of_all:
        yield factors[:, None] * quotient, np.ones(quotient.shape)
        yield from ((np.full(quotient.shape, less), quotient) for less in _LESS)
    if not alone:
        yield from ((sign * parts, np.broadcast_to(whole, parts.shape)) for sign in _SIGNS)


def _glance(group: IntArray) -> tuple[IntArray, IntArray]:
    """Choose a few areas of the largest groups, and beside each the one that tells what it is compared with."""
    labels, size = np.unique(group, return_counts=True)
    most = _GLANCE // 2
    if len(labels) == 1:
        spread = np.unique(np.linspace(0, len(group) - 1, _GLANCE).astype(np.int64))
        several = [spread[:most], spread[most:]]
    else:
        of_size = labels[np.argsort(-size, kind="stable")]
        several = [np.flatnonzero(group == label)[:most] for label in of_size[: max(2, _GLANCE // int(size.max()))]]
    several = [one for one in several if len(one) > 1]
    return np.concatenate([one[1:] for one in several]), np.concatenate(
        [one[:1].repeat(len(one) - 1) for one in several]
    )


def _is_one(
    own: FloatArray,
    parts: FloatArray,
    pair: tuple[int, int],
    group: IntArray,
    step: float,
    *,
    of_all: bool,
    least: float,
) -> bool:
    """Judge by all areas, to the last digit."""
    part, whole = parts[pair[0]], parts[pair[1]] if pair[1] >= 0 else np.ones(len(own))
    with np.errstate(divide="ignore", invalid="ignore"):
        quotient = part / whole
    known = np.isfinite(quotient)
    own, part, whole, quotient, group = own[known], part[known], whole[known], quotient[known], group[known]
    if not len(own) or _evidence(own, group, step) < least:
        return False
    factor = _factor(own, quotient, group)
    forms = list(_forms(part[None], whole, quotient[None], np.array([factor]), of_all=of_all, alone=pair[1] < 0))
    for at, (base, times) in enumerate(forms):
        is_expected = pair[1] >= 0 and at >= len(forms) - len(_SIGNS)
        if is_expected and (_fits(own, 0 * part, whole, group, step) or _fits(own, base[0], 0 * whole, group, step)):
            continue  # one of both is enough: the other need not be known
        if _fits(own, base[0], times[0], group, step):
            return True
    return False


def _factor(own: FloatArray, quotient: FloatArray, group: IntArray) -> float:
    """Give by what a quotient is multiplied, told by the differences within the groups."""
    with np.errstate(divide="ignore", invalid="ignore"):
        factors = _within(own, group) / _within(quotient, group)
    factors = factors[np.isfinite(factors) & (factors != 0)]
    return float(round_factor(np.median(factors))) if len(factors) else 0.0


def _within(numbers: FloatArray, group: IntArray) -> FloatArray:
    within = numbers.copy()
    for label in np.unique(group):
        within[group == label] -= np.median(numbers[group == label])
    return within


def _fits(own: FloatArray, base: FloatArray, times: FloatArray, group: IntArray, step: float) -> bool:
    """Tell whether what is the same for all of a group is really the same in nearly all areas."""
    off, judged = np.full(len(own), np.inf), np.zeros(len(own), dtype=bool)
    for label in np.unique(group):
        here = group == label
        same = _weighted_median((own - base)[here], times[here])
        off[here] = np.abs(own - base - same * times)[here]
        judged[here] = here.sum() > 1
    # Rounded once here, and once where it is learnt what is the same.
    return bool(judged.any() and (off[judged] <= step + _ROUNDED).mean() > _NEARLY_ALL)


def _weighted_median(products: FloatArray, times: FloatArray) -> float:
    """Give the middle one of some quotients, each with the weight of its divisor."""
    usable = times != 0
    if not usable.any():
        return 0.0
    quotients, weights = products[usable] / times[usable], np.abs(times[usable])
    order = np.argsort(quotients)
    below = np.cumsum(weights[order])
    return float(quotients[order][np.searchsorted(below, below[-1] / 2)])


def _evidence(own: FloatArray, group: IntArray, step: float) -> float:
    """Say how unlikely it is that another number has the same differences within groups to the last digit, in nats."""
    return float(np.log(np.maximum(np.abs(_within(own, group)) / (2 * step), 1.0)).sum())
