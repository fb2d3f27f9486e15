"""Between which counts an attack places each quarter."""

import numpy as np

from tests.leaks.seen import Floats

Intervals = tuple[Floats, Floats]
SAME = 1e-7


def nothing(size: int) -> Intervals:
    """Give what an attack says that learns nothing."""
    return np.zeros(size), np.full(size, np.inf)


def counts_of(rates: Floats, half: Floats | float, people: Floats) -> Intervals:
    """Whole counts whose rate per 100 people is told as these."""
    low, high = nothing(len(rates))
    least, most = (rates - half) * people / 100, (rates + half) * people / 100
    there = np.isfinite(least) & np.isfinite(most)
    low[there], high[there] = np.ceil(least[there] - SAME), np.floor(most[there] + SAME)
    return np.maximum(low, 0.0), high
