"""Local join count: where quarters that have something rare lie side by side."""

from dataclasses import dataclass
from math import comb

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.clusters.false_discovery import MAPPED, false_discovery
from analysis.clusters.usable import numbers_of, placed
from analysis.weights import SpatialWeights

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class LocalJoinCount:
    """Joins of every quarter.

    Attributes
    ----------
    joins : float64, shape (n,)
        Neighbours that have it too; 0 for quarters that do not have it themselves, NaN where that is not known.
    p : float64, shape (n,)
        Chance of at least so many if those that have it were strewn at random; 1 where no neighbour has it. NaN for
        quarters that do not have it, for isolates, and where it is not known.
    having, n : int
        How many quarters have it, of how many known.
    left_out : bool, shape (n,)
        Quarters of which it is not known.
    """

    joins: Floats
    p: Floats
    having: int
    n: int
    left_out: NDArray[np.bool_]

    def __post_init__(self) -> None:
        for array in (self.joins, self.p, self.left_out):
            array.setflags(write=False)

    def significant(self, alpha: float = 0.05, controlled: bool = True) -> NDArray[np.bool_]:
        """Tell which quarters lie among their like by more than chance; as in :meth:`LocalTest.significant`.

        The p-value has one side: only many joins are of interest.
        """
        return false_discovery(self.p, alpha, MAPPED).significant if controlled else self.p <= alpha

    def __repr__(self) -> str:
        return f"{self.having} of {self.n} quarters, {self.significant().sum()} among their like at 0.05, controlled"


def local_join_count(values: ArrayLike, weights: SpatialWeights) -> LocalJoinCount:
    """Count for every quarter that has something the neighbours that have it too.

    Parameters
    ----------
    values : array of 0, 1 or bool, shape (n,)
        Whether the quarter has it: a group lives there, a school is missing. NaN where not known: such quarters are
        left out of values and neighbours.
    weights : SpatialWeights
        Of all n quarters.

    Returns
    -------
    LocalJoinCount

    Raises
    ------
    ValueError
        If a value is neither 0 nor 1; names the positions.

    Notes
    -----
    ``BB_i = x_i Σ_j w_ij x_j`` with weights of 1 [1]_. Under conditional permutation the number of neighbours that have
    it is hypergeometric: drawn are k of the n - 1 other quarters, of which A - 1 have it. The p-value is therefore
    exact, what a pseudo p-value comes near to with ever more permutations, and needs no seed.

    References
    ----------
    .. [1] Anselin, L. and Li, X. (2019). Operational local join count statistics for cluster detection. Journal of
       Geographical Systems 21, 189-210.

    Examples
    --------
    >>> import shapely
    >>> from analysis.weights import rook
    >>> row = rook(shapely.box(range(5), 0, range(1, 6), 1))
    >>> found = local_join_count([1, 1, 0, 0, 0], row)
    >>> found.joins.tolist(), found.p.tolist()
    ([1.0, 1.0, 0.0, 0.0, 0.0], [0.25, 0.5, nan, nan, nan])
    """
    numbers, there = numbers_of(values, weights.n)
    odd = np.flatnonzero(there & (numbers != 0) & (numbers != 1))
    if len(odd):
        raise ValueError(f"values must be 0 or 1; they are not at positions {odd[:5].tolist()}")
    has, own = numbers[there], weights.among(there)
    joins, counts = has * own.sums(has), own.counts
    tested = (has == 1) & (counts > 0)
    p = np.full(len(has), np.nan)
    having = int(has.sum())
    p[tested] = _at_least(joins[tested].astype(int), counts[tested], having - 1, len(has) - 1)
    return LocalJoinCount(placed(joins, there), placed(p, there), having, len(has), ~there)


def _at_least(joins: NDArray[np.int64], counts: NDArray[np.int64], having: int, n: int) -> Floats:
    """Chance of at least so many joins, in whole numbers up to the last division; equal cases once."""
    cases, at = np.unique(np.stack([joins, counts]), axis=1, return_inverse=True)
    chances = [
        sum(comb(having, found) * comb(n - having, k - found) for found in range(least, min(k, having) + 1))
        / comb(n, k)
        for least, k in cases.T.tolist()
    ]
    return np.array(chances, dtype=np.float64)[at.ravel()]
