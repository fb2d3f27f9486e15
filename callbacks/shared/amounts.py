"""Values of an indicator in the words of a question; what they look like is decided in :mod:`layers.amounts`."""

from callbacks.shared.question import Question
from layers import amounts
from loading.atlas import Indicator


def number(asked: Question, indicator: Indicator, value: float, *, signed: bool = False) -> str:
    """Write a value without its unit, see :func:`layers.amounts.number`."""
    return amounts.number(asked.texts, indicator, value, signed=signed)


def amount(asked: Question, indicator: Indicator, value: float, *, signed: bool = False) -> str:
    """Write a value with its unit, see :func:`layers.amounts.amount`."""
    return amounts.amount(asked.texts, indicator, value, signed=signed)


def brief(asked: Question, indicator: Indicator, value: float) -> str:
    """Write a value for a narrow column, see :func:`layers.amounts.brief`."""
    return amounts.brief(asked.texts, indicator, value)


def share_of(asked: Question, indicator: Indicator) -> str:
    """Name what an indicator counts, as it stands behind a share, see :func:`layers.amounts.share_of`."""
    return amounts.share_of(asked.texts, indicator)


def is_per_cent(asked: Question, indicator: Indicator) -> bool:
    """Tell whether differences of the indicator are percentage points."""
    return amounts.is_per_cent(asked.texts, indicator)
