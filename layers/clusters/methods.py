"""The local statistics behind one face: a mark, a statistic and a p-value for each area."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from analysis.clusters import (
    LocalMoran,
    PermutationPlan,
    bivariate_local_moran,
    getis_ord,
    local_geary,
    local_join_count,
    local_moran,
)
from analysis.clusters.local_geary import LocalGeary
from layers.clusters.options import ClusterOptions, Method

Floats = NDArray[np.float64]
#: What the marks of a method mean, by their number; the first means "not more than chance".
MARKS: Final[Mapping[Method, tuple[str, ...]]] = {
    "moran": ("none", "high_high", "low_high", "low_low", "high_low"),
    "bivariate": ("none", "bi_high_high", "bi_low_high", "bi_low_low", "bi_high_low"),
    "gi": ("none", "gathered_high", "gathered_low"),
    "geary": ("none", "alike_high", "alike_low", "alike", "unlike"),
    "join": ("without", "together"),
}
#: Marks of areas that lie among their like, those of high values first; the others stand out from their neighbours.
CLUSTERING: Final[Mapping[Method, tuple[int, ...]]] = {
    "moran": (1, 3),
    "bivariate": (1, 3),
    "gi": (1, 2),
    "geary": (1, 2, 3),
    "join": (1,),
}
RARE: Final = 0.5
UPPER: Final = 0.9


@dataclass(frozen=True, eq=False)
class LocalResult:
    """What a method says about every area, shape (n,).

    Attributes
    ----------
    moran : LocalMoran
        Local Moran's I, whatever the method: the axes of the Moran scatter plot. Bivariate where the method is.
    statistic : float64
        The method's own: I_i; z of Gi*; c_i; joins. NaN where there is none.
    p : float64
        Pseudo p-value as esda gives it (the smaller tail), exact and one-sided for joins. NaN where nothing was tested.
    two_sided : float64
        Of the pseudo p-values; joins stay one-sided.
    marks : int8
        Position in ``MARKS[method]``.
    has : bool or None
        For joins: the areas that have what is looked for.
    limit : float
        For joins: at or above it an area has it, 0 for any above 0; NaN for other methods.
    """

    moran: LocalMoran
    statistic: Floats
    p: Floats
    two_sided: Floats
    marks: NDArray[np.int8]
    has: NDArray[np.bool_] | None = None
    limit: float = float("nan")

    def __post_init__(self) -> None:
        for array in (self.statistic, self.p, self.two_sided, self.marks, self.has):
            if array is not None:
                array.setflags(write=False)


def local_result(values: Floats, others: Floats | None, plan: PermutationPlan, options: ClusterOptions) -> LocalResult:
    """Compute the statistic of the chosen method.

    Parameters
    ----------
    values : float64, shape (n,)
        NaN where an area is left out.
    others : float64, shape (n,), or None
        What is looked at in the neighbours, for the bivariate method.
    plan : PermutationPlan
    options : ClusterOptions

    Returns
    -------
    LocalResult

    Raises
    ------
    ValueError
        If the bivariate method gets no other values.
    """
    if options.method == "bivariate":
        if others is None:
            raise ValueError("the bivariate method needs the values of a second indicator")
        return _of_moran(bivariate_local_moran(values, others, plan), options)
    moran = local_moran(values, plan)
    if options.method == "moran":
        return _of_moran(moran, options)
    if options.method == "join":
        return _joins(values, moran, plan, options)
    return _other(values, moran, plan, options)


def _of_moran(found: LocalMoran, options: ClusterOptions) -> LocalResult:
    marks = found.clusters(options.alpha, options.controlled)
    return LocalResult(found, found.statistic, found.p, found.two_sided, marks)


def _other(values: Floats, moran: LocalMoran, plan: PermutationPlan, options: ClusterOptions) -> LocalResult:
    if options.method == "gi":
        found = getis_ord(values, plan)
        side = found.gatherings(options.alpha, options.controlled)
        return LocalResult(moran, found.z, found.p, found.two_sided, np.where(side < 0, 2, side).astype(np.int8))
    geary: LocalGeary = local_geary(values, plan)
    marks = geary.clusters(options.alpha, options.controlled)
    return LocalResult(moran, geary.statistic, geary.p, geary.two_sided, marks)


def _joins(values: Floats, moran: LocalMoran, plan: PermutationPlan, options: ClusterOptions) -> LocalResult:
    has, limit = having(values)
    found = local_join_count(has, plan.weights)
    marks = found.significant(options.alpha, options.controlled).astype(np.int8)
    return LocalResult(moran, found.joins, found.p, found.p, marks, has == 1, limit)


def having(values: Floats) -> tuple[Floats, float]:
    """Tell which areas have something rare: any of it where at most half have it, else as much as the upper tenth.

    Parameters
    ----------
    values : float64, shape (n,)
        NaN where not known.

    Returns
    -------
    has : float64, shape (n,)
        1 or 0; NaN where not known.
    limit : float
        0 where any above 0 counts; else the least that counts. NaN where nothing is known.

    Examples
    --------
    >>> having(np.array([0.0, 0.0, 3.0, np.nan]))
    (array([ 0.,  0.,  1., nan]), 0.0)
    >>> having(np.arange(1.0, 11.0))[1]
    10.0
    """
    known = values[np.isfinite(values)]
    if not len(known):
        return np.full(len(values), np.nan), float("nan")
    is_rare = known.min() == 0 and 0 < (known > 0).mean() <= RARE
    limit = 0.0 if is_rare else float(np.quantile(known, UPPER, method="higher"))
    has = values > 0 if is_rare else values >= limit
    return np.where(np.isfinite(values), has, np.nan), limit
