"""Everything about the concentration of an indicator's group, or the reason why nothing is measured."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from analysis.concentration import Concentration, measured, measured_over_years, refusal
from layers.concentration.group import group_of
from layers.remembered import remembered
from layers.weights import area_weights
from loading.atlas import Atlas, LevelName

Refused = Literal["", "no_counts", "everybody", "few_areas", "few_people"]
DRAWS = 999


@dataclass(frozen=True, eq=False)
class GroupConcentration:
    """How the group of an indicator is spread over the areas of a level in one year.

    Attributes
    ----------
    refused : {"", "no_counts", "everybody", "few_areas", "few_people"}
        Why nothing is measured: nothing is counted; the group is everybody; fewer than 10 areas; fewer than 100
        people.
    indicator : str
        The one with the counts; the one asked for where there is none.
    found : Concentration or None
        None where nothing is counted.
    """

    refused: Refused
    indicator: str
    found: Concentration | None

    @property
    def n(self) -> int:
        """Areas counted."""
        return self.found.n if self.found else 0


@remembered(64)
def concentration(
    atlas: Atlas, level: LevelName, indicator: str, year: int, with_ranges: bool = True
) -> GroupConcentration:
    """Measure how the group of an indicator is spread.

    Parameters
    ----------
    atlas : Atlas
    level : {"quarter", "district", "city"}
    indicator : str
        A derived one stands for the one it is derived from.
    year : int
    with_ranges : bool
        Whether ranges and the baseline of random allocation are drawn too.

    Returns
    -------
    GroupConcentration

    Raises
    ------
    KeyError
        If the Atlas has no such level, indicator or year.
    """
    group, moment = group_of(atlas, level, indicator), atlas.year_position(year)
    if group is None or not np.isfinite(group.part[:, moment]).any():
        return GroupConcentration("no_counts", indicator if group is None else group.indicator, None)
    part, whole = group.part[:, moment], group.whole[:, moment]
    refused: Refused = "everybody" if np.nansum(part) == np.nansum(whole) > 0 else refusal(part, whole)
    if refused:
        return GroupConcentration(refused, group.indicator, measured(part, whole, draws=0))
    found = measured(
        part,
        whole,
        districts=districts(atlas, level),
        contiguity=area_weights(atlas, level) if with_ranges else None,
        draws=DRAWS if with_ranges else 0,
    )
    return GroupConcentration("", group.indicator, found)


@remembered(32)
def concentration_over_years(
    atlas: Atlas, level: LevelName, indicator: str
) -> tuple[tuple[int, ...], tuple[Concentration, ...]]:
    """Measure how the group of an indicator is spread, year by year, on the areas that are known in all of them.

    Returns
    -------
    years : tuple of int
        Those in which it is measured, ascending; a number without a year is in none.
    found : tuple of Concentration
        One for each.

    Raises
    ------
    KeyError
        If the Atlas has no such level or indicator.
    """
    group = group_of(atlas, level, indicator)
    if group is None:
        return (), ()
    named = [at for at, year in enumerate(atlas.years) if year]
    found = measured_over_years(group.part[:, named], group.whole[:, named], draws=DRAWS)
    kept = [
        (atlas.years[at], one)
        for at, one in zip(named, found, strict=True)
        if not one.refused and np.isfinite(one.dissimilarity)
    ]
    return tuple(year for year, _ in kept), tuple(one for _, one in kept)


def districts(atlas: Atlas, level: LevelName) -> NDArray[np.intp] | None:
    """Give the district of each area; None where the level has none above it.

    Raises
    ------
    KeyError
        If the Atlas has no such level.
    """
    parents = np.array(atlas.levels[level].parents, dtype=np.intp)
    return parents if level == "quarter" and "district" in atlas.levels and (parents >= 0).any() else None
