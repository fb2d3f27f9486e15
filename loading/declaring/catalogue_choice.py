"""Make of a column the indicator of the catalogue that somebody says it is, or none of them."""

from collections.abc import Sequence
from dataclasses import replace

from loading.atlas import Indicator
from loading.declaring.catalogue import Definition, definition_of
from loading.declaring.declaration import Declaration, years_apart
from loading.declaring.merging import Series
from loading.declaring.own_indicators import amount, count, share
from loading.declaring.plausibility import is_fractions, other_denominator, outside_usual
from loading.declaring.proposals import by_quantity
from loading.errors import Finding


def of_catalogue(one: Declaration, chosen: str, found: Sequence[Series]) -> Declaration:
    """Declare an indicator as somebody says.

    Parameters
    ----------
    one : Declaration
        As proposed.
    chosen : str
        Id of an indicator of the catalogue; ``""`` for none of them.
    found : sequence of Series
        Columns of the delivery.

    Returns
    -------
    Declaration
        Under the id it was proposed with. Unchanged, with a finding, where the catalogue has no such indicator or a
        count lacks the denominator.
    """
    series = next((series for series in found if series.refs == (one.value or one.numerator)), None)
    definition = definition_of(chosen)
    if series is None or one.formula is not None:
        return one
    if not chosen:
        return _as_delivered(one, series)
    if definition is None:
        values = {"title": one.indicator.title["de"], "id": chosen}
        return _with(one, Finding("warning", series.place, "declare.unknown_in_catalogue", values))
    if one.value:
        return _ready(one, definition, series)
    return _from_counts(one, definition, series, found)


def _as_delivered(one: Declaration, series: Series) -> Declaration:
    """Declare a column under the file's words."""
    plain = replace(series, quantity=None, definition=None)
    if one.value:
        indicator = share(plain) if series.nature == "share" else amount(plain)
        return replace(one, indicator=indicator, findings=series.findings)
    indicator = count(plain)
    if one.denominator:
        was = one.indicator
        indicator = replace(
            indicator, kind=was.kind, factor=was.factor, unit=was.unit, decimals=1, denominator=was.denominator
        )
    return replace(one, indicator=indicator, findings=series.findings)


def _ready(one: Declaration, definition: Definition, series: Series) -> Declaration:
    indicator = definition.indicator
    scale = 100.0 if indicator.kind == "rate" and indicator.factor == 100 and is_fractions(series) else 1.0
    findings = [finding for finding in one.findings if finding.code == "indicators.fractions" and scale != 1]
    findings += [*series.findings, *outside_usual(definition, series, None, scale)]
    return replace(one, indicator=indicator, scale=scale, findings=tuple(findings))


def _from_counts(one: Declaration, definition: Definition, top: Series, found: Sequence[Series]) -> Declaration:
    """Divide a count by the denominator of the catalogue, or by that it has already."""
    known = by_quantity(found)
    bottoms = [known[key] for key in definition.denominators if key in known]
    bottoms += [series for series in found if one.denominator and series.refs == one.denominator]
    bottom = next((series for series in bottoms if set(series.years) & set(top.years)), None)
    indicator: Indicator = definition.indicator
    if bottom is None:
        values = {"title": indicator.title["de"], "column": top.title, "denominator": indicator.denominator["de"]}
        return _with(one, Finding("warning", top.place, "declare.no_denominator", values))
    indicator, other = other_denominator(definition, bottom)
    findings = [*years_apart(top, bottom, indicator), *top.findings, *other]
    findings += outside_usual(definition, top, bottom)
    return replace(
        one, indicator=indicator, numerator=top.refs, denominator=bottom.refs, value=(), findings=tuple(findings)
    )


def _with(one: Declaration, finding: Finding) -> Declaration:
    return replace(one, findings=(*one.findings, finding))
