"""Local Geary's c: quarters that resemble their neighbours one by one, or differ from them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.clusters.permutations import PermutationPlan
from analysis.clusters.places import SAME
from analysis.clusters.significance import LocalTest
from analysis.clusters.tails import Tails, changes, running_sums
from analysis.clusters.usable import Floats, differ, numbers_of, placed, standardised

Whole = NDArray[np.int64]
LIKENESS = ("", "High-High", "Low-Low", "alike", "unlike")
AT_ONCE = 2**17  # draws times quarters compared at a time: they stay in the processor's cache


@dataclass(frozen=True, eq=False, repr=False)
class LocalGeary(LocalTest):
    """Local Geary's c of every quarter.

    Attributes
    ----------
    p, left_out, permutations, seed
        As in :class:`LocalTest`.
    statistic : float64, shape (n,)
        c_i, 0 or more: mean squared difference to the neighbours, in variances. NaN for quarters without number or
        neighbours.
    likeness : int8, shape (n,)
        Position in ``LIKENESS``. Differences smaller than by chance: 1 High-High, 2 Low-Low, 3 alike, but on both
        sides of the mean; larger than by chance: 4 unlike. 0 where nothing could be told.
    """

    statistic: Floats
    likeness: NDArray[np.int8]

    def clusters(self, alpha: float = 0.05, controlled: bool = True) -> NDArray[np.int8]:
        """Give the likeness where it is more than chance, else 0; parameters as in :meth:`significant`."""
        return np.where(self.significant(alpha, controlled), self.likeness, 0).astype(np.int8)

    def __repr__(self) -> str:
        found = np.bincount(self.clusters(), minlength=5)[1:].tolist()
        counts = ", ".join(f"{number} {name}" for number, name in zip(found, LIKENESS[1:], strict=True))
        return f"local Geary's c of {len(self.p)} quarters: {counts} at 0.05, controlled"


def local_geary(values: ArrayLike, plan: PermutationPlan) -> LocalGeary:
    """Compare every quarter with each of its neighbours.

    Parameters
    ----------
    values : array of float, shape (n,)
        Rates or an index, not counts. NaN where not usable: such quarters are left out of values and neighbours.
    plan : PermutationPlan
        Of the weights of all n quarters.

    Returns
    -------
    LocalGeary
        All missing where fewer than three quarters are usable, or all have the same value.

    Raises
    ------
    ValueError
        If there are not n values or one is infinite; names the positions.

    Notes
    -----
    ``c_i = Σ_j w_ij (z_i - z_j)²``, rows of the weights summing to 1 [1]_. Unlike local Moran's I it sees a quarter of
    middling value among middling ones. The draws' sums of z and of z² give every c; no table can be shared here
    between quarters, since each has its own z_i.

    References
    ----------
    .. [1] Anselin, L. (2019). A local indicator of multivariate spatial association: extending Geary's c.
       Geographical Analysis 51, 133-150.

    Examples
    --------
    >>> import shapely
    >>> from analysis.clusters.permutations import permutation_plan
    >>> from analysis.weights import rook
    >>> row = permutation_plan(rook(shapely.box(range(4), 0, range(1, 5), 1)), 99)
    >>> local_geary([1, 1, 3, 3], row).statistic.tolist()
    [0.0, 2.0, 2.0, 0.0]
    """
    numbers, there = numbers_of(values, plan.weights.n)
    usable, part = numbers[there], plan.among(there)
    statistic, p = np.full(len(usable), np.nan), np.full(len(usable), np.nan)
    likeness = np.zeros(len(usable), dtype=np.int8)
    if differ(usable):
        z = standardised(usable)
        sums = _differences(z, part)
        statistic = np.divide(sums, part.weights.counts, out=statistic, where=part.weights.counts > 0)
        found = _tails(z, sums, part)
        p, likeness = found.pseudo_p(part), _likeness(z, part.weights.lag(z), found)
    return LocalGeary(
        placed(p, there),
        ~there,
        plan.permutations,
        plan.seed,
        placed(statistic, there),
        placed(likeness, there, 0).astype(np.int8),
    )


def _differences(z: Floats, plan: PermutationPlan) -> Floats:
    weights = plan.weights
    apart = (z[weights.rows] - z[weights.indices]) ** 2
    return np.bincount(weights.rows, apart, minlength=weights.n).astype(np.float64)


def _likeness(z: Floats, lag: Floats, found: Tails) -> NDArray[np.int8]:
    both_high, both_low = (z > 0) & (lag > 0), (z < 0) & (lag < 0)
    kinds = np.where(found.lower > found.upper, 4, np.select([both_high, both_low], [1, 2], 3))
    return np.where(np.isnan(lag), 0, kinds).astype(np.int8)


def _tails(z: Floats, observed: Floats, plan: PermutationPlan) -> Tails:
    upper, lower = np.zeros(len(z), dtype=np.int64), np.zeros(len(z), dtype=np.int64)
    sums, squares = running_sums(z[None], plan)[0], running_sums(z[None] ** 2, plan)[0]
    # (z_i - z_j)² summed up is k z_i² - 2 z_i Σ z_j + Σ z_j²; the first part does not depend on the draw.
    least = observed - plan.weights.counts * z**2
    size = max(1, AT_ONCE // plan.permutations)
    for group in plan.alike:
        quarters, row = plan.order[group.inside], group.neighbours - 1
        for start in range(0, len(quarters), size):
            some = quarters[start : start + size]
            upper[some], lower[some] = _compared(sums[row], squares[row], z[some], least[some])
    # In place of no difference to itself there is that to the next of the draw.
    own = plan.of_owners(z)
    with_it = squares.ravel()[plan.cells] - 2 * own * sums.ravel()[plan.cells] - plan.of_owners(least)
    more, less = changes(with_it, with_it + (own - z[plan.instead]) ** 2, plan.met)
    upper[plan.order] += more
    lower[plan.order] += less
    return Tails(upper, lower, observed)


def _compared(sums: Floats, squares: Floats, own: Floats, least: Floats) -> tuple[Whole, Whole]:
    drawn = np.multiply.outer(-2 * own, sums)
    drawn += squares
    at_least, at_most = drawn >= (least - SAME)[:, None], drawn <= (least + SAME)[:, None]
    return np.count_nonzero(at_least, axis=1), np.count_nonzero(at_most, axis=1)
