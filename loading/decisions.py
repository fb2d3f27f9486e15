"""Carry out what the user decided about the proposed indicators."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from loading.atlas import Indicator, Kind
from loading.catalogue import quantities
from loading.choices import Choices, IndicatorChoice
from loading.declaration import Declaration, years_apart
from loading.errors import Finding
from loading.merging import Series
from loading.own_indicators import counting, unit_of
from loading.plausibility import beyond_whole


def decided(declared: Sequence[Declaration], choices: Choices, by_name: Mapping[str, Series]) -> list[Declaration]:
    """Leave out, rename, turn and recompute indicators as the user decided.

    Parameters
    ----------
    declared : sequence of Declaration
        As proposed.
    choices : Choices
    by_name : mapping of str to Series
        Columns that can be chosen as numerator or denominator.

    Returns
    -------
    list of Declaration
        A chosen column that is not part of the delivery changes nothing and is reported.
    """
    asked = ((one, choices.of(one.indicator.id)) for one in declared)
    return [_changed(one, choice, by_name) for one, choice in asked if not choice.leave_out]


def _changed(one: Declaration, choice: IndicatorChoice, by_name: Mapping[str, Series]) -> Declaration:
    indicator = one.indicator
    if choice.title:
        title = dict.fromkeys(indicator.title, choice.title)
        indicator = replace(indicator, title=title, short=title)
    if choice.direction:
        indicator = replace(indicator, direction=choice.direction)
    one = replace(one, indicator=indicator)
    names = [name for name in (choice.numerator, choice.denominator) if name]
    missing = [name for name in names if name not in by_name]
    if missing:
        values = {"title": indicator.title["de"], "names": ", ".join(missing)}
        finding = Finding("warning", indicator.title["de"], "indicators.chosen_column_missing", values)
        one = replace(one, findings=(*one.findings, finding))
    elif names:
        one = _from_chosen(one, by_name.get(choice.numerator or ""), by_name.get(choice.denominator or ""))
    return _of_kind(one, choice.kind) if choice.kind and choice.kind != one.indicator.kind else one


def _from_chosen(one: Declaration, top: Series | None, bottom: Series | None) -> Declaration:
    """Compute an indicator from the columns the user named."""
    indicator = one.indicator
    numerator = top.refs if top else one.numerator or one.value
    denominator = bottom.refs if bottom else one.denominator
    if top:
        indicator = replace(counting(indicator, top), numerator=_wording(top))
    if bottom:
        indicator = replace(indicator, denominator=_wording(bottom))
    if bottom and indicator.kind == "count":
        indicator = replace(indicator, kind="rate", factor=100.0, unit=unit_of("rate"), decimals=1)
    findings = one.findings
    if top and bottom:
        findings = (*findings, *years_apart(top, bottom, indicator), *beyond_whole(indicator, top, bottom))
    return Declaration(indicator, numerator, denominator, findings=findings)


def _of_kind(one: Declaration, kind: Kind) -> Declaration:
    """Read the same columns as another kind of number; fractions stay as they were delivered."""
    ready = one.value or one.numerator
    if kind == "count":
        indicator = _plain(one.indicator, kind, unit_of("count"), decimals=0)
        return replace(
            one, indicator=indicator, numerator=one.numerator or one.value, denominator=(), value=(), scale=1.0
        )
    if one.denominator:
        return replace(one, indicator=replace(one.indicator, kind=kind))
    if kind == "rate":
        indicator = _plain(one.indicator, kind, unit_of("share"), factor=100.0)
        return replace(one, indicator=indicator, numerator=(), value=ready)
    indicator = _plain(one.indicator, kind, one.indicator.unit if one.value else {"de": "", "en": ""})
    return replace(one, indicator=indicator, numerator=(), value=ready, scale=1.0)


def _plain(
    indicator: Indicator, kind: Kind, unit: Mapping[str, str], *, factor: float = 1.0, decimals: int = 1
) -> Indicator:
    return replace(indicator, kind=kind, unit=unit, factor=factor, decimals=decimals, denominator={})


def _wording(series: Series) -> dict[str, str]:
    if series.quantity is not None:
        return dict(quantities()[series.quantity].wording)
    return {"de": series.title, "en": series.title}
