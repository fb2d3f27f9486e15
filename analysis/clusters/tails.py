"""How often a random neighbourhood has as much, or as little, as the real one."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.clusters.permutations import AlikeMany, PermutationPlan

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Changes = NDArray[np.int32]
# Sums of the same numbers in another order may differ in their last digits; standardised values are of the order of 1.
SAME = 1e-10
AT_ONCE = 2**15  # sums kept at a time: they stay in the processor's cache
FEW = 12  # so many quarters are compared one by one with all draws before sorting these is cheaper


@dataclass(frozen=True, eq=False)
class Tails:
    """Draws on either side of what was observed; equal ones are on both.

    Attributes
    ----------
    upper, lower : int64, shape (n,) or (m, n)
        Number of draws with at least, with at most, what was observed. Meaningless for isolates.
    observed : float64, same shape
        What the draws are compared with; for :func:`tails` the sum over the quarter's neighbours.
    """

    upper: Whole
    lower: Whole
    observed: Floats

    def pseudo_p(self, plan: PermutationPlan) -> Floats:
        """Give ``(r + 1) / (P + 1)``, r being the smaller tail; NaN for isolates."""
        p = (np.minimum(self.upper, self.lower) + 1) / (plan.permutations + 1)
        return np.where(plan.weights.counts > 0, p, np.nan)


def tails(values: Floats, plan: PermutationPlan) -> Tails:
    """Compare the sum of each quarter's neighbours with the same number of quarters drawn at random.

    Parameters
    ----------
    values : float64, shape (n,) or (m, n)
        Standardised, none missing; one row for each indicator and year.
    plan : PermutationPlan

    Returns
    -------
    Tails
        As if every quarter had been left out of the draws it is compared with.

    Notes
    -----
    Running sums along the draws give the sum of every possible number of neighbours. Those of one number are sorted
    once; each quarter then finds its place by halving. What is wrong with that - a quarter may itself be in the
    draw - is put right draw by draw: the sum with itself is taken from the count and the sum with the next
    quarter of the draw put in.
    """
    rows = np.atleast_2d(values)
    upper, lower, observed = np.zeros(rows.shape, np.int64), np.zeros(rows.shape, np.int64), np.empty(rows.shape)
    size = max(1, AT_ONCE // plan.permutations)
    for start in range(0, len(rows), size):
        some = slice(start, start + size)
        observed[some] = plan.weights.sums(rows[some])
        _count(rows[some], plan, observed[some], upper[some], lower[some])
    return Tails(upper.reshape(values.shape), lower.reshape(values.shape), observed.reshape(values.shape))


def _count(values: Floats, plan: PermutationPlan, observed: Floats, upper: Whole, lower: Whole) -> None:
    """Fill in both counts, shape (rows, n)."""
    sums, added = np.zeros((len(values), plan.permutations)), 0
    for group in plan.alike:
        while added < group.neighbours:
            sums += values.take(plan.ids[added], axis=1)
            added += 1
        own = observed.take(group.quarters, axis=1)
        more, less = _put_right(sums, observed, values, group)
        for row, (draws, needles) in enumerate(zip(sums, own, strict=True)):
            at_least, at_most = _counted(draws, needles)
            upper[row, group.quarters] = at_least + more[row]
            lower[row, group.quarters] = at_most + less[row]


def _counted(sums: Floats, observed: Floats) -> tuple[Whole, Whole]:
    """Count the sums that are at least, and at most, each of those observed."""
    if len(observed) <= FEW:
        upper = [np.count_nonzero(sums >= own - SAME) for own in observed.tolist()]
        lower = [np.count_nonzero(sums <= own + SAME) for own in observed.tolist()]
        return np.array(upper), np.array(lower)
    table = np.sort(sums)
    at = np.searchsorted(table, observed - SAME)
    above = at.copy()
    equal = np.flatnonzero(table.take(at, mode="clip") <= observed + SAME)
    above[equal] = np.searchsorted(table, observed[equal] + SAME, "right")
    return len(table) - at, above


def _put_right(sums: Floats, observed: Floats, values: Floats, group: AlikeMany) -> tuple[Changes, Changes]:
    """Give what leaving each quarter out of its own draws adds to both counts, shape (rows, quarters)."""
    # All sums are taken relative to what was observed, so that nothing but 0 has to be compared.
    with_it = sums.take(group.draws, axis=1)
    with_it -= observed.take(group.owners, axis=1)
    without = values.take(group.instead, axis=1)
    without -= values.take(group.owners, axis=1)
    without += with_it
    more = (without >= -SAME).view(np.int8) - (with_it >= -SAME).view(np.int8)
    less = (without <= SAME).view(np.int8) - (with_it <= SAME).view(np.int8)
    return per_quarter(more, group.begins), per_quarter(less, group.begins)


def per_quarter(changes: NDArray[np.int8], begins: Whole) -> Changes:
    """Sum up the changes of each quarter, shape (..., quarters); quarters that were never drawn have none."""
    total = np.zeros((*changes.shape[:-1], changes.shape[-1] + 1), dtype=np.int32)
    np.cumsum(changes, axis=-1, out=total[..., 1:])
    return total[..., begins[1:]] - total[..., begins[:-1]]
