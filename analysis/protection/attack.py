"""The attacker who solves the bounds of everything published."""

from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike

from analysis.protection.cells import BoolArray, FloatArray
from analysis.protection.programme import Programme
from analysis.protection.propagation import SAME, Propagated, propagated
from analysis.protection.protected import Bounds, NothingFitsError
from analysis.protection.relations import Relations
from analysis.protection.steps import Tell, silent
from analysis.protection.system import System, Unknown

FEW = 2
"""So many are searched one by one."""

QUICK_WORK = 10_000
"""Variables times wanted ones of a part beyond which a width that is enough is not searched to its ends."""


def attack(
    published: ArrayLike,
    relations: Relations,
    low: ArrayLike,
    high: ArrayLike,
    *,
    denominator: ArrayLike | None = None,
    constants: ArrayLike | None = None,
) -> Bounds:
    """Find between which whole numbers each cell must lie.

    Parameters
    ----------
    published : array of float, shape (cells,)
        NaN where hidden.
    relations : Relations
    low, high : arrays of float, shape (cells,)
        What is known of hidden cells apart from the relations: with open zeros at least 1, without an upper limit
        ``inf``, with rounding the window of what rounds to the published number (give ``published`` as NaN then).
        See :func:`analysis.protection.known`.
    denominator : int array, shape (cells,), optional
        The cell that each numerator is a part of, -1 for none.
    constants : array of float, shape (relations,), optional
        What each relation sums to where that is not 0.

    Returns
    -------
    Bounds

    Raises
    ------
    ValueError
        If arrays do not fit; a NothingFitsError if no whole numbers fit what is published.

    Notes
    -----
    Bounds are passed on along the relations until nothing changes, which is exact where the hidden cells form a tree,
    as quarters, districts and city do. In every other connected part the least and the greatest value of each hidden
    cell is searched by linear programmes [1]_, made whole by branch and cut where needed, with HiGHS [2]_.

    References
    ----------
    .. [1] Hundepool, A. et al. (2012). Statistical Disclosure Control. Wiley, doi:10.1002/9781118348239.
    .. [2] Huangfu, Q. and Hall, J. A. J. (2018). Parallelizing the dual revised simplex method. Mathematical
       Programming Computation 10, 119-142.

    Examples
    --------
    A district of 20 with one quarter of 11 and two hidden ones:

    >>> sums = Relations.of_parts([0, 1, 2], [3, 3, 3], cells=4)
    >>> bounds = attack([11, np.nan, np.nan, 20], sums, np.ones(4), np.full(4, np.inf))
    >>> bounds.low, bounds.high
    (array([11.,  1.,  1., 20.]), array([11.,  8.,  8., 20.]))
    """
    told = np.asarray(published, dtype=np.float64)
    near, far = (np.broadcast_to(np.asarray(one, dtype=np.float64), told.shape) for one in (low, high))
    if told.shape != (relations.cells,):
        raise ValueError(f"{relations.cells} published numbers are needed, got shape {told.shape}")
    system = System.of(relations, denominator, constants)
    hidden = np.isnan(told)
    wanted = np.zeros(system.rows.cells, dtype=bool)
    wanted[: system.cells] = True
    found = bounded(
        system,
        system.variables(np.where(hidden, near, told), 0.0),
        system.variables(np.where(hidden, far, told), np.inf),
        wanted,
    )
    cells = slice(0, system.cells)
    return Bounds(found.low[cells].copy(), found.high[cells].copy(), found.exact[cells].copy())


