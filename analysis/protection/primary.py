"""What the rules say of each cell by itself."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.protection.cells import BoolArray, Cells, FloatArray
from analysis.protection.protected import State
from analysis.protection.rules import Rules


def primary(cells: Cells, rules: Rules) -> NDArray[np.uint8]:
    """Say which cells must not be told, and by which rule.

    Parameters
    ----------
    cells : Cells
    rules : Rules

    Returns
    -------
    uint8, shape (cells,)
        A :class:`State` per cell, never ``SECONDARY``. Where several rules apply the first of primary, complement,
        denominator, dominance is named.

    Notes
    -----
    Where zeros are open they are told whatever the denominator: a hidden count is then always one of at least 1.

    Examples
    --------
    Of 2 of 500, 498 of 500, 40 of 80 and 0 of 80 people only the last is told:

    >>> from analysis.protection import cells_of
    >>> cells = cells_of([2, 498, 40, 0, 500, 80], denominator=[4, 4, 5, 5, -1, -1])
    >>> [State(state).name for state in primary(cells, Rules())[:4]]
    ['PRIMARY', 'COMPLEMENT', 'DENOMINATOR', 'OPEN']
    """
    counts, judged = cells.counts, cells.sensitive
    state = np.zeros(len(cells), dtype=np.uint8)
    whole = wholes(cells)
    not_zero = (counts > 0) | (not rules.zero_is_open)
    if rules.dominance is not None:
        state[judged & not_zero & (cells.largest > rules.dominance * counts)] = State.DOMINANCE
    state[judged & not_zero & (whole < rules.minimum_denominator)] = State.DENOMINATOR
    nearly_all = few(complements(cells), rules.minimum_numerator, rules.full_is_open) & rules.complement
    state[judged & not_zero & nearly_all] = State.COMPLEMENT
    state[judged & few(counts, rules.minimum_numerator, rules.zero_is_open)] = State.PRIMARY
    state[np.isnan(counts)] = State.UNKNOWN
    state[cells.withheld] = State.WITHHELD
    return state


def few(counts: FloatArray, least: int, zero_is_open: bool) -> BoolArray:
    """Tell which counts are below the minimum; False where not known."""
    return (counts < least) & ((counts > 0) | (not zero_is_open))


def wholes(cells: Cells) -> FloatArray:
    """The denominator of each cell, NaN where it has none."""
    return np.where(cells.denominator >= 0, cells.counts[cells.denominator], np.nan)


def complements(cells: Cells) -> FloatArray:
    """How many of its denominator each numerator is not, NaN where it has none."""
    return wholes(cells) - cells.counts


def known(
    published: ArrayLike,
    rules: Rules,
    *,
    signed: ArrayLike | None = None,
    unknown: ArrayLike | None = None,
    rerounded: ArrayLike = (),
) -> tuple[FloatArray, FloatArray]:
    """What somebody knows of each cell by itself who knows the rules and what is published.

    Parameters
    ----------
    published : array of float, shape (cells,)
        NaN where hidden.
    rules : Rules
    signed : bool array, shape (cells,), optional
        Cells that may be negative.
    unknown : bool array, shape (cells,), optional
        Cells that were never delivered: nothing can be concluded from their absence.
    rerounded : int array, optional
        Cells rounded away from their nearest multiple. Nobody outside knows them; the proof does not rely on that.

    Returns
    -------
    low, high : float64, shape (cells,)
        With hidden cells the number itself where it is told; 1 or more where it is hidden and zeros are open. With
        rounding the numbers that round to what is told.

    Examples
    --------
    >>> from analysis.protection import PROFILES
    >>> known([0.0, np.nan, 7.0], PROFILES["ba"])
    (array([0., 1., 7.]), array([ 0., inf,  7.]))
    >>> known([0.0, 10.0], PROFILES["round5"])
    (array([0., 8.]), array([ 2., 12.]))
    """
    told = np.asarray(published, dtype=np.float64)
    negative = np.zeros(told.shape, dtype=bool) if signed is None else np.asarray(signed, dtype=bool)
    absent = np.zeros(told.shape, dtype=bool) if unknown is None else np.asarray(unknown, dtype=bool)
    hidden = np.isnan(told)
    least = np.where(negative, -np.inf, np.where(absent | (not rules.zero_is_open) | (rules.base > 1), 0.0, 1.0))
    away = np.zeros(told.shape, dtype=bool)
    away[np.asarray(rerounded, dtype=np.int64)] = True
    near, far = rounding_window(told, rules.base, away)
    low = np.where(hidden, least, np.where(negative, near, np.maximum(near, 0.0)))
    return low, np.where(hidden, np.inf, far)


def rounding_window(rounded: FloatArray, base: int, away: BoolArray) -> tuple[FloatArray, FloatArray]:
    """The least and the greatest whole number that is rounded to each multiple: half up, or less than a base away."""
    near = np.where(away, rounded - base + 1, rounded - base // 2)
    return near, np.where(away, rounded + base - 1, rounded + (base - 1) // 2)
