"""Spatial empirical Bayes: rates of small quarters drawn towards those of the quarters around them."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.small_numbers.empirical_bayes import SmoothedRates, drawn_towards, usable_counts


def spatial_empirical_bayes(count: ArrayLike, total: ArrayLike, indptr: ArrayLike, indices: ArrayLike) -> SmoothedRates:
    """Draw the rates of small quarters towards the rate of the quarter and its neighbours together.

    Parameters
    ----------
    count, total : arrays of float, shape (n,)
        People in the group, and all people the rate refers to. NaN where not known.
    indptr : int array, shape (n + 1,)
    indices : int array, shape (m,)
        ``indices[indptr[i]:indptr[i + 1]]`` are the neighbours of quarter i, without i itself.

    Returns
    -------
    SmoothedRates
        As :func:`analysis.small_numbers.empirical_bayes`, with a mean of its own for each quarter. Blank neighbours
        are left out; a quarter without neighbours keeps its rate.

    Raises
    ------
    ValueError
        If the arrays differ in shape, or the neighbours do not fit the quarters.

    Notes
    -----
    Marshall's formula [1]_ with the sums over the quarter and its neighbours in place of the city.

    References
    ----------
    .. [1] Marshall, R. J. (1991). Mapping disease and mortality rates using empirical Bayes estimators. Applied
       Statistics 40, 283-294.

    Examples
    --------
    Three quarters in a row; the small one in the middle is drawn towards its neighbours.

    >>> found = spatial_empirical_bayes([100, 6, 300], [1000, 20, 1000], [0, 1, 3, 4], [1, 0, 2, 1])
    >>> found.rate.round(3).tolist(), found.towards.round(3).tolist()
    ([0.101, 0.25, 0.3], [0.104, 0.201, 0.3])
    """
    part, whole = usable_counts(count, total)
    starts, others = np.asarray(indptr, dtype=np.intp), np.asarray(indices, dtype=np.intp)
    n = len(part)
    if len(starts) != n + 1 or (len(others) and not 0 <= others.min() <= others.max() < n):
        raise ValueError(f"the neighbours of {len(starts) - 1} quarters do not fit {n} quarters")
    known = np.isfinite(part)
    of = np.concatenate([np.repeat(np.arange(n), np.diff(starts)), np.arange(n)])
    member = np.concatenate([others, np.arange(n)])
    of, member = of[known[member]], member[known[member]]

    def around(numbers: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(np.bincount(of, numbers, minlength=n), dtype=np.float64)

    people, counted = around(whole[member]), np.bincount(of, minlength=n)
    with np.errstate(invalid="ignore", divide="ignore"):
        towards = around(part[member]) / people
        apart = whole[member] * (part[member] / whole[member] - towards[of]) ** 2
        variance = np.maximum(0.0, around(apart) / people - towards / (people / counted))
    return drawn_towards(part, whole, towards, variance)
