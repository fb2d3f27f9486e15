"""All pairs of many indicators of one level and year."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from analysis.correlation import CorrelationMatrix, correlation_matrix
from layers.columns import column
from layers.profiles.indicators import Unusable, judged_indicators, unusable, year_used
from layers.remembered import remembered
from loading.atlas import Atlas, Indicator, LevelName


@dataclass(frozen=True, eq=False)
class Correlations:
    """What goes together.

    Attributes
    ----------
    level : {"quarter", "district", "city"}
    year : int
        What was asked for.
    indicators : tuple of Indicator
        In the order of rows and columns; ``matrix.order`` is that of the display.
    years : tuple of int
        The year each indicator's numbers come from.
    unused : mapping of str to str
        Indicators asked for that cannot be compared: ``"count"`` or ``"no_numbers"``.
    matrix : CorrelationMatrix
    """

    level: LevelName
    year: int
    indicators: tuple[Indicator, ...]
    years: tuple[int, ...]
    unused: Mapping[str, Unusable]
    matrix: CorrelationMatrix


@remembered(16)
def correlations(atlas: Atlas, level: LevelName, year: int, indicators: tuple[str, ...] = ()) -> Correlations:
    """Correlate indicators over the areas of a level.

    Parameters
    ----------
    atlas : Atlas
    level : {"quarter", "district", "city"}
    year : int
    indicators : tuple of str
        Ids; those given twice count once. Empty: :func:`layers.profiles.indicators.judged_indicators`.

    Returns
    -------
    Correlations
        Other levels give other coefficients (larger areas usually closer ones): show it with level and number of
        areas.

    Raises
    ------
    KeyError
        If the Atlas has no such level or indicator.
    """
    asked = tuple(dict.fromkeys(indicators)) or judged_indicators(atlas, level, year)
    why = {one: unusable(atlas, level, one, year) for one in asked}
    used = [one for one in asked if not why[one]]
    years = tuple(year_used(atlas, level, one, year) or 0 for one in used)
    table = np.full((len(atlas.levels[level]), len(used)), np.nan)
    for at, (one, when) in enumerate(zip(used, years, strict=True)):
        table[:, at] = column(atlas, level, one, when).comparable
    declared = tuple(atlas.indicators[atlas.indicator_position(one)] for one in used)
    left = {one: code for one, code in why.items() if code}
    return Correlations(level, year, declared, years, left, correlation_matrix(table))
