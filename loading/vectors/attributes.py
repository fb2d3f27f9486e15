"""Attributes as text: decoding of attribute tables, repair of umlauts, numbers without a false ".0"."""

import codecs
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np

from loading.errors import Finding, Severity
from loading.vectors.lettering import dropped, is_lost, read_as_dos, without_mojibake

Columns = dict[str, tuple[str, ...]]

# Language driver ids of dBASE files, byte 29; the ones found in town halls.
_LANGUAGE_DRIVERS = {
    **{0x01: "cp437", 0x02: "cp850", 0x03: "cp1252", 0x04: "mac_roman", 0x08: "cp865", 0x57: "cp1252"},
    **{0x58: "cp1252", 0x59: "cp1252", 0x64: "cp852", 0xC8: "cp1250", 0xC9: "cp1251"},
}
_CODE_PAGES = {"ansi": "cp1252", "oem": "cp850", "utf": "utf-8", "88591": "iso-8859-1", "885915": "iso-8859-15"}
_GERMAN = frozenset("äöüÄÖÜß")
_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_EXAMPLES = 3


@dataclass(frozen=True)
class Decoding:
    """How the bytes of an attribute table became text.

    Attributes
    ----------
    encoding : str
        Codec that was used.
    declared : str or None
        Codec that the file names, None where it names none that is known.
    """

    encoding: str
    declared: str | None

    @property
    def contradicts(self) -> bool:
        """Whether the file names another encoding than the one its bytes have."""
        return self.declared is not None and self.declared != self.encoding


def declared_encoding(code_page: str | None, language_driver: int) -> str | None:
    """Give the codec that a shapefile names in its ``.cpg`` or in its ``.dbf``.

    Parameters
    ----------
    code_page : str or None
        Text of the ``.cpg``.
    language_driver : int
        Byte 29 of the ``.dbf``.

    Returns
    -------
    str or None
        Name as Python knows it; None where nothing known is named.

    Examples
    --------
    >>> declared_encoding("ISO-8859-1", 0), declared_encoding("1252", 0), declared_encoding(None, 0x57)
    ('iso8859-1', 'cp1252', 'cp1252')
    """
    if code_page is None:
        return _LANGUAGE_DRIVERS.get(language_driver)
    name = code_page.strip("\ufeff\0 \r\n\t").lower()
    digits = re.sub(r"\D", "", name)
    for candidate in (name, _CODE_PAGES.get(name, ""), _CODE_PAGES.get(digits, ""), f"cp{digits}"):
        try:
            return codecs.lookup(candidate).name
        except (LookupError, ValueError):
            continue
    return None


def decoding_of(values: Iterable[bytes], declared: str | None) -> Decoding:
    r"""Find the encoding of an attribute table from its bytes.

    Parameters
    ----------
    values : iterable of bytes
        All texts of the table.
    declared : str or None
        What the file names.

    Returns
    -------
    Decoding

    Notes
    -----
    Letters beyond ASCII that form valid UTF-8 are UTF-8, whatever the file names: in a single-byte encoding they
    would be pairs such as "Ã¼". A value cut in the middle of a letter, as fixed-width fields do, is no objection.
    Otherwise the candidate wins under which most of these letters are letters, the declared one first.

    Examples
    --------
    >>> decoding_of([b"Br\xc3\xbcck"], "cp1252").encoding, decoding_of([b"Br\xfcck"], "utf-8").encoding
    ('utf-8', 'cp1252')
    """
    beyond = [value for value in values if not value.isascii()]
    if not beyond:
        return Decoding(declared or "utf-8", declared)
    if _is_utf8(beyond):
        return Decoding("utf-8", declared)
    single = [name for name in (declared, "cp1252", "cp850", "mac_roman") if name and name != "utf-8"]
    sample = b"".join(beyond)
    return Decoding(max(single, key=lambda name: _letters(sample, name)), declared)


def decoded(value: bytes, encoding: str) -> str:
    """Decode one value; a letter cut off by the width of the field is left out, other bytes become U+FFFD."""
    try:
        return value.decode(encoding)
    except UnicodeDecodeError as error:
        cut = error.reason == "unexpected end of data"
        return value[: error.start].decode(encoding) if cut else value.decode(encoding, errors="replace")


