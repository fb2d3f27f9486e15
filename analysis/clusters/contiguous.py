"""Contiguous clusters: significant quarters of one kind that hang together, and who lives there."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.weights import SpatialWeights, connected_groups


@dataclass(frozen=True)
class ContiguousCluster:
    """Quarters of one kind that hang together.

    Attributes
    ----------
    kind : int
        As in the marks that were given: 1 High-High and 3 Low-Low of local Moran's I, 1 and -1 of Gi*.
    members : tuple of int
        Positions, ascending.
    residents, group : float
        People who live there, and those of them in the group; NaN where no number is known.
    residents_share, group_share : float
        Fractions of all residents and of the whole group of the city; NaN where there is nobody.
    at_least : frozenset of str
        Which of "residents" and "group" are the least they can be, because numbers of some members are kept back.
    """

    kind: int
    members: tuple[int, ...]
    residents: float
    group: float
    residents_share: float
    group_share: float
    at_least: frozenset[str] = frozenset()


def contiguous(
    marks: ArrayLike,
    weights: SpatialWeights,
    residents: ArrayLike | None = None,
    group: ArrayLike | None = None,
) -> tuple[ContiguousCluster, ...]:
    """Join significant quarters of the same kind that are neighbours.

    Parameters
    ----------
    marks : int array, shape (n,)
        The kind of each significant quarter, 0 for all others: ``LocalMoran.clusters()`` or
        ``GetisOrd.gatherings()``.
    weights : SpatialWeights
        Of all n quarters.
    residents, group : arrays of float, shape (n,), optional
        People; NaN where not known, and then counted neither in the cluster nor in the city.

    Returns
    -------
    tuple of ContiguousCluster
        Those with most residents first; then those with most quarters, then by first position.

    Raises
    ------
    ValueError
        If arrays are not as long as the weights.

    Notes
    -----
    A significant quarter is the core of a cluster: its neighbours helped to make it significant, but are members only
    where they are significant themselves.

    Examples
    --------
    >>> import shapely
    >>> from analysis.weights import rook
    >>> row = rook(shapely.box(range(5), 0, range(1, 6), 1))
    >>> for found in contiguous([1, 1, 0, 3, 1], row, [100] * 5, [20, 30, 10, 0, 40]):
    ...     print(found.kind, found.members, found.residents, found.group_share)
    1 (0, 1) 200.0 0.5
    3 (3,) 100.0 0.0
    1 (4,) 100.0 0.4
    """
    kinds = np.asarray(marks)
    people, part = (_numbers(column, weights.n) for column in (residents, group))
    if kinds.shape != (weights.n,):
        raise ValueError(f"{weights.n} quarters need as many marks, got shape {kinds.shape}")
    found = []
    for kind in np.unique(kinds[kinds != 0]).tolist():
        for members in connected_groups(np.flatnonzero(kinds == kind), weights):
            living, those = _sum(people[list(members)]), _sum(part[list(members)])
            shares = _share(living, _sum(people)), _share(those, _sum(part))
            found.append(ContiguousCluster(int(kind), members, living, those, *shares))
    return tuple(sorted(found, key=lambda one: (-np.nan_to_num(one.residents), -len(one.members), one.members)))


def _numbers(column: ArrayLike | None, n: int) -> NDArray[np.float64]:
    numbers = np.full(n, np.nan) if column is None else np.asarray(column, dtype=np.float64)
    if numbers.shape != (n,):
        raise ValueError(f"{n} quarters need as many numbers of people, got shape {numbers.shape}")
    return numbers


def _sum(numbers: NDArray[np.float64]) -> float:
    known = numbers[~np.isnan(numbers)]
    return float(known.sum()) if len(known) else float("nan")


def _share(part: float, whole: float) -> float:
    return part / whole if whole > 0 else float("nan")
