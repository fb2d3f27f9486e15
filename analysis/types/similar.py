"""Quarters like this one: who is near in all indicators at once, and where they differ."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.types.description import Difference, strongest_differences
from analysis.types.profiles import Profiles


@dataclass(frozen=True)
class Counterpart:
    """A quarter that resembles the one asked about.

    Attributes
    ----------
    quarter : int
        Position among all n quarters.
    distance : float
        Euclidean distance of the two profiles in standard deviations; 0 for identical ones.
    per_indicator : float
        Root mean square difference of one indicator in standard deviations: ``distance / sqrt(p)``, comparable
        whatever the number of indicators.
    differences : tuple of Difference
        Counterpart minus the quarter asked about, the strongest first.
    """

    quarter: int
    distance: float
    per_indicator: float
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class SimilarQuarters:
    """The answer to "which quarters are like this one?".

    Attributes
    ----------
    quarter : int
        The one asked about.
    counterparts : tuple of Counterpart
        The nearest first; equal ones by position.
    usual : float
        Median distance of a quarter to its nearest counterpart, in standard deviations.
    n : int
        Quarters with a profile, this one among them.
    """

    quarter: int
    counterparts: tuple[Counterpart, ...]
    usual: float
    n: int

    @property
    def stands_alone(self) -> bool:
        """Whether even the nearest is more than twice as far as nearest ones usually are."""
        return not self.counterparts or self.counterparts[0].distance > 2 * self.usual


def similar_quarters(found: Profiles, quarter: int, most: int = 5, strongest: int = 2) -> SimilarQuarters:
    """Find the quarters with the nearest profiles.

    Parameters
    ----------
    found : Profiles
    quarter : int
        Position among all n quarters.
    most : int
        Counterparts given; fewer where there are fewer.
    strongest : int
        Differences given per counterpart.

    Returns
    -------
    SimilarQuarters

    Raises
    ------
    ValueError
        If the quarter has no profile; names the indicators that are missing.
    IndexError
        If there is no such quarter.

    Notes
    -----
    Euclidean distance of the z-scores: every indicator counts alike, and what two correlated ones share counts twice
    (see ``Profiles.correlated``). Near in the profile does not mean near on the map.

    Examples
    --------
    >>> from analysis.types.profiles import profiles
    >>> answer = similar_quarters(profiles([[10.0], [30.0], [12.0], [29.0]]), 0)
    >>> [one.quarter for one in answer.counterparts]
    [2, 3, 1]
    >>> round(answer.counterparts[0].differences[0].units, 1)
    2.0
    """
    if not 0 <= quarter < len(found.missing):
        raise IndexError(f"there is no quarter {quarter} among {len(found.missing)}")
    lacking = np.flatnonzero(found.missing[quarter])
    if len(lacking):
        raise ValueError(f"quarter {quarter} has no profile, its indicators {lacking.tolist()} are missing")
    own = int(np.searchsorted(found.members, quarter))
    apart, steps = found.z - found.z[own], found.values - found.values[own]
    distance = np.sqrt((apart**2).sum(axis=1))
    nearest = [at for at in np.argsort(distance.round(9), kind="stable").tolist() if at != own][:most]
    width = np.sqrt(found.z.shape[1])
    counterparts = tuple(
        Counterpart(
            int(found.members[at]),
            float(distance[at]),
            float(distance[at] / width),
            strongest_differences(apart[at], steps[at], strongest),
        )
        for at in nearest
    )
    return SimilarQuarters(quarter, counterparts, _usual(found.z), len(found.members))


def _usual(z: NDArray[np.float64]) -> float:
    from scipy.spatial import cKDTree

    if len(z) < 2:
        return float("nan")
    return float(np.median(cKDTree(z).query(z, k=2)[0][:, 1]))