def bounded(
    system: System,
    low: FloatArray,
    high: FloatArray,
    wanted: BoolArray,
    most_work: float = np.inf,
    enough: FloatArray | None = None,
    tell: Tell = silent,
) -> Bounds:
    """Bound the wanted variables of a system.

    Parameters
    ----------
    system : System
    low, high : float64, shape (variables,)
        Alike where a variable is known.
    wanted : bool, shape (variables,)
        Others keep bounds that are valid but may be too wide, and are not said to be exact.
    most_work : float, optional
        Connected parts with more variables times wanted ones than this are not searched: their bounds may be too wide.
    enough : float64, shape (variables,), optional
        Widths that are asked for. In parts of more than ``QUICK_WORK`` a variable is not searched further once two
        solutions lie so far apart: its ends are reached then, but others may be possible beyond them.
    tell : callable, optional
        Hears how many of the wanted variables are bounded.

    Returns
    -------
    Bounds
        Over all variables.

    Raises
    ------
    NothingFitsError
        If nothing fits.
    """
    unknown = Unknown.of(system, low, high)
    contradicted = unknown.contradicted
    unknown, first = propagated(unknown, system, wanted)
    if contradicted or (low > high + SAME).any() or (first.low > first.high + SAME).any():
        raise NothingFitsError
    least, most, exact = first.low.copy(), first.high.copy(), first.tree.copy()
    asked = ~first.tree & wanted[unknown.positions]
    done = int(wanted.sum() - asked.sum())
    for number in np.unique(first.part[asked]):
        tell("test", done, int(wanted.sum()))
        inside = first.part == number
        done += int((inside & asked).sum())
        work = int(inside.sum()) * int((inside & asked).sum())
        if work <= most_work:
            widths = np.inf if enough is None or work <= QUICK_WORK else enough[unknown.positions[inside]]
            _search(unknown, first, inside, asked, (least, most, exact), widths)
    whole = low.copy(), high.copy(), low == high
    for array, part in zip(whole, (least, most, exact), strict=True):
        array[unknown.positions] = part
    return Bounds(*whole)


def _search(
    unknown: Unknown,
    first: Propagated,
    inside: BoolArray,
    asked: BoolArray,
    results: tuple[FloatArray, FloatArray, BoolArray],
    enough: FloatArray | float,
) -> None:
    """Search both ends of what is asked for in one connected part; solutions of one end often prove others."""
    places = np.flatnonzero(inside)
    low, high = first.low[places], first.high[places]
    programme = Programme.of(replace(unknown.only(inside), low=low, high=high))
    lowest, highest = _together(programme, asked[places])
    widths = np.broadcast_to(enough, low.shape)
    for at in np.flatnonzero(asked[places]):
        ends, sure = [low[at], high[at]], True
        for side, sign in ((0, 1.0), (1, -1.0)):
            reached = lowest[at] <= low[at] if side == 0 else highest[at] >= high[at]
            if highest[at] - lowest[at] >= widths[at]:
                ends = [lowest[at], highest[at]]
                break
            if reached:
                continue
            goal = np.zeros(len(places))
            goal[at] = sign
            solution = programme.least(goal)
            if solution.exact and solution.bound == np.inf:
                raise NothingFitsError
            if solution.values is not None:
                np.minimum(lowest, solution.values, out=lowest)
                np.maximum(highest, solution.values, out=highest)
            if solution.exact:
                ends[side] = sign * solution.bound
            elif np.isfinite(lowest[at]):  # stopped: only what solutions reach is certain to be possible
                ends[side] = lowest[at] if side == 0 else highest[at]
            sure &= solution.exact
        least, most, exact = results
        least[places[at]], most[places[at]], exact[places[at]] = ends[0], ends[1], sure


def _together(programme: Programme, asked: BoolArray) -> tuple[FloatArray, FloatArray]:
    """Move all that is asked for at once, again and again what has not reached its bound yet; give what was reached.

    Where the bounds are wide apart, as with rounding, a few solutions settle most of what single searches would.
    """
    size = len(asked)
    lowest, highest = np.full(size, np.inf), np.full(size, -np.inf)
    for sign in (1.0, -1.0):
        before = size + 1
        while True:
            left = lowest > programme.low if sign > 0 else highest < programme.high
            left = left & asked & np.isfinite(programme.low if sign > 0 else programme.high)
            count = int(left.sum())
            values = programme.least(np.where(left, sign, 0.0)).values if FEW < count < before else None
            if values is None:
                break
            before = count
            np.minimum(lowest, values, out=lowest)
            np.maximum(highest, values, out=highest)
    return lowest, highest
