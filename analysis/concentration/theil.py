"""Theil's information index (H): how far the quarters are apart, between and within districts."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.people import counted


@dataclass(frozen=True, eq=False)
class TheilDecomposition:
    """H split over the hierarchy; the parts add up to the total.

    Attributes
    ----------
    total : float
        H of all quarters that belong to a district, 0 to 1.
    between : float
        H of the districts: what would remain if every quarter were like its district.
    within : float
        What the quarters add inside their districts.
    districts : int array, shape (d,)
        The districts that occur, ascending.
    parts : float array, shape (d,)
        What each district adds to ``within``.
    n : int
        Quarters counted.
    """

    total: float
    between: float
    within: float
    districts: NDArray[np.intp]
    parts: NDArray[np.float64]
    n: int

    def __post_init__(self) -> None:
        self.districts.setflags(write=False)
        self.parts.setflags(write=False)

    @property
    def within_share(self) -> float:
        """The part of the total that lies within districts, 0 to 1; NaN where there is no difference at all."""
        return self.within / self.total if self.total > 0 else float("nan")


def theil(group: ArrayLike, residents: ArrayLike) -> float:
    """Give the part of the city's mixture that is missing in its quarters: 0 evenly spread, 1 completely apart.

    Parameters, missing values and errors as in :func:`analysis.concentration.lorenz_curve`; NaN where the group is
    nobody or everybody.

    Notes
    -----
    ``H = Σ t_i (E - E_i) / (T E)``, ``E = -P ln P - (1 - P) ln(1 - P)`` the entropy of the city and E_i that of a
    quarter [1]_.

    References
    ----------
    .. [1] Theil, H. and Finizza, A. J. (1971). A note on the measurement of racial integration of schools by means
       of informational concepts. Journal of Mathematical Sociology 1, 187-193.

    Examples
    --------
    >>> theil([0, 100], [100, 100]), round(theil([10, 30], [100, 100]), 4)
    (1.0, 0.0648)
    """
    _, part, whole = counted(group, residents)
    if not 0 < part.sum() < whole.sum():
        return float("nan")
    city = whole.sum() * entropy(part.sum() / whole.sum())
    return float(np.clip(1 - (whole * entropy(part / whole)).sum() / city, 0.0, 1.0))


def theil_decomposition(group: ArrayLike, residents: ArrayLike, districts: ArrayLike) -> TheilDecomposition | None:
    """Split H into what lies between districts and what lies within them.

    Parameters
    ----------
    group, residents : arrays of float, shape (n,)
        NaN where not known.
    districts : int array, shape (n,)
        The district of each quarter; -1 where it has none, it is then left out.

    Returns
    -------
    TheilDecomposition, or None
        None where no quarter counts, or the group is nobody or everybody there.

    Raises
    ------
    ValueError
        If the group is not a part of the residents (names the positions), or the districts are not one per quarter.

    Notes
    -----
    ``H = Σ_g T_g (E - E_g) / (T E) + Σ_g T_g E_g / (T E) H_g`` over the districts g [1]_.

    References
    ----------
    .. [1] Reardon, S. F. and Firebaugh, G. (2002). Measures of multigroup segregation. Sociological Methodology
       32, 33-67.

    Examples
    --------
    >>> found = theil_decomposition([10, 30, 20, 20], [100] * 4, [0, 0, 1, 1])
    >>> round(found.total, 4), found.between, round(found.within, 4)
    (0.0324, 0.0, 0.0324)
    """
    place = np.asarray(districts, dtype=np.intp)
    if place.shape != np.shape(group):
        raise ValueError(f"one district per quarter is needed, got {place.shape} for {np.shape(group)}")
    positions, part, whole = counted(group, residents)
    known = place[positions] >= 0
    part, whole = part[known], whole[known]
    if not 0 < part.sum() < whole.sum():
        return None
    names, which = np.unique(place[positions][known], return_inverse=True)
    members, people = np.bincount(which, part), np.bincount(which, whole)
    city = whole.sum() * entropy(part.sum() / whole.sum())
    of_districts = people * entropy(members / people)
    of_quarters = np.bincount(which, whole * entropy(part / whole))
    parts = (of_districts - of_quarters) / city
    between = 1 - of_districts.sum() / city
    return TheilDecomposition(
        float(between + parts.sum()), float(between), float(parts.sum()), names, parts, int(known.sum())
    )


def entropy(share: ArrayLike) -> NDArray[np.float64]:
    """Give how mixed a group and all others are, in nats: 0 where only one of both is there, at most ln 2."""
    yes = np.asarray(share, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = [np.where(each > 0, -each * np.log(each), 0.0) for each in (yes, 1 - yes)]
    return np.asarray(parts[0] + parts[1])
