"""Local Moran's I (LISA): quarters that lie among their like, and quarters that stand out from their neighbours."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.clusters.permutations import PermutationPlan
from analysis.clusters.significance import LocalTest
from analysis.clusters.tails import tails
from analysis.clusters.usable import Marks, by_pattern, differ, numbers_of, standardised

QUADRANTS = ("", "High-High", "Low-High", "Low-Low", "High-Low")
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False, repr=False)
class LocalMoran(LocalTest):
    """Local Moran's I of every quarter, and the Moran scatter plot.

    Attributes
    ----------
    p, left_out, permutations, seed
        As in :class:`LocalTest`.
    statistic : float64, shape (n,); (m, n) for many columns
        I_i; positive among like, negative among unlike neighbours. NaN for quarters without number or neighbours.
    z, lag : float64, same shape
        The quarter's value and the mean of its neighbours' values, both in standard deviations from the mean of the
        usable quarters: the two axes of the Moran scatter plot.
    quadrant : int8, same shape
        Position in ``QUADRANTS``: 1 High-High, 2 Low-High, 3 Low-Low, 4 High-Low (quarter - neighbours), the numbers
        of PySAL; 0 where nothing could be told. High is above the mean of the usable quarters.
    """

    statistic: Floats
    z: Floats
    lag: Floats
    quadrant: NDArray[np.int8]

    def clusters(self, alpha: float = 0.05, controlled: bool = True) -> NDArray[np.int8]:
        """Give the quadrant where it is more than chance, else 0; parameters as in :meth:`significant`."""
        return np.where(self.significant(alpha, controlled), self.quadrant, 0).astype(np.int8)

    def __repr__(self) -> str:
        found = np.bincount(self.clusters().ravel(), minlength=5)[1:].tolist()
        counts = ", ".join(f"{number} {name}" for number, name in zip(found, QUADRANTS[1:], strict=True))
        return f"local Moran's I of {self.p.shape[-1]} quarters: {counts} at 0.05, controlled"


def local_moran(values: ArrayLike, plan: PermutationPlan) -> LocalMoran:
    """Compare every quarter with its neighbours.

    Parameters
    ----------
    values : array of float, shape (n,)
        Rates or an index, not counts. NaN where not usable: such quarters are left out of values *and* neighbours.
    plan : PermutationPlan
        Of the weights of all n quarters, from :func:`permutation_plan`.

    Returns
    -------
    LocalMoran
        All missing where fewer than three quarters are usable, or all have the same value.

    Raises
    ------
    ValueError
        If there are not n values or one is infinite; names the positions.

    Notes
    -----
    ``I_i = (n - 1) z_i Σ_j w_ij z_j / Σ z²``, rows of the weights summing to 1 [1]_; n counts isolates. The pseudo
    p-value rests on conditional permutations. Draws equal to what was observed count in both tails; esda counts
    them in the upper only, and thereby calls a quarter with 0 among zeros remarkable in a city full of zeros.

    References
    ----------
    .. [1] Anselin, L. (1995). Local indicators of spatial association - LISA. Geographical Analysis 27, 93-115.

    Examples
    --------
    >>> import shapely
    >>> from analysis.clusters.permutations import permutation_plan
    >>> from analysis.weights import rook
    >>> row = rook(shapely.box(range(12), 0, range(1, 13), 1))
    >>> found = local_moran([9, 9, 9, 9, 9, 9, 1, 1, 1, 1, 1, 1], permutation_plan(row, 999))
    >>> found.statistic[:6].round(2).tolist(), found.quadrant.tolist()
    ([0.92, 0.92, 0.92, 0.92, 0.92, 0.0], [1, 1, 1, 1, 1, 4, 3, 3, 3, 3, 3, 3])
    """
    numbers = np.asarray(values, dtype=np.float64)
    if numbers.ndim != 1:
        raise ValueError(f"one column of values is needed, got shape {numbers.shape}")
    many = local_moran_many(numbers[None], plan)
    return LocalMoran(
        many.p[0],
        many.left_out[0],
        many.permutations,
        many.seed,
        many.statistic[0],
        many.z[0],
        many.lag[0],
        many.quadrant[0],
    )


def local_moran_many(values: ArrayLike, plan: PermutationPlan) -> LocalMoran:
    """Compare every quarter with its neighbours for many indicators and years at once.

    Parameters, missing values and errors as in :func:`local_moran`, but values have the shape (m, n): one row for each
    indicator and year. Columns in which other quarters are missing need a plan of their own, which takes longer.

    Returns
    -------
    LocalMoran
        Whose arrays have the shape (m, n).
    """
    numbers, there = numbers_of(values, plan.weights.n)
    if numbers.ndim != 2:
        raise ValueError(f"rows of values are needed, got shape {numbers.shape}")
    if there.all() and all(differ(column) for column in numbers):
        z, lag, p = _scored(numbers, plan)
    else:
        z, lag, p = _scored_in_parts(numbers, there, plan)
    size = there.sum(axis=-1, keepdims=True)
    statistic = np.divide(size - 1, size, out=np.zeros(size.shape), where=size > 0) * z
    statistic *= lag
    return LocalMoran(p, ~there, plan.permutations, plan.seed, statistic, z, lag, quadrants(z, lag))


def _scored(numbers: Floats, plan: PermutationPlan) -> tuple[Floats, Floats, Floats]:
    """Give scores, means of the neighbours and pseudo p-values of columns that are there everywhere, and differ."""
    scores = standardised(numbers)
    found = tails(scores, plan)
    return scores, found.means(plan), found.pseudo_p(plan)


def _scored_in_parts(numbers: Floats, there: Marks, plan: PermutationPlan) -> tuple[Floats, Floats, Floats]:
    """Give the same where some are missing or all alike: NaN there."""
    z, lag, p = (np.full(numbers.shape, np.nan) for _ in range(3))
    for kept, columns, own in by_pattern(there, plan):
        told = [column for column in columns if differ(numbers[column, kept])]
        places = np.ix_(np.array(told, dtype=np.int64), np.flatnonzero(kept))
        z[places], lag[places], p[places] = _scored(numbers[places], own)
    return z, lag, p


def quadrants(z: Floats, lag: Floats) -> NDArray[np.int8]:
    """Give the quadrant of the scatter plot, 0 where one of both is missing."""
    # Low-Low, Low-High, High-Low and High-High, as two digits of quarter and neighbours; then whatever is missing.
    names = np.array([3, 2, 4, 1, 0], dtype=np.int8)
    digits = 2 * (z > 0).view(np.int8) + (lag > 0)
    digits[np.isnan(z) | np.isnan(lag)] = 4
    return names[digits]
