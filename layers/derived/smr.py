"""The standardised ratio: people counted over people expected, with its exact range."""

import numpy as np

from analysis.small_numbers import standardised_ratio
from layers.derived.counted import counted_rate
from layers.derived.declared import declared
from layers.derived.numbers import Derived, DerivedNumbers
from loading.atlas import Atlas, LevelName


def smr(atlas: Atlas, indicator: str) -> Derived:
    """Divide the people counted by those expected with the city's rate of the same year.

    Parameters
    ----------
    atlas : Atlas
    indicator : str
        A rate with counts.

    Returns
    -------
    Derived
        1 means like the city; with the exact 95 % range of a Poisson count. Blanks keep their reason.

    Raises
    ------
    KeyError
        If there is no such rate, or it was delivered without its counts.

    Notes
    -----
    ``x / (P t)``, see ``analysis.small_numbers.standardised_ratio``; the same number as the location quotient,
    ``layers.derived.ratio``, but with a range of its own.
    """
    base = counted_rate(atlas, indicator)
    city = base.city

    def of(level: LevelName) -> DerivedNumbers:
        part, whole = base.counts(level)
        if level == "city":
            one = np.where(np.isfinite(base.value(level)) & (city > 0), 1.0, np.nan)
            return DerivedNumbers.of(one, base.reason(level))
        found = standardised_ratio(part, whole * city)
        people = {"numerator": part, "denominator": whole}
        return DerivedNumbers.of(
            found.value, base.reason(level), base.is_hidden, **people, low=found.low, high=found.high
        )

    numbers = {level: of(level) for level in atlas.cubes}
    return Derived(declared("smr", base.indicator, **base.people), numbers)
