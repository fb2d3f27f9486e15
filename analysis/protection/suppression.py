"""Hide further cells until nobody can place a protected one too closely, and no more than that takes."""

import numpy as np

from analysis.protection.cells import BoolArray, IntArray
from analysis.protection.crossing_suppression import Crossing
from analysis.protection.propagation import parts
from analysis.protection.relations import Relations
from analysis.protection.situation import Task
from analysis.protection.steps import Tell, silent
from analysis.protection.tree_suppression import widened


def suppressed(task: Task, hidden: BoolArray, tell: Tell = silent) -> tuple[BoolArray, IntArray]:
    """Hide additional cells.

    Parameters
    ----------
    task : Task
    hidden : bool, shape (cells,)
        What the rules hide, and what nobody knows.
    tell : callable, optional
        Hears how many requirements are met.

    Returns
    -------
    hidden : bool, shape (cells,)
    proven : bool, shape (requirements,)
        Those proven by solutions, where relations cross; all others wait for the audit.

    Notes
    -----
    Trees of relations are widened relation by relation, for all indicators and years at once; crossing relations by
    least-cost flows. What is hidden for others is published again, the largest first, where the proof holds without
    it. Finding the cheapest set at all is NP-hard [1]_: what is promised is the proof, not the optimum.

    References
    ----------
    .. [1] Fischetti, M. and Salazar, J. J. (2001). Solving the cell suppression problem on tabular data with linear
       constraints. Management Science 47 (7), doi:10.1287/mnsc.47.7.1008.9805.
    """
    by_rule = hidden
    part, tree = _static(task, hidden)
    cell = task.required.cell
    hidden = widened(task, hidden, tree[cell])
    hidden = reopened(task, hidden, by_rule, part, tree)
    proven = np.zeros(len(cell), dtype=bool)
    whole = task.cells.denominator[cell]
    with_whole = np.column_stack([part[cell], np.where(whole >= 0, part[whole], -1)])
    # First within the relations of the numerators; where that is not enough their denominators may be hidden, too.
    for groups in (with_whole[:, :1], with_whole):
        unmet = np.flatnonzero(~proven & ~_met(task, hidden))
        met = len(cell) - len(unmet)
        for group in np.unique(groups[unmet], axis=0):
            tell("hide", met, len(cell))
            numbers = unmet[(groups[unmet] == group).all(axis=1)]
            met += len(numbers)
            crossing = Crossing(task, _inside(task, hidden, np.isin(part, group)), hidden, numbers)
            crossing.satisfy()
            crossing.clean_up()
            hidden = hidden.copy()
            hidden[crossing.added] = True
            proven[crossing.proven] = True
    return hidden, proven


def _static(task: Task, hidden: BoolArray) -> tuple[IntArray, BoolArray]:
    """Which cells hang together by relations, whether they are open or not, and which of that is a tree."""
    rows = task.system.rows.only(np.arange(len(task.system.rows) - task.system.pairs))
    free = task.system.variables(task.can_hide | hidden, 0.0).astype(bool)
    entries = free[rows.indices]
    counts = np.bincount(rows.rows[entries], minlength=len(rows))
    indptr = np.concatenate([[0], np.cumsum(counts[counts > 0])])
    kept = Relations(indptr, rows.indices[entries], rows.coefficients[entries], rows.cells)
    part, tree = parts(kept)
    cells = task.system.cells
    return part[:cells], tree[:cells]


def _inside(task: Task, hidden: BoolArray, chosen: BoolArray) -> BoolArray:
    """The cells of a part that may move, and the complements of its numerators."""
    inside = np.zeros(task.system.rows.cells, dtype=bool)
    cells = np.flatnonzero(chosen & (task.can_hide | hidden))
    inside[cells] = True
    complement = task.system.complement[cells]
    inside[complement[complement >= 0]] = True
    return inside


def _met(task: Task, hidden: BoolArray) -> BoolArray:
    """Requirements that propagation proves: their variable is known well enough, and hangs in a tree."""
    unknown, found, low, high = task.passed_on(hidden)
    exact = np.ones(len(low), dtype=bool)
    exact[unknown.positions] = found.tree
    return task.required.met(low, high) & exact[task.required.variables]


def reopened(task: Task, hidden: BoolArray, by_rule: BoolArray, part: IntArray, tree: BoolArray) -> BoolArray:
    """Publish again what is hidden without need in trees, one cell of each connected part at a time.

    Parameters
    ----------
    task : Task
    hidden, by_rule : bool, shape (cells,)
        What is hidden, and what the rules hide.
    part, tree : arrays, shape (cells,)
        Which cells hang together by relations, and whether that is a tree.

    Returns
    -------
    bool, shape (cells,)
    """
    unmet = ~task.required.met(*task.passed_on(hidden)[2:])
    left = hidden & ~by_rule & tree & ~np.isin(part, part[task.required.cell[unmet]])
    while left.any():
        candidates = np.flatnonzero(left)
        order = candidates[np.lexsort((-np.abs(task.truth[candidates]), part[candidates]))]
        first = order[np.append(True, np.diff(part[order]) > 0)]
        left[first] = False
        trial = hidden.copy()
        trial[first] = False
        while True:
            worse = ~task.required.met(*task.passed_on(trial)[2:]) & ~unmet
            if not worse.any():
                break
            back = first[np.isin(part[first], part[task.required.cell[worse]])]
            back = back[~trial[back]]
            trial[back if len(back) else first] = True
        hidden = trial
    return hidden
