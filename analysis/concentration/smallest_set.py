"""The smallest set of quarters that holds a share of a group, for one share or for all of them."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.concentration.lorenz import cumulated, lorenz_curve

By = Literal["quarters", "residents"]
PER_CENT = range(1, 100)


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


@dataclass(frozen=True, eq=False)
class SmallestSets:
    """The smallest sets for all shares from 1 to 99 per cent.

    Attributes
    ----------
    by : {"quarters", "residents"}
        What "smallest" means, see :func:`smallest_set`.
    order : int array, shape (m,)
        Positions of the usable quarters, as they are taken. Empty where nobody belongs to the group.
    residents_share, group_share : float arrays, shape (m + 1,)
        Cumulated fractions of all residents and of the group; entry j holds the first j quarters.
    cuts : int array, shape (99,)
        How many quarters reach 1, 2, ... 99 per cent of the group.
    """

    by: By
    order: NDArray[np.intp]
    residents_share: NDArray[np.float64]
    group_share: NDArray[np.float64]
    cuts: NDArray[np.intp]

    def __post_init__(self) -> None:
        for array in (self.order, self.residents_share, self.group_share, self.cuts):
            array.setflags(write=False)

    def at(self, per_cent: int) -> SmallestSet:
        """Give the set for one share.

        Raises
        ------
        ValueError
            If the share is not one of 1 to 99 per cent.
        """
        if per_cent not in PER_CENT:
            raise ValueError(f"the share must be one of 1 to 99 per cent, got {per_cent}")
        if not len(self.order):
            return SmallestSet(self.order, float("nan"), float("nan"))
        cut = int(self.cuts[per_cent - 1])
        return SmallestSet(self.order[:cut], float(self.residents_share[cut]), float(self.group_share[cut]))


def smallest_set(
    group: ArrayLike, residents: ArrayLike, share: float, *, by: By = "quarters", known: tuple[float, float] = (1, 1)
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
    known : tuple of float
        Fractions of the whole group and of all residents whose quarters are known, 1 by default. Shares are those of
        the whole; where some quarters are kept back, smaller sets may exist that nobody can name.

    Returns
    -------
    SmallestSet
        Empty for the share 0, and where nobody belongs to the group (fractions NaN). All quarters where the share is
        more than is known.

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
    >>> chosen = smallest_set([40, 35, 5, 20], [400, 100, 10, 200], 0.6, known=(0.5, 1))
    >>> chosen.members.tolist(), chosen.group_share
    ([0, 1, 3, 2], 0.5)
    >>> smallest_set([40, 35, 5, 20], [400, 100, 10, 200], 0.4, by="residents").members.tolist()
    [2, 1]
    """
    if not 0 <= share <= 1:
        raise ValueError(f"the share must lie between 0 and 1, got {share}")
    part, whole = np.asarray(group, dtype=np.float64), np.asarray(residents, dtype=np.float64)
    order = _order(part, whole, by)
    if not len(order):
        return SmallestSet(order, float("nan"), float("nan"))
    sums = np.cumsum(part[order])
    members = order[: int(_cuts(sums, np.array([share]), known[0])[0])]
    everybody = whole[order].sum() / known[1]
    people = part[members].sum()
    return SmallestSet(members, float(whole[members].sum() / everybody), float(known[0] * people / sums[-1]))


def smallest_sets(
    group: ArrayLike, residents: ArrayLike, *, by: By = "quarters", known: tuple[float, float] = (1, 1)
) -> SmallestSets:
    """Choose the smallest sets of quarters for all shares from 1 to 99 per cent at once.

    Parameters, missing values and errors as in :func:`smallest_set`.

    Returns
    -------
    SmallestSets
        One order of the quarters and 99 places to cut it: each set holds all smaller ones.

    Examples
    --------
    >>> found = smallest_sets([40, 35, 5, 20], [400, 100, 10, 200])
    >>> found.order.tolist(), found.cuts[[0, 39, 40, 74, 75]].tolist()
    ([0, 1, 3, 2], [1, 1, 2, 2, 3])
    >>> found.at(50).members.tolist()
    [0, 1]
    """
    part, whole = np.asarray(group, dtype=np.float64), np.asarray(residents, dtype=np.float64)
    order = _order(part, whole, by)
    if not len(order):
        return SmallestSets(by, order, np.empty(0), np.empty(0), np.zeros(len(PER_CENT), dtype=np.intp))
    sums = np.cumsum(part[order])
    cuts = _cuts(sums, np.array(PER_CENT) / 100, known[0])
    return SmallestSets(by, order, known[1] * cumulated(whole[order]), known[0] * cumulated(part[order]), cuts)


def _order(part: NDArray[np.float64], whole: NDArray[np.float64], by: By) -> NDArray[np.intp]:
    """Give the quarters in the order in which they are taken; empty where nobody belongs to the group."""
    order = lorenz_curve(part, whole).order
    return order[np.argsort(-part[order], kind="stable")] if by == "quarters" else order


def _cuts(sums: NDArray[np.float64], shares: NDArray[np.float64], known: float) -> NDArray[np.intp]:
    """Give how many quarters reach each share; a share that is met but for rounding counts as met."""
    enough = np.searchsorted(sums, shares / known * sums[-1] * (1 - 1e-12)) + 1
    return np.where(shares > 0, np.minimum(enough, len(sums)), 0)
