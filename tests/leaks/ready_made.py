"""C3 and C8 on what was delivered ready-made: scores, changes and mixtures that others have made of a number.

An index of the project is known to be one. Of a column of the delivery nobody says what it is made of; an attacker
learns it from the quarters where both are told, and works out the number where it alone is hidden. Where it compares
the quarter with its district, or tells of the others there, the quarters of the district tell what it is compared with.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from tests.leaks.intervals import SAME, Intervals, counts_of, nothing
from tests.leaks.seen import Floats, Seen, half_step

_FEWEST, _NEARLY_ALL = 8, 0.95
_FEWEST_DIFFERING = 4
_ROWS_PER_COLUMN = 3
_WIDER = 1.5  # rounding adds up
_FEWEST_OF_GROUP, _WIDE = 3, (-np.inf, np.inf)
_TIMES = [sign * 10.0**power for power in range(-3, 4) for sign in (1, -1)]
_LESS = (0.0, 1.0, 100.0)  # a ratio; by how much of it one is more; that in per cent

Guess = tuple[Floats, Floats]
"""What a number would be, and how far off that may be."""


def ready_made(seen: Seen, indicator: str, year: int) -> Intervals:
    """Place hidden quarters by every number that gives nearly all of the told ones back, to the last digit."""
    own, people = seen.section(f"{indicator}/{year}.column", "value"), seen.per(indicator, year)
    low, high = nothing(len(own))
    hidden = np.isnan(own) & (people > 0)
    for guess, slack in _guesses(seen, indicator, year, own) if hidden.any() else ():
        both = np.isfinite(own) & np.isfinite(guess)
        if both.sum() < _FEWEST or _fits_anyway(own[both], slack[both]):
            continue
        off = np.abs(own - guess)[both] - half_step(own)[both]
        if (off <= _WIDER * slack[both] + SAME).mean() < _NEARLY_ALL:
            continue
        slack = _WIDER * slack + _learnt(own[both], guess)
        least, most = counts_of(np.where(hidden, guess, np.nan), slack, people)
        fits = most >= least
        low, high = np.where(fits, np.maximum(low, least), low), np.where(fits, np.minimum(high, most), high)
    return low, high


def _learnt(own: Floats, guess: Floats) -> Floats:
    """How far off a guess may be because told numbers are rounded: the farther from them, the more."""
    away = (guess - own.mean()) ** 2 / ((own - own.mean()) ** 2).sum()
    return np.asarray(half_step(own).max() * np.sqrt(1 / len(own) + away))


def _fits_anyway(own: Floats, slack: Floats) -> bool:
    """Whether nobody learns anything from a fit: nearly all told are the same, or differ less than it may be off."""
    _, often = np.unique(own, return_counts=True)
    differing = len(own) - often.max()
    return bool(differing < _FEWEST_DIFFERING or _WIDER * np.median(slack) > own.std() / 2)


def _guesses(seen: Seen, indicator: str, year: int, own: Floats) -> Iterator[Guess]:
    now = {one.id: _column(seen, one.id, year) for one in seen.atlas.indicators if one.id != indicator}
    for other in [other for other in seen.atlas.years if other != year]:
        beside, moved = _column(seen, indicator, other), half_step(_column(seen, indicator, other))
        for one, column in now.items():
            change, sign = (column, 1) if other < year else (_column(seen, one, other), -1)
            yield beside + sign * change, moved + half_step(change)
    for column in now.values():
        yield _straight(column[:, None], own, half_step(column)[:, None])
    parents, people = np.array(seen.atlas.levels["quarter"].parents), seen.per(indicator, year)
    for column in now.values():
        for form in _compared(column, people):
            yield from (_same_in_groups(own, form, group) for group in (parents, np.zeros_like(parents)))
    # All that is told where it is hidden: as many patterns of gaps as there are, each by itself.
    columns = np.column_stack([*now.values(), *(_column(seen, indicator, one) for one in seen.atlas.years)])
    told = np.isfinite(columns)
    for pattern in np.unique(told[np.isnan(own)], axis=0):
        chosen = columns[:, pattern]
        halves = np.column_stack([half_step(one) for one in chosen.T] or [own])
        guess, slack = _straight(chosen, own, halves)
        yield np.where((told == pattern).all(axis=1) | np.isfinite(own), guess, np.nan), slack


def _column(seen: Seen, indicator: str, year: int) -> Floats:
    return seen.section(f"{indicator}/{year}.column", "value")


@dataclass(frozen=True)
class _Form:
    """A rate but for what is the same in its group, what that is multiplied by, and how far off both may be."""

    base: Floats
    times: Floats
    off: Floats
    times_off: Floats


def _compared(column: Floats, people: Floats) -> Iterator[_Form]:
    """The ways in which a column may compare the rate or its count with the district or the city."""
    once, none, half = np.ones(len(column)), np.zeros(len(column)), half_step(column)
    yield from (_Form(times * column, once, abs(times) * half, none) for times in _TIMES)  # points above their rate
    yield from (_Form(none, column + less, none, half) for less in _LESS)  # as a part or in per cent of it
    each = 100 / np.where(people > 0, people, np.nan)
    for sign in (1, -1):  # more than expected; the others
        yield from (_Form(sign * column * each, times, half * each, none) for times in (once, each))


def _same_in_groups(own: Floats, form: _Form, group: np.ndarray) -> Guess:
    """Learn in each group what is the same there from those that are told; nothing where they contradict each other."""
    guess, slack = np.full(len(own), np.nan), np.full(len(own), np.nan)
    times = np.where(form.times == 0, np.nan, form.times)
    same = (own - form.base) / times
    off = (half_step(own) + form.off + np.abs(same) * form.times_off) / np.abs(times)
    told = np.isfinite(same)
    at = np.unique(group, return_inverse=True)[1]
    size, low, high = np.bincount(at[told], minlength=at.max() + 1), *(np.full(at.max() + 1, side) for side in _WIDE)
    np.maximum.at(low, at[told], (same - off)[told])
    np.minimum.at(high, at[told], (same + off)[told])
    fits = (size >= _FEWEST_OF_GROUP) & (low <= high + SAME)
    if told.sum() < _FEWEST or fits[at[told]].mean() < _NEARLY_ALL:
        return guess, slack
    here = fits[at]
    middle, width = (low + high)[at[here]] / 2, np.abs(high - low)[at[here]] / 2
    guess[here] = form.base[here] + middle * times[here]
    slack[here] = form.off[here] + np.abs(middle) * form.times_off[here] + width * np.abs(times)[here]
    return guess, slack


def _straight(columns: Floats, own: Floats, halves: Floats) -> Guess:
    """A linear function of columns that is closest to the told numbers; again without those that are far off."""
    guess, slack = np.full(len(own), np.nan), np.full(len(own), np.nan)
    told = np.isfinite(columns).all(axis=1)
    used = told & np.isfinite(own)
    if used.sum() < max(_FEWEST, _ROWS_PER_COLUMN * columns.shape[1]) or not columns.shape[1]:
        return guess, slack
    with_one = np.column_stack([columns, np.ones(len(own))])
    for _ in range(3):
        weights = np.linalg.lstsq(with_one[used], own[used], rcond=1e-9)[0]
        off = np.where(used, np.abs(own - np.nan_to_num(with_one) @ weights), np.nan)
        used = used & (off <= np.nanquantile(off, _NEARLY_ALL) + SAME)
    guess[told] = with_one[told] @ weights
    slack[told] = halves[told] @ np.abs(weights[:-1])
    return guess, slack
