"""Ready-made numbers in the order of a count or of a quotient: rests, odds, scores, deviations, logarithms, classes.

Whatever is done with a quotient - taken from 100, compared with the city, divided by its spread, cut into fifths - the
order of the quarters stays, and with it a hidden one is placed between its neighbours.
"""

import math
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
_GLANCE, _GLANCED, _NEARLY_ALL = 16, 0.9, 0.98
_EVIDENCE = 10.0  # nats: chance would put one in 20,000 towns into the order of any quotient


Moment = tuple[int, int]
Counted = tuple[int, FloatArray]


def in_order_of(
    own: FloatArray, counts: Sequence[Counted], wholes: Sequence[Counted]
) -> Iterator[tuple[int, list[Moment]]]:
    """Find of which counts a ready-made number keeps the order, year by year; where quarters are few in all years.

    Parameters
    ----------
    own : float64, shape (quarters, years)
    counts, wholes : sequence of (indicator position, float64 of that shape)
        Counts, and what they may be divided by beside one another.

    Yields
    ------
    year : int
    ingredients : list of (indicator position, year)
    """
    divisors = [*counts, *wholes]
    years = np.flatnonzero(np.isfinite(own).any(axis=0)).tolist()
    least = _least_evidence(len(counts), len(divisors) + 1)
    few = [year for year in years if _evidence(own[np.isfinite(own[:, year]), year]) < least]
    for together in [*([year] for year in years if year not in few), few]:
        of_parts = [numbers[:, together].ravel() for _, numbers in counts]
        of_wholes = [np.ones(len(own) * len(together)), *(numbers[:, together].ravel() for _, numbers in divisors)]
        for part, whole in in_order(own[:, together].ravel(), of_parts, of_wholes):
            ids = dict.fromkeys([counts[part][0], *([divisors[whole - 1][0]] if whole else [])])
            yield from ((year, [(one, year) for one in ids]) for year in together)


def in_order(own: FloatArray, parts: Sequence[FloatArray], wholes: Sequence[FloatArray]) -> Iterator[tuple[int, int]]:
    """Find the quotients in whose order a number rises or falls.

    Parameters
    ----------
    own : float64, shape (n,)
        NaN where not known.
    parts, wholes : sequence of float64 of that shape

    Yields
    ------
    part, whole : int
        Positions; nothing where there are too few areas to tell.

    Examples
    --------
    >>> part, whole = np.array([3.0, 5, 8, 4, 9, 7, 6, 2] * 2), np.arange(20.0, 36.0)
    >>> list(in_order(np.round(100 - 100 * part / whole, 1), [whole, part], [np.ones(16), whole]))
    [(1, 1)]
    """
    known = np.flatnonzero(np.isfinite(own))
    if not parts or not wholes or _evidence(own[known]) < _least_evidence(len(parts), len(wholes)):
        return
    ranked = known[np.argsort(own[known], kind="stable")]
    glance = np.unique(ranked[np.linspace(0, len(ranked) - 1, _GLANCE).astype(int)])
    every = np.stack(wholes)
    for at, part in enumerate(parts):
        for whole in np.flatnonzero(_concordance(own[glance], part[glance], every[:, glance]) >= _GLANCED).tolist():
            if _concordance(own[known], part[known], every[[whole]][:, known])[0] >= _NEARLY_ALL:
                yield at, whole


def _least_evidence(parts: int, wholes: int) -> float:
    """Ask for more where more quotients are tried."""
    return _EVIDENCE + math.log(max(parts * wholes, 1))


def _evidence(own: FloatArray) -> float:
    """Say how unlikely the order of numbers is, in nats: those of one class have none among them."""
    _, times = np.unique(own, return_counts=True)
    return math.lgamma(len(own) + 1) - sum(math.lgamma(one + 1) for one in times.tolist())


def _concordance(own: FloatArray, part: FloatArray, wholes: FloatArray) -> FloatArray:
    """Give by how much pairs of areas rise together rather than against each other, 0 to 1, shape (wholes,)."""
    first, second = np.triu_indices(len(own), 1)
    differ = own[first] != own[second]
    first, second = first[differ], second[differ]
    with np.errstate(divide="ignore", invalid="ignore"):
        quotient = part / wholes
        same = np.sign(own[first] - own[second]) * np.sign(quotient[:, first] - quotient[:, second])
    usable = np.isfinite(same) & (same != 0)
    enough = usable.sum(axis=1) >= 0.5 * len(first)
    return np.where(
        enough, np.abs(np.nansum(np.where(usable, same, 0.0), axis=1)) / np.maximum(usable.sum(axis=1), 1), 0.0
    )
