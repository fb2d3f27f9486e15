"""Indicators made of columns by somebody: their formula, declared with the fields of an "Indikatorenblatt"."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from loading.atlas import Counted, Indicator
from loading.choices import OwnIndicator
from loading.declaring.catalogue import quantities
from loading.declaring.declaration import Declaration
from loading.declaring.merging import Series
from loading.declaring.own_indicators import LANGUAGES, counting, shortened, unit_of_factor
from loading.errors import Finding
from loading.formulas.errors import FormulaError
from loading.formulas.formula import Formula, formula_of, series_in

COMMON_FACTORS = (100.0, 1000.0, 10_000.0, 100_000.0)


def own_declaration(own: OwnIndicator, by_name: Mapping[str, Series]) -> Declaration:
    """Declare an own indicator.

    Parameters
    ----------
    own : OwnIndicator
    by_name : mapping of str to Series
        Columns of the delivery.

    Returns
    -------
    Declaration
        Its kind follows from the formula, see :func:`loading.formulas.meaning.meaning`. Numerator and denominator
        in words are the columns' titles, where none were entered.

    Raises
    ------
    FormulaError
        If the formula cannot be computed with these columns.
    """
    formula = formula_of(own.formula, by_name)
    said = formula.meaning
    factor = said.factor * (own.factor if said.divides else 1.0)
    tops, bottoms = series_in(said.top or said.whole, by_name), series_in(said.bottom, by_name)
    indicator = Indicator(
        id=own.id,
        title=_both(own.title),
        short=_both(own.short or shortened(own.title)),
        dimension=own.dimension,
        kind=said.kind,
        factor=factor,
        unit=_both(own.unit) if own.unit else unit_of_factor(factor) if said.kind == "rate" else _both(""),
        direction=own.direction,
        decimals=own.decimals,
        reference_date=own.reference_date,
        source=own.source,
        holder=own.holder,
        lowest_level=own.lowest_level,
        note=_both(own.note),
    )
    indicator = _with_words(indicator, own, formula, tops, bottoms)
    findings = _findings(own, formula, tops, bottoms)
    return _declared(indicator, formula, findings, own.id)


def with_own(
    declared: Sequence[Declaration], wanted: Sequence[OwnIndicator], by_name: Mapping[str, Series]
) -> tuple[Declaration, ...]:
    """Put own indicators behind the others; of one that cannot be computed the last indicator says so."""
    found = list(declared)
    refused: list[Finding] = []
    for own in wanted:
        try:
            found.append(own_declaration(own, by_name))
        except FormulaError as error:
            values = {"title": own.title, **error.found, "formula": own.formula, "position": error.start + 1}
            refused.append(Finding("error", own.title, error.code, values))
    if found and refused:
        found[-1] = replace(found[-1], findings=(*found[-1].findings, *refused))
    return tuple(found)


def _declared(indicator: Indicator, formula: Formula, findings: Sequence[Finding], own_id: str) -> Declaration:
    said = formula.meaning
    if said.kind == "rate":
        top, bottom = formula.refs(said.top), formula.refs(said.bottom)
        return Declaration(indicator, top, bottom, findings=tuple(findings), formula=formula, proposed=own_id)
    refs = formula.refs(said.whole)
    if said.kind == "count":
        return Declaration(indicator, refs, findings=tuple(findings), formula=formula, proposed=own_id)
    return Declaration(indicator, value=refs, findings=tuple(findings), formula=formula, proposed=own_id)


def _with_words(
    indicator: Indicator, own: OwnIndicator, formula: Formula, tops: Sequence[Series], bottoms: Sequence[Series]
) -> Indicator:
    """Say what is counted and what it refers to; one column keeps what the catalogue knows about it."""
    said = formula.meaning
    if said.kind == "value":
        words = own.numerator or own.formula
        return replace(indicator, numerator=_both(words), denominator=_both(own.denominator))
    if len(tops) == 1:
        indicator = counting(indicator, tops[0])
    else:
        indicator = replace(indicator, counts=_counted(tops), numerator=_listed(tops))
    if own.numerator:
        indicator = replace(indicator, numerator=_both(own.numerator))
    of = _both(own.denominator) if own.denominator else _listed(bottoms)
    return replace(indicator, denominator=of if bottoms else {})


def _counted(series: Sequence[Series]) -> Counted:
    """Give what kind of thing is counted, where all columns count the same."""
    kinds = {quantities()[one.quantity].counts if one.quantity else "" for one in series}
    return kinds.pop() if len(kinds) == 1 else ""


def _listed(series: Sequence[Series]) -> dict[str, str]:
    words = [quantities()[one.quantity].wording if one.quantity else _both(one.title) for one in series]
    return {language: ", ".join(one[language] for one in words) for language in LANGUAGES}


def _findings(own: OwnIndicator, formula: Formula, tops: Sequence[Series], bottoms: Sequence[Series]) -> list[Finding]:
    said = formula.meaning
    codes = [f"formulas.{warning}" for warning in said.warnings]
    if not said.divides and own.factor != 1:
        codes.append("formulas.factor_without_denominator")
    if said.kind == "rate" and own.factor != 1 and said.factor in COMMON_FACTORS:
        codes.append("formulas.factor_twice")
    values = {"title": own.title, "factor": own.factor}
    findings = [Finding("warning", own.title, code, values) for code in codes]
    return [*findings, *_years(own, [*tops, *bottoms])]


def _years(own: OwnIndicator, series: Sequence[Series]) -> list[Finding]:
    """Report years that some columns have and others lack."""
    common = set.intersection(*(set(one.years) for one in series))
    lacking = sorted({year for one in series for year in one.years} - common)
    if not lacking:
        return []
    without = [one.title for one in series if set(lacking) - set(one.years)]
    named = ", ".join(str(year) for year in lacking if year) or "\N{EN DASH}"
    values = {"title": own.title, "years": named, "columns": ", ".join(f"[{title}]" for title in without[:3])}
    code = "formulas.years_lacking" if common else "formulas.no_common_year"
    return [Finding("warning", own.title, code, values)]


def _both(text: str) -> dict[str, str]:
    return dict.fromkeys(LANGUAGES, text)
