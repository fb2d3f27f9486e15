"""Quarters sorted into types, and how well the types fit them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True, eq=False)
class Partition:
    """Which quarter belongs to which type.

    Attributes
    ----------
    labels : int, shape (m,)
        Types 0 to k - 1; -1 for a quarter that belongs to none.
    centres : float64, shape (k, p)
        Mean profile of every type.
    within : float
        Sum of squared distances of the quarters to the centre of their type.
    total : float
        Sum of squared distances of the same quarters to their common mean.
    """

    labels: NDArray[np.intp]
    centres: NDArray[np.float64]
    within: float
    total: float

    def __post_init__(self) -> None:
        self.labels.setflags(write=False)
        self.centres.setflags(write=False)

    def __repr__(self) -> str:
        sizes = ", ".join(map(str, self.sizes.tolist()))
        return f"Partition into {self.k} types of {sizes} quarters, which explain {100 * self.explained:.0f} %"

    @property
    def k(self) -> int:
        """Number of types."""
        return len(self.centres)

    @property
    def sizes(self) -> NDArray[np.intp]:
        """Quarters of every type, shape (k,)."""
        return np.bincount(self.labels[self.labels >= 0], minlength=self.k)

    @property
    def explained(self) -> float:
        """Part of the differences between quarters that lies between types, 0 to 1; NaN without differences."""
        return 1 - self.within / self.total if self.total > 0 else float("nan")


def partition(z: ArrayLike, labels: ArrayLike) -> Partition:
    """Measure types that were found in any way.

    Parameters
    ----------
    z : float array, shape (m, p)
        Profiles without missing numbers.
    labels : int array, shape (m,)
        0 to k - 1, each at least once; -1 for none.

    Returns
    -------
    Partition

    Raises
    ------
    ValueError
        If the labels do not fit the profiles, or if one of the types is empty.

    Examples
    --------
    >>> partition([[0.0], [2.0], [10.0]], [0, 0, 1])
    Partition into 2 types of 2, 1 quarters, which explain 96 %
    """
    points = checked_profiles(z)
    types = np.array(labels, dtype=np.intp)
    if types.shape != (len(points),):
        raise ValueError(f"labels need one entry per profile ({len(points)}), got the shape {types.shape}")
    held = types >= 0
    sizes = np.bincount(types[held])
    if (sizes == 0).any():
        raise ValueError(f"types without a quarter: {np.flatnonzero(sizes == 0).tolist()}")
    sums = np.zeros((len(sizes), points.shape[1]))
    np.add.at(sums, types[held], points[held])
    centres = sums / sizes[:, None]
    inside = points[held]
    within = float(((inside - centres[types[held]]) ** 2).sum())
    total = float(((inside - inside.mean(axis=0)) ** 2).sum()) if len(inside) else 0.0
    return Partition(types, centres, within, total)


def checked_profiles(z: ArrayLike, k: int = 1) -> NDArray[np.float64]:
    """Give the profiles as an array in which k types can be looked for.

    Raises
    ------
    ValueError
        If they are no table, if a number is missing (names the rows), or if fewer than k of them differ.
    """
    points = np.asarray(z, dtype=np.float64)
    if points.ndim != 2:
        raise ValueError(f"profiles need the shape (quarters, indicators), got {points.shape}")
    broken = np.flatnonzero(~np.isfinite(points).all(axis=1))
    if len(broken):
        raise ValueError(f"profiles must not have missing numbers: rows {broken[:5].tolist()}")
    different = len(np.unique(points, axis=0)) if k > 1 else len(points)
    if not 1 <= k <= different:
        raise ValueError(f"{k} types need at least as many different profiles, and at least one: got {different}")
    return points
