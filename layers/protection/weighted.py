"""Numbers that weigh others: posts of full and half time, persons in households of one, two and three."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from layers.protection.found_sums import null_space, small_whole
from layers.protection.quantity import Quantities, Quantity
from layers.protection.short_sums import complete

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
_SPARE_ROWS, _EXACT, _TAKES_PART = 4, 1e-6, 1e-6


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
    """Find quantities that are others times weights that are no small whole numbers, in all quarters and years.

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
    return several


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
