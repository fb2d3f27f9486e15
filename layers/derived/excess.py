"""People beyond what the city's rate would give: where the most are reached, not where the rate is highest."""

import numpy as np

from analysis.small_numbers import excess as excess_of
from layers.derived.counted import counted_rate
from layers.derived.declared import declared
from layers.derived.numbers import Derived, DerivedNumbers
from loading.atlas import Atlas, LevelName


def excess(atlas: Atlas, indicator: str) -> Derived:
    """Count the people above, or below, what the city's rate of the same year would give.

    Parameters
    ----------
    atlas : Atlas
    indicator : str
        A rate with counts.

    Returns
    -------
    Derived
        People with their sign and 95 % range; 0 for the city. Blanks keep their reason.

    Raises
    ------
    KeyError
        If there is no such rate, or it was delivered without its counts.

    Notes
    -----
    See ``analysis.small_numbers.excess``. A signed number cannot be a circle: it is drawn as an area in diverging
    colours around 0. Unlike a plain count it does not grow with the area by itself, since what the size alone would
    give is taken off.
    """
    base = counted_rate(atlas, indicator)
    city = base.city

    def of(level: LevelName) -> DerivedNumbers:
        part, whole = base.counts(level)
        if level == "city":
            none = np.where(np.isfinite(base.value(level)) & np.isfinite(city), 0.0, np.nan)
            return DerivedNumbers.of(none, base.reason(level))
        found = [excess_of(part[:, at], whole[:, at], float(city[at])) for at in range(len(city))]
        value, low, high = (np.stack([getattr(one, end) for one in found], axis=1) for end in ("value", "low", "high"))
        people = {"numerator": part, "denominator": whole}
        return DerivedNumbers.of(value, base.reason(level), base.is_hidden, **people, low=low, high=high)

    numbers = {level: of(level) for level in atlas.cubes}
    return Derived(declared("excess", base.indicator, signed=True, **base.people), numbers)
