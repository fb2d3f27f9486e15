"""With how many decimals a number may be told so that the count behind it cannot be worked out."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from analysis.protection.cells import FloatArray
from analysis.protection.primary import few
from analysis.protection.rules import Rules

MOST_DECIMALS = 3
SAME = 1e-9


def rate_window(rate: ArrayLike, decimals: int, denominator: ArrayLike) -> tuple[FloatArray, FloatArray]:
    """Between which counts somebody can place a numerator who sees its rate and its denominator.

    Parameters
    ----------
    rate : array of float
        Per cent, as told.
    decimals : int
        Decimals it is told with.
    denominator : array of float, alike

    Returns
    -------
    low, high : float64, alike
        Whole numbers; ``low > high`` where no count has this rate. Give them to :func:`analysis.protection.attack`.

    Examples
    --------
    2.0 per cent of 148 people are 3, 2 per cent of 350 are 6 to 8:

    >>> rate_window([2.0, 2.0], 1, [148, 148]), rate_window([2.0], 0, [350])
    ((array([3., 3.]), array([3., 3.])), (array([6.]), array([8.])))
    """
    told, people = np.asarray(rate, dtype=np.float64), np.asarray(denominator, dtype=np.float64)
    half = 0.5 * 10.0**-decimals
    low = np.ceil((told - half) / 100 * people - SAME)
    return np.maximum(low, 0.0), np.minimum(np.floor((told + half) / 100 * people + SAME), people)


def allowed_decimals(
    values: Callable[[int, FloatArray], FloatArray],
    counts: ArrayLike,
    rules: Rules,
    *,
    denominator: ArrayLike | None = None,
    most: int = MOST_DECIMALS,
) -> int | None:
    """Find the most decimals of a number made of counts that leave every protected count undetermined.

    Parameters
    ----------
    values : callable
        ``values(i, candidates)`` is the number told for area i if its count were each of the candidates, float64 of
        the same shape: a rate of known residents, an index whose other indicators are public, the mean of
        neighbours of whom the others are public. The attacker is taken to know everything but that count.
    counts : array of float, shape (n,)
        NaN where there is none.
    rules : Rules
    denominator : array of float, shape (n,), optional
        People that each count is a part of; then complements are protected too, and no count can exceed them.
    most : int
        Decimals that would be wanted.

    Returns
    -------
    int or None
        Decimals, from 0 to ``most``; None where even without decimals a count is given away: then the number must
        not be told for areas whose count is hidden.

    Notes
    -----
    A protected count (or complement) must be left with more than k values, one of them below k and one of k or more.
    Rates with one decimal gave back 86 % of hidden counts in towns, an index with three all of them.

    Examples
    --------
    Per cent of 90,000, of 900 and of 150 residents, 2 of them counted:

    >>> PROFILE = Rules()
    >>> allowed_decimals(lambda i, x: 100 * x / 90_000, [2.0], PROFILE)
    2
    >>> allowed_decimals(lambda i, x: 100 * x / 900, [2.0], PROFILE)
    0
    >>> allowed_decimals(lambda i, x: 100 * x / 150, [2.0], PROFILE) is None
    True
    """
    number = np.asarray(counts, dtype=np.float64)
    people = np.full(number.shape, np.inf) if denominator is None else np.asarray(denominator, dtype=np.float64)
    small = few(number, rules.minimum_numerator, rules.zero_is_open)
    nearly_all = few(people - number, rules.minimum_numerator, rules.full_is_open) & rules.complement
    for decimals in range(most, -1, -1):
        if all(
            _undetermined(values, int(area), number[area], people[area], decimals, rules, bool(small[area]))
            for area in np.flatnonzero(small | (nearly_all & np.isfinite(people)))
        ):
            return decimals
    return None


def _undetermined(
    values: Callable[[int, FloatArray], FloatArray],
    area: int,
    count: float,
    people: float,
    decimals: int,
    rules: Rules,
    is_small: bool,
) -> bool:
    """Whether enough counts of one area are told as the same number."""
    least = rules.minimum_numerator
    reach = 4.0 * least
    first = max(1.0 if rules.zero_is_open else 0.0, count - reach)
    candidates = np.arange(first, min(count + reach, people) + 1)
    told = np.round(values(area, np.array([count])), decimals)[0]
    alike = np.round(values(area, candidates), decimals) == told
    judged = candidates[alike] if is_small else people - candidates[alike]
    return bool(len(judged) > least and judged.min() < least <= judged.max())
