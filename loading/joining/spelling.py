"""Forms in which a key or a name may be written: the repairs that let a table find its quarter."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from loading.ingest.pace import step
from loading.joining.long_columns import digits_or_blank, is_tidy, only_digits
from loading.umlauts import WRITTEN_OUT

DUPLICATE_ON_MAP = -2
_DIGITS = re.compile(r"\d+")
_ONE_NUMBER = re.compile(r"^(?:[^\d\n]*(\d+)[^\d\n]*|.*)$", re.MULTILINE)
_FLOAT_KEY = re.compile(r"(\d+)\.0+")
_LEADING_NUMBER = re.compile(r"^\d+[\s.:)\-]+(?=\D)")
_TRAILING_NUMBER = re.compile(r"\s*\(\d+\)$")
_DASHES = re.compile("[\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{FIGURE DASH}\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}]")
_GLUE = re.compile(r"[\s\-/,.'`\N{RIGHT SINGLE QUOTATION MARK}]+")
_SAINT = re.compile(r"\b(?:st\.\s*|st\s+|skt\.\s*|sankt[\s\-]+)")
_STREET = re.compile(r"str(?:\.|asse\b)")


def _exact(text: str) -> str:
    return text


def _without_blanks(text: str) -> str:
    if text.isalnum():
        return text
    return " ".join(text.replace("\N{ZERO WIDTH NO-BREAK SPACE}", "").split())


def _without_decimals(text: str) -> str:
    text = _without_blanks(text)
    found = _FLOAT_KEY.fullmatch(text) if "." in text else None
    return found[1] if found else text


def _without_zeros(text: str) -> str:
    text = _without_decimals(text)
    return (text.lstrip("0") or "0") if text.isascii() and text.isdigit() else text


def _number_inside(text: str) -> str:
    numbers = _DIGITS.findall(_without_decimals(text))
    return (numbers[0].lstrip("0") or "0") if len(numbers) == 1 else ""


@lru_cache(maxsize=100_000)
def name_form(text: str) -> str:
    """Write a name in the one form in which its spellings agree.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
        Composed, lower case, umlauts and ß written out, dashes and blanks alike, "Sankt" for "St.",
        "str" for "Straße", without a number before or in brackets behind; "" where only a number stands.

    Examples
    --------
    >>> name_form("03 Nordstadt"), name_form("Neustadt \N{EN DASH} Süd"), name_form("Neustadt/Sued")
    ('nordstadt', 'neustadt sued', 'neustadt sued')
    >>> name_form("St. Jürgen") == name_form("SANKT JU\N{COMBINING DIAERESIS}RGEN".lower())
    True
    """
    step()
    text = _DASHES.sub("-", unicodedata.normalize("NFC", _without_blanks(text))).casefold().translate(WRITTEN_OUT)
    text = _TRAILING_NUMBER.sub("", _LEADING_NUMBER.sub("", text))
    text = _STREET.sub("str", _SAINT.sub("sankt ", text))
    text = _GLUE.sub(" ", text).strip()
    return "" if text.replace(" ", "").isdigit() else text


REPAIRS: dict[str, Callable[[str], str]] = {
    "exact": _exact,
    "blanks": _without_blanks,
    "decimal_zero": _without_decimals,
    "zero_padding": _without_zeros,
    "number_in_name": _number_inside,
    "name_forms": name_form,
}


def _numbers_inside(texts: Sequence[str]) -> tuple[str, ...]:
    """Give the one number of each text; the texts, which hold no line breaks, are searched together."""
    numbers = _ONE_NUMBER.findall("\n".join(texts)) if texts else []
    return tuple([(number.lstrip("0") or "0") if number else "" for number in numbers])


def _any_zero_leads(texts: Sequence[str]) -> bool:
    return "\n0" in "\n".join(["", *texts])


def lookup_of(values: Iterable[str]) -> dict[str, int]:
    """Give the polygon of each form; -2 where several polygons share it, nothing for empty forms."""
    values = tuple(values)
    positions = dict(zip(values, range(len(values)), strict=True))
    if len(positions) == len(values) and "" not in positions:
        return positions
    positions = {}
    for position, value in enumerate(values):
        if value:
            positions[value] = DUPLICATE_ON_MAP if value in positions else position
    return positions


class Spellings:
    """A column in all its forms, from the untouched to the boldest repair; a form is made when first asked for.

    A form that changes nothing is the same tuple as the one before it, so that nobody looks at it twice.

    Parameters
    ----------
    values : sequence of str, length n

    Examples
    --------
    >>> Spellings(["07 ", "12.0"])["zero_padding"]
    ('7', '12')
    >>> Spellings(["STGT03"])["number_in_name"]
    ('3',)
    """

    def __init__(self, values: Sequence[str]) -> None:
        self._forms: dict[str, tuple[str, ...]] = {"exact": tuple(values)}
        self._lookups: dict[int, dict[str, int]] = {}

    def __len__(self) -> int:
        return len(self._forms["exact"])

    def __getitem__(self, repair: str) -> tuple[str, ...]:
        """Give the form that a repair makes; "" where a value has no such form."""
        if repair not in self._forms:
            self._forms[repair] = self._made(repair)
        return self._forms[repair]

    def lookup(self, repair: str) -> dict[str, int]:
        """Give the value of each form, see :func:`lookup_of`."""
        form = self[repair]
        if id(form) not in self._lookups:
            self._lookups[id(form)] = lookup_of(form)
        return self._lookups[id(form)]

    def _made(self, repair: str) -> tuple[str, ...]:
        """Make a form of a whole column at once, from the form before it where it has one."""
        exact = self._forms["exact"]
        if repair == "blanks":
            return exact if is_tidy(exact) else tuple(map(_without_blanks, exact))
        if repair == "name_forms":
            return ("",) * len(exact) if only_digits(self["blanks"]) else tuple(map(name_form, exact))
        if repair == "decimal_zero":
            plain = self["blanks"]
            return tuple(map(_without_decimals, plain)) if any("." in text for text in plain) else plain
        plain = self["decimal_zero"]
        if repair == "number_in_name":
            return self["zero_padding"] if digits_or_blank(plain) else _numbers_inside(plain)
        if digits_or_blank(plain):
            return tuple([text.lstrip("0") or text[:1] for text in plain]) if _any_zero_leads(plain) else plain
        led_by_zero = [text.startswith("0") and text.isdigit() and text.isascii() for text in plain]
        if not any(led_by_zero):
            return plain
        return tuple(text.lstrip("0") or "0" if led else text for text, led in zip(plain, led_by_zero, strict=True))


def is_key_like(values: Sequence[str]) -> bool:
    """Tell keys from names: at least nine of ten filled values hold a digit and no blank between letters.

    Examples
    --------
    >>> is_key_like(["01", "02"]), is_key_like(["STGT03"]), is_key_like(["03 Nordstadt"])
    (True, True, False)
    """
    filled = [value for value in map(str.strip, values) if value]
    unbroken = [value for value in filled if " " not in value]
    keys = len([value for value in unbroken if value.isdigit() or any(map(str.isdigit, value))])
    return bool(filled) and keys >= 0.9 * len(filled)


def without_number(name: str) -> str:
    """Take a leading number off a name.

    Examples
    --------
    >>> without_number("03 Nordstadt"), without_number("1. Bezirk"), without_number("103")
    ('Nordstadt', 'Bezirk', '103')
    """
    return _LEADING_NUMBER.sub("", _without_blanks(name)) or name
