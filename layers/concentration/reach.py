"""How much of a group is known, where counts of some areas are suppressed."""

from dataclasses import dataclass

import numpy as np

from layers.concentration.group import group_of
from layers.totals import counts_of
from loading.atlas import Atlas, LevelName


@dataclass(frozen=True)
class Reach:
    """What part of the whole city the counted areas are.

    Attributes
    ----------
    group, residents : float
        Fractions of the city's own counts, 1 where nothing is suppressed, and of the known areas.
    hidden : int
        Areas whose numbers are suppressed.
    is_of_known : bool
        Whether the city's own counts are not known either: every share is then one of the known areas alone, and says
        nothing about the city.
    """

    group: float = 1.0
    residents: float = 1.0
    hidden: int = 0
    is_of_known: bool = False

    @property
    def at_least(self) -> bool:
        """Whether what a set of areas holds of the city is the least that it can be."""
        return self.hidden > 0 and not self.is_of_known


def reach(atlas: Atlas, level: LevelName, indicator: str, year: int) -> Reach:
    """Tell how much of an indicator's group is known.

    Raises
    ------
    KeyError
        If the Atlas has no such level, indicator or year.
    """
    group, at = group_of(atlas, level, indicator), atlas.year_position(year)
    if group is None:
        return Reach()
    is_count = atlas.indicators[atlas.indicator_position(group.indicator)].kind == "count"
    counts = counts_of(atlas, level, group.indicator, year, "numerator")
    all_people = counts_of(atlas, level, group.indicator, year, "residents" if is_count else "denominator")
    hidden = counts.hidden | all_people.hidden
    if not hidden.any():
        return Reach()
    if not np.isfinite(counts.whole + all_people.whole):
        return Reach(hidden=int(hidden.sum()), is_of_known=True)
    return Reach(
        group=_fraction(float(np.nansum(group.part[:, at])), counts.whole),
        residents=_fraction(float(np.nansum(group.whole[:, at])), all_people.whole),
        hidden=int(hidden.sum()),
    )


def _fraction(part: float, whole: float) -> float:
    return min(part / whole, 1.0) if part > 0 and whole > 0 else 1.0
