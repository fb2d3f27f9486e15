"""How unevenly a group lives in the city: Lorenz curve, Gini, dissimilarity, isolation, location quotient.

All functions take two arrays, one entry per quarter: ``group``, the people concerned, and ``residents``, all
people the rate refers to. A quarter counts only where both are known and somebody lives there; it is then left
out of the city's sums too. Every result depends on how the city is cut into quarters: show it with the level
and the number of quarters.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.people import counted


@dataclass(frozen=True)
class LorenzCurve:
    """Quarters in descending order of their share of the group, summed up.

    Attributes
    ----------
    order : int array, shape (m,)
        Positions of the usable quarters, the highest share of the group first.
    residents_share, group_share : float arrays, shape (m + 1,)
        Cumulated fractions of all residents and of the group, from 0 to 1; entry j holds the first j
        quarters. Empty (length 0) where nobody belongs to the group.
    """

    order: NDArray[np.intp]
    residents_share: NDArray[np.float64]
    group_share: NDArray[np.float64]

    def __post_init__(self) -> None:
        for array in (self.order, self.residents_share, self.group_share):
            array.setflags(write=False)


@dataclass(frozen=True)
class SmallestSet:
    """A set of quarters and what it holds.

    Attributes
    ----------
    members : int array
        Positions, in the order in which they were taken.
    residents_share, group_share : float
        Fractions of all residents and of the group who live there.
    """

    members: NDArray[np.intp]
    residents_share: float
    group_share: float

    def __post_init__(self) -> None:
        self.members.setflags(write=False)


def lorenz_curve(group: ArrayLike, residents: ArrayLike) -> LorenzCurve:
    """Sum up the group over the residents, beginning where its share is highest.

    Parameters
    ----------
    group, residents : arrays of float, shape (n,)
        NaN where not known.

    Returns
    -------
    LorenzCurve
        Concave, on or above the diagonal. Equal shares keep the order of the quarters.

    Raises
    ------
    ValueError
        If a quarter has more people in the group than residents, or fewer than none; names the positions.

    Notes
    -----
    The concentration curve of Lorenz [1]_, drawn from the other end so that it answers "in how few ...".

    References
    ----------
    .. [1] Lorenz, M. O. (1905). Methods of measuring the concentration of wealth. Publications of the
       American Statistical Association 9, 209-219.

    Examples
    --------
    >>> curve = lorenz_curve([10, 30, 0], [100, 100, 200])
    >>> curve.order.tolist(), curve.residents_share.tolist(), curve.group_share.tolist()
    ([1, 0, 2], [0.0, 0.25, 0.5, 1.0], [0.0, 0.75, 1.0, 1.0])
    """
    places, part, whole = counted(group, residents)
    if not part.sum() > 0:
        return LorenzCurve(places[:0], np.empty(0), np.empty(0))
    order = np.argsort(-part / whole, kind="stable")
    return LorenzCurve(places[order], _cumulated(whole[order]), _cumulated(part[order]))


def gini(group: ArrayLike, residents: ArrayLike) -> float:
    """Measure how unevenly the group and all others are spread: 0 evenly, 1 completely apart.

    Parameters, missing values and errors as in :func:`lorenz_curve`; NaN where the group is nobody or everybody.

    Notes
    -----
    ``G = 1 - Σ (A_k + A_{k-1}) (B_k - B_{k-1})``, A the cumulated share of the group and B that of all others,
    quarters in ascending order of the group's share [1]_.

    References
    ----------
    .. [1] Massey, D. S. and Denton, N. A. (1988). The dimensions of residential segregation. Social Forces 67.

    Examples
    --------
    >>> gini([0, 100], [100, 100])
    1.0
    """
    _, part, whole = counted(group, residents)
    others = whole - part
    if not (part.sum() > 0 and others.sum() > 0):
        return float("nan")
    order = np.argsort(part / whole, kind="stable")
    a, b = _cumulated(part[order]), _cumulated(others[order])
    return float(np.clip(1 - ((a[1:] + a[:-1]) * np.diff(b)).sum(), 0.0, 1.0))


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


def isolation(group: ArrayLike, residents: ArrayLike) -> float:
    """Give the share of the group around an average member of the group (xPx).

    Parameters, missing values and errors as in :func:`lorenz_curve`; NaN where the group is nobody.

    Notes
    -----
    ``xPx = Σ (a_i / A) (a_i / t_i)`` [1]_. With everybody evenly spread it is the city's share.

    References
    ----------
    .. [1] Lieberson, S. (1981). An asymmetrical approach to segregation. In: Ethnic Segregation in Cities.

    Examples
    --------
    >>> isolation([10, 30], [100, 100])
    0.25
    """
    _, part, whole = counted(group, residents)
    return float((part / part.sum() * part / whole).sum()) if part.sum() > 0 else float("nan")


def eta_squared(group: ArrayLike, residents: ArrayLike) -> float:
    """Give the isolation with the city's share taken out: 0 evenly spread, 1 completely apart.

    Parameters, missing values and errors as in :func:`lorenz_curve`; NaN where the group is nobody or everybody.

    Notes
    -----
    ``η² = (xPx - P) / (1 - P)``, P the city's share [1]_.

    References
    ----------
    .. [1] Bell, W. (1954). A probability model for the measurement of ecological segregation. Social Forces 32.
    """
    _, part, whole = counted(group, residents)
    if not 0 < part.sum() < whole.sum():
        return float("nan")
    share = part.sum() / whole.sum()
    return float((isolation(part, whole) - share) / (1 - share))


def location_quotient(group: ArrayLike, residents: ArrayLike) -> NDArray[np.float64]:
    """Compare each quarter's share of the group with the city's share: 1 alike, 2 twice as high.

    Parameters and errors as in :func:`lorenz_curve`.

    Returns
    -------
    array of float, shape (n,)
        0 or more. NaN where the quarter is not usable or nobody in the city belongs to the group.

    Notes
    -----
    ``LQ_i = (a_i / t_i) / (A / T)`` [1]_. With few residents the quotient jumps from year to year.

    References
    ----------
    .. [1] Isard, W. (1960). Methods of Regional Analysis. MIT Press.

    Examples
    --------
    >>> location_quotient([10, 30, float("nan")], [100, 100, 100]).round(2).tolist()
    [0.5, 1.5, nan]
    """
    places, part, whole = counted(group, residents)
    result = np.full(len(np.asarray(group)), np.nan)
    if part.sum() > 0:
        result[places] = part / whole / (part.sum() / whole.sum())
    return result


def share_of_total(numbers: ArrayLike) -> NDArray[np.float64]:
    """Give each quarter's fraction of the sum over all quarters; NaN where the number is unknown or the sum is 0.

    Examples
    --------
    >>> share_of_total([10, 30, float("nan")]).tolist()
    [0.25, 0.75, nan]
    """
    parts = np.asarray(numbers, dtype=np.float64)
    total = np.nansum(parts)
    return parts / total if total > 0 else np.full(parts.shape, np.nan)


def smallest_set(
    group: ArrayLike, residents: ArrayLike, share: float, *, by: Literal["quarters", "residents"] = "quarters"
) -> SmallestSet:
    """Choose the smallest set of quarters that together hold at least a share of the group.

    Parameters
    ----------
    group : array of float, shape (n,)
        People concerned. NaN where not known.
    residents : array of float, shape (n,)
        All people the rate refers to.
    share : float
        Wanted fraction of the group, 0 to 1.
    by : {"quarters", "residents"}
        What "smallest" means. Quarters: no set of fewer quarters reaches the share; quarters with the most
        people concerned are taken first. Residents: as few residents as possible; quarters with the highest
        rate are taken first, so that the set is a point of the Lorenz curve. This second set is exact up to
        its last quarter, which is taken whole.

    Returns
    -------
    SmallestSet
        Empty for the share 0, and where nobody belongs to the group (fractions NaN).

    Raises
    ------
    ValueError
        If a quarter has more people in the group than residents (names the positions), or the share is not
        between 0 and 1.

    Notes
    -----
    The largest m counts have the largest sum of all sets of m quarters; the first m whose sum reaches the share
    are therefore a smallest set. Among equal counts the higher rate goes first.

    Examples
    --------
    >>> chosen = smallest_set([40, 35, 5, 20], [400, 100, 10, 200], 0.5)
    >>> chosen.members.tolist(), chosen.group_share
    ([0, 1], 0.75)
    >>> smallest_set([40, 35, 5, 20], [400, 100, 10, 200], 0.4, by="residents").members.tolist()
    [2, 1]
    """
    if not 0 <= share <= 1:
        raise ValueError(f"the share must lie between 0 and 1, got {share}")
    part, whole = np.asarray(group, dtype=np.float64), np.asarray(residents, dtype=np.float64)
    order = lorenz_curve(part, whole).order
    if not len(order):
        return SmallestSet(order, float("nan"), float("nan"))
    if by == "quarters":
        order = order[np.argsort(-part[order], kind="stable")]
    sums = np.cumsum(part[order])
    enough = int(np.searchsorted(sums, share * sums[-1] * (1 - 1e-12))) + 1 if share > 0 else 0
    members = order[:enough]
    everybody = whole[order].sum()
    return SmallestSet(members, float(whole[members].sum() / everybody), float(part[members].sum() / sums[-1]))


def _cumulated(parts: NDArray[np.float64]) -> NDArray[np.float64]:
    sums = np.concatenate([[0.0], np.cumsum(parts)])
    return np.asarray(sums / sums[-1])
