"""Keys and names of areas: always text, number and name taken apart where one cell holds both."""

import datetime
import re
from collections.abc import Mapping, Sequence
from itertools import islice

from loading.joining.long_columns import digits_or_blank
from loading.tables.grid import Cell, cell_text, cell_texts

_WORD = re.compile(r"[A-ZÄÖÜ]+(?![a-zäöüß])|[A-ZÄÖÜ]?[a-zäöüß]+")
_KEY_WORDS = frozenset(
    {
        "id",
        "nr",
        "no",
        "num",
        "nummer",
        "number",
        "key",
        "schluessel",
        "schlüssel",
        "code",
        "kennziffer",
        "kennung",
        "ags",
        "ars",
        "gkz",
        "plr",
        "bzr",
        "pgr",
        "lor",
        "rs",
        "fid",
        "oid",
        "gid",
        "objectid",
        "plz",
        "postleitzahl",
        "nuts",
        "lau",
        "zip",
        "index_nr",
        "lsoa",
    }
)
_KEY_ENDINGS = ("nummer", "schlüssel", "schluessel", "kennziffer", "_id", "nr.")
_AREA_WORDS = frozenset(
    {
        "bezirk",
        "bezirke",
        "stadtbezirk",
        "stadtteil",
        "stadtteile",
        "ortsteil",
        "stadtviertel",
        "viertel",
        "quartier",
        "gebiet",
        "raum",
        "planungsraum",
        "bereich",
        "stadtzelle",
        "block",
        "baublock",
        "sozialraum",
        "wohnviertel",
        "gemeinde",
        "kreis",
        "district",
        "ward",
        "area",
        "neighbourhood",
        "kommune",
        "stadtgebiet",
        "raumeinheit",
        "bezirksregion",
        "prognoseraum",
        "region",
        "gebietseinheit",
        "wohnquartier",
        "teilbereich",
        "postal",
        "zone",
    }
)
_FILLING = frozenset(
    {
        "statistischer",
        "statistische",
        "statistisches",
        "stat",
        "der",
        "des",
        "und",
        "name",
        "bezeichnung",
    }
)
_COUNTING = frozenset(
    {
        "anzahl",
        "zahl",
        "summe",
    }
)
_KEY_FIRST = re.compile(r"^(\d{1,12}[A-Za-z]?(?:[./-]\d{1,4})*)\s*[-–:]?\s+([^\W\d].*)$")
_KEY_LAST = re.compile(r"^([^\W\d].*?)\s*[(\[](\d{2,12})[)\]]$")
_BEHIND_KEY_LAST = (")", "]", "\n")
RANGE = re.compile(r"^\d+\s*(?:-|–|bis)\s*(?:<\s*|unter\s+)?\d+$|^\d+ u(?:nd|\.) (?:mehr|älter)")
_FLOAT_KEY = re.compile(r"^\d+\.0+$")
_ROUNDED_KEY = re.compile(r"^\d(?:[.,]\d+)?E\+\d{2,3}$", re.IGNORECASE)
_EXACT_DIGITS = 1e15
_MONTH = r"(?:Jan|Feb|Mrz|Mär|Mar|Apr|Mai|May|Jun|Jul|Aug|Sep|Okt|Oct|Nov|Dez|Dec)"
MONTH_TEXT = re.compile(rf"^\d{{1,2}}(?:\. ?|-){_MONTH}\.?$|^{_MONTH}[ -]\d{{1,2}}$")


def heading_words(heading: str) -> tuple[str, ...]:
    """Cut a heading into lower-case words, also at capital letters.

    Examples
    --------
    >>> heading_words("BezirkNummer"), heading_words("bfs_id")
    (('bezirk', 'nummer'), ('bfs', 'id'))
    """
    return tuple(word.lower() for word in _WORD.findall(heading))


def is_key_heading(heading: str) -> bool:
    """Tell whether a heading announces a key.

    Examples
    --------
    >>> [is_key_heading(text) for text in ("BezirkNummer", "bfs_id", "Kennziffer", "status_index", "Anzahl")]
    [True, True, True, False, False]
    """
    words = heading_words(heading)
    if not words or _COUNTING & set(words):
        return False
    return bool(_KEY_WORDS & set(words)) or heading.lower().endswith(_KEY_ENDINGS)


def is_area_heading(heading: str) -> bool:
    """Tell whether a heading names a kind of area and nothing else.

    Examples
    --------
    >>> is_area_heading("Statistischer Bezirk"), is_area_heading("raum_id"), is_area_heading("Einwohner im Bezirk")
    (True, True, False)
    """
    words = set(heading_words(heading))
    return bool(words & _AREA_WORDS) and words <= _AREA_WORDS | _FILLING | _KEY_WORDS


