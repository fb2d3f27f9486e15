"""What an attacker concludes from numbers made of counts: C1 to C11 of the study of safety.

Every attack returns between which counts it places each quarter: ``low, high``, 1 to ``MOST`` where it learns
nothing. What is told of a hidden quarter is NaN where it went through the gate.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from analysis.protection import rate_window
from tests.analysis.protection.town import QUARTERS, THRESHOLD, Town

Floats = NDArray[np.float64]
Intervals = tuple[Floats, Floats]
MOST = 10_000.0
SAME = 1e-9


def nothing() -> Intervals:
    return np.ones(QUARTERS), np.full(QUARTERS, MOST)


def recovered(town: Town, found: Intervals, most: float = THRESHOLD - 1.0) -> float:
    """The share of hidden counts that are known exactly to somebody who knows the threshold, too."""
    low, high = np.maximum(found[0], 1.0), np.minimum(found[1], most)
    exact = (low == high) & (low == town.counts)
    return float(exact[town.hidden].mean()) if town.hidden.any() else 0.0


def _kept(told: Floats, low: Floats, high: Floats) -> Intervals:
    """Intervals where something is told, nothing elsewhere."""
    least, most = nothing()
    there = ~np.isnan(told)
    return np.where(there, np.maximum(low, least), least), np.where(there, np.minimum(high, most), most)


def from_sums(everything: float, all_but: Floats) -> Intervals:
    """C1: the sum of all quarters less the sum of all but one."""
    return _kept(all_but, everything - all_but, everything - all_but)


def from_rates(rates: Floats, decimals: int, residents: Floats) -> Intervals:
    """C2: a rate times its residents."""
    return _kept(rates, *rate_window(rates, decimals, residents))


def consistent(told: Floats, value: Callable[[int, Floats], Floats], decimals: int) -> Intervals:
    """C3: every count below the threshold tried in an index or any other number, until it is told as it was."""
    low, high = nothing()
    tried = np.arange(1.0, THRESHOLD)
    for area in np.flatnonzero(~np.isnan(told)):
        fits = tried[np.abs(value(area, tried) - told[area]) <= 0.5 * 10.0**-decimals + SAME]
        if len(fits):
            low[area], high[area] = fits.min(), fits.max()
    return low, high


def from_index(index: Floats, centre: float, scale: float, decimals: int, town: Town) -> Intervals:
    """C3: an index less its public indicators."""
    others = town.others.sum(axis=1)
    return consistent(index, lambda i, x: ((100 * x / town.residents[i] - centre) / scale + others[i]) / 4, decimals)


def from_lags(lags: Floats, used: tuple[tuple[int, ...], ...], decimals: int, town: Town) -> Intervals:
    """C4: means of neighbours less the neighbours that are public, one unknown after another."""
    low, high = nothing()
    low, high = np.where(town.hidden, 1.0, town.counts), np.where(town.hidden, THRESHOLD - 1.0, town.counts)
    touched = np.zeros(QUARTERS, dtype=bool)
    factor = 100 / town.residents
    for _ in range(20):
        for told, near in zip(lags, (list(one) for one in used), strict=True):
            if np.isnan(told):
                continue
            total, half = told * len(near), (0.5 * 10.0**-decimals + SAME) * len(near)
            for area in (j for j in near if town.hidden[j]):
                rest = [j for j in near if j != area]
                least, most = (low[rest] * factor[rest]).sum(), (high[rest] * factor[rest]).sum()
                low[area] = max(low[area], np.ceil((total - half - most) / factor[area] - SAME))
                high[area] = min(high[area], np.floor((total + half - least) / factor[area] + SAME))
                touched[area] = True
    return np.where(touched, low, 1.0), np.where(touched, high, MOST)


def from_colour(colour: Floats, least: float, most: float, residents: Floats) -> Intervals:
    """C5: the place on a continuous scale whose ends the legend names."""
    width = (most - least) / 255
    low, high = ((least + (colour + sign * 0.5) * width) * residents / 100 for sign in (-1, 1))
    return _kept(colour, np.ceil(low - SAME), np.floor(high + SAME))


def from_classes(classes: NDArray[np.int64], limits: Floats, residents: Floats) -> Intervals:
    """C6: the limits of the class a quarter is coloured by."""
    inside = np.maximum(classes, 0)
    low, high = limits[inside] - 0.05, limits[inside + 1] + 0.05
    told = np.where(classes < 0, np.nan, 0.0)
    return _kept(told, np.ceil(low * residents / 100 - SAME), np.floor(high * residents / 100 + SAME))


def from_ranks(ranks: Floats, town: Town) -> Intervals:
    """C7: the rates of the public quarters ranked just above and below."""
    low, high = nothing()
    public = ~town.hidden & ~np.isnan(ranks)
    for area in np.flatnonzero(~np.isnan(ranks) & town.hidden):
        below = town.rates[public & (ranks > ranks[area])]
        above = town.rates[public & (ranks < ranks[area])]
        if len(below):
            low[area] = max(1.0, np.ceil(below.max() * town.residents[area] / 100 - SAME))
        if len(above):
            high[area] = np.floor(above.min() * town.residents[area] / 100 + SAME)
    return low, high


def from_change(change: Floats, earlier: Floats) -> Intervals:
    """C8: the change in per cent, and the other year."""
    low, high = ((1 + (change + sign * 0.05) / 100) * earlier for sign in (-1, 1))
    return _kept(change, np.ceil(low - SAME), np.floor(high + SAME))


def from_noise(answers: Floats) -> Intervals:
    """C9: fresh noise averaged over reloads, shape (reloads, quarters)."""
    mean = np.round(answers.mean(axis=0))
    return _kept(mean, mean, mean)


def from_differences(with_it: Floats, without_it: Floats) -> Intervals:
    """C10 and C11: disturbed sums of selections with a quarter less the same without, averaged; (draws, quarters)."""
    mean = np.round((with_it - without_it).mean(axis=0))
    return _kept(mean, mean, mean)
