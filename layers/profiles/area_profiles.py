"""The profiles of the areas of a level: indicators side by side, with a reason for every area left out."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.types.profiles import Profiles, profiles
from layers.columns import column
from layers.profiles.indicators import Unusable, default_indicators, unusable, year_used
from layers.remembered import remembered
from loading.atlas import Atlas, Indicator, LevelName
from loading.reasons import Reason


@dataclass(frozen=True, eq=False)
class AreaProfiles:
    """The profiles of one level and year.

    Attributes
    ----------
    level : {"quarter", "district", "city"}
    year : int
        What was asked for.
    indicators : tuple of Indicator
        In the order of the columns; empty where nothing can be compared.
    years : tuple of int
        The year each indicator's numbers come from, see :func:`layers.profiles.indicators.year_used`.
    unused : mapping of str to str
        Indicators asked for that cannot stand in a profile: ``"count"`` or ``"no_numbers"``.
    profiles : Profiles
        Positions in it are those of the areas and of ``indicators``.
    reason : uint8, shape (n,)
        ``Reason.VALUE`` for an area with a profile; otherwise the reason of its first blank.
    """

    level: LevelName
    year: int
    indicators: tuple[Indicator, ...]
    years: tuple[int, ...]
    unused: Mapping[str, Unusable]
    profiles: Profiles
    reason: NDArray[np.uint8]

    def __post_init__(self) -> None:
        self.reason.setflags(write=False)

    @property
    def n(self) -> int:
        """Number of areas with a profile."""
        return len(self.profiles.members)

    def lacking(self, area: int) -> tuple[Indicator, ...]:
        """Name the indicators without which the area at this position has no profile."""
        return tuple(self.indicators[at] for at in np.flatnonzero(self.profiles.missing[area]))

    def blanks(self) -> dict[str, int]:
        """Count the areas left out by label of the reason, the most frequent first."""
        reasons, counts = np.unique(self.reason[self.profiles.left_out], return_counts=True)
        order = np.argsort(-counts, kind="stable")
        return {Reason(reasons[at]).label: int(counts[at]) for at in order}


@remembered(32)
def area_profiles(
    atlas: Atlas,
    level: LevelName,
    year: int,
    indicators: tuple[str, ...] = (),
    logged: tuple[str, ...] = (),
) -> AreaProfiles:
    """Put indicators side by side and standardise them.

    Parameters
    ----------
    atlas : Atlas
    level : {"quarter", "district", "city"}
    year : int
    indicators : tuple of str
        Ids; those given twice count once. Empty: :func:`layers.profiles.indicators.default_indicators`.
    logged : tuple of str
        Ids of those whose ``ln(1 + x)`` is standardised.

    Returns
    -------
    AreaProfiles

    Raises
    ------
    KeyError
        If the Atlas has no such level or indicator.
    ValueError
        If an indicator to be logged has numbers of -1 or less.
    """
    asked = tuple(dict.fromkeys(indicators)) or default_indicators(atlas, level, year)
    why = {one: unusable(atlas, level, one, year) for one in asked}
    used = [one for one in asked if not why[one]]
    years = [year_used(atlas, level, one, year) or 0 for one in used]
    columns = [column(atlas, level, one, when) for one, when in zip(used, years, strict=True)]
    areas = len(atlas.levels[level])
    # Without any indicator nobody has a profile: a single empty column says so.
    values = [one.comparable for one in columns] or [np.full(areas, np.nan)]
    reasons = [one.reason for one in columns] or [np.full(areas, Reason.NOT_DELIVERED, dtype=np.uint8)]
    found = profiles(np.stack(values, axis=1), [one in logged for one in used] or [False])
    first = found.missing.argmax(axis=1)
    blank = np.stack(reasons, axis=1)[np.arange(areas), first]
    reason = np.where(found.missing.any(axis=1), blank, Reason.VALUE).astype(np.uint8)
    declared = tuple(atlas.indicators[atlas.indicator_position(one)] for one in used)
    left = {one: code for one, code in why.items() if code}
    return AreaProfiles(level, year, declared, tuple(years), left, found, reason)
