"""Numbers for cells that nobody knows, such that everything adds up."""

import numpy as np

from analysis.protection.cells import BoolArray, Cells, FloatArray
from analysis.protection.programme import Programme
from analysis.protection.propagation import propagated
from analysis.protection.relations import Relations
from analysis.protection.rules import Rules
from analysis.protection.system import System, Unknown


def fitting(cells: Cells, relations: Relations, rules: Rules) -> tuple[System, FloatArray]:
    """Make the system of what is known to add up, and find numbers that fit it.

    Parameters
    ----------
    cells : Cells
    relations : Relations
    rules : Rules

    Returns
    -------
    system : System
        Relations of known numbers sum to what they do. Relations whose unknown numbers cannot add up (as with a
        source that rounds) are left out: nothing follows from them.
    truth : float64, shape (variables,)
        The counts; some numbers that fit for those withheld by the source, below the minimum if possible, and for
        those never delivered.
    """
    sums = relations.residuals(cells.counts)
    system = System.of(relations, cells.denominator, np.nan_to_num(sums))
    absent = np.isnan(cells.counts)
    values = np.nan_to_num(cells.counts)
    if not absent.any():
        return system, _with_complements(system, cells, values)
    for most in (rules.minimum_numerator - 1.0, np.inf):
        found = _solved(system, cells, rules, absent, most)
        if found is not None:
            return system, found
    fewer = relations.only(np.flatnonzero(~np.isnan(sums)))
    system = System.of(fewer, cells.denominator, fewer.residuals(cells.counts))
    return system, _with_complements(system, cells, values)


def _with_complements(system: System, cells: Cells, values: FloatArray) -> FloatArray:
    numerators = np.flatnonzero(system.complement >= 0)
    return system.variables(values, values[cells.denominator[numerators]] - values[numerators])


def _solved(system: System, cells: Cells, rules: Rules, absent: BoolArray, most: float) -> FloatArray | None:
    least = np.where(cells.signed, -np.inf, np.where(cells.withheld & rules.zero_is_open, 1.0, 0.0))
    low = system.variables(np.where(absent, least, cells.counts), 0.0)
    high = system.variables(np.where(absent, np.where(cells.withheld, most, np.inf), cells.counts), np.inf)
    unknown = Unknown.of(system, low, high)
    contradicted = unknown.contradicted
    unknown, found = propagated(unknown, system, np.ones(len(low), dtype=bool))
    if contradicted or (found.low > found.high).any():
        return None
    values = np.where(np.isfinite(found.low), found.low, np.minimum(found.high, 0.0))
    tied = np.zeros(len(values), dtype=bool)
    tied[unknown.rows.indices] = True
    for number in np.unique(found.part[tied & (found.low < found.high)]):
        inside = found.part == number
        solution = Programme.of(unknown.only(inside)).least(np.zeros(int(inside.sum())))
        if solution.values is None:
            return None
        values[inside] = solution.values
    low[unknown.positions] = values
    return low
