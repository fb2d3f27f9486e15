"""Getis and Ord's Gi and Gi*: where high values, or low ones, gather."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.clusters.permutations import PermutationPlan
from analysis.clusters.significance import LocalTest
from analysis.clusters.tails import tails
from analysis.clusters.usable import Floats, differ, numbers_of, placed, standardised


@dataclass(frozen=True, eq=False, repr=False)
class GetisOrd(LocalTest):
    """Gi or Gi* of every quarter.

    Attributes
    ----------
    p, left_out, permutations, seed
        As in :class:`LocalTest`.
    statistic : float64, shape (n,)
        The neighbours' part of the sum of all values (Gi: of all others). Means something only for values that are
        never negative. NaN for quarters without number, and for isolates.
    z : float64, shape (n,)
        Standardised: above 0 where high values gather, below where low ones do.
    p_norm : float64, shape (n,)
        Two-sided, by the normal approximation of z; poor with few neighbours or skewed values.
    star : bool
        Whether the quarter itself belongs to its neighbourhood (Gi*).
    """

    statistic: Floats
    z: Floats
    p_norm: Floats
    star: bool

    def gatherings(self, alpha: float = 0.05, controlled: bool = True) -> NDArray[np.int8]:
        """Give 1 where high, -1 where low values gather by more than chance, else 0; see :meth:`significant`."""
        sign = np.sign(np.nan_to_num(self.z))
        return np.where(self.significant(alpha, controlled), sign, 0).astype(np.int8)

    def __repr__(self) -> str:
        found = self.gatherings()
        name = "Gi*" if self.star else "Gi"
        return (
            f"{name} of {len(self.z)} quarters: {(found > 0).sum()} high, {(found < 0).sum()} low at 0.05, controlled"
        )


def getis_ord(values: ArrayLike, plan: PermutationPlan, star: bool = True) -> GetisOrd:
    """Compare the sum over every quarter's neighbourhood with what chance would give.

    Parameters
    ----------
    values : array of float, shape (n,)
        Rates or an index, not counts. NaN where not usable: such quarters are left out of values and neighbours.
    plan : PermutationPlan
        Of the weights of all n quarters.
    star : bool
        Whether the quarter's own value counts too (Gi*), or only its neighbours' (Gi).

    Returns
    -------
    GetisOrd
        All missing where fewer than three quarters are usable, or all have the same value.

    Raises
    ------
    ValueError
        If there are not n values or one is infinite; names the positions.

    Notes
    -----
    ``G_i = Σ_j w_ij x_j / Σ x_j`` and ``z_i = (Σ_j w_ij x_j - k m) / (s √(k (N - k) / (N - 1)))`` with weights of 1, k
    the number of quarters in the neighbourhood, and N, m and s the number, mean and population SD of all quarters
    (Gi: of all others) [1]_. Standardising rows does not change this z; PySAL's ``transform="R"`` gives another one
    since it keeps the moments of binary weights. A conditional permutation leaves the quarter's own value where it
    is, so that the pseudo p-values of Gi, Gi* and local Moran's I are the same: they differ in what they call high.

    References
    ----------
    .. [1] Ord, J. K. and Getis, A. (1995). Local spatial autocorrelation statistics. Geographical Analysis 27,
       286-306.

    Examples
    --------
    >>> import shapely
    >>> from analysis.clusters.permutations import permutation_plan
    >>> from analysis.weights import rook
    >>> row = permutation_plan(rook(shapely.box(range(5), 0, range(1, 6), 1)), 99)
    >>> getis_ord([0, 0, 2, 4, 4], row).z.round(2).tolist()
    [-1.83, -1.83, 0.0, 1.83, 1.83]
    """
    numbers, there = numbers_of(values, plan.weights.n)
    usable, part = numbers[there], plan.among(there)
    statistic, z, p = (np.full(len(usable), np.nan) for _ in range(3))
    if differ(usable):
        statistic, z = _moments(usable, part, star)
        p = tails(standardised(usable), part).pseudo_p(part)
    return GetisOrd(
        placed(p, there),
        ~there,
        plan.permutations,
        plan.seed,
        placed(statistic, there),
        placed(z, there),
        placed(two_sided_normal(z), there),
        star,
    )


def _moments(x: Floats, plan: PermutationPlan, star: bool) -> tuple[Floats, Floats]:
    counts = plan.weights.counts
    own = 0.0 if star else 1.0
    size = len(x) - own
    k = counts + (1 - own)
    # Values are centred first: the variance of the others is a small difference of large sums otherwise.
    centred = x - x.mean()
    total, squares = centred.sum() - own * centred, (centred**2).sum() - own * centred**2
    mean = total / size
    spread = np.sqrt(np.maximum(squares / size - mean**2, 0) * k * (size - k) / (size - 1))
    around = plan.weights.sums(centred) + (1 - own) * centred - k * mean
    sums = plan.weights.sums(x) + (1 - own) * x
    with np.errstate(divide="ignore", invalid="ignore"):
        statistic, z = sums / (x.sum() - own * x), around / spread
    known = (counts > 0) & (spread > 0)
    return np.where(counts > 0, statistic, np.nan), np.where(known, z, np.nan)


def two_sided_normal(z: ArrayLike) -> Floats:
    """Give the chance of a standard normal number at least as far from 0.

    Examples
    --------
    >>> two_sided_normal([0.0, 1.959963984540054]).round(12).tolist()
    [1.0, 0.05]
    """
    from math import erfc, sqrt

    numbers = np.asarray(z, dtype=np.float64)
    return np.array([erfc(abs(number) / sqrt(2)) for number in numbers.ravel().tolist()]).reshape(numbers.shape)
