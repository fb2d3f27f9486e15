"""Where like lies with like, for one indicator and year: map, tab, findings and commands ask the same function."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from analysis.clusters import (
    BivariateMoran,
    ContiguousCluster,
    Guardrail,
    LocalMoran,
    Moran,
    PermutationPlan,
    bivariate_moran,
    contiguous,
    guardrails,
    moran,
    permutation_plan,
)
from analysis.weights import SpatialWeights
from layers.clusters.living import of_the_city
from layers.clusters.methods import CLUSTERING, LocalResult, local_result
from layers.clusters.options import DEFAULT_OPTIONS, ClusterOptions
from layers.columns import Column, column
from layers.derived import base_id, derived_id, with_derived
from layers.remembered import remembered
from layers.totals import counts_of
from layers.view import years_with_values
from layers.weights import area_weights
from loading.atlas import Atlas, LevelName
from loading.reasons import Reason

FOR_THE_CITY: Final = 999
SMOOTHED: Final = ("eb", "ebs")


@dataclass(frozen=True, eq=False)
class ClusterAnalysis:
    """What was found about one indicator in one year; arrays have the shape (n,), all areas of the level.

    Attributes
    ----------
    options : ClusterOptions
        With the number of permutations that were made.
    indicator : str
        What was compared: the one that was asked for, or its smoothed rates.
    second, second_year : str, int
        What was looked at in the neighbours, for the bivariate method; else empty and 0.
    weights : SpatialWeights
    values, around : float64
        What was compared, and its mean over the neighbours that were compared, in the indicator's unit (bivariate: the
        second one's); NaN for areas that were left out.
    others : float64 or None
        What was looked at in the neighbours, for the bivariate method.
    reason : uint8
        ``Reason.VALUE`` for areas that were compared, else why not.
    city : Moran
        Global Moran's I of the values.
    pair : BivariateMoran or None
        Global bivariate Moran's I, where the method is bivariate.
    result : LocalResult
        Statistic and p-value of the chosen method for every area.
    clusters : tuple of ContiguousCluster
        Areas of the same mark that hang together, with the people in them; those with most residents first.
    guardrails : tuple of Guardrail
        Reasons for care, the weightiest first.
    """

    options: ClusterOptions
    indicator: str
    second: str
    second_year: int
    weights: SpatialWeights
    values: NDArray[np.float64]
    around: NDArray[np.float64]
    others: NDArray[np.float64] | None
    reason: NDArray[np.uint8]
    city: Moran
    pair: BivariateMoran | None
    result: LocalResult
    clusters: tuple[ContiguousCluster, ...]
    guardrails: tuple[Guardrail, ...]

    def __post_init__(self) -> None:
        for array in (self.values, self.around, self.others, self.reason):
            if array is not None:
                array.setflags(write=False)

    @property
    def local(self) -> LocalMoran:
        """Local Moran's I, whatever the method: the axes of the Moran scatter plot."""
        return self.result.moran

    @property
    def marks(self) -> NDArray[np.int8]:
        """Position in ``layers.clusters.MARKS`` of the method, 0 where not more than chance."""
        return self.result.marks

    @property
    def n(self) -> int:
        """Areas that were compared."""
        return int(np.isfinite(self.values).sum())

    @property
    def tested(self) -> int:
        """Areas with a test of their own: those compared that have neighbours (for joins: that have it)."""
        return int(np.isfinite(self.result.p).sum())

    @property
    def gathered(self) -> tuple[ContiguousCluster, ...]:
        """Clusters of areas that lie among their like, those of high values first."""
        order = CLUSTERING[self.options.method]
        return tuple(one for kind in order for one in self.clusters if one.kind == kind)


@remembered(4)
def _plan(
    atlas: Atlas, level: LevelName, neighbourhood: ClusterOptions, permutations: int, seed: int
) -> PermutationPlan:
    """Draw the random neighbourhoods of a level, used for all its indicators and years."""
    return permutation_plan(area_weights(atlas, level, *neighbourhood.neighbourhood), permutations, seed)


def permutations_of_level(atlas: Atlas, level: LevelName, options: ClusterOptions) -> PermutationPlan:
    """Draw the random neighbourhoods of a level, once for all its indicators, years and methods.

    Raises
    ------
    KeyError
        If the Atlas has no such level.
    ValueError
        If the reach does not fit the weights.
    """
    weights = area_weights(atlas, level, *options.neighbourhood)
    permutations = options.permutations_of(weights.n, int(weights.counts.max(initial=0)))
    kind, reach, bridges, exact = options.neighbourhood
    neighbourhood = ClusterOptions(weights=kind, reach=reach, bridges=bridges, exact=exact)
    return _plan(atlas, level, neighbourhood, permutations, options.seed)


