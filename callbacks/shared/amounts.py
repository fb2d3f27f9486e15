"""Values of an indicator as readers see them: with its decimals, its sign and its unit."""

from callbacks.shared.question import Question
from loading.atlas import Indicator

_PER_CENT = "%"


def number(asked: Question, indicator: Indicator, value: float, *, signed: bool = False) -> str:
    """Write a value without its unit, for places where the unit stands beside it.

    Parameters
    ----------
    asked : Question
    indicator : Indicator
    value : float
        NaN gives an en dash.
    signed : bool
        Show the plus sign too; an indicator of changes always does.
    """
    return asked.texts.number(value, indicator.decimals, signed=signed or indicator.signed)


def amount(asked: Question, indicator: Indicator, value: float, *, signed: bool = False) -> str:
    """Write a value with its unit, the two never parted by a line's end; parameters as in :func:`number`."""
    return _joined(number(asked, indicator, value, signed=signed), asked.local(indicator.unit), value)


def brief(asked: Question, indicator: Indicator, value: float) -> str:
    """Write a value for a narrow column: a per cent sign, but no longer unit; parameters as in :func:`number`."""
    unit = asked.local(indicator.unit)
    return _joined(number(asked, indicator, value), unit if unit == _PER_CENT else "", value)


def share_of(asked: Question, indicator: Indicator) -> str:
    """Name what an indicator counts, as it stands behind a share: "22 % der SGB-II-Beziehenden"."""
    people = asked.local(indicator.numerator) or asked.local(indicator.title)
    return asked.local(indicator.share_of) or asked.texts("amounts.share_of", people=people)


def is_per_cent(asked: Question, indicator: Indicator) -> bool:
    """Tell whether differences of the indicator are percentage points."""
    return asked.local(indicator.unit) == _PER_CENT


def _joined(text: str, unit: str, value: float) -> str:
    return f"{text}\N{NO-BREAK SPACE}{unit}" if unit and value == value else text
