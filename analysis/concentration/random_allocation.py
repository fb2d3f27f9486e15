"""How large the dissimilarity would be if chance alone decided who lives where."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from analysis.concentration.binomial_draws import BinomialDraws
from analysis.concentration.dissimilarity import dissimilarities, dissimilarity
from analysis.people import counted


@dataclass(frozen=True)
class RandomAllocation:
    """D beside the D of random allocation (D0).

    Attributes
    ----------
    observed : float
        D of the city.
    expected : float
        Exact mean of D0.
    low, high : float
        Between them lie 95 of a hundred draws of D0.
    at_least : int
        Draws whose D0 is at or above the observed D.
    draws, seed : int
        How many draws, and the seed that gives the same ones again.
    """

    observed: float
    expected: float
    low: float
    high: float
    at_least: int
    draws: int
    seed: int

    @property
    def p(self) -> float:
        """Pseudo p-value: the share of draws at or above the observed D, the observation among them."""
        return (self.at_least + 1) / (self.draws + 1)


def random_allocation(
    group: ArrayLike, residents: ArrayLike, *, draws: int = 9_999, seed: int = 0
) -> RandomAllocation | None:
    """Compare D with a city in which everybody has the same chance to belong to the group.

    Parameters
    ----------
    group, residents : arrays of float, shape (n,)
        People; NaN where not known. Fractions of residents are rounded.
    draws : int
        At least 1.
    seed : int
        The same seed gives the same draws.

    Returns
    -------
    RandomAllocation, or None
        None where the group is nobody or everybody.

    Raises
    ------
    ValueError
        If the group is not a part of the residents (names the positions), or fewer than one draw is wanted.

    Notes
    -----
    Each resident of each quarter belongs to the group with the city's share, as in Cortese et al. [1]_; D0 of a
    draw uses the totals of that draw. The p-value counts the observation as one of the draws [2]_.

    References
    ----------
    .. [1] Cortese, C. F., Falk, R. F. and Cohen, J. K. (1976). Further considerations on the methodological
       analysis of segregation indices. American Sociological Review 41, 630-637.
    .. [2] Phipson, B. and Smyth, G. K. (2010). Permutation p-values should never be zero. Statistical
       Applications in Genetics and Molecular Biology 9, 39.

    Examples
    --------
    >>> found = random_allocation([40, 60, 50, 50], [500, 500, 500, 500], seed=1)
    >>> round(found.observed, 3), round(found.expected, 3), 0.2 < found.p < 0.4
    (0.056, 0.051, True)
    """
    if draws < 1:
        raise ValueError(f"at least one draw is needed, got {draws}")
    _, part, whole = counted(group, residents)
    if not 0 < part.sum() < whole.sum():
        return None
    people = np.sort(np.maximum(1, np.rint(whole)))  # D does not ask in which order, and draws go faster by size
    drawn = BinomialDraws(people, float(part.sum() / whole.sum()), seed).in_parts(draws)
    chance = np.concatenate([dissimilarities(counts, people) for counts in drawn])
    chance = np.nan_to_num(chance, nan=0.0)  # a draw without the group, or of nothing else, is not segregated
    observed = dissimilarity(part, whole)
    low, high = np.quantile(chance, [0.025, 0.975])
    at_least = int((chance >= observed * (1 - 1e-6)).sum())
    return RandomAllocation(observed, expected_by_chance(part, whole), float(low), float(high), at_least, draws, seed)


def expected_by_chance(group: ArrayLike, residents: ArrayLike) -> float:
    """Give the mean of D over all ways to distribute the group over the residents (D0).

    Parameters, missing values and errors as in :func:`analysis.concentration.lorenz_curve`; NaN where the group is
    nobody or everybody.

    Notes
    -----
    Given the sizes of the quarters and of the group, the count of a quarter is hypergeometric. Its mean absolute
    deviation telescopes to ``2 k (B - t + k) h(k) / T`` with k the smallest whole number above the expectation
    ``t A / T`` and h the hypergeometric probability (as De Moivre's for the binomial [1]_); hence
    ``E[D0] = Σ k_i (B - t_i + k_i) h_i(k_i) / (A B)``, without a single draw. Fractions of people are rounded.

    References
    ----------
    .. [1] Diaconis, P. and Zabell, S. (1991). Closed form summation for classical distributions: variations on a
       theme of De Moivre. Statistical Science 6, 284-302.

    Examples
    --------
    Two quarters of one resident, one of them in the group: always apart.

    >>> round(expected_by_chance([1, 0], [1, 1]), 12)
    1.0
    """
    from scipy.special import gammaln

    _, part, whole = counted(group, residents)
    size = np.rint(whole)
    total, members = size.sum(), np.rint(part.sum())
    others = total - members
    if not (members > 0 and others > 0):
        return float("nan")

    def choose(of: ArrayLike, chosen: ArrayLike) -> ArrayLike:
        return gammaln(np.add(of, 1)) - gammaln(np.add(chosen, 1)) - gammaln(np.subtract(of, chosen) + 1)

    above = np.floor(size * members / total) + 1
    possible = (above <= np.minimum(size, members)) & (size - above <= others)
    k, t = above[possible], size[possible]
    chance = np.exp(np.subtract(np.add(choose(members, k), choose(others, t - k)), choose(total, t)))
    return float((k * (others - t + k) * chance).sum() / (members * others))
