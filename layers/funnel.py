"""The funnel behind a View: the areas' rates against the number of people they refer to."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.small_numbers import Funnel
from analysis.small_numbers import funnel as funnel_of
from layers.base_indicator import base_indicator
from layers.city_value import city_fraction
from layers.columns import column
from layers.remembered import remembered
from loading.atlas import Atlas, LevelName


@dataclass(frozen=True, eq=False)
class AreaFunnel:
    """The areas of a level in the funnel around the city's rate.

    Attributes
    ----------
    indicator : str
        The rate; of a derived indicator the one it comes from.
    total : float array, shape (n,)
        All people the rate refers to. NaN where the area is not judged.
    funnel : Funnel
        Of the judged areas; everybody else is NaN.
    """

    indicator: str
    total: NDArray[np.float64]
    funnel: Funnel

    def __post_init__(self) -> None:
        self.total.setflags(write=False)


@remembered(64)
def area_funnel(atlas: Atlas, level: LevelName, indicator: str, year: int) -> AreaFunnel | None:
    """Place the areas of a level in the funnel.

    Parameters
    ----------
    atlas : Atlas
    level : {"quarter", "district", "city"}
    indicator : str
        A rate, or what is derived from one.
    year : int

    Returns
    -------
    AreaFunnel or None
        None for counts and values, for shares without counts, and where the city's rate is unknown or no part of a
        whole. Areas too small to be judged are left out, as from every other statement.

    Raises
    ------
    KeyError
        If the Atlas lacks the level, indicator or year.
    """
    base = atlas.indicators[atlas.indicator_position(base_indicator(atlas, indicator))]
    if base.kind != "rate":
        return None
    numbers, city = column(atlas, level, base.id, year), city_fraction(atlas, base.id, year)
    judged = np.isfinite(numbers.clear)
    if not judged.any() or not 0 <= city <= 1:
        return None
    part, total = (np.where(judged, each, np.nan) for each in (numbers.numerator, numbers.denominator))
    return AreaFunnel(base.id, total, funnel_of(part, total, city))
