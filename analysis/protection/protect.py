"""The one call that protects: rules, additional suppression or rounding, proof."""

import numpy as np

from analysis.protection.cells import Cells
from analysis.protection.imputed import fitting
from analysis.protection.primary import primary
from analysis.protection.protected import PROTECTED, Protected, State
from analysis.protection.relations import Relations
from analysis.protection.requirement import requirement
from analysis.protection.rounding import rounded
from analysis.protection.rules import Rules
from analysis.protection.situation import Task
from analysis.protection.steps import Tell, silent
from analysis.protection.suppression import suppressed


def protect(cells: Cells, relations: Relations, rules: Rules, tell: Tell = silent) -> Protected:
    """Protect everything that is published together.

    Parameters
    ----------
    cells : Cells
    relations : Relations
        All that adds up among the cells and is known to the public, over as many cells. Where delivered numbers do
        not add up, the attacker is taken to know by how much.
    rules : Rules
    tell : callable, optional
        Hears how far it is.

    Returns
    -------
    Protected
        Publish it only where ``unproven`` is empty.

    Raises
    ------
    ValueError
        If cells and relations do not fit; a RulesError for rounding to less than the minimum numerator.
    """
    rules.require_coarse_rounding()
    if len(cells) != relations.cells:
        raise ValueError(f"relations over {len(cells)} cells are needed, got {relations!r}")
    state = primary(cells, rules)
    system, truth = fitting(cells, relations, rules)
    required = requirement(cells, system, state, rules)
    if rules.base > 1:
        tell("round")
        rounding, bounds = rounded(cells, rules, system, required, truth, tell)
        published, rerounded = rounding.published, rounding.away
        state[rounding.hidden & (state == State.OPEN)] = State.SECONDARY
        proven = np.zeros(len(required), dtype=bool)
    else:
        task = Task.of(cells, rules, system, required, truth)
        by_rule = np.isin(state, (*PROTECTED, State.UNKNOWN)) & ~cells.fixed
        tell("hide")
        hidden, proven = suppressed(task, by_rule, tell)
        state[hidden & ~by_rule] = State.SECONDARY
        bounds = task.audit(hidden, tell)
        published, rerounded = np.where(hidden, np.nan, cells.counts), np.zeros_like(hidden)
    proven = proven | bounds.exact[required.variables]
    narrow = ~(proven & required.met(bounds.low, bounds.high))
    return Protected(
        rules=rules,
        state=state,
        published=published,
        low=bounds.low[: len(cells)].copy(),
        high=bounds.high[: len(cells)].copy(),
        unproven=np.unique(required.cell[narrow]),
        rerounded=np.flatnonzero(rerounded),
    )
