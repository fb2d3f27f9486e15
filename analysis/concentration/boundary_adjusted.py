"""The dissimilarity less the contacts across the borders of quarters."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.concentration.dissimilarity import dissimilarity
from analysis.people import counted


@dataclass(frozen=True, eq=False)
class Contacts:
    """Pairs of quarters that adjoin, and how much of all contact lies between them.

    Attributes
    ----------
    first, second : int arrays, shape (m,)
    part : float64, shape (m,)
        Sums up to 1; empty where no two quarters adjoin.
    """

    first: NDArray[np.intp]
    second: NDArray[np.intp]
    part: NDArray[np.float64]

    def difference(self, shares: NDArray[np.float64]) -> float:
        """Give the mean difference of adjoining quarters; shares of shape (n,). 0 where no two adjoin."""
        return float(np.abs(shares.take(self.first) - shares.take(self.second)) @ self.part)


def contacts(
    positions: NDArray[np.intp], n: int, indptr: ArrayLike, indices: ArrayLike, borders: ArrayLike | None = None
) -> Contacts:
    """Find the contacts among some of n quarters, numbered as in ``positions``.

    Other parameters and errors as in :func:`dissimilarity_boundary_adjusted`.
    """
    starts, others = np.asarray(indptr, dtype=np.intp), np.asarray(indices, dtype=np.intp)
    if len(starts) != n + 1 or (len(others) and not 0 <= others.min() <= others.max() < n):
        raise ValueError(f"the neighbours of {len(starts) - 1} quarters do not fit {n} quarters")
    number = np.full(n, -1, dtype=np.intp)
    number[positions] = np.arange(len(positions))
    first, second = number[np.repeat(np.arange(n), np.diff(starts))], number[others]
    contact = np.ones(len(others)) if borders is None else np.asarray(borders, dtype=np.float64)
    kept = (first >= 0) & (second >= 0) & (contact > 0)
    return Contacts(first[kept], second[kept], contact[kept] / (contact[kept].sum() or 1.0))


def dissimilarity_boundary_adjusted(
    group: ArrayLike, residents: ArrayLike, indptr: ArrayLike, indices: ArrayLike, borders: ArrayLike | None = None
) -> float:
    """Give D less the mean difference between adjoining quarters.

    Where quarters of different mixture adjoin, people meet across the border; D does not see it.

    Parameters
    ----------
    group, residents : arrays of float, shape (n,)
        NaN where not known.
    indptr : int array, shape (n + 1,)
    indices : int array, shape (m,)
        ``indices[indptr[i]:indptr[i + 1]]`` are the quarters that adjoin quarter i, symmetrical.
    borders : float array, shape (m,), optional
        Length of each common border, in any unit. Without it all adjoining pairs count alike.

    Returns
    -------
    float
        At most D; below 0 where adjoining quarters differ more than quarters at large do. D itself where no two
        usable quarters adjoin. NaN where the group is nobody or everybody.

    Raises
    ------
    ValueError
        If the group is not a part of the residents (names the positions), or the neighbours do not fit the quarters.

    Notes
    -----
    ``D - Σ c_ij |p_i - p_j| / Σ c_ij``, c 1 for adjoining quarters (Morrill [1]_) or the length of their common
    border (Wong [2]_). Pairs with a blank are left out.

    References
    ----------
    .. [1] Morrill, R. L. (1991). On the measure of geographic segregation. Geography Research Forum 11, 25-36.
    .. [2] Wong, D. W. S. (1993). Spatial indices of segregation. Urban Studies 30, 559-572.

    Examples
    --------
    >>> row_of_three = ([0, 1, 3, 4], [1, 0, 2, 1])
    >>> round(dissimilarity_boundary_adjusted([10, 30, 50], [100] * 3, *row_of_three), 4)
    0.1175
    """
    positions, part, whole = counted(group, residents)
    among = contacts(positions, len(np.asarray(group)), indptr, indices, borders)
    return dissimilarity(part, whole) - among.difference(part / whole)
