"""How often a random neighbourhood has as much, or as little, as the real one."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.clusters.permutations import PermutationPlan
from analysis.clusters.places import SAME, counted

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
AT_ONCE, SUMS = 2**15, 2**17  # looked at together, and kept at a time: they stay in the processor's cache
SHORT = 4  # draws a quarter, on average: below, their gains are told apart in one running sum


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

    def means(self, plan: PermutationPlan) -> Floats:
        """Give what was observed per neighbour; NaN for isolates."""
        counts = plan.weights.counts
        if len(plan.order) < len(counts):
            return self.observed / np.where(counts > 0, counts, np.nan)
        return self.observed / counts

    def pseudo_p(self, plan: PermutationPlan) -> Floats:
        """Give ``(r + 1) / (P + 1)``, r being the smaller tail; NaN for isolates."""
        counts = plan.weights.counts
        p = (np.minimum(self.upper, self.lower) + 1) / (plan.permutations + 1)
        if len(plan.order) < len(counts):
            p[..., counts == 0] = np.nan
        return np.asarray(p)


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
    once and each quarter finds its place by halving, before they make room for the sums of more neighbours. What is
    wrong with that - a quarter may itself be in the draw - is put right draw by draw: the sum with itself is taken
    from the count and the sum with the next quarter of the draw put in.
    """
    rows = np.atleast_2d(values)
    upper, lower, observed = np.zeros(rows.shape, np.int64), np.zeros(rows.shape, np.int64), np.zeros(rows.shape)
    size = max(1, AT_ONCE // plan.permutations)
    for start in range(0, len(rows), size):
        some = slice(start, start + size)
        _add_neighbours(observed[some], rows[some], plan)
        _count(rows[some], plan, observed[some], upper[some], lower[some])
    return Tails(upper.reshape(values.shape), lower.reshape(values.shape), observed.reshape(values.shape))


def _count(values: Floats, plan: PermutationPlan, observed: Floats, upper: Whole, lower: Whole) -> None:
    """Fill in both counts, shape (rows, n)."""
    wanted = observed.take(plan.order, axis=1)
    more, less = (np.zeros(wanted.shape, dtype=np.int64) for _ in range(2))
    for first, sums in _sums_by_places(values, plan):
        groups = [group for group in plan.alike if first < group.neighbours <= first + sums.shape[1]]
        if groups:
            inside = slice(groups[0].inside.start, groups[-1].inside.stop)
            more[:, inside], less[:, inside] = _put_right(sums, first, wanted[:, inside], values, plan, inside)
            sizes = np.diff([group.inside.stop for group in groups], prepend=inside.start)
            for row, tables in enumerate(_tables(sums, [group.neighbours - 1 - first for group in groups])):
                at_least, at_most = counted(tables, wanted[row, inside], sizes)
                more[row, inside] += at_least
                less[row, inside] += at_most
    upper[:, plan.order], lower[:, plan.order] = more, less


def _tables(sums: Floats, places: list[int]) -> Floats:
    """Take some places out of the sums, shape (rows, places, permutations); without copying where they follow on."""
    if places[-1] - places[0] == len(places) - 1:
        return sums[:, places[0] : places[-1] + 1]
    return sums[:, places]


def _add_neighbours(sums: Floats, values: Floats, plan: PermutationPlan) -> None:
    """Add up what the neighbours have, shape (rows, n): first with first, second with second neighbours."""
    for group in plan.alike:
        sums[:, plan.order[group.inside]] = values.take(group.others, axis=1).sum(axis=1)


def running_sums(values: Floats, plan: PermutationPlan) -> Floats:
    """Add up the values of the first one, two ... of every draw, shape (rows, K - 1, permutations)."""
    sums = values.take(plan.ids[:-1], axis=1)
    for place in range(1, sums.shape[1]):
        sums[:, place] += sums[:, place - 1]
    return sums


def _sums_by_places(values: Floats, plan: PermutationPlan) -> Iterator[tuple[int, Floats]]:
    """Give :func:`running_sums` of a few places at a time and the first of these; each takes the memory of the last."""
    ids = plan.ids[:-1]
    size = max(1, SUMS // (len(values) * plan.permutations))
    if len(ids) <= size:
        yield 0, running_sums(values, plan)
        return
    memory = np.zeros((len(values), min(size, len(ids)), plan.permutations))
    for first in range(0, len(ids), size):
        some = ids[first : first + size]
        for place, drawn in enumerate(some):
            # The place before the first is the last of the memory: full, or still zero.
            np.add(memory[:, place - 1], values.take(drawn, axis=1), out=memory[:, place])
        yield first, memory[:, : len(some)]


def _put_right(
    sums: Floats, first: int, observed: Floats, values: Floats, plan: PermutationPlan, inside: slice
) -> tuple[Whole, Whole]:
    """Give what leaving each of some quarters out of its own draws adds to both counts, shape (rows, quarters)."""
    flat, own = sums.reshape(len(sums), -1), values.take(plan.order[inside], axis=1)
    more, less = np.empty(own.shape, dtype=np.int64), np.empty(own.shape, dtype=np.int64)
    for quarters, draws in plan.parts(max(1, AT_ONCE // len(sums)), inside):
        met, here = plan.met[quarters], slice(quarters.start - inside.start, quarters.stop - inside.start)
        # All sums are taken relative to what was observed, so that nothing but 0 has to be compared.
        with_it = flat.take(plan.cells[draws] - first * plan.permutations, axis=1)
        with_it -= observed[:, here].repeat(met, axis=1)
        without = values.take(plan.instead[draws], axis=1)
        without -= own[:, here].repeat(met, axis=1)
        without += with_it
        more[:, here], less[:, here] = changes(with_it, without, met)
    return more, less


def changes(with_it: Floats, without: Floats, met: Whole) -> tuple[Whole, Whole]:
    """Give what both counts gain when draws are counted without instead of with the quarter, observed taken off.

    Parameters
    ----------
    with_it, without : float64, shape (..., m)
        Draw by draw, those of a quarter beside each other.
    met : int64, shape (q,)
        How many belong to each quarter.

    Returns
    -------
    more, less : int64, shape (..., q)
    """
    before, after = with_it >= -SAME, without >= -SAME
    more = _gained(before, after, met)
    # All that is greater is also at least as great: where both are as many, nothing equals what was observed.
    equal = np.count_nonzero(before), np.count_nonzero(after)
    before, after = with_it > SAME, without > SAME
    less = more if equal == (np.count_nonzero(before), np.count_nonzero(after)) else _gained(before, after, met)
    return more, -less


def _gained(before: NDArray[np.bool_], after: NDArray[np.bool_], met: Whole) -> Whole:
    """Count, quarter by quarter, how many more are true afterwards."""
    moved, ends = after.view(np.int8) - before.view(np.int8), met.cumsum()
    if moved.shape[-1] < SHORT * len(met):
        running = np.zeros((*moved.shape[:-1], moved.shape[-1] + 1), dtype=np.int64)
        np.cumsum(moved, axis=-1, out=running[..., 1:])
        return np.diff(running.take(ends, axis=-1), axis=-1, prepend=0)
    gained = np.zeros((*before.shape[:-1], len(met)), dtype=np.int64)
    some = met > 0
    if before.size:
        width = np.int16 if met.max() <= np.iinfo(np.int16).max else np.int64
        gained[..., some] = np.add.reduceat(moved, (ends - met)[some], axis=-1, dtype=width)
    return gained
