"""Everything about the concentration of one group, in one year on one level, or over years."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.concentration.boundary_adjusted import contacts
from analysis.concentration.dissimilarity import dissimilarity
from analysis.concentration.dissimilarity_adjusted import dissimilarity_adjusted
from analysis.concentration.gini import gini
from analysis.concentration.isolation import eta_squared, isolation
from analysis.concentration.location_quotient import location_quotient
from analysis.concentration.random_allocation import RandomAllocation, random_allocation
from analysis.concentration.ranges import Ranges, bootstrap_ranges
from analysis.concentration.refusal import Refusal, refusal
from analysis.concentration.share_of_total import share_of_total
from analysis.concentration.smallest_set import By, SmallestSets, smallest_sets
from analysis.concentration.theil import TheilDecomposition, theil, theil_decomposition
from analysis.people import counted, usable
from analysis.weights import SpatialWeights

_NAN = float("nan")


@dataclass(frozen=True, eq=False)
class Concentration:
    """How a group is spread over the areas of one level in one year.

    Attributes
    ----------
    n : int
        Areas counted: both numbers known, and somebody lives there.
    group, total : float
        People in the group, and all people it is a part of, in these areas.
    refused : {"", "few_areas", "few_people"}
        Why nothing is measured; then the measures are NaN, and ``sets``, ``hierarchy``, ``chance`` and ``ranges``
        are None.
    location_quotient, share_of_total : float arrays, shape (all areas,)
        1 is the city's share; fractions of the group. NaN where the area does not count, and
        everywhere where nothing is measured.
    dissimilarity, dissimilarity_adjusted, gini, isolation, eta_squared, theil : float
        0 to 1; NaN also where the group is everybody.
    boundary_adjusted : float
        D less the contacts across borders; NaN where no neighbours were given.
    sets : SmallestSets or None
        The smallest sets for 1 to 99 per cent of the group.
    hierarchy : TheilDecomposition or None
        None where no districts were given.
    chance : RandomAllocation or None
        D beside that of random allocation; None where no draws were wanted.
    ranges : Ranges or None
        None where no draws were wanted.
    """

    n: int
    group: float
    total: float
    refused: Refusal
    location_quotient: NDArray[np.float64]
    share_of_total: NDArray[np.float64]
    dissimilarity: float = _NAN
    dissimilarity_adjusted: float = _NAN
    gini: float = _NAN
    isolation: float = _NAN
    eta_squared: float = _NAN
    theil: float = _NAN
    boundary_adjusted: float = _NAN
    sets: SmallestSets | None = None
    hierarchy: TheilDecomposition | None = None
    chance: RandomAllocation | None = None
    ranges: Ranges | None = None

    def __post_init__(self) -> None:
        self.location_quotient.setflags(write=False)
        self.share_of_total.setflags(write=False)

    def __repr__(self) -> str:
        of = f"{self.group:,.0f} of {self.total:,.0f} people on {self.n} areas"
        if self.refused:
            return f"{of}: {self.refused}"
        return f"{of}: D {self.dissimilarity:.4f}, adjusted {self.dissimilarity_adjusted:.4f}, Gini {self.gini:.4f}"

    @property
    def share(self) -> float:
        """The group's share of all people, 0 to 1; NaN where nobody counts."""
        return self.group / self.total if self.total > 0 else _NAN


