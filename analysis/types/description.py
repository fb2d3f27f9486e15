"""What a type is: how many quarters and people, what sets it apart, and the quarter that stands for it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.types.profiles import Profiles

STRONGEST = 3


@dataclass(frozen=True)
class Difference:
    """How far something lies from what it is compared with, in one indicator.

    Attributes
    ----------
    indicator : int
        Position of the indicator.
    sd : float
        Difference in standard deviations of the quarters, of the logarithms where these were standardised.
    units : float
        Difference of the numbers in the indicator's unit.
    """

    indicator: int
    sd: float
    units: float


@dataclass(frozen=True, eq=False)
class TypeDescription:
    """One type of quarters.

    Attributes
    ----------
    number : int
        From 0.
    members : int, shape (quarters,)
        Positions among all n quarters, ascending.
    residents : float
        People who live there; NaN where unknown for all of them.
    residents_share : float
        Of all residents known, 0 to 1; NaN where unknown.
    mean : float64, shape (p,)
        Plain mean of the quarters in the units of the indicators; not the rate of the type taken together.
    z : float64, shape (p,)
        Mean profile in standard deviations from the mean of all quarters with a profile.
    differences : tuple of Difference
        To the mean of all quarters with a profile, the strongest first.
    typical : int
        Position of the quarter with the smallest sum of distances to the others of its type (medoid).
    """

    number: int
    members: NDArray[np.intp]
    residents: float
    residents_share: float
    mean: NDArray[np.float64]
    z: NDArray[np.float64]
    differences: tuple[Difference, ...]
    typical: int

    def __post_init__(self) -> None:
        for array in (self.members, self.mean, self.z):
            array.setflags(write=False)

    def __repr__(self) -> str:
        return f"Type {self.number}: {len(self.members)} quarters, {self.residents:.0f} residents, like {self.typical}"


def described(
    found: Profiles, labels: ArrayLike, residents: ArrayLike | None = None, strongest: int = STRONGEST
) -> tuple[TypeDescription, ...]:
    """Describe every type.

    Parameters
    ----------
    found : Profiles
    labels : int array, shape (m,)
        Types of the quarters with a profile, 0 to k - 1; -1 for none.
    residents : float array, shape (n,), optional
        Of all quarters; NaN where unknown.
    strongest : int
        Differences given per type.

    Returns
    -------
    tuple of TypeDescription
        In the order of the labels.

    Raises
    ------
    ValueError
        If labels or residents do not fit the profiles.

    Examples
    --------
    >>> from analysis.types.profiles import profiles
    >>> found = profiles([[10, 1], [12, 2], [30, 1], [28, 2]])
    >>> one, other = described(found, [0, 0, 1, 1], [100, 200, 300, 400])
    >>> other
    Type 1: 2 quarters, 700 residents, like 2
    >>> other.differences[0]
    Difference(indicator=0, sd=0.99..., units=9.0)
    """
    types, people = np.asarray(labels), _people(found, residents)
    if types.shape != found.members.shape:
        raise ValueError(f"labels need one entry per profile ({len(found.members)}), got the shape {types.shape}")
    return tuple(
        _type(found, number, types == number, people, strongest) for number in range(types.max(initial=-1) + 1)
    )


def strongest_differences(sd: ArrayLike, units: ArrayLike, most: int) -> tuple[Difference, ...]:
    """Pick the largest differences in standard deviations; of equals the first indicator comes first.

    Parameters
    ----------
    sd, units : float arrays, shape (p,)
    most : int

    Returns
    -------
    tuple of Difference
        Without those that are nought.

    Examples
    --------
    >>> strongest_differences([0.5, -2.0, 0.0], [3.0, -1.0, 0.0], 3)
    (Difference(indicator=1, sd=-2.0, units=-1.0), Difference(indicator=0, sd=0.5, units=3.0))
    """
    apart, steps = np.asarray(sd, dtype=np.float64), np.asarray(units, dtype=np.float64)
    order = np.argsort(-np.abs(apart).round(9), kind="stable")[:most]
    return tuple(Difference(int(at), float(apart[at]), float(steps[at])) for at in order if abs(apart[at]) > 1e-9)


def _people(found: Profiles, residents: ArrayLike | None) -> NDArray[np.float64]:
    n = len(found.missing)
    people = np.full(n, np.nan) if residents is None else np.asarray(residents, dtype=np.float64)
    if people.shape != (n,):
        raise ValueError(f"residents need one entry per quarter ({n}), got the shape {people.shape}")
    return people


def _type(
    found: Profiles, number: int, inside: NDArray[np.bool_], people: NDArray[np.float64], strongest: int
) -> TypeDescription:
    members, z, mean = found.members[inside], found.z[inside].mean(axis=0), found.values[inside].mean(axis=0)
    known = np.isfinite(people[members])
    living = float(people[members][known].sum()) if known.any() else float("nan")
    everybody = float(np.nansum(people))
    return TypeDescription(
        number=number,
        members=members,
        residents=living,
        residents_share=living / everybody if everybody > 0 else float("nan"),
        mean=mean,
        z=z,
        differences=strongest_differences(z, mean - found.values.mean(axis=0), strongest),
        typical=int(members[_medoid(found.z[inside])]),
    )


def _medoid(z: NDArray[np.float64]) -> int:
    from scipy.spatial import distance  # the package before its module: two threads may be the first at once

    return int(distance.cdist(z, z).sum(axis=1).round(9).argmin())
