"""The share of the city's total: what part of all people concerned lives in an area."""

import numpy as np

from analysis.concentration import share_of_total
from layers.derived.declared import declared
from layers.derived.numbers import Derived, DerivedNumbers
from layers.totals import totals
from loading.atlas import Atlas


def share(atlas: Atlas, indicator: str) -> Derived:
    """Divide what is counted in every area by the sum over all areas of its level, or the city's own count.

    Parameters
    ----------
    atlas : Atlas
    indicator : str
        A rate with its counts, or a count.

    Returns
    -------
    Derived
        Per cent. Blanks keep their reason and are in no sum. Where counts are suppressed, the sum falls short of the
        city: its own count takes its place, and where that is not known either, there are no shares.

    Raises
    ------
    KeyError
        If there is no such indicator, or it has no counts.
    """
    position = atlas.indicator_position(indicator)
    base = atlas.indicators[position]
    numbers = {}
    for level, cube in atlas.cubes.items():
        counted = cube.value if base.kind == "count" else cube.numerator
        reason = cube.reason[:, position, :]
        known = np.where(np.isfinite(cube.value[:, position, :]), counted[:, position, :], np.nan)
        short = [totals(atlas, level, indicator, year) for year in atlas.years]
        wholes = [_number(one["numerator"]) if "numerator" in one else None for one in short]
        parts = [100 * share_of_total(known[:, at], whole) for at, whole in enumerate(wholes)]
        is_hidden = np.array([whole is not None for whole in wholes])
        numbers[level] = DerivedNumbers.of(np.stack(parts, axis=1) if parts else known, reason, is_hidden)
    if base.kind == "value" or not any(np.isfinite(one.value).any() for one in numbers.values()):
        raise KeyError(indicator)
    return Derived(declared("share", base, direction="context"), numbers)


def _number(told: float | None) -> float:
    return float("nan") if told is None else told
