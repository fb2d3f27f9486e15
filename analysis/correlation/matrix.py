"""All pairs of many indicators, and an order in which those that go together stand together."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.correlation.fisher import fisher_range
from analysis.correlation.pairs import pearson, spearman

Numbers = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class CorrelationMatrix:
    """How closely every two of p indicators go together; all arrays but ``order`` have the shape (p, p).

    Attributes
    ----------
    r, rho : float64
        Pearson's and Spearman's coefficients; symmetrical. 1 in the diagonal; NaN where fewer than three quarters
        have both numbers, or where one indicator is the same in all of these.
    low, high : float64
        95 % range of ``r``, see :func:`analysis.correlation.fisher.fisher_range`.
    n : int
        Quarters with both numbers: each pair uses all quarters that it can, so that coefficients of different pairs
        may rest on different quarters. In the diagonal, quarters with a number.
    order : int, shape (p,)
        Positions of the indicators for display.
    """

    r: Numbers
    rho: Numbers
    low: Numbers
    high: Numbers
    n: NDArray[np.intp]
    order: NDArray[np.intp]

    def __post_init__(self) -> None:
        for array in (self.r, self.rho, self.low, self.high, self.n, self.order):
            array.setflags(write=False)

    def __repr__(self) -> str:
        pairs = self.n[np.triu_indices(len(self.n), 1)]
        fewest, most = (int(pairs.min()), int(pairs.max())) if len(pairs) else (0, 0)
        return f"CorrelationMatrix of {len(self.n)} indicators, pairs of {fewest} to {most} quarters"


def correlation_matrix(columns: ArrayLike) -> CorrelationMatrix:
    """Correlate every indicator with every other.

    Parameters
    ----------
    columns : float array, shape (n, p)
        One row per quarter, one column per indicator; NaN where a number is not usable.

    Returns
    -------
    CorrelationMatrix

    Raises
    ------
    ValueError
        If the columns are no table.

    Notes
    -----
    Pairwise complete quarters. It says nothing about persons (ecological fallacy) and nothing about causes; among
    many pairs some look close by chance alone.

    Examples
    --------
    >>> found = correlation_matrix([[1, 2, 9], [2, 4, 6], [3, 6, float("nan")], [4, 8, 1]])
    >>> found
    CorrelationMatrix of 3 indicators, pairs of 3 to 4 quarters
    >>> float(found.r[0, 1]), float(found.rho[0, 2])
    (1.0, -1.0)
    """
    table = np.asarray(columns, dtype=np.float64)
    if table.ndim != 2:
        raise ValueError(f"correlations need a table of quarters by indicators, got the shape {table.shape}")
    p = table.shape[1]
    r, rho = np.full((p, p), np.nan), np.full((p, p), np.nan)
    n = np.zeros((p, p), dtype=np.intp)
    for one, other in ((i, j) for i in range(p) for j in range(i, p)):
        straight, ranked = pearson(table[:, one], table[:, other]), spearman(table[:, one], table[:, other])
        n[one, other] = n[other, one] = straight.n
        r[one, other] = r[other, one] = straight.coefficient
        rho[one, other] = rho[other, one] = ranked.coefficient
    low, high = fisher_range(r, n)
    return CorrelationMatrix(r, rho, low, high, n, display_order(r))


def display_order(r: ArrayLike) -> NDArray[np.intp]:
    """Put indicators next to those they go together with.

    Parameters
    ----------
    r : float array, shape (p, p)
        Symmetrical coefficients; NaN counts as no relation.

    Returns
    -------
    int array, shape (p,)
        Every position once; of the two ways round, the one with the first indicator in the first half.

    Notes
    -----
    Average linkage on ``1 - r``, leaves in the order with the smallest steps (Bar-Joseph, Gifford & Jaakkola 2001).

    Examples
    --------
    >>> display_order([[1, 0, 0.9], [0, 1, 0], [0.9, 0, 1]]).tolist()
    [0, 2, 1]
    """
    # scipy.spatial first, as a package: scipy.cluster begins with a module of it, and two threads may be the first.
    from scipy.spatial import distance

    # isort: split
    from scipy.cluster.hierarchy import leaves_list, linkage

    known = np.nan_to_num(np.asarray(r, dtype=np.float64), nan=0.0)
    if len(known) < 3:
        return np.arange(len(known))
    apart = np.clip(1 - (known + known.T) / 2, 0, 2)
    np.fill_diagonal(apart, 0)
    leaves = leaves_list(linkage(distance.squareform(apart, checks=False), "average", optimal_ordering=True))
    first = int(np.flatnonzero(leaves == 0)[0])
    return np.asarray(leaves if first < len(leaves) / 2 else leaves[::-1], dtype=np.intp)
