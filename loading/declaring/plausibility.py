"""What numbers can be: parts of all residents, shares in the range observed elsewhere, fractions."""

from dataclasses import replace

import numpy as np

from loading.atlas import Indicator
from loading.declaring.catalogue import Definition, quantities
from loading.declaring.merging import Series, pairs
from loading.errors import Finding

FEW, RARELY = 2, 0.01


def outside_usual(definition: Definition, top: Series, bottom: Series | None, scale: float = 1.0) -> list[Finding]:
    """Report shares outside the range observed in small areas elsewhere; zero is not counted.

    Parameters
    ----------
    definition : Definition
    top : Series
        The numerator, or the ready share where there is no denominator.
    bottom : Series or None
    scale : float
        Of a ready share.

    Returns
    -------
    list of Finding
        At most one.
    """
    if definition.plausible is None:
        return []
    rates = scale * top.numbers() if bottom is None else rates_of(top, bottom, definition.indicator.factor)
    low, high = definition.plausible
    outside = int(((rates > high) | ((rates < low) & (rates > 0))).sum())
    if not outside:
        return []
    values = {"title": definition.indicator.title["de"], "n": outside, "low": low, "high": high}
    return [Finding("info", top.place, "indicators.outside_usual_range", values)]


def other_denominator(definition: Definition, bottom: Series) -> tuple[Indicator, list[Finding]]:
    """Give the indicator with the denominator used, and a finding where that is not the catalogue's own."""
    indicator = definition.indicator
    if bottom.quantity == definition.denominators[0]:
        return indicator, []
    used = quantities()[bottom.quantity].wording if bottom.quantity else dict.fromkeys(indicator.title, bottom.title)
    values = {"title": indicator.title["de"], "used": bottom.title, "usual": indicator.denominator["de"]}
    finding = Finding("warning", bottom.place, "indicators.other_denominator", values)
    return replace(indicator, denominator=used), [finding]


def part_of_residents(series: Series, residents: Series) -> bool:
    """Whether a count can be shown per 100 residents: a part of them, and nothing better is known.

    A part of them in sum, and in nearly all areas: buildings or workplaces of an own column are none, though a city has
    fewer of them than residents.
    """
    if series.quantity is not None and not quantities()[series.quantity].of_residents:
        return False
    met = [(part, whole) for _, part, whole in _met(series, residents)]
    if not all(0 <= part.sum() <= whole.sum() for part, whole in met):
        return False
    known = series.quantity is not None
    return bool(met) and all(known or (part > whole).sum() <= max(FEW, RARELY * len(part)) for part, whole in met)


def is_fractions(series: Series) -> bool:
    """Whether shares were delivered as fractions: all from 0 to 1, and not all of them whole."""
    numbers = series.numbers()
    numbers = numbers[np.isfinite(numbers)]
    return bool(len(numbers) and numbers.max() <= 1 and numbers.min() >= 0 and (numbers % 1 != 0).any())


def _met(top: Series, bottom: Series) -> list[tuple[int, np.ndarray, np.ndarray]]:
    return [met for one in top.columns for other in bottom.columns for met in pairs(one, other)]


def rates_of(top: Series, bottom: Series, factor: float) -> np.ndarray:
    """Give the rates of all areas and years that both columns have; flat."""
    met = [factor * part[whole > 0] / whole[whole > 0] for _, part, whole in _met(top, bottom)]
    return np.concatenate(met) if met else np.zeros(0)
