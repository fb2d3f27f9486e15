"""How often a random neighbourhood has as much, or as little, as the real one."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.clusters.permutations import AlikeMany, PermutationPlan

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
# Sums of the same numbers in another order may differ in their last digits; standardised values are of the order of 1.
SAME = 1e-10
FEW = 12  # so many quarters are compared one by one with all draws before sorting these is cheaper


@dataclass(frozen=True, eq=False)
class Tails:
    """Draws on either side of what was observed; equal ones are on both.

    Attributes
    ----------
    upper, lower : int64, shape (n,)
        Number of draws with at least, with at most, the sum of the quarter's neighbours. Meaningless for isolates.
    """

    upper: Whole
    lower: Whole

    def pseudo_p(self, plan: PermutationPlan) -> Floats:
        """Give ``(r + 1) / (P + 1)``, r being the smaller tail; NaN for isolates."""
        p = (np.minimum(self.upper, self.lower) + 1) / (plan.permutations + 1)
        return np.where(plan.weights.counts > 0, p, np.nan)


def tails(values: Floats, plan: PermutationPlan) -> Tails:
    """Compare the sum of each quarter's neighbours with the same number of quarters drawn at random.

    Parameters
    ----------
    values : float64, shape (n,)
        Standardised, none missing.
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
    observed = plan.weights.sums(values)
    upper, lower = np.zeros(len(values), dtype=np.int64), np.zeros(len(values), dtype=np.int64)
    sums, added = np.zeros(plan.permutations), 0
    for group in plan.alike:
        while added < group.neighbours:
            sums += values[plan.ids[added]]
            added += 1
        quarters = group.quarters
        upper[quarters], lower[quarters] = _counted(sums, observed[quarters])
        more, less = _put_right(sums, observed[quarters], values, group)
        upper[quarters] += more
        lower[quarters] += less
    return Tails(upper, lower)


def _counted(sums: Floats, observed: Floats) -> tuple[Whole, Whole]:
    if len(observed) <= FEW:
        upper = [np.count_nonzero(sums >= own - SAME) for own in observed.tolist()]
        lower = [np.count_nonzero(sums <= own + SAME) for own in observed.tolist()]
        return np.array(upper), np.array(lower)
    table = np.sort(sums)
    upper_at, lower_at = np.searchsorted(table, observed - SAME), np.searchsorted(table, observed + SAME, "right")
    return len(table) - upper_at, lower_at


def _put_right(sums: Floats, observed: Floats, values: Floats, group: AlikeMany) -> tuple[Whole, Whole]:
    """Give what leaving each quarter out of its own draws adds to both counts."""
    times = np.diff(group.begins)
    # All sums are taken relative to what was observed, so that nothing but 0 has to be compared.
    with_it = sums[group.draws]
    with_it -= np.repeat(observed, times)
    without = values[group.instead]
    without -= np.repeat(values[group.quarters], times)
    without += with_it
    more = (without >= -SAME).view(np.int8) - (with_it >= -SAME).view(np.int8)
    less = (without <= SAME).view(np.int8) - (with_it <= SAME).view(np.int8)
    return per_quarter(more, group.begins), per_quarter(less, group.begins)


def per_quarter(changes: NDArray[np.int8], begins: Whole) -> Whole:
    """Sum up the changes of each quarter; quarters that were never drawn have none."""
    total = np.append(0, np.cumsum(changes, dtype=np.int64))
    return total[begins[1:]] - total[begins[:-1]]
