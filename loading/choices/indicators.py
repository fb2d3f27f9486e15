"""What shall be different about a proposed indicator, and indicators that somebody made of columns."""

from typing import Annotated, Literal

import msgspec

from loading.atlas import Direction, Kind
from loading.choices.structure import Choice

Id = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
Line = Annotated[str, msgspec.Meta(max_length=300)]
Paragraph = Annotated[str, msgspec.Meta(max_length=4000)]
Factor = Annotated[float, msgspec.Meta(gt=0, le=10_000_000)]
Decimals = Annotated[int, msgspec.Meta(ge=0, le=6)]
Dimension = Literal[
    "income", "work", "education", "health", "housing", "participation", "infrastructure", "own", "demography"
]


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
        Names of countable columns, see :func:`loading.declaring.indicators.countable`.
    leave_out : bool
        The indicator is not wanted.
    catalogue : str or None
        Id of the indicator of the catalogue that it is, ``""`` for none of them.
    short, unit, dimension : str or None
    factor : float or None
        Of a rate: 100 for per cent.
    decimals : int or None
    numerator_words, denominator_words : str or None
        What is counted, and what it refers to.
    reference_date, source, holder, lowest_level, note : str or None
    """

    id: Id
    title: Line | None = None
    kind: Kind | None = None
    direction: Direction | None = None
    numerator: str | None = None
    denominator: str | None = None
    leave_out: bool = False
    catalogue: str | None = None
    short: Line | None = None
    unit: Line | None = None
    dimension: Dimension | None = None
    factor: Factor | None = None
    decimals: Decimals | None = None
    numerator_words: Line | None = None
    denominator_words: Line | None = None
    reference_date: Line | None = None
    source: Line | None = None
    holder: Line | None = None
    lowest_level: Line | None = None
    note: Paragraph | None = None


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
    title: Line
    formula: Paragraph
    short: Line = ""
    factor: Factor = 1.0
    unit: Line = ""
    decimals: Decimals = 1
    direction: Direction = "context"
    dimension: Dimension = "own"
    numerator: Line = ""
    denominator: Line = ""
    reference_date: Line = ""
    source: Line = ""
    holder: Line = ""
    lowest_level: Line = ""
    note: Paragraph = ""
