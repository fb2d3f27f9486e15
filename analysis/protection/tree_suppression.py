"""Hide further cells relation by relation, in all relations of all indicators and years at once."""

import numpy as np

from analysis.protection.cells import BoolArray, FloatArray, IntArray
from analysis.protection.propagation import implied
from analysis.protection.situation import Task
from analysis.protection.system import Unknown

MOST_ROUNDS = 60


def widened(task: Task, hidden: BoolArray, concerned: BoolArray) -> BoolArray:
    """Hide the cheapest open cells of every relation that places a protected cell too closely.

    Parameters
    ----------
    task : Task
    hidden : bool, shape (cells,)
    concerned : bool, shape (requirements,)
        Requirements to be met here; others are met elsewhere.

    Returns
    -------
    bool, shape (cells,)
        What is hidden then. Some requirements may still not be met where no relation around them has a cell left to
        hide.

    Notes
    -----
    In each round every relation that is too narrow hides one cell: the smallest that leaves room enough, or the
    largest where none does [1]_.

    References
    ----------
    .. [1] Hundepool, A. et al. (2012). Statistical Disclosure Control. Wiley, doi:10.1002/9781118348239.
    """
    hidden = hidden.copy()
    for _ in range(MOST_ROUNDS):
        unknown, _, low, high = task.passed_on(hidden)
        unmet = np.flatnonzero(concerned & ~task.required.met(low, high))
        more = _cheapest(task, hidden, *_too_narrow(task, unknown, low, high, unmet)) if len(unmet) else unmet
        if not len(more):
            break
        hidden[more] = True
    return hidden


def _too_narrow(
    task: Task, unknown: Unknown, low: FloatArray, high: FloatArray, unmet: IntArray
) -> tuple[IntArray, FloatArray]:
    """Rows of the system that alone already place a protected variable too closely, and how much room each lacks."""
    required, rows = task.required, unknown.rows
    asked = np.full(task.system.rows.cells, -1)
    asked[required.variables[unmet]] = unmet
    below, above = implied(low[unknown.positions], high[unknown.positions], rows, unknown.constants)
    wants = asked[unknown.positions[rows.indices]]
    entries = np.flatnonzero(wants >= 0)
    wants, at = wants[entries], unknown.positions[rows.indices[entries]]
    near = np.maximum(below[entries], task.least[at])
    room = np.maximum(required.above[wants], near + required.width[wants]) - above[entries]
    lacks = room > 0
    return unknown.numbers[rows.rows[entries[lacks]]], room[lacks]


def _cheapest(task: Task, hidden: BoolArray, rows: IntArray, room: FloatArray) -> IntArray:
    """For each row the open cell to hide: the smallest with room enough, else the largest."""
    every = task.system.rows
    needed = np.zeros(len(every))
    np.maximum.at(needed, rows, room)
    each = every.rows
    free = np.concatenate([task.can_hide & ~hidden, np.zeros(task.system.pairs, dtype=bool)])
    entries = np.flatnonzero((needed[each] > 0) & free[every.indices])
    row, cell = each[entries], every.indices[entries]
    value = np.abs(task.truth[cell])
    enough = value - task.least[cell] >= needed[row]
    order = np.lexsort((np.where(enough, value, -value), ~enough, row))
    first = order[np.append(True, np.diff(row[order]) > 0)] if len(order) else order
    return np.unique(cell[first])
