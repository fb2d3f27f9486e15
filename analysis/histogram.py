"""Bars behind the legend and beside each indicator."""

from dataclasses import dataclass
from math import ceil, floor, log10

import numpy as np
from numpy.typing import ArrayLike

NEGLIGIBLE = 1e-12
TINIEST = 1e-300


@dataclass(frozen=True)
class Histogram:
    """How many quarters lie between readable edges.

    Attributes
    ----------
    edges : tuple of float
        Ascending, evenly spaced, one more than there are bars; empty without values.
    counts : tuple of int
        Quarters from an edge up to, not including, the next; the last bar includes its upper edge.
    """

    edges: tuple[float, ...]
    counts: tuple[int, ...]


def histogram(values: ArrayLike, bars: int = 20) -> Histogram:
    """Count quarters in bars with readable edges.

    Parameters
    ----------
    values : array of float, shape (n,)
        NaN is left out.
    bars : int
        About how many bars; at most one more, fewer where the edges would not be readable.

    Returns
    -------
    Histogram
        A single bar where all values are the same up to rounding errors.

    Raises
    ------
    ValueError
        If less than one bar is asked for.

    Notes
    -----
    The width of a bar is 1, 2, 2.5 or 5 times a power of ten.

    Examples
    --------
    >>> histogram([1.2, 3.4, 3.9, 9.7], 5)
    Histogram(edges=(0.0, 2.0, 4.0, 6.0, 8.0, 10.0), counts=(1, 2, 0, 0, 1))
    """
    if bars < 1:
        raise ValueError(f"at least one bar is needed, got {bars}")
    numbers = np.asarray(values, dtype=np.float64).ravel()
    numbers = numbers[np.isfinite(numbers)]
    if not len(numbers):
        return Histogram((), ())
    lowest, highest = float(numbers.min()), float(numbers.max())
    if highest - lowest <= max(NEGLIGIBLE * max(abs(lowest), abs(highest)), TINIEST):
        return Histogram((lowest, highest), (len(numbers),))
    edges = _edges(lowest, highest, bars)
    counts = np.histogram(np.clip(numbers, edges[0], edges[-1]), edges)[0]
    return Histogram(tuple(edges.tolist()), tuple(counts.tolist()))


def _edges(lowest: float, highest: float, bars: int) -> np.ndarray:
    exponent = floor(log10((highest - lowest) / bars))
    while True:
        for factor, digits in ((1.0, 0), (2.0, 0), (2.5, 1), (5.0, 0)):
            step = factor * 10.0**exponent
            first, last = floor(lowest / step), ceil(highest / step)
            if last - first <= bars + 1:
                return np.round(np.arange(first, last + 1) * step, max(digits - exponent, -300))
        exponent += 1
