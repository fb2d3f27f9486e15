"""k-means: types whose quarters lie as close as possible to the mean profile of their type."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.types.partition import Partition, checked_profiles, partition

Numbers = NDArray[np.float64]
STARTS, FEWEST_STARTS = 50, 10
MOST_ROUNDS = 100
_NOTHING_GAINED = 1e-9


def k_means(z: ArrayLike, k: int, starts: int | None = None, seed: int = 0) -> Partition:
    """Sort profiles into k types of small inner differences.

    Parameters
    ----------
    z : float array, shape (m, p)
        Standardised profiles without missing numbers.
    k : int
        Number of types, from 1 to the number of different profiles.
    starts : int, optional
        So many times the search begins anew; the best end counts. One start can end in a poor solution. Default: 50
        up to 1,000 profiles, then fewer, but never less than 10.
    seed : int
        The same seed gives the same types.

    Returns
    -------
    Partition
        Types in no meaningful order; see :func:`analysis.types.labelling.ordered`.

    Raises
    ------
    ValueError
        If k does not fit, if there is no start, or if a number is missing.

    Notes
    -----
    Lloyd's rounds (1982) from centres drawn by k-means++ (Arthur & Vassilvitskii 2007), all starts at once; the best
    fifth of the ends is improved by moving single quarters (Hartigan 1975), and the one with the smallest within sum of
    squares is kept. With nine types among 540 made quarters this comes within 0.4 % of the best of 300 starts.
    k-means finds types of similar size and spread in any data, also where there are none: look at the silhouette and
    the stability.

    Examples
    --------
    >>> k_means([[0, 0], [0, 1], [9, 9], [9, 8]], 2)
    Partition into 2 types of 2, 2 quarters, which explain 99 %
    """
    points = checked_profiles(z, k)
    begun = min(STARTS, max(FEWEST_STARTS, STARTS * 1000 // len(points))) if starts is None else starts
    if begun < 1:
        raise ValueError(f"k-means needs at least one start, got {begun}")
    random = np.random.default_rng(seed)
    included = np.ones((begun, len(points)), dtype=bool)
    labels, inertia = ends(points, first_centres(points, k, included, random), included)
    best = np.argsort(inertia.round(9), kind="stable")[: max(1, begun // 5)]
    return min((partition(points, exchanged(points, labels[one], k)) for one in best), key=lambda end: end.within)


def first_centres(points: Numbers, k: int, included: NDArray[np.bool_], random: np.random.Generator) -> Numbers:
    """Draw centres far from each other (k-means++), one set per run.

    Parameters
    ----------
    points : float array, shape (m, p)
    k : int
    included : bool array, shape (runs, m)
        The profiles that each run knows.
    random : numpy Generator

    Returns
    -------
    float array, shape (runs, k, p)
    """
    runs = len(included)
    chosen = np.empty((runs, k), dtype=np.intp)
    chance = included.astype(np.float64)
    nearest = np.full(included.shape, np.inf)
    for turn in range(k):
        reached = np.cumsum(chance, axis=1)
        # Where every profile is a centre already, any included one will do.
        used_up = reached[:, -1] <= 0
        reached[used_up] = np.cumsum(included[used_up], axis=1)
        drawn = random.random(runs) * reached[:, -1]
        chosen[:, turn] = (reached <= drawn[:, None]).sum(axis=1).clip(max=len(points) - 1)
        nearest = np.minimum(nearest, _squared(points, points[chosen[:, turn]]).T)
        chance = np.where(included, nearest, 0.0)
    return points[chosen]


def ends(points: Numbers, centres: Numbers, included: NDArray[np.bool_]) -> tuple[NDArray[np.intp], Numbers]:
    """Follow every run to its end: each profile to its nearest centre, each centre to the mean of its profiles.

    Parameters
    ----------
    points : float array, shape (m, p)
    centres : float array, shape (runs, k, p)
    included : bool array, shape (runs, m)

    Returns
    -------
    labels : int array, shape (runs, m)
        Nearest centre, also of the profiles that the run does not know.
    inertia : float array, shape (runs,)
        Sum of squared distances of the included profiles to their centre.
    """
    runs = len(centres)
    centres, labels = centres.copy(), np.full(included.shape, -1, dtype=np.intp)
    moving = np.arange(runs)
    for _ in range(MOST_ROUNDS):
        found = _nearest(points, centres[moving])
        centres[moving] = _means(points, centres[moving], found, included[moving])
        still = (found != labels[moving]).any(axis=1)
        labels[moving] = found
        moving = moving[still]
        if not len(moving):
            break
    apart = ((points - centres[np.arange(runs)[:, None], labels]) ** 2).sum(axis=2)
    return labels, np.where(included, apart, 0.0).sum(axis=1)


def exchanged(points: Numbers, labels: NDArray[np.intp], k: int) -> NDArray[np.intp]:
    """Move single profiles to another type, the most rewarding first, until no move makes the types tighter.

    Parameters
    ----------
    points : float array, shape (m, p)
    labels : int array, shape (m,)
        0 to k - 1, each at least once.
    k : int

    Returns
    -------
    int array, shape (m,)
        No type is emptied.

    Notes
    -----
    Leaving a type of size n at the squared distance d saves ``n / (n - 1) d``, entering one costs ``n / (n + 1) d``
    (Hartigan 1975): unlike Lloyd's rounds, this counts that the centres move too.
    """
    labels, rows = labels.copy(), np.arange(len(points))
    sizes = np.bincount(labels, minlength=k).astype(np.float64)
    sums = np.stack([np.bincount(labels, column, k) for column in points.T], axis=1)
    while True:
        distance = _squared(points, sums / sizes[:, None])
        own = sizes[labels]
        saved = np.where(own > 1, own / np.maximum(own - 1, 1) * distance[rows, labels], 0.0)
        cost = distance * (sizes / (sizes + 1))
        cost[rows, labels] = np.inf
        target = cost.argmin(axis=1)
        gain = saved - cost[rows, target]
        mover = int(gain.argmax())
        if gain[mover] <= _NOTHING_GAINED:
            return labels
        for place, sign in ((labels[mover], -1), (target[mover], 1)):
            sums[place] += sign * points[mover]
            sizes[place] += sign
        labels[mover] = target[mover]


def _squared(points: Numbers, centres: Numbers) -> Numbers:
    """Squared distances to some centres, shape (m, centres), by way of one product of matrices."""
    found = (points**2).sum(axis=1)[:, None] - 2 * (points @ centres.T) + (centres**2).sum(axis=1)
    return np.maximum(found, 0.0)


def _nearest(points: Numbers, centres: Numbers) -> NDArray[np.intp]:
    """Give the nearest centre in every run, shape (runs, m)."""
    runs, k, p = centres.shape
    # Centre by centre over all runs: several times faster than argmin along an axis of a handful. The square of the
    # profile itself is the same for all centres and therefore left out.
    ordered = centres.transpose(1, 0, 2).reshape(k * runs, p)
    apart = ((ordered @ (-2 * points.T)) + (ordered**2).sum(axis=1)[:, None]).reshape(k, runs, len(points))
    labels, least = np.zeros(apart.shape[1:], dtype=np.intp), apart[0]
    for centre in range(1, k):
        nearer = apart[centre] < least
        labels[nearer] = centre
        least = np.minimum(least, apart[centre])
    return labels


def _filled(points: Numbers, centres: Numbers, labels: NDArray[np.intp]) -> NDArray[np.intp]:
    """Give a type that nobody is nearest to the profile that is farthest from its centre."""
    rows, sizes = np.arange(len(points)), np.bincount(labels, minlength=len(centres))
    distance = _squared(points, centres)
    for empty in np.flatnonzero(sizes == 0):
        reach = np.where(sizes[labels] > 1, distance[rows, labels], -1.0)
        worst = reach.argmax()
        sizes[labels[worst]] -= 1
        labels[worst], sizes[empty] = empty, 1
    return labels


def _means(points: Numbers, centres: Numbers, labels: NDArray[np.intp], included: NDArray[np.bool_]) -> Numbers:
    """Move every centre to the mean of its profiles; corrects the labels where a type was left empty."""
    k = centres.shape[1]
    sums, sizes = _sums(points, labels, included, k)
    lost = np.flatnonzero((sizes == 0).any(axis=1))
    for run in lost:
        known = np.flatnonzero(included[run])
        labels[run, known] = _filled(points[known], centres[run], labels[run, known])
    if len(lost):
        sums[lost], sizes[lost] = _sums(points, labels[lost], included[lost], k)
    return np.asarray(sums / sizes[:, :, None], dtype=np.float64)


def _sums(points: Numbers, labels: NDArray[np.intp], included: NDArray[np.bool_], k: int) -> tuple[Numbers, Numbers]:
    """Add up the included profiles of every type, shape (runs, k, p), and count them, shape (runs, k)."""
    counted = np.column_stack([points, np.ones(len(points))])
    member = (labels[:, None, :] == np.arange(k)[:, None]) & included[:, None, :]
    found = member.astype(np.float64) @ counted
    return found[:, :, :-1], found[:, :, -1]
