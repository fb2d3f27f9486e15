"""Bytes to text: byte order marks, strict UTF-8, UTF-16, then the old one-byte encodings by their German letters."""

import codecs

from loading.errors import DataFileError, Finding
from loading.tables.characters import Characters

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ONE_BYTE = ("cp1252", "cp850", "mac_roman")
ENCODINGS = ("utf-8", *_ONE_BYTE, "utf-16")
_LIKELY = frozenset("äöüÄÖÜßéèêáàâçñåøæëïîôóúíÉÅØ")
_POSSIBLE = frozenset("€§°²³µ–—„“”‚‘’·•…«»½¼© \N{NO-BREAK SPACE}\N{SOFT HYPHEN}")
_MOJIBAKE = ("Ã¤", "Ã¶", "Ã¼", "ÃŸ", "Ã„", "Ã–", "Ãœ")


def decoded(path: str, data: bytes, chosen: str | None = None) -> tuple[str, str, tuple[Finding, ...]]:
    """Decode a text file.

    Parameters
    ----------
    path : str
        Name of the file, for messages.
    data : bytes
    chosen : {"utf-8", "cp1252", "cp850", "mac_roman", "utf-16"}, optional
        Decided by its owner; where the bytes cannot be text of it, that is told and the encoding recognised.

    Returns
    -------
    text, encoding : str
        Blanks of every kind are plain blanks in the text.
    findings : tuple of Finding

    Raises
    ------
    DataFileError
        If the bytes are no text.

    Examples
    --------
    >>> decoded("a.csv", "Köln;1".encode("cp1252"))[:2]
    ('Köln;1', 'cp1252')
    >>> decoded("a.csv", "Köln;1".encode("cp850"))[:2]
    ('Köln;1', 'cp850')
    """
    findings: list[Finding] = []
    encoding = _encoding(data) if chosen is None else _fitting(data, chosen)
    if encoding is None:
        encoding = _encoding(data)
        findings.append(Finding("error", path, "table_choices.encoding_unfit", {"encoding": chosen}))
    text = data.decode(encoding, errors="replace")
    nulls = text.count("\0")
    if nulls * 50 > len(text) or _control_characters(text) * 20 > len(text):
        raise DataFileError(path, "tables.not_a_table")
    if nulls:
        text = text.replace("\0", "")
        findings.append(Finding("warning", path, "tables.null_bytes", {"n": nulls}))
    text, repaired = _without_mojibake(text)
    if repaired:
        findings.append(Finding("warning", path, "tables.mojibake", {"n": repaired}))
    lost = text.count("\N{REPLACEMENT CHARACTER}")
    if lost:
        findings.append(Finding("warning", path, "tables.umlauts_lost", {"n": lost}))
    characters = Characters()
    plain = characters.plain(text)
    return plain, encoding.removesuffix("-sig"), (*findings, *characters.findings(path))


def _fitting(data: bytes, chosen: str) -> str | None:
    """Give the chosen encoding, with its mark where there is one; None where the bytes are no text of it."""
    if chosen not in ENCODINGS:
        return None
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    encoding: str | None = chosen
    if marked and marked.removesuffix("-sig") == chosen:
        encoding = marked
    elif chosen == "utf-16":  # nearly all bytes can be decoded as some sign of it
        encoding = _wide_encoding(data[:4000])
    if encoding is None:
        return None
    try:
        data.decode(encoding)
    except UnicodeError:
        return None
    return encoding


def _encoding(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    wide = _wide_encoding(data[:4000])
    if wide:
        return wide
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and error.start > len(data) - 4:
            return "utf-8"
        return max(_ONE_BYTE, key=lambda encoding: (_score(data, encoding), -_ONE_BYTE.index(encoding)))
    return "utf-8"


def _wide_encoding(head: bytes) -> str | None:
    """Recognise UTF-16 without a mark by the zeros at every other byte."""
    pairs = len(head) // 2
    if pairs < 4:
        return None
    if head[1::2].count(0) > 0.4 * pairs and head[0::2].count(0) < 0.05 * pairs:
        return "utf-16-le"
    if head[0::2].count(0) > 0.4 * pairs and head[1::2].count(0) < 0.05 * pairs:
        return "utf-16-be"
    return None


def _score(data: bytes, encoding: str) -> float:
    high = bytes(byte for byte in data if byte >= 0x80)[:20_000]
    letters = high.decode(encoding, errors="replace")
    return sum(1.0 if letter in _LIKELY else 0.2 if letter in _POSSIBLE else -1.0 for letter in letters)


def _control_characters(text: str) -> int:
    head = text[:4000]
    return sum(1 for letter in head if letter < " " and letter not in "\t\r\n\f\0")


def _without_mojibake(text: str) -> tuple[str, int]:
    found = sum(text.count(pair) for pair in _MOJIBAKE)
    if not found:
        return text, 0
    try:
        return text.encode("cp1252").decode("utf-8"), found
    except UnicodeError:
        return text, 0