def as_text(values: Sequence[Any] | np.ndarray) -> tuple[str, ...]:
    """Write a column as text: leading zeros kept, whole numbers without ".0", nothing as "".

    Examples
    --------
    >>> as_text(["007", 7.0, 7.5, None, float("nan"), True, np.datetime64("2022-01-03"), 10**17])
    ('007', '7', '7.5', '', '', 'true', '2022-01-03', '100000000000000000')
    """
    return tuple([value if type(value) is str else _text(value) for value in values])


def cleaned(columns: Mapping[str, tuple[str, ...]], place: str) -> tuple[Columns, tuple[Finding, ...]]:
    """Trim, compose umlauts, undo doubly encoded text, and report what is beyond repair.

    Parameters
    ----------
    columns : mapping of str to tuple of str
    place : str
        For the findings.

    Returns
    -------
    columns : dict of str to tuple of str
    findings : tuple of Finding
        ``attributes.mojibake`` where "BrÃ¼ck" became "Brück", ``attributes.lost_letters`` where letters are gone
        for good, ``attributes.invisible`` where control characters were taken out.
    """
    repaired: list[str] = []
    lost: list[str] = []
    invisible: list[str] = []
    as_dos = read_as_dos(chain.from_iterable(columns.values()))

    def clean(value: str) -> str:
        if _is_plain(value):
            return value.strip()
        seen = _INVISIBLE.sub("", value)
        if seen != value:
            invisible.append(seen.strip())
        right = unicodedata.normalize("NFC", without_mojibake(seen, as_dos=as_dos)).strip()
        if right != unicodedata.normalize("NFC", seen).strip():
            repaired.append(f"{seen.strip()} → {right}")
        if is_lost(right):
            lost.append(right)
        return right

    result: Columns = {}
    for name, values in columns.items():
        heading = clean(name)
        result[heading if heading not in result else name] = tuple(
            map(str.strip if _is_plain("".join(values)) else clean, values)
        )
    lost += dropped(chain.from_iterable(result.values()))
    reports: tuple[tuple[Severity, str, list[str]], ...] = (
        ("info", "mojibake", repaired),
        ("warning", "lost_letters", lost),
        ("info", "invisible", invisible),
    )
    findings = tuple(
        Finding(severity, place, f"attributes.{code}", {"n": len(found), "examples": examples(found)})
        for severity, code, found in reports
        if found
    )
    return result, findings


def _is_plain(text: str) -> bool:
    """Tell that nothing can be wrong with the letters; what holds for many texts together holds for each."""
    return text.isascii() and text.isprintable() and "?" not in text


def examples(found: Sequence[str]) -> str:
    """Write up to three different examples.

    Examples
    --------
    >>> examples(["a", "b", "a", "c", "d"])
    'a; b; c …'
    """
    different = list(dict.fromkeys(found))
    return "; ".join(different[:_EXAMPLES]) + (" …" if len(different) > _EXAMPLES else "")


def _is_utf8(values: Iterable[bytes]) -> bool:
    found = False
    for value in values:
        try:
            found = not value.decode("utf-8").isascii() or found
        except UnicodeDecodeError as error:
            if error.reason != "unexpected end of data":
                return False
            found = not value[: error.start].isascii() or found
    return found


def _letters(sample: bytes, encoding: str) -> int:
    text = sample.decode(encoding, errors="replace")
    beyond = [letter for letter in text if not letter.isascii()]
    plain = sum(letter.isalpha() for letter in beyond)
    return plain + 3 * sum(letter in _GERMAN for letter in beyond) - 5 * text.count("\ufffd")


def _text(value: Any) -> str:
    if value is None or isinstance(value, bytes):
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, (bool, np.bool_)):
        return "true" if value else "false"
    if isinstance(value, (float, np.floating)):
        return _number(float(value))
    if isinstance(value, np.datetime64):
        return "" if np.isnat(value) else str(value).removesuffix("T00:00:00.000")
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def _number(value: float) -> str:
    if value != value:
        return ""
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
