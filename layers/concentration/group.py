"""The people whom an indicator counts, and all people they are a part of."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from layers.derived import base_id
from loading.atlas import Atlas, LevelName
from loading.reasons import Reason

_WITH_COUNTS = (Reason.VALUE, Reason.ZERO, Reason.TOO_SMALL)  # too small to judge alone, yet people of the city


@dataclass(frozen=True, eq=False)
class Group:
    """A group and the people it is a part of; arrays have the shape (areas, years).

    Attributes
    ----------
    indicator : str
        The one with the counts: of a derived indicator the one it is derived from.
    part, whole : float64
        People of the group, and all of them. NaN where one of the two is not known, or the part exceeds the whole.
    """

    indicator: str
    part: NDArray[np.float64]
    whole: NDArray[np.float64]

    def __post_init__(self) -> None:
        self.part.setflags(write=False)
        self.whole.setflags(write=False)


def group_of(atlas: Atlas, level: LevelName, indicator: str) -> Group | None:
    """Give the group that an indicator counts, in every year.

    Parameters
    ----------
    atlas : Atlas
    level : {"quarter", "district", "city"}
    indicator : str
        A rate with its counts, a count (its whole are the residents), or what is derived from one.

    Returns
    -------
    Group or None
        None where nothing is counted: an amount, an index, shares delivered without their counts.

    Raises
    ------
    KeyError
        If the Atlas has no such level or indicator.

    Notes
    -----
    Numbers that are too small to be judged are counted all the same: nothing is said about their area alone, and
    without them the city's sum would be too low.
    """
    base = base_id(indicator)
    known = {one.id for one in atlas.indicators}
    at = atlas.indicator_position(base if base in known else indicator)
    declared, cube = atlas.indicators[at], atlas.cubes[level]
    if declared.kind == "value":
        return None
    is_count = declared.kind == "count"
    part = cube.value[:, at, :] if is_count else cube.numerator[:, at, :]
    whole = cube.residents if is_count else cube.denominator[:, at, :]
    usable = np.isin(cube.reason[:, at, :], _WITH_COUNTS) & (part <= whole)
    if not usable.any():
        return None
    return Group(declared.id, np.where(usable, part, np.nan), np.where(usable, whole, np.nan))
