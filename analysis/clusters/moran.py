"""Global Moran's I: whether like lies with like in the city as a whole."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.clusters.getis_ord import two_sided_normal
from analysis.clusters.permutations import SEED
from analysis.clusters.usable import differ, numbers_of, standardised
from analysis.weights import SpatialWeights

Floats = NDArray[np.float64]
SAME = 1e-12  # the same sum in another order may differ in its last digits
AT_ONCE = 2**15  # products at a time: they stay in the processor's cache
STREWN = 2**22  # rearranged values held in memory at a time


@dataclass(frozen=True)
class Moran:
    """Global Moran's I and what chance would give.

    Attributes
    ----------
    statistic : float
        I; above ``expected`` where like lies with like. NaN, as all that follows from it, where nothing can be told:
        fewer than four usable quarters, all values alike, or no neighbours.
    expected : float
        -1 / (n - 1).
    variance_norm, variance_rand : float
        Of I if values are strewn at random: drawn from a normal distribution; these very values rearranged.
    z_norm, z_rand, p_norm, p_rand : float
        Standardised, and two-sided by the normal approximation.
    p : float
        Pseudo p-value ``(r + 1) / (P + 1)``, r being the smaller tail of the permutations, as esda gives it.
    n, isolates : int
        Usable quarters, and those of them without usable neighbours.
    left_out : tuple of int
        Positions of quarters without a number.
    mean_neighbours : float
    permutations, seed : int
    """

    statistic: float
    expected: float
    variance_norm: float
    variance_rand: float
    z_norm: float
    z_rand: float
    p_norm: float
    p_rand: float
    p: float
    n: int
    isolates: int
    left_out: tuple[int, ...]
    mean_neighbours: float
    permutations: int
    seed: int


def moran(values: ArrayLike, weights: SpatialWeights, permutations: int = 999, seed: int = SEED) -> Moran:
    """Measure how much neighbours resemble each other: 0 and a little less by chance, 1 at most, roughly.

    Parameters
    ----------
    values : array of float, shape (n,)
        Rates or an index, not counts. NaN where not usable: such quarters are left out of values and neighbours.
    weights : SpatialWeights
        Of all n quarters.
    permutations : int
        Of all values among all quarters; with 0 there is no pseudo p-value.
    seed : int
        Not negative.

    Returns
    -------
    Moran

    Raises
    ------
    ValueError
        If there are not n values, one is infinite, or the number of permutations is negative.

    Notes
    -----
    ``I = (n / S0) Σ_ij w_ij z_i z_j / Σ z_i²``, rows of the weights summing to 1, n counting isolates; moments by
    Cliff and Ord [1]_.

    References
    ----------
    .. [1] Cliff, A. D. and Ord, J. K. (1981). Spatial Processes. Pion.

    Examples
    --------
    >>> import shapely
    >>> from analysis.weights import rook
    >>> row = rook(shapely.box(range(6), 0, range(1, 7), 1))
    >>> found = moran([1, 2, 3, 4, 5, 6], row)
    >>> round(found.statistic, 4), found.expected
    (0.7143, -0.2)
    """
    if permutations < 0:
        raise ValueError(f"the number of permutations must not be negative, got {permutations}")
    numbers, there = numbers_of(values, weights.n)
    usable, own = numbers[there], weights.among(there)
    n, links = len(usable), len(own.indices)
    known = n > 3 and links > 0 and differ(usable)
    z = standardised(usable) if known else np.full(n, np.nan)
    ends, factors = _pairs(own)
    linked = n - len(own.isolates)
    statistic = float(_sums(z[:, None], ends, factors)[0] / linked) if known else np.nan
    expected = -1 / (n - 1) if n > 1 else np.nan
    norm, rand = _variances(own, z) if known else (np.nan, np.nan)
    z_norm, z_rand = (_z(statistic - expected, variance) for variance in (norm, rand))
    p_norm, p_rand = two_sided_normal([z_norm, z_rand]).tolist()
    p = _pseudo_p(z, statistic * linked, ends, factors, permutations, seed) if known and permutations else np.nan
    return Moran(
        statistic=statistic,
        expected=expected,
        variance_norm=norm,
        variance_rand=rand,
        z_norm=z_norm,
        z_rand=z_rand,
        p_norm=p_norm,
        p_rand=p_rand,
        p=p,
        n=n,
        isolates=len(own.isolates),
        left_out=tuple(np.flatnonzero(~there).tolist()),
        mean_neighbours=links / n if n else np.nan,
        permutations=permutations,
        seed=seed,
    )


def _z(away: float, variance: float) -> float:
    """Standardise; NaN where I cannot vary, as where everybody neighbours everybody."""
    return away / float(np.sqrt(variance)) if variance > 0 else float("nan")


def _pairs(weights: SpatialWeights) -> tuple[NDArray[np.int64], Floats]:
    """Give each pair of neighbours once, shape (2, m), with what its product counts: both of its weights."""
    rows, indices, n = weights.rows, weights.indices, max(weights.n, 1)
    keys, at = np.unique(np.minimum(rows, indices) * n + np.maximum(rows, indices), return_inverse=True)
    factors = np.bincount(at, 1 / weights.counts[rows], minlength=len(keys))
    return np.stack(np.divmod(keys, n)), factors.astype(np.float64)


def _sums(z: Floats, ends: NDArray[np.int64], factors: Floats) -> Floats:
    """Give Σ w_ij z_i z_j of each column of values, shape (n, P): pair by pair for all columns side by side."""
    total = np.zeros(z.shape[1])
    size = max(1, AT_ONCE // z.shape[1])
    for start in range(0, len(factors), size):
        some = slice(start, start + size)
        products = z[ends[0, some]]
        products *= z[ends[1, some]]
        total += factors[some] @ products
    return total


def _variances(weights: SpatialWeights, z: Floats) -> tuple[float, float]:
    n, counts = len(z), weights.counts
    rows, indices = weights.rows, weights.indices
    each = 1 / counts[rows]
    keys = rows * n + indices
    back = np.minimum(np.searchsorted(keys, indices * n + rows), len(keys) - 1)
    both = np.where(keys[back] == indices * n + rows, each[back], 0.0)
    s0 = each.sum()
    s1 = float((each * (each + both)).sum())
    s2 = float((((counts > 0) + np.bincount(indices, each, minlength=n)) ** 2).sum())
    expected = -1 / (n - 1)
    norm = (n * n * s1 - n * s2 + 3 * s0**2) / ((n * n - 1) * s0**2) - expected**2
    kurtosis = float((z**4).mean() / (z**2).mean() ** 2)
    free = n * ((n * n - 3 * n + 3) * s1 - n * s2 + 3 * s0**2)
    bound = kurtosis * ((n * n - n) * s1 - 2 * n * s2 + 6 * s0**2)
    rand = (free - bound) / ((n - 1) * (n - 2) * (n - 3) * s0**2) - expected**2
    return float(norm), float(rand)


def _pseudo_p(
    z: Floats, observed: float, ends: NDArray[np.int64], factors: Floats, permutations: int, seed: int
) -> float:
    rng = np.random.default_rng(seed)
    upper = lower = 0
    size = max(1, STREWN // len(z))
    for start in range(0, permutations, size):
        strewn = rng.permuted(np.broadcast_to(z, (min(size, permutations - start), len(z))), axis=1)
        sums = _sums(np.ascontiguousarray(strewn.T), ends, factors)
        upper += int(np.count_nonzero(sums >= observed - SAME * len(z)))
        lower += int(np.count_nonzero(sums <= observed + SAME * len(z)))
    return (min(upper, lower) + 1) / (permutations + 1)
