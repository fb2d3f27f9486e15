"""Count and denominator become a rate; every blank keeps its reason."""

import numpy as np

from loading.cubes.placing import Numbers
from loading.reasons import Reason


def rate(numerator: Numbers, denominator: Numbers, factor: float) -> Numbers:
    """Divide counts by their denominators.

    Parameters
    ----------
    numerator, denominator : Numbers
        Same shape.
    factor : float
        100 for per cent.

    Returns
    -------
    Numbers
        ``factor * numerator / denominator``. ZERO where the numerator is exactly 0. A blank numerator gives
        its reason, else a blank denominator; a denominator of 0 or less counts as not delivered.

    Examples
    --------
    >>> one, none = np.array([20.0, 0.0]), np.zeros(2, dtype=np.uint8)
    >>> found = rate(Numbers(one, none), Numbers(np.array([200.0, 50.0]), none), 100)
    >>> found.values.tolist(), found.reasons.tolist()
    ([10.0, 0.0], [0, 1])
    """
    usable = numerator.known & denominator.known & (denominator.values > 0)
    values = np.full(numerator.values.shape, np.nan)
    np.divide(factor * numerator.values, denominator.values, out=values, where=usable)
    reasons = np.where(values == 0, Reason.ZERO, Reason.VALUE).astype(np.uint8)
    empty = numerator.known & denominator.known & ~usable
    reasons[empty] = Reason.NOT_DELIVERED
    reasons = np.where(denominator.known, reasons, denominator.reasons)
    reasons = np.where(numerator.known, reasons, numerator.reasons)
    return Numbers(values, _honest(values, reasons))


def as_delivered(numbers: Numbers) -> Numbers:
    """Take shares, amounts and counts as they are; ZERO where exactly 0."""
    reasons = np.where(numbers.values == 0, Reason.ZERO, np.where(numbers.known, Reason.VALUE, numbers.reasons))
    return Numbers(numbers.values.copy(), _honest(numbers.values, reasons))


def _honest(values: np.ndarray, reasons: np.ndarray) -> np.ndarray:
    """See that no cell without a number claims to have one."""
    claimed = np.isnan(values) & (reasons <= Reason.ZERO)
    return np.where(claimed, Reason.NOT_DELIVERED, reasons).astype(np.uint8)


def mark_too_small(
    numbers: Numbers, residents: np.ndarray, denominator: np.ndarray, minimum_residents: int, minimum_denominator: int
) -> Numbers:
    """Mark rates that rest on too few people to be judged; the number stays.

    Parameters
    ----------
    numbers : Numbers
        Of rates.
    residents, denominator : float array, same shape
        NaN where unknown, which marks nothing.
    minimum_residents, minimum_denominator : int
        Below these a rate is TOO_SMALL.

    Returns
    -------
    Numbers

    Notes
    -----
    Fewer than 300 residents leave a quarter out of the index in Berlin and Hamburg [1]_.

    References
    ----------
    .. [1] Senatsverwaltung für Stadtentwicklung (2021). Monitoring Soziale Stadtentwicklung 2021.

    Examples
    --------
    >>> numbers = Numbers(np.array([10.0, 12.0]), np.zeros(2, dtype=np.uint8))
    >>> unknown = np.full(2, np.nan)
    >>> mark_too_small(numbers, np.array([299.0, 300.0]), unknown, 300, 30).reasons.tolist()
    [5, 0]
    """
    small = (residents < minimum_residents) | (denominator < minimum_denominator)
    return Numbers(numbers.values, np.where(numbers.known & small, Reason.TOO_SMALL, numbers.reasons).astype(np.uint8))
