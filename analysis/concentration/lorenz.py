"""The Lorenz curve: what part of a group lives in what part of the city."""

from dataclasses import dataclass

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
    return LorenzCurve(places[order], cumulated(whole[order]), cumulated(part[order]))


def cumulated(parts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Sum up from the first on, as fractions of the whole: shape (m + 1,), from 0 to 1."""
    sums = np.concatenate([[0.0], np.cumsum(parts)])
    return np.asarray(sums / sums[-1])
