"""Types of areas: sorted by their profiles, numbered from low to high disadvantage, described."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from analysis.types.description import TypeDescription, described
from analysis.types.labelling import direction_score, ordered
from analysis.types.number_of_types import NUMBERS, Proposal, number_of_types
from analysis.types.partition import Partition
from analysis.types.regions import contiguity_among
from analysis.types.silhouette import silhouette
from analysis.types.sorting import Method, Rows, sorted_into
from analysis.weights import SpatialWeights, queen
from layers.columns import Numbers
from layers.profiles.area_profiles import AreaProfiles, area_profiles
from layers.profiles.indicators import SIGN
from layers.remembered import remembered
from loading.atlas import Atlas, LevelName

TypesRefusal = Literal["", "too_few_indicators", "too_few_areas", "all_alike", "no_neighbours"]
FEWEST_AREAS = 10
FEWEST_INDICATORS = 2
MOST_TYPES = NUMBERS[-1]


@dataclass(frozen=True, eq=False)
class AreaTypes:
    """The answer to "which types of areas are there?".

    Attributes
    ----------
    profiles : AreaProfiles
        What the types were made of; it carries the question, and the reasons of the areas without a type.
    method : {"k_means", "ward", "regions"}
    refusal : str
        Empty, or why there are no types: fewer than two indicators, fewer than ten areas with all numbers, too few
        areas that differ, or no area that touches another one. All below is then empty.
    k : int
        Types found. For regions it can differ from what was asked for, see :func:`analysis.types.regions.regions`.
    proposal : Proposal or None
        The number of types that is proposed, and the figures behind it.
    label : int, shape (areas,)
        Types 0 to k - 1, in rising order of the mean judged indicator: 0 has the least disadvantage. -1 without.
    types : tuple of TypeDescription
        In the order of the labels.
    silhouette : float64, shape (areas,)
        How well its type fits an area, -1 to 1; below 0 another type fits better. NaN without a type.
    explained : float
        Part of the differences between areas that lies between types, 0 to 1.
    isolates : tuple of int
        Areas with a profile that touch no other one with a profile, and therefore belong to no region.
    seed : int
    """

    profiles: AreaProfiles
    method: Method
    refusal: TypesRefusal
    k: int
    proposal: Proposal | None
    label: NDArray[np.intp]
    types: tuple[TypeDescription, ...]
    silhouette: Numbers
    explained: float
    isolates: tuple[int, ...]
    seed: int

    def __post_init__(self) -> None:
        self.label.setflags(write=False)
        self.silhouette.setflags(write=False)

    @property
    def doubtful(self) -> NDArray[np.intp]:
        """Positions of the areas that another type would fit better."""
        return np.flatnonzero(self.silhouette < 0)


@remembered(32)
def area_types(
    atlas: Atlas,
    level: LevelName,
    year: int,
    indicators: tuple[str, ...] = (),
    method: Method = "k_means",
    k: int = 0,
    seed: int = 0,
) -> AreaTypes:
    """Sort the areas of a level into types.

    Parameters
    ----------
    atlas : Atlas
    level : {"quarter", "district", "city"}
    year : int
    indicators : tuple of str
        Ids; empty for the default, see :func:`layers.profiles.indicators.default_indicators`.
    method : {"k_means", "ward", "regions"}
        Regions are types that also hang together on the map.
    k : int
        Number of types, 2 to 9; 0 for the proposed one. Other numbers are brought into what the areas allow.
    seed : int

    Returns
    -------
    AreaTypes

    Raises
    ------
    KeyError
        If the Atlas has no such level or indicator.
    """
    found = area_profiles(atlas, level, year, indicators)
    proposal = types_proposal(atlas, level, year, indicators, method, seed)
    if isinstance(proposal, str):
        return _refused(found, method, proposal, seed)
    wanted = min(max(k, 2), proposal.candidates[-1].k) if k else proposal.k
    rows = _rows(atlas, found) if method == "regions" else None
    sorted_once = sorted_into(found.profiles.z, [wanted], method, rows, seed)[0]
    return _answered(atlas, found, method, proposal, sorted_once, seed)


@remembered(32)
def types_proposal(
    atlas: Atlas, level: LevelName, year: int, indicators: tuple[str, ...], method: Method, seed: int
) -> Proposal | TypesRefusal:
    """Propose a number of types, or say why there are none.

    Parameters and errors as in :func:`area_types`.

    Returns
    -------
    Proposal or str
        The refusal, see :class:`AreaTypes`.
    """
    found = area_profiles(atlas, level, year, indicators)
    if len(found.indicators) < FEWEST_INDICATORS:
        return "too_few_indicators"
    if found.n < FEWEST_AREAS:
        return "too_few_areas"
    rows = _rows(atlas, found) if method == "regions" else None
    if rows is not None and not len(np.asarray(rows[1])):
        return "no_neighbours"
    try:
        return number_of_types(found.profiles.z, method, rows=rows, seed=seed)
    except ValueError:
        return "all_alike"


@remembered(8)
def neighbours_of(atlas: Atlas, level: LevelName) -> SpatialWeights:
    """Give the queen neighbours of all areas of a level.

    Raises
    ------
    KeyError
        If the Atlas has no such level.
    """
    return queen(atlas.levels[level].geometry)


def _rows(atlas: Atlas, found: AreaProfiles) -> Rows:
    weights = neighbours_of(atlas, found.level)
    return contiguity_among(weights.indptr, weights.indices, found.profiles.members)


def _answered(
    atlas: Atlas, found: AreaProfiles, method: Method, proposal: Proposal, sorted_once: Partition, seed: int
) -> AreaTypes:
    score = direction_score(found.profiles.z, [SIGN[one.direction] for one in found.indicators])
    labels = ordered(sorted_once.labels, score)
    held = labels >= 0
    fit = np.full(len(found.reason), np.nan)
    if sorted_once.k > 1:
        fit[found.profiles.members[held]] = silhouette(found.profiles.z[held], labels[held])
    residents = atlas.cubes[found.level].residents[:, atlas.year_position(found.year)]
    return AreaTypes(
        profiles=found,
        method=method,
        refusal="",
        k=sorted_once.k,
        proposal=proposal,
        label=found.profiles.spread(labels),
        types=described(found.profiles, labels, residents),
        silhouette=fit,
        explained=sorted_once.explained,
        isolates=tuple(found.profiles.members[~held].tolist()),
        seed=seed,
    )


def _refused(found: AreaProfiles, method: Method, refusal: TypesRefusal, seed: int) -> AreaTypes:
    n = len(found.reason)
    nowhere, unknown = np.full(n, -1, dtype=np.intp), np.full(n, np.nan)
    return AreaTypes(found, method, refusal, 0, None, nowhere, (), unknown, float("nan"), (), seed)
