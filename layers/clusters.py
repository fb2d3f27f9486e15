"""Where like lies with like: local Moran's I of one indicator and year, as map, findings and commands all use it."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from analysis.clusters import (
    PERMUTATIONS,
    SEED,
    ContiguousCluster,
    Guardrail,
    LocalMoran,
    Moran,
    PermutationPlan,
    contiguous,
    guardrails,
    local_moran,
    moran,
    permutation_plan,
)
from analysis.weights import SpatialWeights
from analysis.weights.spatial_weights import Kind
from layers.columns import column
from layers.remembered import remembered
from layers.weights import area_weights
from loading.atlas import Atlas, LevelName
from loading.reasons import Reason

MANY_AREAS: Final = 5_000
FEWER_PERMUTATIONS: Final = 9_999
FOR_THE_CITY: Final = 999
SMOOTHED: Final = ("eb", "ebs")


@dataclass(frozen=True)
class ClusterOptions:
    """How clusters are looked for.

    Attributes
    ----------
    weights : {"queen", "rook", "k_nearest", "distance_band"}
    reach : float
        k of the nearest, or metres of the band; passed over by the other weights.
    bridges : bool
        Whether areas that touch nobody are joined to the nearest one.
    permutations : int
        0 chooses 99,999, above 5,000 areas 9,999.
    seed : int
    alpha : float
        Share of chance finds among all finds; without control the level of every single test.
    controlled : bool
        Whether the false discovery rate is controlled.
    """

    weights: Kind = "queen"
    reach: float = 0.0
    bridges: bool = False
    permutations: int = 0
    seed: int = SEED
    alpha: float = 0.05
    controlled: bool = True

    def permutations_of(self, areas: int) -> int:
        """Give how many permutations are made for so many areas.

        Examples
        --------
        >>> ClusterOptions().permutations_of(542), ClusterOptions().permutations_of(33_000)
        (99999, 9999)
        """
        return self.permutations or (PERMUTATIONS if areas <= MANY_AREAS else FEWER_PERMUTATIONS)


DEFAULT_OPTIONS: Final = ClusterOptions()


@dataclass(frozen=True, eq=False)
class ClusterAnalysis:
    """What was found about one indicator in one year; arrays have the shape (n,), all areas of the level.

    Attributes
    ----------
    options : ClusterOptions
        With the number of permutations that were made.
    weights : SpatialWeights
    values : float64
        What was compared, in the indicator's unit; NaN for areas that were left out.
    city : Moran
        Global Moran's I.
    local : LocalMoran
    marks : int8
        ``analysis.clusters.QUADRANTS`` where more than chance: 1 High-High, 2 Low-High, 3 Low-Low, 4 High-Low; else 0.
    clusters : tuple of ContiguousCluster
        Areas of the same mark that hang together, with the people in them; those with most residents first.
    guardrails : tuple of Guardrail
        Reasons for care, the weightiest first.
    """

    options: ClusterOptions
    weights: SpatialWeights
    values: NDArray[np.float64]
    city: Moran
    local: LocalMoran
    marks: NDArray[np.int8]
    clusters: tuple[ContiguousCluster, ...]
    guardrails: tuple[Guardrail, ...]

    def __post_init__(self) -> None:
        for array in (self.values, self.marks):
            array.setflags(write=False)

    @property
    def n(self) -> int:
        """Areas that were compared."""
        return int(np.isfinite(self.values).sum())

    @property
    def tested(self) -> int:
        """Areas with a test of their own: those compared that have neighbours."""
        return int(np.isfinite(self.local.p).sum())


@remembered(4)
def permutations_of_level(atlas: Atlas, level: LevelName, options: ClusterOptions) -> PermutationPlan:
    """Draw the random neighbourhoods of a level, used for all its indicators and years.

    Raises
    ------
    KeyError
        If the Atlas has no such level.
    ValueError
        If the reach does not fit the weights.
    """
    weights = area_weights(atlas, level, options.weights, options.reach, options.bridges)
    return permutation_plan(weights, options.permutations_of(weights.n), options.seed)


def cluster_analysis(
    atlas: Atlas, level: LevelName, indicator: str, year: int, options: ClusterOptions = DEFAULT_OPTIONS
) -> ClusterAnalysis:
    """Look for areas that lie among their like, and for areas that stand out from their neighbours.

    Parameters
    ----------
    atlas : Atlas
    level : {"quarter", "district", "city"}
    indicator : str
    year : int
    options : ClusterOptions

    Returns
    -------
    ClusterAnalysis
        Areas that are not judged (withheld, too small, excluded, not delivered) are left out of the values and of
        their neighbours' means; ``guardrails`` names them by their reason. Nothing is marked where fewer than three
        areas can be compared.

    Raises
    ------
    KeyError
        If the Atlas has no such level, indicator or year.
    ValueError
        If the reach does not fit the weights.
    """
    return _cluster_analysis(atlas, level, indicator, year, options)


@remembered(64)
def _cluster_analysis(
    atlas: Atlas, level: LevelName, indicator: str, year: int, options: ClusterOptions
) -> ClusterAnalysis:
    numbers, values = column(atlas, level, indicator, year), compared(atlas, level, indicator, year)
    plan = permutations_of_level(
        atlas, level, replace(options, alpha=DEFAULT_OPTIONS.alpha, controlled=DEFAULT_OPTIONS.controlled)
    )
    local = local_moran(values, plan)
    marks = local.clusters(options.alpha, options.controlled)
    declared = atlas.indicators[atlas.indicator_position(indicator)]
    return ClusterAnalysis(
        options=replace(options, permutations=plan.permutations),
        weights=plan.weights,
        values=values,
        city=moran(values, plan.weights, min(FOR_THE_CITY, plan.permutations), options.seed),
        local=local,
        marks=marks,
        clusters=contiguous(marks, plan.weights, numbers.residents, numbers.numerator),
        guardrails=guardrails(
            values,
            plan.weights,
            counts=declared.kind == "count",
            smoothed=indicator.partition(":")[0] in SMOOTHED,
            reasons=[Reason(code).label for code in numbers.reason.tolist()],
            permutations=plan.permutations,
            alpha=options.alpha,
        ),
    )


def compared(atlas: Atlas, level: LevelName, indicator: str, year: int) -> NDArray[np.float64]:
    """Give the values that are compared: those of judged areas, NaN elsewhere, shape (n,).

    Raises
    ------
    KeyError
        If the Atlas has no such level, indicator or year.
    """
    return np.where(
        np.isfinite(column(atlas, level, indicator, year).comparable),
        atlas.cubes[level].value[:, atlas.indicator_position(indicator), atlas.year_position(year)],
        np.nan,
    )
