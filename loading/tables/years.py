"""Years in headings, titles, sheet names and file names."""

import re
from collections.abc import Iterable
from functools import lru_cache

from loading.tables.grid import Cell

FIRST_YEAR, LAST_YEAR = 1900, 2060
_MONTH = (
    r"(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|"
    r"January|February|March|May|June|July|October|December)"
)
_DAY = rf"(?:\d{{1,2}}\.\s?(?:\d{{1,2}}\.\s?|{_MONTH}\s?)?|{_MONTH}\s)"
_LEAD = (
    r"(?:\b(?:Stand|Stichtag|Gebietsstand|Berichtsjahr|Schuljahr|im Jahr|Jahr|zum|am|vom|per|Ende|on|as of)\b\s?:?\s*)"
)
_YEAR = r"(?<![\dA-Z])(?<!\d,)((?:19|20)\d\d)(?:[/_]((?:19|20)\d\d|\d\d)(?!\d))?(?!\d|[.,]\d)"
_ANY = re.compile(_YEAR)
_PHRASE = re.compile(rf"(?i:{_LEAD}*{_DAY}?){_YEAR}")
_DATE_ONLY = re.compile(rf"\s*\b(?:am|zum|vom|per|Stand:?|Stichtag:?)\s+{_DAY}(?=\s|$|[,;)])", re.IGNORECASE)
_RANGE = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*(?:-|–|—|bis|to|und|/|gegenüber|zu)\s*((?:19|20)\d\d)(?!\d)")
_AMOUNT = re.compile(r"\s*(?:EUR|€|Euro|DM|m²|qm|m\b|km|kg|Personen|Einwohner|Meter|ha\b|Std|\$)")
_AMOUNT_RANGE = re.compile(r"\d{3,5}\s*(?:-|–|bis|bis unter|<)\s*$|^\s*(?:-|–|bis|bis unter)\s*\d{3,5}")
_HEADINGS = re.compile(
    r"^(?:(?:berichts|stich|erhebungs|daten|bezugs|kalender)?jahr|year|jahr[_ ]num|yr|zeit|zeitraum|stichtag|"
    r"datum|stand|reference[_ ]year|schuljahr|date|annee|année|time)$",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def split_year(text: str) -> tuple[str, int | None]:
    """Take the year out of a heading.

    Parameters
    ----------
    text : str

    Returns
    -------
    rest : str
        The heading without the year and the words that belong to it; unchanged where two years differ.
    year : int or None

    Examples
    --------
    >>> split_year("Arbeitslose in Münster am 31.12.2014")
    ('Arbeitslose in Münster', 2014)
    >>> split_year("Arbeitslose in Münster am 15.12.")
    ('Arbeitslose in Münster', None)
    >>> split_year("Veränderung 2010-2014 in %")
    ('Veränderung 2010-2014 in %', 2014)
    >>> split_year("Schuljahr 2024/25"), split_year("bevoelkerung_2015_2024")
    (('', 2024), ('bevoelkerung_2015_2024', 2024))
    >>> split_year("0-2 years, 2020 (HE)")
    ('0-2 years (HE)', 2020)
    """
    found = _years(text)
    if len(set(found)) > 1:
        return text, found[-1]
    rest = text
    if found:
        rest = _PHRASE.sub(lambda match: _without(match, found[0]), text)
    rest = _DATE_ONLY.sub("", rest)
    return _trimmed(rest), found[0] if found else None


def _without(match: re.Match[str], year: int) -> str:
    if int(match[1]) != year:
        return match[0]
    return "" if match[2] is None or _second_year(match) == year + 1 else f" {match[2]}"


def _second_year(match: re.Match[str]) -> int:
    """Year behind the slash of "2014/15" or "2014/2015"."""
    return int(match[2]) if len(match[2]) == 4 else int(match[1]) // 100 * 100 + int(match[2])


def _years(text: str) -> list[int]:
    years = []
    for match in _ANY.finditer(text):
        if int(match[1]) > LAST_YEAR:
            continue
        before, after = text[: match.start()], text[match.end() :]
        if _AMOUNT.match(after) or (_AMOUNT_RANGE.search(before) and not _RANGE.search(text)):
            continue
        if _AMOUNT_RANGE.match(after) and not _RANGE.search(text):
            continue
        years.append(int(match[1]))
        if match[2] and len(match[2]) == 4 and _second_year(match) != years[-1] + 1:
            years.append(int(match[2]))
    return years


def _trimmed(text: str) -> str:
    text = re.sub(r"\(\s*\)|\[\s*\]", "", text)
    text = re.sub(r"\s*,\s*(?=[(,]|$)|^\s*,", " ", text)
    text = re.sub(r"__+", "_", text)
    return " ".join(text.split()).strip(" ,;:-–—_/|\N{MIDDLE DOT}")


def the_year(texts: Iterable[str]) -> int | None:
    """Give the one year that some texts name; None where they name none or several.

    Examples
    --------
    >>> the_year(["Gebietsstand: 31.12.2018"])
    2018
    >>> the_year(["bevoelkerung_2005-2012"]) is None
    True
    """
    years: set[int] = set()
    for text in texts:
        years.update(_years(text))
    return years.pop() if len(years) == 1 else None


def year_of(cell: Cell) -> int | None:
    """Read a cell that holds nothing but a year or a date.

    Examples
    --------
    >>> year_of(2014.0), year_of("31.12.2014"), year_of("2014/15"), year_of("45")
    (2014, 2014, 2014, None)
    """
    if isinstance(cell, str):
        rest, year = split_year(cell) if any(letter.isdigit() for letter in cell) else (cell, None)
        return year if year is not None and not rest else None
    if isinstance(cell, (int, float)):
        return int(cell) if FIRST_YEAR <= cell <= LAST_YEAR and float(cell).is_integer() else None
    year = getattr(cell, "year", None)
    return year if isinstance(year, int) else None


def is_year_heading(heading: str) -> bool:
    """Tell whether a column's heading says that it holds years.

    Examples
    --------
    >>> is_year_heading("Jahr"), is_year_heading("Baujahr")
    (True, False)
    """
    return bool(_HEADINGS.match(heading.strip()))
