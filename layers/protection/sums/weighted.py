"""Numbers that weigh others: posts of full and half time, persons in households of one, two and three."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from layers.protection.alike import step_of
from layers.protection.quantity import Quantities, Quantity
from layers.protection.ready_made.mixtures import mixtures
from layers.protection.sums.found import null_space, small_whole
from layers.protection.sums.short import complete

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
_SPARE_ROWS, _EXACT, _TAKES_PART = 4, 1e-6, 1e-6
_COARSE, _NEARLY_ALL, _FEWEST_ROWS = 5.0, 0.95, 6
_MAY_BE, _MOST_ROWS, _RIDGE = 0.75, 400, 1e-12
_GLANCE, _GLANCED, _LONGEST_RUN = 40, 0.85, 60


@dataclass(frozen=True)
class Weighted:
    """A number that weighs others.

    Attributes
    ----------
    quantity : int
    parts : tuple of int
    """

    quantity: int
    parts: tuple[int, ...]


def weighted(found: Quantities) -> list[Weighted]:
    """Find quantities that are others times weights, in all quarters and years: no small whole ones, or rounded.

    Parameters
    ----------
    found : Quantities

    Returns
    -------
    list of Weighted
        Residents are never among ``quantity``: they cannot follow what others are hidden for.

    Notes
    -----
    Where any of the parts is hidden the number itself is hidden with it, and then tells nothing: what is known of its
    sums is the same weights times what is known of the sums of its parts.
    """
    residents = found.position.get((-1, "residents"), -1)
    at = [at for at, one in enumerate(found.each) if _is_eligible(one)]
    rows = found.places["quarter"]
    if len(at) < 3:
        return []
    numbers = np.column_stack([found.each[one].true[rows].ravel() for one in at])
    columns, known = complete(numbers)
    if known.sum() < len(columns) + _SPARE_ROWS:
        return []
    several = []
    for relation in null_space(numbers[np.ix_(known, columns)]):
        used = np.flatnonzero(np.abs(relation) > _TAKES_PART)
        matrix = numbers[np.ix_(known, columns[used])] * relation[used]
        exact = np.abs(matrix.sum(axis=1)) <= _EXACT * np.maximum(np.abs(matrix).max(axis=1), 1.0)
        if len(used) < 3 or small_whole(relation) is not None or not exact.all():
            continue
        members = [at[column] for column in columns[used].tolist()]
        whole = at[int(columns[int(np.flatnonzero(relation == -1.0)[0])])]
        if whole != residents:
            several.append(Weighted(whole, tuple(one for one in members if one != whole)))
    return [*several, *_fitted(found, at, {one.quantity for one in several})]


def _fitted(found: Quantities, eligible: list[int], known: set[int]) -> Iterator[Weighted]:
    """Find numbers told with decimals or rounded that are others with weights, within their last digit."""
    rows = found.places["quarter"]
    true = {one: found.each[one].true[rows].ravel() for one in eligible}
    screen = _Screen(list(true.values()))
    for number, at in enumerate(eligible):
        own, quantity = true[at], found.each[at]
        step = step_of(own)
        is_count = quantity.of_people and quantity.told is None and not quantity.is_amount and step < _COARSE
        if at in known or (-1, "residents") in quantity.roles:
            continue
        others = {one: numbers for one, numbers in true.items() if one != at}
        may_be = not is_count and screen.may_be_made(number, step)
        mixed = mixtures(*_some_rows(own, others)) if may_be else []
        for parts in [*_runs(own, others, step), *mixed]:
            if len(parts) > 1 and _is_exact(own, np.column_stack([others[one] for one in parts]), step):
                yield Weighted(at, tuple(parts))


class _Screen:
    """Tells by all numbers at once whether others may make one, as far as there are rows enough to tell.

    Parameters
    ----------
    numbers : sequence of float64, shape (rows,)
    """

    def __init__(self, numbers: Sequence[FloatArray]) -> None:
        every = np.column_stack(numbers)
        columns, rows = complete(every)
        self.is_able = len(columns) == every.shape[1] and rows.sum() >= 2 * every.shape[1]
        self.scale = np.maximum(np.abs(every[rows]).max(axis=0, initial=0.0), 1e-9)
        self.scaled = np.column_stack([every[rows] / self.scale, np.ones(rows.sum())])
        products = self.scaled.T @ self.scaled
        ridge = _RIDGE * max(float(np.trace(products)), 1.0)
        self.inverse = np.linalg.inv(products + ridge * np.eye(len(products)))

    def may_be_made(self, at: int, step: float) -> bool:
        """Tell of the number at a place, which is told in steps."""
        if not self.is_able:
            return True
        # A column of the inverse holds the weights of the regression on all others, which leaves this residual.
        residual = self.scaled @ (self.inverse[:, at] / self.inverse[at, at]) * self.scale[at]
        return bool((np.abs(residual) <= step).mean() >= _MAY_BE)


def _some_rows(own: FloatArray, others: dict[int, FloatArray]) -> tuple[FloatArray, dict[int, FloatArray]]:
    """Take so many rows that a mixture shows; all judge it afterwards."""
    some = np.unique(np.linspace(0, len(own) - 1, _MOST_ROWS).astype(int))
    return own[some], {one: numbers[some] for one, numbers in others.items()}


def _runs(own: FloatArray, others: Mapping[int, FloatArray], step: float) -> Iterator[list[int]]:
    """Find numbers beside one another whose mean or sum it is, rounded: twelve months, five years of age."""
    names, told = list(others), np.flatnonzero(np.isfinite(own))
    told = told[np.unique(np.linspace(0, len(told) - 1, _GLANCE).astype(int))] if len(told) else told
    every = np.column_stack([one[told] for one in others.values()]) if others else np.empty((0, 0))
    nothing = np.zeros((len(every), 1))
    upto, gaps = (np.hstack([nothing, np.cumsum(one, axis=1)]) for one in (np.nan_to_num(every), np.isnan(every)))
    for length in range(2, min(len(names), _LONGEST_RUN) + 1):
        sums, full = upto[:, length:] - upto[:, :-length], gaps[:, length:] == gaps[:, :-length]
        for made in (sums, sums / length) if step != 1 else (sums / length,):  # whole sums are found elsewhere
            near = full & (np.abs(made - own[told, None]) <= step / 2 * (1 + 1e-6))
            right = near.sum(axis=0) >= np.maximum(_GLANCED * full.sum(axis=0), _FEWEST_ROWS)
            yield from (names[first : first + length] for first in np.flatnonzero(right).tolist())


def _is_exact(own: FloatArray, parts: FloatArray, step: float) -> bool:
    usable = np.isfinite(parts).all(axis=1) & np.isfinite(own)
    left = np.column_stack([np.ones(usable.sum()), parts[usable]])
    residual = own[usable] - left @ np.linalg.lstsq(left, own[usable], rcond=None)[0]
    return bool(usable.sum() >= left.shape[1] + _SPARE_ROWS and (np.abs(residual) <= step).mean() >= _NEARLY_ALL)


def _is_eligible(one: Quantity) -> bool:
    return one.copy_of < 0 and all(role != "share" for _, role in one.roles) and bool(np.nansum(np.abs(one.numbers)))


def follow_parts(every: Sequence[Weighted], gone: dict[int, BoolArray], known: dict[int, BoolArray]) -> None:
    """Hide weighted numbers where one of their parts is hidden, until none is left.

    Parameters
    ----------
    every : sequence of Weighted
    gone : mapping of quantity to bool, any shape alike
        What is hidden; changed.
    known : mapping of quantity to bool, same shape
        What was delivered.
    """
    changed = True
    while changed:
        changed = False
        for one in every:
            lost = np.any([gone[part] for part in one.parts], axis=0) & known[one.quantity] & ~gone[one.quantity]
            if lost.any():
                gone[one.quantity] = gone[one.quantity] | lost
                changed = True
