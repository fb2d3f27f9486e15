"""The dissimilarity of a group and all others (D), for one city and for many draws of it at once."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.people import counted

# So few quarters and draws at once that their deviations stay in the processor's cache.
_ROWS, _DRAWS = 64, 1024


def dissimilarity(group: ArrayLike, residents: ArrayLike) -> float:
    """Give the part of the group that would have to move for it to be spread like all others (D).

    Parameters, missing values and errors as in :func:`lorenz_curve`; NaN where the group is nobody or everybody.

    Notes
    -----
    ``D = ½ Σ |a_i / A - b_i / B|``, b all who are not in the group [1]_. Small quarters and small groups push
    D upwards; it is not comparable between levels (Köln 2012: 0.22 on 86 quarters, 0.11 on 9 districts).

    References
    ----------
    .. [1] Duncan, O. D. and Duncan, B. (1955). A methodological analysis of segregation indexes. ASR 20.

    Examples
    --------
    >>> dissimilarity([10, 30], [100, 100])
    0.3125
    """
    _, part, whole = counted(group, residents)
    others = whole - part
    if not (part.sum() > 0 and others.sum() > 0):
        return float("nan")
    return float(np.abs(part / part.sum() - others / others.sum()).sum() / 2)


def dissimilarities(
    counts: NDArray[np.signedinteger] | NDArray[np.float64], residents: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Give D of many draws of one city.

    Parameters
    ----------
    counts : array of int or float, shape (n, draws)
        People of the group in each quarter.
    residents : float array, shape (n,)
        The same in all draws; above 0.

    Returns
    -------
    float array, shape (draws,)
        To six digits where the counts are 16 bits wide. NaN where the group is nobody or everybody.

    Notes
    -----
    ``D = T / (2 A B) Σ |a_i - t_i A / T|``, the formula of :func:`dissimilarity` with the fractions cleared.

    Examples
    --------
    >>> dissimilarities(np.array([[10, 0], [30, 100]]), np.array([100.0, 100.0])).tolist()
    [0.3125, 1.0]
    """
    from scipy.linalg.blas import dger, sger

    exact: type[np.float32 | np.float64] = np.float32 if counts.dtype == np.int16 else np.float64
    less = sger if exact is np.float32 else dger
    people, draws = residents.astype(exact), counts.shape[1]
    group, apart = np.zeros(draws), np.zeros(draws)
    for rows, some in _blocks(counts.shape):
        group[some] += np.ones(len(people[rows]), dtype=exact) @ counts[rows, some].astype(exact)
    total = residents.sum()
    share = (group / total).astype(exact)
    for rows, some in _blocks(counts.shape):
        # Takes off the product of each row and column where the numbers stand, which for this routine is by columns.
        deviation = less(-1.0, share[some], people[rows], a=counts[rows, some].astype(exact).T, overwrite_a=True).T
        apart[some] += np.ones(len(deviation), dtype=exact) @ np.abs(deviation, out=deviation)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(total * apart / (2 * group * (total - group)))


def _blocks(shape: tuple[int, ...]) -> Iterator[tuple[slice, slice]]:
    """Give quarters and draws that are looked at together."""
    for start in range(0, shape[0], _ROWS):
        for first in range(0, shape[1], _DRAWS):
            yield slice(start, start + _ROWS), slice(first, first + _DRAWS)
