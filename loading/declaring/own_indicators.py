"""Indicators that no catalogue knows: counts, proposed rates, shares, amounts and changes under the file's words."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

import numpy as np

from loading.atlas import Indicator
from loading.declaring.catalogue import Definition, definitions, quantities
from loading.declaring.measures import has, headings
from loading.declaring.merging import Series
from loading.declaring.wording import plain, slug

LONGEST_SHORT = 36
FEWEST_LETTERS = 8
LANGUAGES = ("de", "en")


def residents_count() -> Indicator:
    """Declare the number of residents.

    Examples
    --------
    >>> residents_count().id
    'residents'
    """
    wording = quantities()["residents"].wording
    return Indicator(
        id="residents",
        title=_own("residents"),
        short=_own("residents_short"),
        dimension="demography",
        kind="count",
        numerator=dict(wording),
        unit=_own("residents_unit"),
        decimals=0,
        counts="people",
    )


def count(series: Series) -> Indicator:
    """Declare a number of people or things."""
    declared = Indicator(
        id=slug(series.title),
        title=titles(series),
        short=_short(titles(series)),
        dimension=_dimension(series),
        kind="count",
        direction="context",
        decimals=0,
    )
    return counting(declared, series)


def proposed_rate(series: Series) -> Indicator:
    """Declare a count per 100 residents."""
    title = {language: _own("rate")[language].format(title=titles(series)[language]) for language in LANGUAGES}
    known = _counting(series)
    declared = Indicator(
        id=slug(title["de"]),
        title=title,
        short=_short(titles(series)),
        dimension=_dimension(series),
        kind="rate",
        denominator=dict(quantities()["residents"].wording),
        factor=100.0,
        unit=_own("rate_unit"),
        direction=known.indicator.direction if known else "context",
    )
    return counting(declared, series)


def share(series: Series) -> Indicator:
    """Declare a share delivered as such."""
    words = plain(f"{series.title} {series.columns[0].measure.unit or ''}")
    thousand = has("per_thousand", words)
    return Indicator(
        id=slug(series.title),
        title=titles(series),
        short=_short(titles(series)),
        dimension=_dimension(series),
        kind="rate",
        factor=1000.0 if thousand else 100.0,
        unit=_own("per_thousand_unit" if thousand else "share_unit"),
    )


def amount(series: Series) -> Indicator:
    """Declare an amount, a mean or an index."""
    unit = series.columns[0].measure.unit or ""
    return Indicator(
        id=slug(series.title),
        title=titles(series),
        short=_short(titles(series)),
        dimension=_dimension(series),
        kind="value",
        unit=dict.fromkeys(LANGUAGES, unit),
        decimals=_decimals(series),
    )


def change(series: Series) -> Indicator:
    """Declare a change; of an indicator of the catalogue in percentage points."""
    if series.definition is None:
        declared = amount(series)
        return Indicator(**{**vars(declared), "signed": True})
    parent = series.definition.indicator
    percent = parent.unit.get("de") == "%"
    return Indicator(
        id=f"{parent.id}-change",
        title={language: _own("change")[language].format(title=parent.title[language]) for language in LANGUAGES},
        short={language: _own("change_short")[language].format(title=parent.short[language]) for language in LANGUAGES},
        dimension=parent.dimension,
        kind="value",
        unit=_own("change_unit") if percent else dict(parent.unit),
        direction=parent.direction,
        source=parent.source,
        holder=parent.holder,
        signed=True,
    )


def unit_of(kind: Literal["count", "rate", "share"]) -> dict[str, str]:
    """Give the unit of own counts, which is none, of rates per 100, and of shares.

    Examples
    --------
    >>> unit_of("rate")["de"]
    'je 100'
    """
    return {} if kind == "count" else _own(f"{kind}_unit")


def unit_of_factor(factor: float) -> dict[str, str]:
    """Give the unit of rates with a factor: "je 100", "je 1.000"; none where it is no usual one.

    Examples
    --------
    >>> unit_of_factor(1000)["en"], unit_of_factor(1)
    ('per 1,000', {'de': '', 'en': ''})
    """
    usual = {100.0: "rate_unit", 1000.0: "per_thousand_unit"}
    return _own(usual[factor]) if factor in usual else dict.fromkeys(LANGUAGES, "")


def counting(indicator: Indicator, series: Series) -> Indicator:
    """Declare that an indicator counts what a column holds, under the file's own words."""
    known = quantities()[series.quantity] if series.quantity else None
    declared = known.counted_by(indicator) if known else replace(indicator, counts="", share_of={})
    return replace(declared, numerator=titles(series))


def titles(series: Series) -> dict[str, str]:
    """Give the title: the file's own words; in English the catalogue's, where it knows the thing counted."""
    english = quantities()[series.quantity].wording["en"] if series.quantity else series.title
    return {"de": series.title, "en": english}


def _counting(series: Series) -> Definition | None:
    """Give the indicator of the catalogue that has this count as its numerator."""
    if series.quantity is None:
        return None
    return next((one for one in definitions() if one.numerator == series.quantity), None)


def _dimension(series: Series) -> str:
    known = _counting(series)
    if known is not None:
        return known.indicator.dimension
    speaks_of_residents = has("residents_context", plain(series.title)) and series.nature == "count"
    return "demography" if series.quantity is not None or speaks_of_residents else "own"


def _decimals(series: Series) -> int:
    numbers = series.numbers()
    numbers = numbers[np.isfinite(numbers)]
    exact = (digits for digits in range(3) if np.allclose(numbers, np.round(numbers, digits), rtol=0, atol=1e-9))
    return next(exact, 3)


def _own(name: str) -> dict[str, str]:
    wording: Mapping[str, str] = headings()["own"][name]
    return dict(wording)


def _short(title: Mapping[str, str]) -> dict[str, str]:
    return {language: shortened(words) for language, words in title.items()}


def shortened(words: str) -> str:
    """Cut a title, but keep what tells one column from the next: what stands after its last comma, or its numbers."""
    if len(words) <= LONGEST_SHORT:
        return words
    head, comma, tail = words.rpartition(", ")
    room = LONGEST_SHORT - len(tail) - 3
    if comma and room >= FEWEST_LETTERS:
        return f"{head[:room].rstrip()}…, {tail}" if len(head) > room else words
    cut = words[: LONGEST_SHORT - 1].rstrip()
    end = _last_words(words, LONGEST_SHORT - FEWEST_LETTERS - 2)
    if end and any(sign.isdigit() for sign in words[len(cut) :]):
        return f"{words[: LONGEST_SHORT - len(end) - 2].rstrip()}… {end}"
    return f"{cut}…"


def _last_words(words: str, room: int) -> str:
    """Give as many whole words from the end as find room."""
    start = words.find(" ", max(len(words) - room - 1, 0))
    return words[start + 1 :] if start >= 0 else ""
