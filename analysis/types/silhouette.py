"""The silhouette: how much nearer a quarter is to its own type than to the next one."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.types.partition import checked_profiles

_ROWS = 512


def silhouette(z: ArrayLike, labels: ArrayLike) -> NDArray[np.float64]:
    """Judge for every quarter how well its type fits it.

    Parameters
    ----------
    z : float array, shape (m, p)
        Standardised profiles without missing numbers.
    labels : int array, shape (m,)
        Types; any whole numbers of 0 or more.

    Returns
    -------
    float array, shape (m,)
        From -1 (another type fits better) over 0 (between two types) to 1. 0 for a quarter alone in its type.

    Raises
    ------
    ValueError
        If there are fewer than two types, or the labels do not fit the profiles.

    Notes
    -----
    ``s = (b - a) / max(a, b)``: a is the mean distance to the others of the type, b the smallest mean distance to
    another type, both Euclidean (Rousseeuw 1987).

    Examples
    --------
    >>> silhouette([[0.0], [1.0], [5.0]], [0, 0, 1]).tolist()
    [0.8, 0.75, 0.0]
    """
    return silhouettes(z, [labels])[0]


def silhouettes(z: ArrayLike, labelled: Sequence[ArrayLike]) -> NDArray[np.float64]:
    """Judge several sets of types at once, so that distances are computed only once.

    Parameters
    ----------
    z : float array, shape (m, p)
    labelled : sequence of int arrays, shape (m,)

    Returns
    -------
    float array, shape (sets, m)

    Raises
    ------
    ValueError
        As :func:`silhouette`.
    """
    points = checked_profiles(z)
    sets = [_numbered(labels, len(points)) for labels in labelled]
    members = [np.eye(int(one.max()) + 1)[one] for one in sets]
    found = np.empty((len(sets), len(points)))
    for start in range(0, len(points), _ROWS):
        rows = slice(start, start + _ROWS)
        distance = _distances(points[rows], points)
        for place, (one, member) in enumerate(zip(sets, members, strict=True)):
            found[place, rows] = _judged(distance @ member, one[rows], member.sum(axis=0))
    return found


def structure(mean: float) -> str:
    """Name what a mean silhouette says of the types as a whole.

    Notes
    -----
    Kaufman & Rousseeuw (1990), table 4 of chapter 2: above 0.70 strong, above 0.50 reasonable, above 0.25 weak,
    else no substantial structure.

    Examples
    --------
    >>> [structure(mean) for mean in (0.8, 0.6, 0.3, 0.1)]
    ['strong', 'reasonable', 'weak', 'none']
    """
    for name, least in (("strong", 0.70), ("reasonable", 0.50), ("weak", 0.25)):
        if mean > least:
            return name
    return "none"


def _numbered(labels: ArrayLike, m: int) -> NDArray[np.intp]:
    given = np.asarray(labels)
    if given.shape != (m,):
        raise ValueError(f"labels need one entry per profile ({m}), got the shape {given.shape}")
    types, numbered = np.unique(given, return_inverse=True)
    if len(types) < 2:
        raise ValueError(f"a silhouette needs at least two types, got {len(types)}")
    return np.asarray(numbered, dtype=np.intp)


def _distances(some: NDArray[np.float64], points: NDArray[np.float64]) -> NDArray[np.float64]:
    from scipy.spatial import distance  # the package before its module: two threads may be the first at once

    return np.asarray(distance.cdist(some, points), dtype=np.float64)


def _judged(sums: NDArray[np.float64], own: NDArray[np.intp], sizes: NDArray[np.float64]) -> NDArray[np.float64]:
    rows = np.arange(len(own))
    inside = sums[rows, own] / np.maximum(sizes[own] - 1, 1)
    others = sums / sizes
    others[rows, own] = np.inf
    outside = others.min(axis=1)
    larger = np.maximum(inside, outside)
    judged = (sizes[own] > 1) & (larger > 0)
    return np.where(judged, (outside - inside) / np.where(larger > 0, larger, 1), 0.0)
