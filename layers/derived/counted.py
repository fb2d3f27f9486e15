"""A rate with its counts: what smoothed rates, excess and standardised ratios are computed from."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from layers.city_value import city_is_hidden, city_values
from loading.atlas import Atlas, Indicator, LevelName
from loading.reasons import has_number

Numbers = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class CountedRate:
    """A rate of an Atlas whose counts are known.

    Attributes
    ----------
    atlas : Atlas
    position : int
        Of the indicator.
    """

    atlas: Atlas
    position: int

    @property
    def indicator(self) -> Indicator:
        """As declared."""
        return self.atlas.indicators[self.position]

    @property
    def city(self) -> Numbers:
        """The city's rate as a fraction, shape (years,); NaN where not known."""
        return city_values(self.atlas, self.position) / self.indicator.factor

    @property
    def is_hidden(self) -> NDArray[np.bool_]:
        """In which years the city's rate is suppressed, shape (years,)."""
        return city_is_hidden(self.atlas, self.position)

    @property
    def people(self) -> dict[str, object]:
        """What the declaration says of the people counted, for what is derived and still counts them."""
        return {name: getattr(self.indicator, name) for name in ("numerator", "share_of", "counts")}

    def value(self, level: LevelName) -> Numbers:
        """The rate itself, shape (areas, years)."""
        return np.asarray(self.atlas.cubes[level].value[:, self.position, :])

    def reason(self, level: LevelName) -> NDArray[np.uint8]:
        """Reasons of a level, shape (areas, years)."""
        return np.asarray(self.atlas.cubes[level].reason[:, self.position, :])

    def counts(self, level: LevelName) -> tuple[Numbers, Numbers]:
        """People in the group and all people it is a part of, shape (areas, years) each.

        NaN where the rate is blank: what is suppressed adds to no other number. Numbers too small to judge are people
        nevertheless.
        """
        cube = self.atlas.cubes[level]
        known = has_number(self.reason(level))
        part, whole = (array[:, self.position, :] for array in (cube.numerator, cube.denominator))
        return np.where(known, part, np.nan), np.where(known, whole, np.nan)


def counted_rate(atlas: Atlas, indicator: str) -> CountedRate:
    """Give a rate with its counts.

    Raises
    ------
    KeyError
        If there is no such rate, or it was delivered without its counts.
    """
    found = CountedRate(atlas, atlas.indicator_position(indicator))
    if found.indicator.kind != "rate" or not has_counts(atlas, indicator):
        raise KeyError(indicator)
    return found


def has_counts(atlas: Atlas, indicator: str) -> bool:
    """Tell whether counts of any quarter in any year are known.

    Raises
    ------
    KeyError
        If there is no such indicator.
    """
    position, cube = atlas.indicator_position(indicator), atlas.cubes["quarter"]
    both = np.isfinite(cube.numerator[:, position, :]) & np.isfinite(cube.denominator[:, position, :])
    return bool(both.any())
