"""The one call that protects: rules, additional suppression or rounding, proof."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from analysis.protection.cells import BoolArray, Cells, FloatArray
from analysis.protection.imputed import fitting
from analysis.protection.primary import primary
from analysis.protection.protected import PROTECTED, Protected, State
from analysis.protection.relations import Relations
from analysis.protection.requirement import requirement
from analysis.protection.rounding import Rounding
from analysis.protection.rules import Rules
from analysis.protection.situation import Task
from analysis.protection.steps import Tell, silent
from analysis.protection.suppression import suppressed
from analysis.protection.system import System


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
        rounding = Rounding(cells, rules, system, required, truth, _dominated(cells, rules, system, state, truth))
        bounds = rounding.settle(tell)
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


def _dominated(cells: Cells, rules: Rules, system: System, state: NDArray[np.uint8], truth: FloatArray) -> BoolArray:
    """Say what is hidden where all else is rounded: what one contributor dominates, and what would give it back.

    He is hidden from those who know all other numbers exactly, and so from those who know them rounded.
    """
    judged = np.where(state == State.DOMINANCE, state, State.OPEN).astype(np.uint8)
    by_rule = judged == State.DOMINANCE
    if not by_rule.any():
        return by_rule
    exact = replace(rules, method="suppress")
    task = Task.of(cells, exact, system, requirement(cells, system, judged, exact), truth)
    return suppressed(task, by_rule)[0]
