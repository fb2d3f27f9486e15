"""What shall be different about a proposed indicator, and indicators that somebody made of columns."""

from typing import Annotated

import msgspec

from loading.atlas import Direction, Kind
from loading.choices.structure import Choice

Id = Annotated[str, msgspec.Meta(min_length=1)]


class IndicatorChoice(Choice, frozen=True):
    """What shall be different about one indicator; what is None stays as recognised.

    Attributes
    ----------
    id : str
        Of the indicator as it was proposed.
    title : str or None
        Own title, in all languages.
    kind : {"rate", "count", "value"} or None
    direction : {"more_disadvantage", "less_disadvantage", "context"} or None
    numerator, denominator : str or None
        Names of countable columns, see :func:`loading.indicators.countable`.
    leave_out : bool
        The indicator is not wanted.
    """

    id: Id
    title: str | None = None
    kind: Kind | None = None
    direction: Direction | None = None
    numerator: str | None = None
    denominator: str | None = None
    leave_out: bool = False


class OwnIndicator(Choice, frozen=True):
    """An indicator computed from columns; the fields follow the official Berlin "Indikatorenblatt".

    Attributes
    ----------
    id : str
        Chosen once; stands in addresses.
    title, short : str
        In the owner's language; ``short`` may be empty.
    formula : str
        Columns in square brackets, numbers, ``+ - * /`` and parentheses: ``"([a] + [b]) / [c]"``.
    factor : float
        100 for per cent, 1000 for per thousand, 1 for counts and values.
    unit : str
    decimals : int
    direction : {"more_disadvantage", "less_disadvantage", "context"}
    dimension : str
        See :class:`loading.atlas.Indicator`.
    numerator, denominator : str
        In words: what is counted, and what it refers to.
    reference_date, source, holder, lowest_level, note : str
    """

    id: Id
    title: str
    formula: str
    short: str = ""
    factor: float = 1.0
    unit: str = ""
    decimals: int = 1
    direction: Direction = "context"
    dimension: str = "own"
    numerator: str = ""
    denominator: str = ""
    reference_date: str = ""
    source: str = ""
    holder: str = ""
    lowest_level: str = ""
    note: str = ""
