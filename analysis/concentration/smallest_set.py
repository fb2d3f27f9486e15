"""The smallest set of quarters that holds a share of a group."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.concentration.lorenz import lorenz_curve


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
