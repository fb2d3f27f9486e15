"""Do quarters differ at all? Whether the shares of all quarters together scatter more than chance would make them."""

from dataclasses import dataclass

from numpy.typing import ArrayLike

from analysis.people import counted


@dataclass(frozen=True)
class Homogeneity:
    """Test of equal shares.

    Attributes
    ----------
    statistic : float
        Pearson's chi-squared: squared standardised distances from the city's share, summed.
    expected : float
        Its mean where all quarters have the same share: one less than the quarters.
    p : float
        Probability of a statistic at least as large by chance.
    n : int
        Quarters compared.
    """

    statistic: float
    expected: float
    p: float
    n: int


def homogeneity(group: ArrayLike, residents: ArrayLike) -> Homogeneity | None:
    """Test whether everybody has the same chance to belong to the group, wherever they live.

    Parameters
    ----------
    group, residents : arrays of float, shape (n,)
        People in the group, and all people it is a part of. NaN where not known.

    Returns
    -------
    Homogeneity, or None
        None with fewer than two quarters, or where the group is nobody or everybody.

    Raises
    ------
    ValueError
        If the group is not a part of the residents; names the positions.

    Notes
    -----
    ``X² = Σ (a_i - t_i P)² / (t_i P (1 - P))`` with the city's share P [1]_. The usual distribution, chi-squared with
    n - 1 degrees of freedom, is too narrow where few people are expected in a quarter: a term then has the variance
    ``2 + (1 - 6 P (1 - P)) / (t_i P (1 - P))``. The p-value is therefore that of a multiple of a chi-squared variable
    with the same mean and variance. People count as independent of each other; families and homes make differences
    larger than that.

    References
    ----------
    .. [1] Pearson, K. (1900). On the criterion that a given system of deviations ... Philosophical Magazine 50,
       157-175.

    Examples
    --------
    >>> found = homogeneity([40, 60], [500, 500])
    >>> round(found.statistic, 4), 0.03 < found.p < 0.04
    (4.4444, True)
    """
    from scipy.special import chdtrc

    _, part, whole = counted(group, residents)
    members, people = float(part.sum()), float(whole.sum())
    if len(part) < 2 or not 0 < members < people:
        return None
    share = members / people
    spread = share * (1 - share)
    statistic = float(((part - whole * share) ** 2 / (whole * spread)).sum())
    mean = len(part) - 1
    variance = 2 * mean + (1 - 6 * spread) / spread * float((1 / whole).sum()) * mean / len(part)
    scale = max(variance, mean * 1e-9) / (2 * mean)
    return Homogeneity(statistic, float(mean), float(chdtrc(mean / scale, statistic / scale)), len(part))
