"""Stability: whether the same types come back when a part of the quarters is left out."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from analysis.types.agreement import adjusted_rand
from analysis.types.k_means import ends, first_centres
from analysis.types.partition import Partition
from analysis.types.regions import bridged_contiguity
from analysis.types.sorting import Method, Rows, sorted_into

Labels = NDArray[np.intp]
RESAMPLES = 20
SHARE, MOST = 0.8, 1000
_STARTS = 5


def stability(
    points: NDArray[np.float64],
    found: Sequence[Partition],
    method: Method,
    rows: Rows | None = None,
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> list[float]:
    """Leave out a part of the quarters again and again, sort the rest anew, and compare.

    Parameters
    ----------
    points : float array, shape (m, p)
        Standardised profiles without missing numbers.
    found : sequence of Partition
        The types of all of them.
    method : {"k_means", "ward", "regions"}
        How they were found.
    rows : pair of int arrays, optional
        Contiguity of the profiles; needed for regions.
    resamples, seed : int

    Returns
    -------
    list of float
        Mean adjusted Rand index per partition; 1 means that exactly the same types come back, 0 that only chance
        agrees. Quarters that are in no region are not compared.

    Raises
    ------
    ValueError
        If there is no resample, or as the method does.

    Notes
    -----
    Subsampling without replacement after Ben-Hur, Elisseeff & Guyon (2002). k-means starts five times per resample.
    Regions are drawn from the contiguity in which a quarter that is left out links its neighbours.

    Examples
    --------
    >>> z = np.array([[0.0], [1.0], [2.0], [20.0], [21.0], [22.0]])
    >>> stability(z, sorted_into(z, [2], "k_means"), "k_means")
    [1.0]
    """
    if resamples < 1:
        raise ValueError(f"stability needs at least one resample, got {resamples}")
    random = np.random.default_rng([seed, 1])
    size = resample_size(len(points))
    draws = [np.sort(random.permutation(len(points))[:size]) for _ in range(resamples)]
    numbers = [one.k for one in found]
    again: list[list[Labels]]
    if method == "k_means":
        again = [_k_means_again(points, k, draws, random) for k in numbers]
    else:
        links = [None if rows is None else bridged_contiguity(*rows, draw) for draw in draws]
        by_draw = [sorted_into(points[draw], numbers, method, link) for draw, link in zip(draws, links, strict=True)]
        again = [[sets[place].labels for sets in by_draw] for place in range(len(numbers))]
    return [
        float(np.mean([_agreement(one.labels[draw], labels) for draw, labels in zip(draws, sets, strict=True)]))
        for one, sets in zip(found, again, strict=True)
    ]


def resample_size(m: int) -> int:
    """Give the quarters in a resample: four fifths, but at most a thousand.

    Examples
    --------
    >>> resample_size(542), resample_size(5000)
    (434, 1000)
    """
    return min(max(2, round(SHARE * m)), MOST)


def _agreement(one: Labels, other: Labels) -> float:
    both = (one >= 0) & (other >= 0)
    return adjusted_rand(one[both], other[both]) if both.any() else 0.0


def _k_means_again(
    points: NDArray[np.float64], k: int, draws: list[Labels], random: np.random.Generator
) -> list[Labels]:
    """Sort all resamples of a city at once, each from a few starts."""
    if len(points) > MOST:
        # Each on its own: most quarters are in none of the others, and distances to them would be computed in vain.
        return [_k_means_again(points[draw], k, [np.arange(len(draw))], random)[0] for draw in draws]
    included = np.zeros((len(draws), len(points)), dtype=bool)
    for run, draw in enumerate(draws):
        included[run, draw] = True
    runs = np.repeat(included, _STARTS, axis=0)
    labels, inertia = ends(points, first_centres(points, k, runs, random), runs)
    best = inertia.round(9).reshape(len(draws), _STARTS).argmin(axis=1)
    return [labels[run * _STARTS + best[run], draw] for run, draw in enumerate(draws)]
