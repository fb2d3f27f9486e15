"""Areas like this one, for the profile of an area and for the map."""

from dataclasses import dataclass
from typing import Literal

from analysis.types.similar import SimilarQuarters, similar_quarters
from layers.profiles.area_profiles import AreaProfiles, area_profiles
from layers.profiles.types import FEWEST_INDICATORS
from layers.remembered import remembered
from loading.atlas import Atlas, LevelName

SimilarRefusal = Literal["", "too_few_indicators", "too_few_areas", "no_profile"]
_FEWEST_AREAS = 3


@dataclass(frozen=True, eq=False)
class SimilarAreas:
    """The answer to "which areas are like this one?".

    Attributes
    ----------
    area : int
        Position of the area asked about.
    profiles : AreaProfiles
        What was compared; positions of indicators are those of ``profiles.indicators``.
    refusal : str
        Empty, or why there is no answer: fewer than two indicators, fewer than three areas with all numbers, or a
        number that this area lacks (``profiles.lacking(area)`` and ``profiles.reason[area]`` say which and why).
    found : SimilarQuarters or None
        Positions in it are those of the areas.
    """

    area: int
    profiles: AreaProfiles
    refusal: SimilarRefusal
    found: SimilarQuarters | None


@remembered(256)
def similar_areas(
    atlas: Atlas,
    level: LevelName,
    year: int,
    area_id: str,
    indicators: tuple[str, ...] = (),
    most: int = 5,
) -> SimilarAreas:
    """Find the areas with the nearest profiles.

    Parameters
    ----------
    atlas : Atlas
    level : {"quarter", "district", "city"}
    year : int
    area_id : str
    indicators : tuple of str
        Ids; empty for the default.
    most : int
        So many counterparts.

    Returns
    -------
    SimilarAreas

    Raises
    ------
    KeyError
        If the Atlas has no such level, indicator or area.
    """
    compared = area_profiles(atlas, level, year, indicators)
    ids = atlas.levels[level].ids
    if area_id not in ids:
        raise KeyError(area_id)
    area = ids.index(area_id)
    refusal = _refusal(compared, area)
    return SimilarAreas(area, compared, refusal, None if refusal else similar_quarters(compared.profiles, area, most))


def _refusal(compared: AreaProfiles, area: int) -> SimilarRefusal:
    if len(compared.indicators) < FEWEST_INDICATORS:
        return "too_few_indicators"
    if compared.lacking(area):
        return "no_profile"
    return "too_few_areas" if compared.n < _FEWEST_AREAS else ""
