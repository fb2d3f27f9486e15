"""The dissimilarity less the contacts across the borders of quarters."""

import numpy as np
from numpy.typing import ArrayLike

from analysis.concentration.dissimilarity import dissimilarity
from analysis.people import counted


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
    starts, others = np.asarray(indptr, dtype=np.intp), np.asarray(indices, dtype=np.intp)
    n = len(np.asarray(group))
    if len(starts) != n + 1 or (len(others) and not 0 <= others.min() <= others.max() < n):
        raise ValueError(f"the neighbours of {len(starts) - 1} quarters do not fit {n} quarters")
    positions, part, whole = counted(group, residents)
    share = np.full(n, np.nan)
    share[positions] = part / whole
    difference = np.abs(np.repeat(share, np.diff(starts)) - share[others])
    contact = np.ones(len(others)) if borders is None else np.asarray(borders, dtype=np.float64)
    contact = np.where(np.isnan(difference), 0.0, contact)
    apart = dissimilarity(part, whole)
    return apart - float((contact * np.nan_to_num(difference)).sum() / contact.sum()) if contact.sum() > 0 else apart
