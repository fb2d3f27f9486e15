"""A declared indicator, and the columns its numbers come from."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from loading.atlas import Indicator
from loading.declaring.measures import MeasureRef
from loading.declaring.merging import Series
from loading.errors import Finding
from loading.formulas.formula import Formula
from loading.recognised import Table

Refs = tuple[MeasureRef, ...]


@dataclass(frozen=True)
class Declaration:
    """An indicator, and the columns its numbers come from.

    Where several columns are named, they complete each other: for each area and year the first column that
    has the row and the year counts.

    Attributes
    ----------
    indicator : Indicator
    numerator, denominator : tuple of MeasureRef
        Of a rate or value from counts: both, the value is ``factor * numerator / denominator``, and a year
        that lacks the denominator stays blank. Of a count: the numerator alone is the value.
    value : tuple of MeasureRef
        Of a share or an amount delivered ready; then numerator and denominator are empty.
    scale : float
        What the numbers of ``value`` are multiplied by; 100 where fractions were delivered.
    findings : tuple of Finding
    formula : Formula or None
        Of an own indicator: how its columns, named above, are combined.
    proposed : str
        The id it was proposed under, by which choices name it; the indicator's own may be another.
    """

    indicator: Indicator
    numerator: Refs = ()
    denominator: Refs = ()
    value: Refs = ()
    scale: float = 1.0
    findings: tuple[Finding, ...] = ()
    formula: Formula | None = None
    proposed: str = ""

    @property
    def key(self) -> str:
        """The id by which choices name it."""
        return self.proposed or self.indicator.id

    def with_files(self, tables: Sequence[Table]) -> Indicator:
        """Give the indicator with the files its numbers stand in, see :class:`loading.atlas.Indicator`."""
        first = (*self.numerator[:1], *self.denominator[:1])
        refs = (*first, *self.numerator, *self.denominator, *self.value)
        return replace(self.indicator, files=tuple(dict.fromkeys(tables[ref.table].file for ref in refs)))


def years_apart(top: Series, bottom: Series, indicator: Indicator) -> list[Finding]:
    """Report the years of a numerator that lack the denominator.

    Parameters
    ----------
    top, bottom : Series
        Numerator and denominator.
    indicator : Indicator

    Returns
    -------
    list of Finding
        At most one.
    """
    lacking = [year for year in top.years if year not in bottom.years]
    if not lacking:
        return []
    values = {"title": indicator.title["de"], "years": ", ".join(map(str, lacking)), "denominator": bottom.title}
    return [Finding("warning", top.place, "indicators.years_without_denominator", values)]
