"""Wording in German and English, and the one place where numbers become text."""

import json
import math
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

LANGUAGES = ("de", "en")
_FOLDER = Path(__file__).parent
_SEPARATORS = {"de": (".", ","), "en": (",", ".")}
_MINUS = "\N{MINUS SIGN}"


def format_number(value: float | None, language: str, decimals: int = 0, *, signed: bool = False) -> str:
    """Write a number as readers of the language expect it.

    Parameters
    ----------
    value : float or None
        None and NaN give an en dash.
    language : {"de", "en"}
    decimals : int
        Digits after the decimal mark.
    signed : bool
        Show the plus sign too.

    Returns
    -------
    str
        With grouped thousands and a true minus sign.

    Examples
    --------
    >>> format_number(1234.56, "de", 1)
    '1.234,6'
    >>> format_number(-0.5, "en", 2, signed=True)
    '−0.50'
    """
    if value is None or math.isnan(value):
        return "\N{EN DASH}"
    text = f"{abs(value):,.{decimals}f}"
    thousands, mark = _SEPARATORS[language]
    text = text.translate(str.maketrans(",.", thousands + mark))
    is_zero = not any(digit in text for digit in "123456789")
    sign = "" if is_zero else _MINUS if value < 0 else "+" if signed else ""
    return sign + text


class _NumberFormatter(Formatter):
    def __init__(self, language: str) -> None:
        self.language = language

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return str(value)
        if format_spec == "year":
            return str(int(value))
        signed = format_spec.startswith("+")
        digits = format_spec.lstrip("+").lstrip(".")
        decimals = int(digits) if digits else (0 if isinstance(value, int) else 1)
        return format_number(float(value), self.language, decimals, signed=signed)


class Texts:
    """All wording of one language.

    A text may hold fields: ``{name}`` (text as it is, whole numbers grouped, other numbers with one
    decimal), ``{share:.2}`` (two decimals), ``{change:+.1}`` (with its sign), ``{year:year}``. An entry
    with the keys ``one`` and ``other`` is chosen by the value ``n``.

    Examples
    --------
    >>> texts = Texts("de", {"chip": {"one": "{n} Quartier", "other": "{n} Quartiere"}})
    >>> texts("chip", n=1200)
    '1.200 Quartiere'
    """

    def __init__(self, language: str, entries: Mapping[str, Any]) -> None:
        self.language = language
        self._entries = entries
        self._formatter = _NumberFormatter(language)

    def __call__(self, key: str, /, **values: Any) -> str:
        """Give the text of a key, its fields filled.

        Raises
        ------
        KeyError
            If there is no such text; names the key.
        """
        entry = self.entry(key)
        if isinstance(entry, Mapping):
            if set(entry) != {"one", "other"}:
                raise KeyError(f"{key} is a group of texts")
            entry = entry["one" if values.get("n") == 1 else "other"]
        return self._formatter.vformat(entry, (), values) if values else str(entry)

    def entry(self, key: str) -> Any:
        """Give a text or a group of texts as it stands in the file.

        Raises
        ------
        KeyError
            If there is no such entry; names the key.
        """
        entry: Any = self._entries
        for step in key.split("."):
            if not isinstance(entry, Mapping) or step not in entry:
                raise KeyError(key)
            entry = entry[step]
        return entry

    def number(self, value: float | None, decimals: int = 0, *, signed: bool = False) -> str:
        """Write a number in this language, see :func:`format_number`."""
        return format_number(value, self.language, decimals, signed=signed)


@cache
def load_texts(language: str) -> Texts:
    """Read all texts of a language, one file per stem.

    Raises
    ------
    KeyError
        If the language is not shipped.

    Examples
    --------
    >>> load_texts("en").language
    'en'
    """
    if language not in LANGUAGES:
        raise KeyError(language)
    files = sorted((_FOLDER / language).glob("*.json"))
    return Texts(language, {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in files})
