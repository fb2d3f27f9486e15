"""Readable class limits: 8.6 instead of 8.5714, with the same quarters in every class."""

from dataclasses import replace
from math import ceil, floor, log10

import numpy as np
from numpy.typing import ArrayLike

from analysis.classification import ClassBreaks

EVEN = ("equal_interval", "standard_deviation")
SLACK = 0.005


def rounded_breaks(breaks: ClassBreaks, values: ArrayLike) -> ClassBreaks:
    """Move each limit between two classes to the shortest number that changes no membership.

    Parameters
    ----------
    breaks : ClassBreaks
        Classes of exactly these values.
    values : array of float, shape (n,)
        NaN is left out.

    Returns
    -------
    ClassBreaks
        With the same counts. The lowest value, the largest value, and limits beyond them stay as they are,
        as do own limits, which a person has set.

    Notes
    -----
    A limit may move freely from the largest value of its class up to, not including, the next value above it. Limits
    of equal intervals and of standard deviations are promised to lie equal steps apart: start and step are rounded
    together, with the fewest decimals that change no membership and move no limit by more than 0.5 % of a step.

    Examples
    --------
    >>> from analysis.classification import class_breaks
    >>> values = [1.2345, 2.3456, 8.5714, 9.1429, 20.1]
    >>> rounded_breaks(class_breaks(values, "natural_breaks", 3), values).upper_bounds
    (3.0, 10.0, 20.1)
    """
    if breaks.scheme == "own" or len(breaks.upper_bounds) < 2:
        return breaks
    numbers = np.asarray(values, dtype=np.float64).ravel()
    ordered = np.sort(numbers[np.isfinite(numbers)])
    if breaks.scheme in EVEN and breaks.note != "fewer_distinct_values":
        inner = _evenly_readable(breaks, ordered)
    else:
        inner = tuple(_readable(limit, ordered) for limit in breaks.upper_bounds[:-1])
    return replace(breaks, upper_bounds=(*inner, breaks.upper_bounds[-1]))


def _evenly_readable(breaks: ClassBreaks, ordered: np.ndarray) -> tuple[float, ...]:
    limits = np.array(breaks.upper_bounds[:-1])
    step = float(limits[1] - limits[0]) if len(limits) > 1 else (breaks.upper_bounds[-1] - breaks.lowest) / 2
    steps = np.arange(len(limits))
    below = np.searchsorted(ordered, limits, side="right")
    coarsest = -floor(log10(step)) if step > 0 else 0
    for digits in range(coarsest, coarsest + 12):
        rounded = round(step, digits)
        first = round(float(limits.mean()) - rounded * (len(limits) - 1) / 2, digits)
        moved = np.array([round(first + rounded * number, digits) for number in steps.tolist()])
        same = (np.searchsorted(ordered, moved, side="right") == below).all()
        if same and np.abs(moved - limits).max() <= SLACK * step:
            return tuple(moved.tolist())
    return tuple(limits.tolist())


def _readable(limit: float, ordered: np.ndarray) -> float:
    position = int(np.searchsorted(ordered, limit, side="right"))
    if position in (0, len(ordered)):
        return limit
    least, beyond = float(ordered[position - 1]), float(ordered[position])
    largest = max(abs(least), abs(beyond))
    coarsest = ceil(log10(largest)) if largest > 0 else 0
    for digits in range(-coarsest, 17 - coarsest):
        step = 10.0**-digits
        near = (floor(limit / step), floor(limit / step) + 1, ceil(least / step))
        fitting = [number for number in (round(m * step, digits) for m in near) if least <= number < beyond]
        if fitting:
            return min(fitting, key=lambda number: abs(number - limit))
    return limit


def rounded_ends(breaks: ClassBreaks) -> ClassBreaks:
    """Move the ends of the first and the last class outwards to readable numbers, so that they are no area's own.

    Parameters
    ----------
    breaks : ClassBreaks

    Returns
    -------
    ClassBreaks
        With the same classes and counts. Lowest and highest limit are multiples of a twentieth of the span, itself
        rounded down to 1, 2 or 5 times a power of ten; a lowest value of zero stays zero.

    Examples
    --------
    >>> from analysis.classification import class_breaks
    >>> made = rounded_ends(class_breaks([1.2345, 2.3456, 8.5714, 20.1], "own", 2, own=[5.0]))
    >>> made.lowest, made.upper_bounds
    (1.0, (5.0, 20.5))
    """
    if not breaks.upper_bounds:
        return breaks
    low, high = breaks.lowest, breaks.upper_bounds[-1]
    span = (high - low) or abs(high) or 1.0
    digits = floor(log10(span / 20))
    step = max(factor * 10.0**digits for factor in (1, 2, 5) if factor * 10.0**digits <= span / 20 * (1 + 1e-9))
    places = max(0, -digits)
    first = round(floor(round(low / step, 6)) * step, places)
    last = round(ceil(round(high / step, 6)) * step, places)
    return replace(breaks, lowest=first, upper_bounds=(*breaks.upper_bounds[:-1], last))
