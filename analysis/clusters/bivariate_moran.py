"""Global bivariate Moran's I: whether quarters high in one thing lie among quarters high in another."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from analysis.clusters.permutations import SEED
from analysis.clusters.usable import differ, numbers_of, standardised
from analysis.weights import SpatialWeights

SAME = 1e-12  # the same sum in another order may differ in its last digits
STREWN = 2**22  # rearranged values held in memory at a time


@dataclass(frozen=True)
class BivariateMoran:
    """Global bivariate Moran's I and what chance would give.

    Attributes
    ----------
    statistic : float
        I_xy. NaN, as all that follows from it, where nothing can be told: fewer than four usable quarters, all values
        alike, or no neighbours.
    z : float
        Standardised by mean and SD of the permutations.
    p : float
        Pseudo p-value ``(r + 1) / (P + 1)``, r being the smaller tail of the permutations.
    n, isolates : int
        Usable quarters, and those of them without usable neighbours.
    permutations, seed : int
    """

    statistic: float
    z: float
    p: float
    n: int
    isolates: int
    permutations: int
    seed: int


def bivariate_moran(
    values: ArrayLike, others: ArrayLike, weights: SpatialWeights, permutations: int = 999, seed: int = SEED
) -> BivariateMoran:
    """Measure how much the neighbours' second value goes along with the quarter's first.

    Parameters
    ----------
    values, others : arrays of float, shape (n,)
        The quarter's own value, and the one that is looked at in its neighbours. A quarter without one of them is left
        out of values and neighbours.
    weights : SpatialWeights
        Of all n quarters.
    permutations : int
        Of the others among all quarters, at least 1.
    seed : int
        Not negative.

    Returns
    -------
    BivariateMoran

    Raises
    ------
    ValueError
        If there are not n values, one is infinite, or there are no permutations.

    Notes
    -----
    ``I = Σ_i x_i Σ_j w_ij y_j / Σ x²`` with standardised x and y, rows of the weights summing to 1 [1]_: the slope of
    the line in the scatter plot. The sum is that of ``y_j`` times what j's neighbours bring in, so that a permutation
    of y costs one product.

    References
    ----------
    .. [1] Anselin, L., Syabri, I. and Smirnov, O. (2002). Visualizing multivariate spatial correlation with
       dynamically linked windows. CSISS workshop, Santa Barbara.

    Examples
    --------
    >>> import shapely
    >>> from analysis.weights import rook
    >>> row = rook(shapely.box(range(6), 0, range(1, 7), 1))
    >>> round(bivariate_moran([1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6], row).statistic, 4)
    0.7143
    """
    if permutations < 1:
        raise ValueError(f"at least 1 permutation is needed, got {permutations}")
    first, there = numbers_of(values, weights.n)
    second, there_too = numbers_of(others, weights.n)
    kept = there & there_too
    own, beside, among = first[kept], second[kept], weights.among(kept)
    n, isolates = len(own), len(among.isolates)
    if n < 4 or isolates == n or not (differ(own) and differ(beside)):
        return BivariateMoran(np.nan, np.nan, np.nan, n, isolates, permutations, seed)
    x, y = standardised(own), standardised(beside)
    each = np.divide(x, among.counts, out=np.zeros(n), where=among.counts > 0)
    brought = np.bincount(among.indices, each[among.rows], minlength=n) / (n - isolates)
    observed = float(brought @ y)
    drawn = _strewn(y, brought, permutations, seed)
    upper, lower = (drawn >= observed - SAME).sum(), (drawn <= observed + SAME).sum()
    spread = float(drawn.std())
    z = (observed - float(drawn.mean())) / spread if spread > 0 else np.nan
    p = (int(min(upper, lower)) + 1) / (permutations + 1)
    return BivariateMoran(observed, z, p, n, isolates, permutations, seed)


def _strewn(y: np.ndarray, brought: np.ndarray, permutations: int, seed: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    size = max(1, STREWN // len(y))
    parts = []
    for start in range(0, permutations, size):
        rows = np.broadcast_to(y, (min(size, permutations - start), len(y)))
        parts.append(rng.permuted(rows, axis=1) @ brought)
    return np.concatenate(parts)
