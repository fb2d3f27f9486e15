"""How many types there are: how clearly they part, and whether they come back when quarters are left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from analysis.types.partition import Partition, checked_profiles
from analysis.types.silhouette import silhouettes, structure
from analysis.types.sorting import Method, Rows, sorted_into
from analysis.types.stability import RESAMPLES, resample_size, stability

NUMBERS: Final = tuple(range(2, 10))
STABLE, FAIRLY_STABLE = 0.80, 0.65
FEWEST = 5


@dataclass(frozen=True)
class Candidate:
    """One number of types and what speaks for it.

    Attributes
    ----------
    k : int
        Types found.
    silhouette : float
        Mean over the quarters, -1 to 1.
    stability : float
        Mean adjusted Rand index between the types of all quarters and those of the resamples; 1 is identical,
        0 is chance.
    explained : float
        Part of the differences between quarters that lies between types, 0 to 1.
    smallest : int
        Quarters of the smallest type.
    """

    k: int
    silhouette: float
    stability: float
    explained: float
    smallest: int


@dataclass(frozen=True)
class Proposal:
    """The number of types that is proposed, and the figures behind it.

    Attributes
    ----------
    k : int
    candidates : tuple of Candidate
        By rising k.
    stable : bool
        False where no number of types comes back well enough (0.65): the types are then a way of ordering the
        quarters, not something found in the city.
    structure : {"strong", "reasonable", "weak", "none"}
        What the silhouette of the proposal says, see :func:`analysis.types.silhouette.structure`.
    resamples : int
    share : float
        Part of the quarters in every resample, four fifths in a city of up to 1,250.
    n : int
        Quarters with a profile.
    """

    k: int
    candidates: tuple[Candidate, ...]
    stable: bool
    structure: str
    resamples: int
    share: float
    n: int

    @property
    def proposed(self) -> Candidate:
        """The figures of the proposal."""
        return next(one for one in self.candidates if one.k == self.k)


def number_of_types(
    z: ArrayLike,
    method: Method = "k_means",
    numbers: Sequence[int] = NUMBERS,
    rows: Rows | None = None,
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> Proposal:
    """Propose how many types to tell apart.

    Parameters
    ----------
    z : float array, shape (m, p)
        Standardised profiles without missing numbers.
    method : {"k_means", "ward", "regions"}
    numbers : sequence of int
        What is tried; numbers that leave fewer than two quarters per type on average are passed over.
    rows : pair of int arrays, optional
        ``indptr`` and ``indices`` of the contiguity among these profiles; needed for regions.
    resamples : int
        So often a part of the quarters is drawn without replacement and sorted anew.
    seed : int

    Returns
    -------
    Proposal
        The clearest (highest silhouette) among the stable ones (0.8 or more); if none is, among those of 0.65 or
        more; if none is, the clearest of all, marked as not stable. Of equals the smaller.

    Raises
    ------
    ValueError
        If fewer than five different profiles are given, if no number fits, or if regions lack their rows or cannot
        be cut.

    Notes
    -----
    Silhouette: Rousseeuw (1987). Stability by subsampling: Ben-Hur, Elisseeff & Guyon (2002), with the adjusted
    Rand index and the limits of Steinley (2004). Regions are drawn from the contiguity in which a quarter that is
    left out links its neighbours.

    Examples
    --------
    >>> spots = [[x + dx, y] for x, y in ((0, 0), (9, 0), (0, 9)) for dx in (0, 0.5, 1, 1.5)]
    >>> number_of_types(spots).k
    3
    """
    points = checked_profiles(z)
    different = len(np.unique(points, axis=0))
    tried = sorted(k for k in set(numbers) if 2 <= k <= min(len(points) // 2, different - 1))
    if different < FEWEST or not tried:
        raise ValueError(f"types need at least {FEWEST} different profiles and a number that fits: got {different}")
    found = _different(sorted_into(points, tried, method, rows, seed))
    if not found:
        raise ValueError("the neighbours allow no region to be cut off")
    stable_by = stability(points, found, method, rows, resamples, seed)
    # Isolates are in no region whatever k, so that all candidates judge the same quarters.
    held = found[0].labels >= 0
    clear = silhouettes(points[held], [one.labels[held] for one in found]).mean(axis=1)
    candidates = tuple(
        Candidate(one.k, float(fit), back, one.explained, int(one.sizes.min()))
        for one, fit, back in zip(found, clear, stable_by, strict=True)
    )
    best, stable = _chosen(candidates)
    return Proposal(
        best.k,
        candidates,
        stable,
        structure(best.silhouette),
        resamples,
        resample_size(len(points)) / len(points),
        len(points),
    )


def _different(found: Sequence[Partition]) -> list[Partition]:
    """Leave out what is there twice: regions can be fewer than k, or more where the city has more components."""
    return [one for k, one in sorted({one.k: one for one in found}.items()) if k > 1]


def _chosen(candidates: tuple[Candidate, ...]) -> tuple[Candidate, bool]:
    for least in (STABLE, FAIRLY_STABLE, -1.0):
        good = [one for one in candidates if one.stability >= least]
        if good:
            break
    return max(good, key=lambda one: (round(one.silhouette, 9), -one.k)), least > 0
