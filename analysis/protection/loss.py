"""What protection costs: the share of cells and of the sum that is not told, beside two simpler ways."""

from dataclasses import dataclass

import numpy as np

from analysis.protection.cells import BoolArray, Cells
from analysis.protection.primary import primary
from analysis.protection.protected import PROTECTED, Protected
from analysis.protection.relations import Relations


@dataclass(frozen=True)
class Share:
    """What one way of protecting withholds.

    Attributes
    ----------
    cells : float
        Hidden cells as a fraction of all with a number.
    sums : float
        What stands in them as a fraction of the sum of all numbers.
    """

    cells: float
    sums: float


@dataclass(frozen=True)
class Loss:
    """What is lost by protecting.

    Attributes
    ----------
    cells : int
        Cells with a number.
    hidden : Share
        What the result hides.
    primary_only : Share
        Hiding only what the rules name; sums give much of it back, so it is no protection.
    every_relation : Share
        Hiding below k in every relation: wherever a part of a sum is hidden, all parts of it are. Simple, and still
        no proof.
    moved : float
        Mean distance of told numbers from the counts, 0 unless rounded.
    """

    cells: int
    hidden: Share
    primary_only: Share
    every_relation: Share
    moved: float

    def __repr__(self) -> str:
        ways = {"hidden": self.hidden, "primary only": self.primary_only, "every relation": self.every_relation}
        told = ", ".join(f"{name} {way.cells:.1%} of cells, {way.sums:.1%} of sums" for name, way in ways.items())
        return f"{self.cells} cells: {told}; moved by {self.moved:.2f}"


def loss(cells: Cells, relations: Relations, result: Protected) -> Loss:
    """Measure what a protection costs.

    Parameters
    ----------
    cells : Cells
    relations : Relations
    result : Protected

    Returns
    -------
    Loss

    Examples
    --------
    >>> from analysis.protection import Rules, cells_of, protect
    >>> cells, sums = cells_of([2, 20, 6, 28]), Relations.of_parts([0, 1, 2], [3, 3, 3], 4)
    >>> loss(cells, sums, protect(cells, sums, Rules(minimum_denominator=0)))
    4 cells: hidden 50.0% of cells, 14.3% of sums, primary only 25.0% of cells, 3.6% of sums, every relation 75.0% of \
cells, 50.0% of sums; moved by 0.00
    """
    by_rule = np.isin(primary(cells, result.rules), PROTECTED)
    there = ~np.isnan(cells.counts)
    told = there & ~np.isnan(result.published)
    moved = np.abs(result.published[told] - cells.counts[told])
    return Loss(
        cells=int((there | cells.withheld).sum()),
        hidden=_share(cells, result.hidden),
        primary_only=_share(cells, by_rule),
        every_relation=_share(cells, every_relation(by_rule, relations)),
        moved=float(moved.mean()) if len(moved) else 0.0,
    )


def every_relation(by_rule: BoolArray, relations: Relations) -> BoolArray:
    """Cells that are hidden where a hidden part takes all parts of its sum with it.

    Parameters
    ----------
    by_rule : bool, shape (cells,)
    relations : Relations

    Returns
    -------
    bool, shape (cells,)
        Sums stay, unless they are parts of larger ones or hidden themselves: to hide them too would cost even more.

    Examples
    --------
    Cell 0 hides cell 1 with it, whichever sign their sum has:

    >>> several = Relations.of_rows([([0, 1, 2], [-1, -1, 1]), ([3, 4, 2], [1, 1, -1])], 5)
    >>> every_relation(np.array([True, False, False, False, False]), several)
    array([ True,  True, False, False, False])
    """
    rows, plus = relations.rows, relations.coefficients > 0
    balance = np.bincount(rows, np.where(plus, 1, -1), minlength=len(relations))
    part = plus == (balance >= 0)[rows]  # a sum has more parts than totals
    concerned = np.zeros(len(relations), dtype=bool)
    concerned[rows[part & by_rule[relations.indices]]] = True
    hidden = by_rule.copy()
    hidden[relations.indices[part & concerned[rows]]] = True
    return hidden


def _share(cells: Cells, hidden: BoolArray) -> Share:
    there = ~np.isnan(cells.counts) | cells.withheld
    size = np.abs(np.nan_to_num(cells.counts))
    total = size.sum()
    return Share(
        cells=float(hidden[there].mean()) if there.any() else 0.0,
        sums=float(size[hidden].sum() / total) if total else 0.0,
    )
