"""What a column counts: header cells become title, unit and year."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import PurePath

from loading.tables.years import split_year

_UNIT_WORDS = (
    r"%|‰|Prozent|v\. ?H\.|percent|per cent|Anzahl|absolut|abs\.|number|count|Personen|Fälle|Haushalte|EUR|Euro|€|TEUR|"
    r"Mio\.? EUR|km²|km2|qkm|ha|m²|m2|qm|Jahre|years|je \d[\d. ]*(?: (?:Einwohner(?:innen)?|EW|Personen|Kinder))?|"
    r"pro \d[\d. ]*(?: (?:Einwohner|EW))?|per \d[\d,]*|Punkte|Index|Wert|Zahl"
)
_WHOLE_UNIT = re.compile(rf"^[(\[]?(?:in )?({_UNIT_WORDS})[)\]]?$", re.IGNORECASE)
_TAIL_UNIT = re.compile(
    rf"\s*(?:,\s*(?:in\s)?|\bin\s|[(\[]\s*(?:in\s)?)({_UNIT_WORDS})\s*[)\]]?$|(?<=\w)\s+(%|€)$", re.IGNORECASE
)
_FOOTNOTE = re.compile(r"(?<=[^\s\d(\-])\s?(?:\d{1,2}\)(?:\s?\d{1,2}\))*|\*+\)?|[¹²³⁴⁵⁶⁷⁸⁹]+[)⁾]?)(?=\s|$|[,;/])")
_MACHINE = re.compile(r"^[a-z]+[a-z0-9]*(?:[_.][a-z0-9]+)+$|^[a-z]{1,3}\d{2,}$")
_YEAR_TAIL = re.compile(r"^(.*?)[_ ]?(\d\d)$")
_GENERIC = re.compile(
    r"^(?:residents|personen|total|quotient|wert|zahl|anzahl|value|count|n|summe|gesamt|insgesamt)$", re.I
)
_FRAGMENT = re.compile(
    r"^(?:(?:unter|über|ab|bis|von|under|over|aged?)\s)?\d{1,3}(?:\s?(?:-|–|bis)\s?(?:(?:unter|<)\s?)?\d{1,3})?"
    r"(?:\s?(?:jahren?|years|und (?:mehr|älter)|u\. (?:mehr|ä\.)|\+|and over))*$|"
    r"^(?:gesamt|insgesamt|zusammen|total|männlich|weiblich|divers|deutsche?|ausländer(?:innen)?|male|female|m|w|d)$",
    re.IGNORECASE,
)
_GENERIC_SHEET = re.compile(r"^(?:tabelle|sheet|blatt|table|tab|daten|data|worksheet)[ _]?\d*$", re.IGNORECASE)
_META_LINE = re.compile(
    r"^(?:stand|gebietsstand|quelle|stichtag|datenstand|amt|fachbereich|herausgeber|tabelle|tab\.|source|erstellt|zurück)\b",
    re.I,
)
JOIN = " / "


@dataclass(frozen=True)
class Heading:
    """A column's heading taken apart.

    Attributes
    ----------
    title : str
        Without year and unit; ``""`` where the header has nothing but these.
    unit : str or None
    year : int or None
    levels : tuple of str
        The header cells, top first.
    """

    title: str
    unit: str | None
    year: int | None
    levels: tuple[str, ...]


def read_heading(levels: Sequence[str]) -> Heading:
    """Take the header cells above one column apart.

    Parameters
    ----------
    levels : sequence of str
        Top first, no blanks.

    Examples
    --------
    >>> heading = read_heading(["Arbeitslose in Münster am 15.12.", "2014", "Anzahl"])
    >>> heading.title, heading.unit, heading.year
    ('Arbeitslose in Münster', 'Anzahl', 2014)
    """
    return _heading(tuple(levels))


@lru_cache(maxsize=4096)
def _heading(levels: tuple[str, ...]) -> Heading:
    year: int | None = None
    unit: str | None = None
    parts: list[str] = []
    for level in _human(levels):
        whole = _WHOLE_UNIT.match(level)
        if whole and (parts or len(levels) > 1 or whole[1].lower() in ("anzahl", "%", "in %")):
            unit = whole[1]
            continue
        rest, found = split_year(level)
        year = found if found is not None else year
        rest, tail = split_unit(_FOOTNOTE.sub("", rest))
        unit = tail or unit
        if rest and (not parts or parts[-1] != rest):
            parts.append(rest)
    return Heading(JOIN.join(parts), unit, year, tuple(levels))


def split_unit(text: str) -> tuple[str, str | None]:
    """Take the unit off the end of a heading.

    Examples
    --------
    >>> split_unit("Fläche in km2")
    ('Fläche', 'km2')
    >>> split_unit("SGB II-Quote (%)")
    ('SGB II-Quote', '%')
    >>> split_unit("Altstadt")
    ('Altstadt', None)
    """
    match = _TAIL_UNIT.search(text)
    if match is None or not text[: match.start()].strip():
        return text.strip(), None
    return text[: match.start()].strip(" ,;:"), (match[1] or match[2]).strip()


def _human(levels: Sequence[str]) -> list[str]:
    """Leave out names of variables where a level for people stands beside them."""
    human = [level for level in levels if not _MACHINE.match(level) and not _WHOLE_UNIT.match(level)]
    named = any(split_year(level)[0] for level in human)
    if not named:
        return list(levels)
    return [level for level in levels if not _MACHINE.match(level)]


def without_short_years(headings: Sequence[Heading]) -> list[Heading]:
    """Read "bev98", "bev99" as years where at least three columns differ in nothing else.

    Examples
    --------
    >>> found = without_short_years([read_heading([name]) for name in ("bev98", "bev99", "bev00")])
    >>> [(heading.title, heading.year) for heading in found]
    [('bev', 1998), ('bev', 1999), ('bev', 2000)]
    """
    stems: dict[str, list[tuple[int, int]]] = {}
    for position, heading in enumerate(headings):
        match = _YEAR_TAIL.match(heading.title)
        if match and heading.year is None and match[1] and not match[1][-1].isdigit():
            stems.setdefault(match[1], []).append((position, int(match[2])))
    result = list(headings)
    for stem, members in stems.items():
        years = [2000 + short if short < 50 else 1900 + short for _, short in members]
        if len(years) < 3 or any(b - a != 1 for a, b in pairwise(years)) or years[0] < 1980:
            continue
        for (position, _), year in zip(members, years, strict=True):
            old = headings[position]
            result[position] = Heading(stem.strip(" _-"), old.unit, year, old.levels)
    return result


def fallback_title(titles: Sequence[str], sheet: str | None, file: str) -> str:
    """Name a measure whose header holds only years: by title line, sheet, or file.

    Examples
    --------
    >>> fallback_title(["Stand: 31.12.2014", "Arbeitslose am 31.12.2014"], "Tabelle1", "x.xlsx")
    'Arbeitslose'
    >>> fallback_title([], "Beschäftigte_2013", "x.xlsx"), fallback_title([], None, "ms_arbeitslose.csv")
    ('Beschäftigte', 'arbeitslose')
    """
    for line in titles:
        rest = split_unit(_FOOTNOTE.sub("", split_year(line)[0]))[0]
        if rest and not _META_LINE.match(line):
            return rest
    if sheet and not _GENERIC_SHEET.match(sheet):
        rest = split_year(sheet)[0].replace("_", " ").strip()
        if rest:
            return rest
    return _stem_words(file) or PurePath(file).stem


def is_generic(title: str) -> bool:
    """Tell whether a title says too little on its own.

    Examples
    --------
    >>> is_generic("Wert"), is_generic("Arbeitslose")
    (True, False)
    """
    return bool(_GENERIC.match(title))


def is_fragment(title: str) -> bool:
    """Tell whether a title is only a part of a division, an age group or a sex.

    Examples
    --------
    >>> [is_fragment(text) for text in ("0 - 9", "90 u. mehr", "insgesamt", "mean", "Arbeitslose")]
    [True, True, True, False, False]
    """
    return bool(_FRAGMENT.match(title))


def _stem_words(file: str) -> str:
    words = split_year(PurePath(file).stem)[0].replace("_", " ").split()
    while len(words) > 1 and len(words[0]) <= 2:
        words.pop(0)
    text = " ".join(words)
    return re.sub(r"\s+(?:by|nach|je)\s+\w+$", "", text)