def key_texts(cells: Sequence[Cell]) -> tuple[str, ...]:
    """Write a column of keys or names as text.

    Whole numbers lose ".0", also where a text file wrote it in every cell; leading zeros stay.

    Examples
    --------
    >>> key_texts([1100101.0, "  01 ", ""]), key_texts(["11.0", "12.0"])
    (('1100101', '01', ''), ('11', '12'))
    """
    texts = cell_texts(cells)
    if any(text.endswith(".0") for text in texts) and all(not text or _FLOAT_KEY.match(text) for text in texts):
        return tuple(text.partition(".")[0] for text in texts)
    return texts


def split_keys(texts: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Take key and name apart where most cells of a column hold both.

    Parameters
    ----------
    texts : sequence of str

    Returns
    -------
    keys, names : tuple of str
        A cell without key gives ``""`` and its whole text; or None where the column is not of this kind.

    Examples
    --------
    >>> split_keys(["11 Aegidii", "12 Überwasser", "Altstadt"])
    (('11', '12', ''), ('Aegidii', 'Überwasser', 'Altstadt'))
    >>> split_keys(["Coerde", "Josef"]) is None
    True
    """
    named = [text for text in texts if text]
    if digits_or_blank(texts):
        return None
    first = [text[:1].isdecimal() and not text.isdecimal() for text in texts]
    last = [text[-1:] in _BEHIND_KEY_LAST for text in texts]
    for pattern, perhaps, key, name in ((_KEY_FIRST, first, 1, 2), (_KEY_LAST, last, 2, 1)):
        if perhaps.count(True) < 0.6 * len(named):
            continue
        matches = [pattern.match(text) if is_likely else None for text, is_likely in zip(texts, perhaps, strict=True)]
        found = [match[key] for match in matches if match]
        if len(found) < max(1, 0.6 * len(named)) or len(set(found)) < 0.6 * len(found):
            continue
        keys = tuple(match[key] if match else "" for match in matches)
        names = tuple(match[name] if match else text for match, text in zip(matches, texts, strict=True))
        return keys, names
    return None


def rounded_keys(cells: Sequence[Cell]) -> tuple[int, tuple[str, ...]]:
    """Count keys a spreadsheet rounded: written as 1,01E+11, or beyond the 15 digits it keeps; up to three of them.

    Examples
    --------
    >>> rounded_keys(["1,01E+11", "1,02E+11", "1E5", 1234567890123456000.0])
    (3, ('1,01E+11', '1,02E+11', '1234567890123456000'))
    """
    rounded = [
        cell_text(cell)
        for cell in cells
        if (isinstance(cell, str) and "+" in cell and _ROUNDED_KEY.match(cell))
        or (isinstance(cell, float) and cell >= _EXACT_DIGITS)
    ]
    return len(rounded), tuple(rounded[:3])


def dated_cells(cells: Sequence[Cell]) -> tuple[str, ...]:
    """Find up to three cells a spreadsheet turned into dates ("3-6" became 3 June).

    Examples
    --------
    >>> dated_cells(["0-2", datetime.date(2024, 6, 3), "10. Dez"])
    ('03.06.2024', '10. Dez')
    """
    likely = [cell for cell in cells if not isinstance(cell, str) or (len(cell) < 9 and not cell.isdecimal())]
    dated = (cell for cell in dict.fromkeys(likely) if isinstance(cell, datetime.date) or _is_month_text(cell))
    return tuple(cell_text(cell) for cell in islice(dated, 3))


def has_damaged_ranges(row: Sequence[Cell]) -> bool:
    """Tell whether a header row holds dates among ranges such as "10 - < 15".

    Examples
    --------
    >>> has_damaged_ranges(["Bezirk", "0-2", datetime.date(2024, 6, 3)]), has_damaged_ranges(["0-2", "3-6"])
    (True, False)
    """
    return bool(dated_cells(row)) and any(isinstance(cell, str) and RANGE.match(cell) for cell in row)


def _is_month_text(cell: Cell) -> bool:
    return isinstance(cell, str) and bool(MONTH_TEXT.match(cell))


def with_split_keys(identifiers: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Add "<column> [key]" and "<column> [name]" behind every column that holds both.

    Examples
    --------
    >>> list(with_split_keys({"Bezirk": ("11 Aegidii", "12 Dom")}))
    ['Bezirk', 'Bezirk [key]', 'Bezirk [name]']
    """
    result: dict[str, tuple[str, ...]] = {}
    for name, texts in identifiers.items():
        result[name] = texts
        parts = split_keys(texts)
        if parts:
            result[f"{name} [key]"], result[f"{name} [name]"] = parts
    return result