def cluster_analysis(
    atlas: Atlas,
    level: LevelName,
    indicator: str,
    year: int,
    options: ClusterOptions = DEFAULT_OPTIONS,
    second: str = "",
) -> ClusterAnalysis:
    """Look for areas that lie among their like, and for areas that stand out from their neighbours.

    Parameters
    ----------
    atlas : Atlas
    level : {"quarter", "district", "city"}
    indicator : str
    year : int
    options : ClusterOptions
        Smoothing is passed over where there is nothing to smooth: no rate, or one without counts.
    second : str
        What is looked at in the neighbours by the bivariate method, in the year nearest to the first one's.

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
        If the reach does not fit the weights, or the bivariate method has no second indicator.
    """
    if options.method != "bivariate":
        second = ""
    elif not second:
        raise ValueError("the bivariate method needs a second indicator")
    return _cluster_analysis(atlas, level, indicator, year, options, second)


@remembered(64, if_small=1024)
def _cluster_analysis(
    atlas: Atlas, level: LevelName, indicator: str, year: int, options: ClusterOptions, second: str
) -> ClusterAnalysis:
    wide, used = smoothed(atlas, indicator) if options.smoothed else (atlas, indicator)
    options = replace(options, smoothed=used.partition(":")[0] in SMOOTHED)
    numbers, values = column(wide, level, used, year), compared(wide, level, used, year)
    second_year = nearest_year(atlas, level, second, year) if second else 0
    others = compared(atlas, level, second, second_year) if second else None
    reason = _reasons(numbers, column(atlas, level, second, second_year) if second else None)
    values = np.where(reason == Reason.VALUE, values, np.nan)
    plan = permutations_of_level(atlas, level, options)
    permutations = min(FOR_THE_CITY, plan.permutations)
    result = local_result(values, others, plan, options)
    pair = None if others is None else bivariate_moran(values, others, plan.weights, permutations, options.seed)
    return ClusterAnalysis(
        options=replace(options, permutations=plan.permutations),
        indicator=used,
        second=second,
        second_year=second_year,
        weights=plan.weights,
        values=values,
        around=_around(values if others is None else others, values, plan.weights),
        others=others,
        reason=reason,
        city=moran(values, plan.weights, permutations, options.seed),
        pair=pair,
        result=result,
        clusters=of_the_city(
            contiguous(result.marks, _touching(atlas, level, plan.weights), numbers.residents, numbers.numerator),
            counts_of(wide, level, used, year, "residents"),
            counts_of(wide, level, used, year, "numerator"),
        ),
        guardrails=_guardrails(wide, numbers, values, reason, plan, options),
    )


def smoothed(atlas: Atlas, indicator: str) -> tuple[Atlas, str]:
    """Give the Atlas with smoothed rates and their id; both as they are where nothing can be smoothed."""
    wanted = derived_id(SMOOTHED[0], base_id(indicator))
    if indicator.partition(":")[0] in SMOOTHED:
        return atlas, indicator
    wide = with_derived(atlas, wanted)
    return (wide, wanted) if any(one.id == wanted for one in wide.indicators) else (atlas, indicator)


def nearest_year(atlas: Atlas, level: LevelName, indicator: str, year: int) -> int:
    """Give a year, or the nearest one in which the indicator has values on the level.

    Raises
    ------
    KeyError
        If the Atlas has no such level or indicator.
    """
    years = years_with_values(atlas, level, indicator) or (year,)
    return min(years, key=lambda one: abs(one - year))


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


def _reasons(numbers: Column, second: Column | None) -> NDArray[np.uint8]:
    """Give why areas are left out, the first indicator's reason before the second's."""
    reason = np.where(np.isfinite(numbers.comparable), Reason.VALUE, numbers.reason)
    if second is not None:
        reason = np.where((reason == Reason.VALUE) & ~np.isfinite(second.comparable), second.reason, reason)
    return reason.astype(np.uint8)


def _around(
    looked_at: NDArray[np.float64], values: NDArray[np.float64], weights: SpatialWeights
) -> NDArray[np.float64]:
    there = np.isfinite(values)
    around = np.full(len(values), np.nan)
    around[there] = weights.among(there).lag(looked_at[there])
    return around


def _touching(atlas: Atlas, level: LevelName, weights: SpatialWeights) -> SpatialWeights:
    """Give who hangs together on the map: areas near each other need not touch."""
    return weights if weights.kind in ("queen", "rook") else area_weights(atlas, level)


def _guardrails(
    atlas: Atlas,
    numbers: Column,
    values: NDArray[np.float64],
    reason: NDArray[np.uint8],
    plan: PermutationPlan,
    options: ClusterOptions,
) -> tuple[Guardrail, ...]:
    return guardrails(
        values,
        plan.weights,
        counts=atlas.indicators[atlas.indicator_position(numbers.indicator)].kind == "count",
        smoothed=options.smoothed,
        denominators=numbers.denominator,
        reasons=[Reason(code).label for code in reason.tolist()],
        permutations=None if options.method == "join" or not options.controlled else plan.permutations,
        alpha=options.alpha,
    )
