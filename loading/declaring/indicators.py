"""Declare the indicators of a project: which column is numerator, denominator or value of which indicator."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from loading.choices import Choices
from loading.declaring.catalogue import Definition, definitions
from loading.declaring.decisions import decided
from loading.declaring.declaration import Declaration, Refs, years_apart
from loading.declaring.merging import Series, series_of
from loading.declaring.own_indicators import amount, change, count, proposed_rate, residents_count, share
from loading.declaring.plausibility import (
    is_fractions,
    other_denominator,
    outside_usual,
    part_of_residents,
)
from loading.declaring.wording import slug
from loading.errors import Finding
from loading.formulas.own import with_own
from loading.recognised import Table

__all__ = ["Declaration", "Declared", "countable", "declare", "declare_all", "residents_measures"]

DIMENSIONS = (
    "income",
    "work",
    "education",
    "health",
    "housing",
    "participation",
    "infrastructure",
    "own",
    "demography",
)


@dataclass(frozen=True)
class Declared:
    """The indicators of a delivery, and what else it holds.

    Attributes
    ----------
    wanted : tuple of Declaration
        Those of the map, in the order of :func:`declare`.
    left_out : tuple of Declaration
        Those that somebody does not want.
    series : tuple of Series
        All columns of numbers.
    order : tuple of str
        Ids under which indicators were proposed, wanted or not; own ones last.
    """

    wanted: tuple[Declaration, ...]
    left_out: tuple[Declaration, ...]
    series: tuple[Series, ...]
    order: tuple[str, ...]

    def by_name(self) -> dict[str, Series]:
        """Give the columns under the names by which formulas and choices call them."""
        return {slug(one.title): one for one in self.series}

    def unused(self) -> tuple[Series, ...]:
        """Give the columns that no indicator shows: those that are a denominator only, and those that are nothing."""
        shown = {ref for one in (*self.wanted, *self.left_out) for ref in (*one.numerator, *one.value)}
        return tuple(series for series in self.series if not shown & set(series.refs))


def declare(tables: Sequence[Table], choices: Choices | None = None) -> tuple[Declaration, ...]:
    """Declare the indicators of a delivery.

    Parameters
    ----------
    tables : sequence of Table
        All tables that belong to the map.
    choices : Choices, optional
        What the user decided; by default everything is taken as recognised.

    Returns
    -------
    tuple of Declaration
        Indicators of the catalogue in its order, then own shares, amounts and changes, then counts with
        their proposed rates; the first count is "residents", where a column of residents was recognised. At
        the end the indicators somebody made of columns. Ids are different. Nothing delivered is lost: a column
        is part of an indicator, or a finding says where its numbers are used instead.

    Notes
    -----
    A count becomes a rate of the catalogue only if its denominator was delivered too, for at least one
    common year. Ready shares become the catalogue's indicator without counts.
    """
    return declare_all(tables, choices).wanted


def declare_all(tables: Sequence[Table], choices: Choices | None = None) -> Declared:
    """Declare the indicators of a delivery, and say what is left out and what became nothing.

    Parameters
    ----------
    tables : sequence of Table
    choices : Choices, optional

    Returns
    -------
    Declared
    """
    choices = choices or Choices()
    found = series_of(tables)
    declared = decided(_proposed(found), choices, found)
    unwanted = {one.id for one in choices.indicators if one.leave_out}
    wanted = [one for one in declared if one.proposed not in unwanted]
    with_them = with_own(wanted, choices.own, {slug(one.title): one for one in found})
    return Declared(
        tuple(_with_different_ids(with_them)),
        tuple(one for one in declared if one.proposed in unwanted),
        found,
        tuple(dict.fromkeys([one.proposed for one in (*declared, *with_them)])),
    )


def _proposed(found: Sequence[Series]) -> list[Declaration]:
    by_quantity = {series.quantity: series for series in found if series.quantity is not None}
    declared = _rates_from_counts(by_quantity)
    declared += _ready(found, {one.indicator.id for one in declared})
    used = {ref for one in declared for ref in (*one.numerator, *one.denominator)}
    counts = [one for one in found if one.nature == "count" and one.quantity != "residents"]
    declared += _counts([one for one in counts if not used & set(one.refs)], by_quantity.get("residents"))
    return [replace(one, proposed=one.indicator.id) for one in _with_different_ids(declared)]


def residents_measures(tables: Sequence[Table]) -> Refs:
    """Give the columns that hold all residents; empty where none was recognised.

    Parameters
    ----------
    tables : sequence of Table

    Returns
    -------
    tuple of MeasureRef
        They complete each other, see :class:`Declaration`.
    """
    return next((series.refs for series in series_of(tables) if series.quantity == "residents"), ())


def countable(tables: Sequence[Table]) -> Mapping[str, str]:
    """Give the columns a user may choose as numerator or denominator: name to title.

    Parameters
    ----------
    tables : sequence of Table

    Returns
    -------
    mapping of str to str
        In the order of the files.
    """
    return {slug(one.title): one.title for one in series_of(tables) if one.nature in ("count", "amount")}


def _rates_from_counts(by_quantity: Mapping[str, Series]) -> list[Declaration]:
    declared = []
    for definition in definitions():
        top = by_quantity.get(definition.numerator or "")
        bottoms = [by_quantity[key] for key in definition.denominators if key in by_quantity]
        if top is None:
            continue
        meeting = [bottom for bottom in bottoms if set(top.years) & set(bottom.years)]
        if meeting:
            declared.append(_rate(definition, top, meeting[0]))
    return declared


def _rate(definition: Definition, top: Series, bottom: Series) -> Declaration:
    indicator, other = other_denominator(definition, bottom)
    findings = [*years_apart(top, bottom, indicator), *top.findings, *other]
    findings += outside_usual(definition, top, bottom)
    return Declaration(indicator, top.refs, bottom.refs, findings=tuple(findings))


def _ready(found: Sequence[Series], taken: set[str]) -> list[Declaration]:
    """Declare what was delivered as share, amount or change; the catalogue's indicators first."""
    of_catalogue: list[Declaration] = []
    own: list[Declaration] = []
    order = {definition.indicator.id: number for number, definition in enumerate(definitions())}
    for series in found:
        if series.nature == "count":
            continue
        declaration = _one_ready(series, taken)
        (own if series.definition is None or series.nature == "change" else of_catalogue).append(declaration)
    of_catalogue.sort(key=lambda one: order.get(one.indicator.id, len(order)))
    return of_catalogue + own