def measured(
    group: ArrayLike,
    residents: ArrayLike,
    *,
    districts: ArrayLike | None = None,
    contiguity: SpatialWeights | None = None,
    by: By = "quarters",
    draws: int = 999,
    seed: int = 0,
) -> Concentration:
    """Measure how a group is spread over the areas of one level.

    Parameters
    ----------
    group, residents : arrays of float, shape (n,)
        People in the group, and all people it is a part of. NaN where not known or not to be used.
    districts : int array, shape (n,), optional
        The district of each area, -1 where it has none, for the decomposition of Theil's index.
    contiguity : SpatialWeights, optional
        Which areas adjoin (queen or rook); border lengths are used where they are known.
    by : {"quarters", "residents"}
        What the smallest sets are smallest in.
    draws : int
        Random cities for ``chance`` and ``ranges``; 0 to do without them.
    seed : int
        The same seed gives the same draws.

    Returns
    -------
    Concentration
        Refused, without measures, for fewer than 10 areas or fewer than 100 people in the group.

    Raises
    ------
    ValueError
        If an area has more people in the group than residents, or fewer than none (names the positions); if
        districts or neighbours do not fit the areas.

    Examples
    --------
    >>> found = measured([5, 10, 15, 20] * 3, [100, 100, 100, 100] * 3, draws=99)
    >>> found
    150 of 1,200 people on 12 areas: D 0.2286, adjusted 0.2046, Gini 0.2857
    >>> found.chance.p
    0.01
    >>> measured([5, 10], [100, 100])
    15 of 200 people on 2 areas: few_areas
    """
    places, part, whole = counted(group, residents)
    refused = refusal(group, residents)
    n, members, total = len(places), float(part.sum()), float(whole.sum())
    known = np.full(len(np.asarray(group)), np.nan)
    if refused:
        return Concentration(n, members, total, refused, known, known)
    known[places] = part
    among = None
    if contiguity is not None:
        among = contacts(places, len(known), contiguity.indptr, contiguity.indices, contiguity.borders)
    return Concentration(
        n,
        members,
        total,
        refused,
        location_quotient=location_quotient(group, residents),
        share_of_total=share_of_total(known),
        dissimilarity=dissimilarity(part, whole),
        dissimilarity_adjusted=dissimilarity_adjusted(part, whole),
        gini=gini(part, whole),
        isolation=isolation(part, whole),
        eta_squared=eta_squared(part, whole),
        theil=theil(part, whole),
        boundary_adjusted=dissimilarity(part, whole) - among.difference(part / whole) if among else _NAN,
        sets=smallest_sets(group, residents, by=by),
        hierarchy=None if districts is None else theil_decomposition(group, residents, districts),
        chance=random_allocation(part, whole, draws=draws, seed=seed) if draws else None,
        ranges=bootstrap_ranges(part, whole, contacts=among, draws=draws, seed=seed) if draws else None,
    )


def measured_over_years(
    group: ArrayLike,
    residents: ArrayLike,
    *,
    same_areas: bool = True,
    districts: ArrayLike | None = None,
    contiguity: SpatialWeights | None = None,
    by: By = "quarters",
    draws: int = 999,
    seed: int = 0,
) -> tuple[Concentration, ...]:
    """Measure how a group is spread, year by year.

    Parameters
    ----------
    group, residents : arrays of float, shape (n, years)
        As for :func:`measured`, which also explains the other parameters.
    same_areas : bool
        Count only areas whose numbers are known in every year that has any: an area that drops out must not look
        like a change. False counts in each year what is known in it.

    Returns
    -------
    tuple of Concentration, one per year
        A year without any number is refused ("few_areas"), and does not count against the areas of the others.

    Raises
    ------
    ValueError
        As :func:`measured`; or if the arrays do not have one column per year.

    Examples
    --------
    >>> group = [[5, 8], [10, 10], [15, 12], [20, float("nan")]] * 4
    >>> [(year.n, round(year.dissimilarity, 3)) for year in measured_over_years(group, [[99, 99]] * 16, draws=0)]
    [(12, 0.185), (12, 0.074)]
    """
    part, whole = np.asarray(group, dtype=np.float64), np.asarray(residents, dtype=np.float64)
    if part.ndim != 2 or part.shape != whole.shape:
        raise ValueError(f"group and residents need one column per year, got {part.shape} and {whole.shape}")
    years = range(part.shape[1])
    known = np.stack([usable(part[:, year], whole[:, year]) for year in years], axis=1) if years else part > 0
    if same_areas:
        known &= known[:, known.any(axis=0)].all(axis=1, keepdims=True)
    return tuple(
        measured(
            np.where(known[:, year], part[:, year], np.nan),
            whole[:, year],
            districts=districts,
            contiguity=contiguity,
            by=by,
            draws=draws,
            seed=seed,
        )
        for year in years
    )
