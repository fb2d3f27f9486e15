"""Values of an indicator as readers see them: with its decimals, its sign and its unit."""

from layers.words import Words, local
from loading.atlas import Indicator

_PER_CENT = "%"


def number(words: Words, indicator: Indicator, value: float, *, signed: bool = False) -> str:
    """Write a value without its unit, for places where the unit stands beside it.

    Parameters
    ----------
    words : Words
    indicator : Indicator
    value : float
        NaN gives an en dash.
    signed : bool
        Show the plus sign too; an indicator of changes always does.
    """
    return words.number(value, indicator.decimals, signed=signed or indicator.signed)


def amount(words: Words, indicator: Indicator, value: float, *, signed: bool = False) -> str:
    """Write a value with its unit, the two never parted by a line's end; parameters as in :func:`number`."""
    return _joined(number(words, indicator, value, signed=signed), local(words, indicator.unit), value)


def brief(words: Words, indicator: Indicator, value: float) -> str:
    """Write a value for a narrow column: a per cent sign, but no longer unit; parameters as in :func:`number`."""
    unit = local(words, indicator.unit)
    return _joined(number(words, indicator, value), unit if unit == _PER_CENT else "", value)


def between(words: Words, indicator: Indicator, low: float, high: float) -> str:
    """Write both ends of a range without their unit; empty where there is none.

    Examples
    --------
    >>> from tests.toytown import POVERTY
    >>> from texts import load_texts
    >>> between(load_texts("de"), POVERTY, 17.6, 22.6)
    '17,6–22,6'
    """
    ends = (number(words, indicator, end) for end in (low, high))
    # A dash between signs would be read as one of them.
    signed = indicator.signed or low < 0
    return (" … " if signed else "\N{EN DASH}").join(ends) if low == low else ""


def rank(words: Words, first: float, last: float) -> str:
    """Write a rank, or the first and the last one of a band; empty where there is none.

    Examples
    --------
    >>> from texts import load_texts
    >>> rank(load_texts("de"), 3, 3), rank(load_texts("de"), 1, 10)
    ('3', '1–10')
    """
    ends = [words.number(end) for end in ((first, last) if last > first else (first,)) if end == end]
    return "\N{EN DASH}".join(ends)


def clearly(words: Words, side: float) -> str:
    """Say whether an area differs clearly from the city: 1 above, -1 below, 0 not clearly; empty for NaN."""
    return words(f"ranges.{('alike', 'above', 'below')[int(side)]}") if side == side else ""


def share_of(words: Words, indicator: Indicator) -> str:
    """Name what an indicator counts, as it stands behind a share: "22 % der SGB-II-Beziehenden"."""
    people = local(words, indicator.numerator) or local(words, indicator.title)
    return local(words, indicator.share_of) or words("amounts.share_of", people=people)


def is_per_cent(words: Words, indicator: Indicator) -> bool:
    """Tell whether differences of the indicator are percentage points."""
    return local(words, indicator.unit) == _PER_CENT


def _joined(text: str, unit: str, value: float) -> str:
    return f"{text}\N{NO-BREAK SPACE}{unit}" if unit and value == value else text
