"""The catalogue: indicators of municipal social monitoring as data, and the words by which they are recognised."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from loading.atlas import Counted, Indicator
from loading.declaring.wording import core, plain

_FOLDER = Path(__file__).parent
_WORD = re.compile(r"\{(\w+)\}")
_FACTS = (
    "title",
    "short",
    "dimension",
    "kind",
    "factor",
    "unit",
    "direction",
    "decimals",
    "reference_date",
    "source",
    "holder",
    "lowest_level",
    "note",
)


@dataclass(frozen=True)
class Quantity:
    """Something that is counted: a group of people, households, places.

    Attributes
    ----------
    key : str
        Name inside the catalogue, for example ``"residents_under_15"``.
    wording : mapping of language to str
        Written out; the same group has the same wording in every indicator.
    patterns : tuple of pattern
        How files call it, for :func:`loading.declaring.wording.core`.
    fractional : bool
        Whether decimals are usual, as in square metres and means of two years.
    of_residents : bool
        A part of all residents, so that its share of them makes sense where nothing better is known.
    counts : {"people", "households", "cases", "things"}
    share_of : mapping of language to str
        Written behind a share: "22 % der SGB-II-Beziehenden"; empty for what is only a denominator.
    """

    key: str
    wording: Mapping[str, str]
    patterns: tuple[re.Pattern[str], ...]
    fractional: bool = False
    of_residents: bool = False
    counts: Counted = "people"
    share_of: Mapping[str, str] = field(default_factory=dict)

    def counted_by(self, indicator: Indicator) -> Indicator:
        """Declare that an indicator counts this."""
        return replace(indicator, numerator=dict(self.wording), counts=self.counts, share_of=dict(self.share_of))


@dataclass(frozen=True)
class Definition:
    """One way to measure an indicator of the catalogue.

    Attributes
    ----------
    indicator : Indicator
        As it is declared when this definition is used.
    row : str
        Row of the catalogue, ``"C9"`` also for its variant ``"C9-ue3"``.
    numerator : str or None
        Key of a quantity.
    denominators : tuple of str
        Keys of quantities; the first is the catalogue's own, the others break a series of years.
    rates : tuple of pattern
        How files call the ready share, for :func:`loading.declaring.wording.core`.
    plausible : tuple of float or None
        Lowest and highest value observed in small areas; outside is a reason to look, not to refuse.
    stems : tuple of pattern
        Word stems, German and English alternatives of one thing each; a heading that has all of them speaks of
        this indicator, for :func:`loading.declaring.wording.plain`.
    expected : tuple of float or None
        Generous range in which numbers of small areas lie, where nothing was observed: it weighs in proposals only.
    """

    indicator: Indicator
    row: str
    numerator: str | None
    denominators: tuple[str, ...]
    rates: tuple[re.Pattern[str], ...]
    plausible: tuple[float, float] | None = None
    stems: tuple[re.Pattern[str], ...] = ()
    expected: tuple[float, float] | None = None

    @property
    def usual(self) -> tuple[float, float] | None:
        """The range numbers lie in: observed, or else expected."""
        return self.plausible or self.expected


def catalogue() -> tuple[Indicator, ...]:
    """Give the indicators of the catalogue, one per row, without variants.

    Examples
    --------
    >>> first = catalogue()[0]
    >>> first.id, first.title["de"], first.denominator["en"]
    ('A1', 'SGB II-Quote', 'Residents below the standard retirement age')
    """
    return tuple(definition.indicator for definition in definitions() if definition.indicator.id == definition.row)


@cache
def definitions() -> tuple[Definition, ...]:
    """Give every definition of the catalogue: each row, followed by its variants.

    Examples
    --------
    >>> [definition.indicator.id for definition in definitions() if definition.row == "F2"]
    ['F2', 'F2-old-age']
    """
    found: list[Definition] = []
    for row in _read("catalogue.json"):
        found.append(_definition(row, row["id"]))
        for variant in row.get("variants", ()):
            merged = {**row, "other_denominators": (), "plausible": None, **variant}
            found.append(_definition(merged, f"{row['id']}-{variant['suffix']}"))
    return tuple(found)


@cache
def definition_of(indicator_id: str) -> Definition | None:
    """Give the definition of an indicator of the catalogue; None where there is none of this id."""
    return next((one for one in definitions() if one.indicator.id == indicator_id), None)


@cache
def quantities() -> Mapping[str, Quantity]:
    """Give every quantity the catalogue counts, by key.

    Examples
    --------
    >>> quantities()["residents"].wording["de"]
    'Einwohnerinnen und Einwohner'
    """
    return {
        key: Quantity(
            key,
            {"de": entry["de"], "en": entry["en"]},
            _patterns(entry),
            fractional=entry.get("fractional", False),
            of_residents=entry.get("of_residents", False),
            counts=entry.get("counts", "people"),
            share_of=entry.get("share_of", {}),
        )
        for key, entry in _read("quantities.json")["quantities"].items()
    }


@cache
def quantity_of(title: str) -> str | None:
    """Recognise what a heading counts.

    Returns
    -------
    str or None
        Key of the quantity; None where the catalogue does not know the words.

    Examples
    --------
    >>> quantity_of("Wohnberechtigte Bevölkerung"), quantity_of("EW < 15"), quantity_of("Bäume")
    ('residents', 'residents_under_15', None)
    """
    words = core(title)
    for key, quantity in quantities().items():
        if any(pattern.fullmatch(words) for pattern in quantity.patterns):
            return key
    return None


@cache
def rate_of(title: str) -> Definition | None:
    """Recognise the ready share of an indicator by its heading.

    Examples
    --------
    >>> rate_of("s4_percentage_transfer_payments_recipients_below_15_years").row
    'A2'
    >>> rate_of("Arbeitslosenquote") is None
    True
    """
    words = core(title)
    words = re.sub(r"(?<=\w) (?:prozent|in prozent|percent|pct)$", "", words)
    for definition in definitions():
        if any(pattern.fullmatch(words) for pattern in definition.rates):
            return definition
    return None


def _definition(row: Mapping[str, Any], indicator_id: str) -> Definition:
    facts = {name: row[name] for name in _FACTS}
    indicator = Indicator(id=indicator_id, **{**facts, "factor": float(row["factor"])})
    denominators = () if row["denominator"] is None else (row["denominator"], *row.get("other_denominators", ()))
    if row["numerator"] is not None:
        indicator = quantities()[row["numerator"]].counted_by(indicator)
    if denominators:
        indicator = replace(indicator, denominator=quantities()[denominators[0]].wording)
    return Definition(
        indicator,
        row["id"],
        row["numerator"],
        denominators,
        _compiled([*_own_words(row["title"].values()), *row["rate_synonyms"]]),
        _range(row.get("plausible")),
        tuple(re.compile(stem) for stem in row["stems"]),
        _range(row.get("expected")),
    )


def _range(low_high: Sequence[float] | None) -> tuple[float, float] | None:
    return None if low_high is None else (float(low_high[0]), float(low_high[1]))


def _patterns(entry: Mapping[str, Any]) -> tuple[re.Pattern[str], ...]:
    return _compiled([*_own_words((entry["de"], entry["en"])), *entry["synonyms"]])


def _own_words(wordings: Sequence[str]) -> list[str]:
    return [re.escape(form(wording)) for wording in wordings for form in (plain, core)]


def _compiled(synonyms: Sequence[str]) -> tuple[re.Pattern[str], ...]:
    """Make one pattern of all synonyms: compiling a thousand single ones takes a third of a second."""
    words = _read("quantities.json")["words"]
    written = dict.fromkeys(_WORD.sub(lambda found: words[found[1]], synonym) for synonym in synonyms)
    return (re.compile("|".join(f"(?:{synonym})" for synonym in written)),) if written else ()


@cache
def _read(name: str) -> Any:
    return json.loads((_FOLDER / name).read_text(encoding="utf-8"))
