"""What a ready-made number is made of, found as an attacker would find it: by trying.

Of which (indicator, year) it is: a difference or a sum of years, a quotient of two counts or its change in per cent,
one of these compared with the district or the city, or a linear function of other indicators of its year.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from layers.protection.ready_made.compared import compared, is_telling
from layers.protection.ready_made.factors import medians, round_factor
from layers.protection.ready_made.in_order import in_order_of
from layers.protection.ready_made.mixtures import mixtures

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
Moment = tuple[int, int]
"""Position of the indicator, -1 for the residents, or what :func:`around` makes of these; position of the year."""

_NEARLY_ALL, _GLANCED = 0.95, 0.75
_FEWEST, _GLANCE = 6, 16
_LONGEST_MEAN = 5  # years
_FEWEST_EXACT = 3  # areas in which a number is another to the last digit
_TELLING, _FEWEST_TELLING = 0.2, 8


def around(at: int) -> int:
    """Give the number under which an indicator's district stands beside its quarters.

    Examples
    --------
    >>> [around(at) for at in (-1, 0, 7)]
    [-3, -4, -11]
    """
    return -4 - at


@dataclass(frozen=True)
class Ingredients:
    """What ready-made numbers may be made of.

    Attributes
    ----------
    values : mapping of indicator position to float64, shape (quarters, years)
    counts : sequence of (indicator position or -1, float64 of that shape)
        Numerators, denominators and residents, each once, and the values.
    wholes : sequence alike
        What counts may be divided by beside these: their sums of the district, and the ground.
    groups : sequence of int64, shape (quarters,)
        In which group each quarter is of those that it may be compared with: first the city, then the district.
    """

    values: Mapping[int, FloatArray]
    counts: Sequence[tuple[int, FloatArray]]
    wholes: Sequence[tuple[int, FloatArray]] = ()
    groups: Sequence[IntArray] = ()


def ties(at: int, ingredients: Ingredients) -> list[tuple[int, list[Moment]]]:
    """Say of which (indicator, year) each year of a ready-made number is made.

    Parameters
    ----------
    at : int
        Position of the indicator.
    ingredients : Ingredients

    Returns
    -------
    list of (year, ingredients)
    """
    found: list[tuple[int, list[Moment]]] = []
    own = ingredients.values[at]
    for year in np.flatnonzero(np.isfinite(own).any(axis=0)).tolist():
        several = [*_over_years(at, own[:, year], year, ingredients), *_quotients(at, own[:, year], year, ingredients)]
        found += [(year, one) for one in several]
        others = {one: values[:, year] for one, values in ingredients.values.items() if one != at}
        found += [(year, [(one, year) for one in mixed]) for mixed in mixtures(own[:, year], others)]
    found += _comparisons(at, own, ingredients)
    return [*found, *in_order_of(own, _only_counted(at, ingredients), ingredients.wholes)]


def _only_counted(at: int, ingredients: Ingredients) -> list[tuple[int, FloatArray]]:
    values = {id(one) for one in ingredients.values.values()}
    return [(one, numbers) for one, numbers in ingredients.counts if one != at and id(numbers) not in values]


def _over_years(at: int, own: FloatArray, year: int, ingredients: Ingredients) -> Iterator[list[Moment]]:
    """Find years of others whose difference, sum or mean this is, to the last delivered digit."""
    slack = 1.5 * 10.0 ** -decimals_of(own)
    for other, values in ingredients.counts:
        if other == at:
            continue
        for earlier in range(year):
            moments = range(earlier, year + 1)
            added = values[:, moments].sum(axis=1)
            if _equal(own, values[:, year] - values[:, earlier], slack):
                yield [(other, year), (other, earlier)]
            if _equal(own, added, slack) or _equal(own, added / len(moments), slack):
                yield [(other, moment) for moment in moments]


def _equal(own: FloatArray, made: FloatArray, slack: float) -> bool:
    both = np.isfinite(own) & np.isfinite(made)
    if both.sum() < _FEWEST_EXACT or np.ptp(own[both]) == 0:
        return False
    return bool((np.abs(own - made)[both] <= slack).mean() > _NEARLY_ALL)


def _quotients(at: int, own: FloatArray, year: int, ingredients: Ingredients) -> Iterator[list[Moment]]:
    """Find two counts, of a year or of some years together, whose quotient this is, or two years of a count."""
    others = [(one, numbers) for one, numbers in ingredients.counts if one != at]
    if not others:
        return
    several = [*others, *ingredients.wholes]
    decimals = decimals_of(own)
    for first in range(max(0, year + 1 - _LONGEST_MEAN), year + 1):
        years = range(first, year + 1)
        wholes = np.stack([numbers[:, years].sum(axis=1) for _, numbers in several])
        for number, (one, _) in enumerate(others):
            known = np.flatnonzero(np.isfinite(own * wholes[number]) & (own != 0) & (wholes[number] != 0))
            if len(known) < _FEWEST_EXACT or np.ptp(own[known]) == 0:
                continue
            for place in _divisors(own[known], wholes[number][known], wholes[:, known], decimals):
                if place != number:
                    yield [(part, moment) for part in (one, several[place][0]) for moment in years]
    for one, numbers in others:
        yield from ([(one, year), (one, earlier)] for earlier in _changes(own, numbers, year, decimals))


def _changes(own: FloatArray, numbers: FloatArray, year: int, decimals: int) -> Iterator[int]:
    """Find the earlier years by which one is divided, or from which its change in per cent is reckoned."""
    known = np.flatnonzero(np.isfinite(own) & np.isfinite(numbers[:, year]) & (own != 0) & (numbers[:, year] != 0))
    if year == 0 or len(known) < _FEWEST_EXACT or np.ptp(own[known]) == 0:
        return
    for change in (False, True):
        yield from _divisors(own[known], numbers[known, year], numbers[known, :year].T, decimals, change=change)


def _comparisons(at: int, own: FloatArray, ingredients: Ingredients) -> Iterator[tuple[int, list[Moment]]]:
    """Find what this compares with the district or the city, year by year; where quarters are few in all years."""
    counted = _only_counted(at, ingredients)
    several = [*counted, *((one, numbers) for one, numbers in ingredients.values.items() if one != at)]
    step = 10.0 ** -decimals_of(own)
    years = np.flatnonzero(np.isfinite(own).any(axis=0)).tolist() if several else []
    for number, group in enumerate(ingredients.groups):
        few = [year for year in years if not is_telling(own[:, year], len(several), len(counted), group, step)]
        for together in [*([year] for year in years if year not in few), few]:
            parts = np.stack([numbers[:, together].ravel() for _, numbers in several])
            labels = (group[:, None] + (group.max() + 2) * np.arange(len(together))).ravel()
            for part, whole in compared(own[:, together].ravel(), parts, len(counted), labels, step):
                ids = [several[part][0], *([several[whole][0]] if whole >= 0 else [])]
                ids += [around(one) for one in ids if number > 0]
                yield from ((year, [(one, year) for one in dict.fromkeys(ids)]) for year in together)


def _divisors(
    own: FloatArray, part: FloatArray, wholes: FloatArray, decimals: int, *, change: bool = False
) -> list[int]:
    """Find by which numbers another is divided to give this one, times a constant; few areas tell most of them out."""
    glance = np.unique(np.linspace(0, len(own) - 1, _GLANCE).astype(int))
    places = np.flatnonzero(
        _agreeing(own[glance], part[glance], wholes[:, glance], decimals, change=change) >= _GLANCED
    )
    if not len(places):
        return []
    sure = _agreeing(own, part, wholes[places], decimals, change=change)
    return places[sure > _NEARLY_ALL].tolist()


def _agreeing(own: FloatArray, part: FloatArray, wholes: FloatArray, decimals: int, *, change: bool) -> FloatArray:
    """Give the share of areas, shape (wholes,), in which a quotient is right to the last digit."""
    with np.errstate(divide="ignore", invalid="ignore"):
        quotient = part / wholes - change
        factor = own / quotient
    usable = np.isfinite(quotient) & np.isfinite(factor)
    size = usable.sum(axis=1)
    median = medians(np.where(usable, factor, np.inf), size)
    told = np.abs(own - round_factor(median)[:, None] * quotient) <= 0.75 * 10.0**-decimals
    share = (told & usable).sum(axis=1) / np.maximum(size, 1)
    return np.where(size >= _FEWEST_EXACT, share, 0.0)


def referred_to(shares: FloatArray, wholes: Sequence[FloatArray | None]) -> int:
    """Find the people that shares are of: those of whom every share is a whole number.

    Parameters
    ----------
    shares : float64, any shape
        0 to 1, rounded as delivered; NaN where not known.
    wholes : sequence of float64 of that shape, or None
        None for what shares cannot be of.

    Returns
    -------
    int
        Position of the fewest people who pass; -1 where none does.

    Notes
    -----
    Judged by areas with few people: 3.7 % of 54 children must be 2.00 of them, of 5,000 residents 185 is as good as
    184 or 186. Chance would fit a part of these areas, not all.

    Examples
    --------
    >>> children = np.arange(40.0, 60.0)
    >>> referred_to(np.round(3 / children, 3), [children + 7, children, 20 * children])
    1
    """
    half = 0.5 * 10.0 ** -decimals_of(shares)
    best, fewest = -1, np.inf
    for at, whole in enumerate(wholes):
        if whole is None:
            continue
        counts, slack = shares * whole, half * whole + 1e-6
        telling = (shares > 0) & (counts > 0.5) & (slack < _TELLING)
        if telling.sum() < _FEWEST_TELLING or len(np.unique(shares[telling])) < _FEWEST:
            continue
        fits = np.abs(counts - np.round(counts)) <= slack
        people = float(np.nansum(whole))
        if fits[telling].mean() > _NEARLY_ALL and people < fewest:
            best, fewest = at, people
    return best


def decimals_of(values: FloatArray) -> int:
    """Give the decimals that values were delivered with, 6 at most."""
    known = values[np.isfinite(values)]
    for decimals in range(6):
        if np.abs(known - np.round(known, decimals)).max(initial=0.0) < 1e-9:
            return decimals
    return 6
