"""Bounds passed on along relations until nothing changes; exact where relations form trees."""

from dataclasses import dataclass, replace

import numpy as np

from analysis.protection.cells import BoolArray, FloatArray, IntArray
from analysis.protection.relations import Relations
from analysis.protection.system import System, Unknown

SAME = 1e-6
MOST_ROUNDS = 400


@dataclass(frozen=True, eq=False)
class Propagated:
    """Bounds that hold for every solution.

    Attributes
    ----------
    low, high : float64, shape (u,)
        Whole numbers or infinite; ``low > high`` somewhere where nothing fits.
    part : int64, shape (u,)
        The connected part each variable belongs to.
    tree : bool, shape (u,)
        Whether that part is a tree with coefficients of 1 and -1, so that the bounds are reached.
    """

    low: FloatArray
    high: FloatArray
    part: IntArray
    tree: BoolArray


def implied(low: FloatArray, high: FloatArray, rows: Relations, constants: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Say what each row alone implies for each of its variables, given the bounds of the others.

    Parameters
    ----------
    low, high : float64, shape (u,)
    rows : Relations
        Each with at least one variable.
    constants : float64, shape (rows,)

    Returns
    -------
    tuple of float64, shape (m,)
        Least and greatest whole number for each entry of ``rows``.
    """
    if not len(rows.indices):
        return np.empty(0), np.empty(0)
    plus, each = rows.coefficients > 0, rows.coefficients.astype(np.float64)
    near, far = low[rows.indices], high[rows.indices]
    least = each * np.where(plus, near, far)
    most = each * np.where(plus, far, near)
    total = constants[rows.rows]
    from_below = total - _of_the_others(most, rows, np.inf)
    from_above = total - _of_the_others(least, rows, -np.inf)
    below = np.where(plus, from_below, from_above) / each
    above = np.where(plus, from_above, from_below) / each
    return np.ceil(below - SAME), np.floor(above + SAME)


def _of_the_others(terms: FloatArray, rows: Relations, endless: float) -> FloatArray:
    """Sum each row's terms but one, for each of them; endless where one of the others is."""
    infinite = np.isinf(terms)
    finite = np.where(infinite, 0.0, terms)
    starts, each = rows.indptr[:-1], rows.rows
    total = np.add.reduceat(finite, starts)[each] - finite
    others = np.add.reduceat(infinite.astype(np.int64), starts)[each] - infinite
    return np.where(others > 0, endless, total)


def propagated(unknown: Unknown, system: System, wanted: BoolArray) -> tuple[Unknown, Propagated]:
    """Narrow bounds by every relation until nothing changes.

    Parameters
    ----------
    unknown : Unknown
    system : System
    wanted : bool, shape (variables of the system,)
        Complements that are not wanted tie nothing together where bounds alone keep them from being negative.

    Returns
    -------
    unknown : Unknown
        Without the rows of such complements, and with the narrower bounds.
    propagated : Propagated

    Notes
    -----
    In a tree with coefficients of 1 and -1 every value between the ends is reached: the others of a row can sum to
    every whole number between the sums of their ends, and no two rows share more than one variable. Elsewhere the
    bounds are valid, but may be wider than what linear programmes find.
    """
    low, high, settled = narrowed(unknown)
    unknown = replace(unknown, low=low, high=high)
    unknown = unknown.without(_idle(unknown, system, wanted))
    part, tree = parts(unknown.rows)
    complement = unknown.positions >= system.cells
    return unknown, Propagated(low, high, part, tree & settled & (~complement | wanted[unknown.positions]))


def _idle(unknown: Unknown, system: System, wanted: BoolArray) -> BoolArray:
    """Rows of pairs whose complement is nobody's question, and cannot be negative anyway."""
    rows = unknown.rows
    below, _ = implied(unknown.low, unknown.high, rows, unknown.constants)
    at = unknown.positions[rows.indices]
    idle = np.zeros(len(rows), dtype=bool)
    idle[rows.rows[(at >= system.cells) & ~wanted[at] & (below >= 0)]] = True
    return idle


def narrowed(unknown: Unknown) -> tuple[FloatArray, FloatArray, bool]:
    """Narrow bounds by every relation until nothing changes, and say whether nothing changes any more."""
    low, high = unknown.low.copy(), unknown.high.copy()
    rows = unknown.rows
    for _ in range(MOST_ROUNDS):
        below, above = implied(low, high, rows, unknown.constants)
        new_low, new_high = low.copy(), high.copy()
        np.maximum.at(new_low, rows.indices, below)
        np.minimum.at(new_high, rows.indices, above)
        if (new_low <= low + SAME).all() and (new_high >= high - SAME).all():
            return new_low, new_high, True
        low, high = new_low, new_high
        if (low > high + SAME).any():
            break
    return low, high, False


def parts(rows: Relations) -> tuple[IntArray, BoolArray]:
    """Find what hangs together, and which of it is a tree.

    Parameters
    ----------
    rows : Relations

    Returns
    -------
    part : int64, shape (cells,)
        A number for each connected part.
    tree : bool, shape (cells,)
        Whether the part has no cycle, and only coefficients of 1 and -1.
    """
    from scipy import sparse

    variables, size = rows.cells, rows.cells + len(rows)
    each = rows.rows
    edges = sparse.coo_matrix((np.ones(len(each), dtype=np.int8), (rows.indices, variables + each)), shape=(size, size))
    count, label = sparse.csgraph.connected_components(edges, directed=False)
    nodes = np.bincount(label, minlength=count)
    ties = np.bincount(label[rows.indices], minlength=count)
    odd = np.bincount(label[rows.indices], np.abs(rows.coefficients) != 1, minlength=count)
    tree = (ties < nodes) & (odd == 0)
    part = label[:variables].astype(np.int64)
    return part, tree[part]
