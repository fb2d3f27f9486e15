"""Bivariate local Moran's I: quarters high in one thing among neighbours high in another."""

import numpy as np
from numpy.typing import ArrayLike

from analysis.clusters.local_moran import LocalMoran, quadrants
from analysis.clusters.permutations import PermutationPlan
from analysis.clusters.tails import tails
from analysis.clusters.usable import differ, numbers_of, placed, standardised


def bivariate_local_moran(values: ArrayLike, others: ArrayLike, plan: PermutationPlan) -> LocalMoran:
    """Compare every quarter's first value with the second value of its neighbours.

    Parameters
    ----------
    values, others : arrays of float, shape (n,)
        The quarter's own value, and the one that is looked at in its neighbours. A quarter without one of them is
        left out of values and neighbours.
    plan : PermutationPlan
        Of the weights of all n quarters.

    Returns
    -------
    LocalMoran
        ``z`` of the values, ``lag`` of the others; the first word of a quadrant is about the values, the second about
        the neighbours' others.

    Raises
    ------
    ValueError
        If there are not n values or one is infinite; names the positions.

    Notes
    -----
    ``I_i = (n - 1) x_i Σ_j w_ij y_j / Σ x²`` with standardised x and y [1]_. Says nothing on what lies in the *same*
    quarter: two things may go together there and not in the neighbourhood. The others are permuted, all but those of
    the quarter itself.

    References
    ----------
    .. [1] Anselin, L., Syabri, I. and Smirnov, O. (2002). Visualizing multivariate spatial correlation with
       dynamically linked windows. CSISS workshop, Santa Barbara.

    Examples
    --------
    >>> import shapely
    >>> from analysis.clusters.permutations import permutation_plan
    >>> from analysis.weights import rook
    >>> row = permutation_plan(rook(shapely.box(range(4), 0, range(1, 5), 1)), 99)
    >>> bivariate_local_moran([1, 2, 3, 4], [5, 5, 1, 1], row).quadrant.tolist()
    [2, 3, 4, 4]
    """
    numbers, there = numbers_of(values, plan.weights.n)
    seconds, there_too = numbers_of(others, plan.weights.n)
    kept = there & there_too
    own, beside = numbers[kept], seconds[kept]
    z, lag, p = (np.full(len(own), np.nan) for _ in range(3))
    part = plan.among(kept)
    if differ(own) and differ(beside):
        z, scores = standardised(own), standardised(beside)
        found = tails(scores, part)
        lag, p = found.means(part), found.pseudo_p(part)
    statistic = (len(own) - 1) / max(len(own), 1) * z * lag
    return LocalMoran(
        placed(p, kept),
        ~kept,
        plan.permutations,
        plan.seed,
        placed(statistic, kept),
        placed(z, kept),
        placed(lag, kept),
        quadrants(placed(z, kept), placed(lag, kept)),
    )
