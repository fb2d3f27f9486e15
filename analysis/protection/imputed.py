"""Numbers for cells that nobody knows, such that everything adds up."""

from dataclasses import replace

import numpy as np

from analysis.protection.cells import BoolArray, Cells, FloatArray, IntArray
from analysis.protection.programme import Programme
from analysis.protection.propagation import narrowed, parts
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
        Relations of known numbers sum to what they do. Relations around unknown numbers that cannot add up (a source
        that rounds) are left out: nothing follows from them.
    truth : float64, shape (variables,)
        The counts; some numbers that fit for those withheld by the source, below the minimum if possible, and for
        those never delivered.
    """
    system = System.of(relations, cells.denominator, np.nan_to_num(relations.residuals(cells.counts)))
    absent = np.isnan(cells.counts)
    if not absent.any():
        return system, _with_complements(system, cells, cells.counts)
    least = np.where(cells.signed, -np.inf, np.where(cells.withheld & rules.zero_is_open, 1.0, 0.0))
    low = system.variables(np.where(absent, least, cells.counts), 0.0)
    high = system.variables(np.where(absent, np.inf, cells.counts), np.inf)
    small = system.variables(np.where(cells.withheld, rules.minimum_numerator - 1.0, np.inf), np.inf)
    unknown = Unknown.of(system, low, high)
    values, broken = _filled(unknown, np.minimum(unknown.high, small[unknown.positions]))
    low[unknown.positions] = values
    if len(broken):
        kept = np.setdiff1d(np.arange(len(relations)), broken)
        sums = system.constants[kept]
        system = System.of(relations.only(kept), cells.denominator, sums)
    return system, _with_complements(system, cells, low[: len(cells)])


def _with_complements(system: System, cells: Cells, values: FloatArray) -> FloatArray:
    numerators = np.flatnonzero(system.complement >= 0)
    return system.variables(values, values[cells.denominator[numerators]] - values[numerators])


def _filled(unknown: Unknown, small: FloatArray) -> tuple[FloatArray, IntArray]:
    """Values of the unknown, part by part, and the rows of parts where nothing fits."""
    values = np.where(np.isfinite(unknown.low), unknown.low, np.minimum(unknown.high, 0.0))
    part, _ = parts(unknown.rows)
    tied = np.zeros(len(values), dtype=bool)
    tied[unknown.rows.indices] = True
    told = _told(unknown, part, small)
    values[np.isfinite(told)] = told[np.isfinite(told)]
    broken: list[int] = []
    for number in np.unique(part[tied & np.isnan(told)]):
        inside = part == number
        found = _of_part(unknown, inside, small)
        if found is None:
            broken += np.unique(unknown.numbers[unknown.rows.rows[inside[unknown.rows.indices]]]).tolist()
        else:
            values[inside] = found
    return values, np.array(broken, dtype=np.int64)


def _told(unknown: Unknown, part: IntArray, small: FloatArray) -> FloatArray:
    """Numbers of all parts at once in which bounds leave no choice, as they mostly do; NaN in the others."""
    told = np.full(len(part), np.nan)
    left = np.ones(len(part), dtype=bool)
    while left.any():
        low, high, settled = narrowed(replace(unknown, high=small).only(left))
        mine = part[left]
        if settled:
            open_parts = np.unique(mine[low != high])
            told[np.flatnonzero(left)] = np.where(np.isin(mine, open_parts), np.nan, low)
            break
        contradicted = np.unique(mine[low > high])
        if not len(contradicted):
            break
        left &= ~np.isin(part, contradicted)
    return told


def _of_part(unknown: Unknown, inside: BoolArray, small: FloatArray) -> FloatArray | None:
    """Numbers that fit one part, withheld ones below the minimum if possible; None where nothing fits."""
    part = unknown.only(inside)
    for most in (small[inside], part.high):
        low, high, _ = narrowed(replace(part, high=most))
        if (low > high).any():
            continue
        if (low == high).all():
            return low
        solution = Programme.of(replace(part, low=low, high=high)).least(np.zeros(len(low)))
        if solution.values is not None:
            return solution.values
    return None