def _one_ready(series: Series, taken: set[str]) -> Declaration:
    findings = list(series.findings)
    scale = 1.0
    if series.nature == "change":
        return Declaration(change(series), value=series.refs, findings=tuple(findings))
    definition = series.definition
    if definition is not None and definition.indicator.id in taken:
        values = {"title": series.title, "id": definition.indicator.id}
        findings.append(Finding("info", series.place, "indicators.share_beside_counts", values))
        definition = None
    indicator = definition.indicator if definition else share(series) if series.nature == "share" else amount(series)
    if series.nature == "share" and indicator.factor == 100 and is_fractions(series):
        scale = 100.0
        findings.append(Finding("warning", series.place, "indicators.fractions", {"title": series.title}))
    if definition is not None:
        findings += outside_usual(definition, series, None, scale)
    return Declaration(indicator, value=series.refs, scale=scale, findings=tuple(findings))


def _counts(counts: Sequence[Series], residents: Series | None) -> list[Declaration]:
    declared: list[Declaration] = []
    if residents is not None:
        declared.append(Declaration(residents_count(), residents.refs, findings=residents.findings))
    for series in sorted(counts, key=lambda one: DIMENSIONS.index(count(one).dimension)):
        declared.append(Declaration(count(series), series.refs, findings=series.findings))
        if residents is not None and part_of_residents(series, residents):
            rate = proposed_rate(series)
            findings = tuple(years_apart(series, residents, rate))
            declared.append(Declaration(rate, series.refs, residents.refs, findings=findings))
    if residents is None and declared:
        first = declared[0]
        place = counts[0].columns[0].table.file
        finding = Finding("info", place, "indicators.no_residents", {"title": counts[0].title})
        declared[0] = replace(first, findings=(*first.findings, finding))
    return declared


def _with_different_ids(declared: Sequence[Declaration]) -> list[Declaration]:
    taken: set[str] = set()
    different = []
    for one in declared:
        name, number = one.indicator.id, 2
        while name.casefold() in taken:
            name, number = f"{one.indicator.id}-{number}", number + 1
        taken.add(name.casefold())
        different.append(replace(one, indicator=replace(one.indicator, id=name)))
    return different
