"""Carry out what the user decided about the proposed indicators."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from loading.atlas import Indicator, Kind
from loading.choices import Choices, IndicatorChoice
from loading.declaring.catalogue import quantities
from loading.declaring.catalogue_choice import of_catalogue
from loading.declaring.declaration import Declaration, years_apart
from loading.declaring.merging import Series
from loading.declaring.own_indicators import LANGUAGES, counting, unit_of
from loading.declaring.wording import slug
from loading.errors import Finding

_SAID_IN_BOTH = ("short", "unit", "note", "numerator_words", "denominator_words")
_SAID_ONCE = ("direction", "dimension", "factor", "decimals", "reference_date", "source", "holder", "lowest_level")


def decided(declared: Sequence[Declaration], choices: Choices, found: Sequence[Series]) -> list[Declaration]:
    """Rename, turn and recompute indicators as the user decided.

    Parameters
    ----------
    declared : sequence of Declaration
        As proposed, each with the id it was proposed under.
    choices : Choices
    found : sequence of Series
        Columns of the delivery.

    Returns
    -------
    list of Declaration
        As many, those too that are left out. What is chosen but is no part of the delivery changes nothing and is
        reported.
    """
    return [_changed(one, choices.of(one.proposed), found) for one in declared]


def _changed(one: Declaration, choice: IndicatorChoice, found: Sequence[Series]) -> Declaration:
    by_name = {slug(series.title): series for series in found}
    if choice.catalogue is not None:
        one = of_catalogue(one, choice.catalogue, found)
    if choice.title:
        title = dict.fromkeys(one.indicator.title, choice.title)
        one = replace(one, indicator=replace(one.indicator, title=title, short=title))
    names = [name for name in (choice.numerator, choice.denominator) if name]
    missing = [name for name in names if name not in by_name]
    if missing:
        values = {"title": one.indicator.title["de"], "names": ", ".join(missing)}
        finding = Finding("warning", one.indicator.title["de"], "indicators.chosen_column_missing", values)
        one = replace(one, findings=(*one.findings, finding))
    elif names:
        one = _from_chosen(one, by_name.get(choice.numerator or ""), by_name.get(choice.denominator or ""))
    if choice.kind and choice.kind != one.indicator.kind:
        one = _of_kind(one, choice.kind)
    return replace(one, indicator=_described(one.indicator, choice))


def _described(indicator: Indicator, choice: IndicatorChoice) -> Indicator:
    """Fill in the fields of the sheet that were entered; in all languages, where a field has several."""
    entered: dict[str, Any] = {
        name.removesuffix("_words"): dict.fromkeys(LANGUAGES, words)
        for name in _SAID_IN_BOTH
        if (words := getattr(choice, name)) is not None
    }
    entered |= {name: said for name in _SAID_ONCE if (said := getattr(choice, name)) is not None}
    if indicator.kind != "rate":
        entered.pop("factor", None)
    return replace(indicator, **entered)


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
        findings = (*findings, *years_apart(top, bottom, indicator))
    return replace(one, indicator=indicator, numerator=numerator, denominator=denominator, value=(), findings=findings)


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
