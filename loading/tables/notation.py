"""How a single number is written: digits and marks, flags, footnote marks, unit."""

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

_NUMBER = re.compile(
    r"^(?:(?P<flag>[prs])\s?)?(?P<open>\()?\s?(?P<sign>[-+−–])?\s?(?P<currency>€|EUR\b)?\s?"
    r"(?P<digits>\d+(?:[.,]\d+)?[eE][-+]?\d{1,3}|\d{1,3}(?:[ '’]\d{3})+(?:[.,]\d+)?|\d[\d.,]*|[.,]\d+)"
    r"\s?(?P<unit>%|‰|€|EUR|Euro|v\. ?H\.)?(?(open)\s?\))(?P<note>\s?(?:\d{1,2}\)|\*+\)?|[¹²³⁴⁵⁶⁷⁸⁹]+\)?|\[\d+\]))?"
    r"\s?(?P<after>[prs])?$",
    re.ASCII,
)
_GROUPS = {mark: re.compile(rf"\d{{1,3}}(?:{re.escape(mark)}\d{{3}})+", re.ASCII) for mark in ".,"}
_FLAGS = {"p": "provisional", "r": "revised", "s": "estimated"}


@dataclass(frozen=True)
class Written:
    """A number as it is written: its digits with marks, and what stands around them."""

    digits: str
    negative: bool
    marks: tuple[str, ...]
    unit: str | None


def written(text: str) -> Written | None:
    """Take a written number apart; None if it is none.

    Examples
    --------
    >>> written("(12,5)").marks
    ('limited',)
    >>> written("123 1)").digits
    '123'
    >>> written("12.05.2014") is None
    True
    """
    match = _NUMBER.match(text)
    if match is None:
        return None
    digits = match["digits"]
    if not _well_formed(digits):
        return None
    note = match["note"]
    if note and note[0].isdigit() and len(digits) < 2:
        return None
    letter = match["flag"] or match["after"]
    marks = (
        *((_FLAGS[letter],) if letter else ()),
        *(("limited",) if match["open"] else ()),
        *(("footnote",) if note else ()),
    )
    return Written(digits, match["sign"] in ("-", "−", "–"), marks, match["unit"] or match["currency"])


def decimal_mark(texts: Iterable[str]) -> str | None:
    """Find the decimal mark the written numbers give away, the more frequent one if they differ.

    Returns
    -------
    {",", "."} or None
        None where no number tells.

    Examples
    --------
    >>> decimal_mark(["1.234", "12,5"])
    ','
    >>> decimal_mark(["1.234", "2.345"]) is None
    True
    """
    found = Counter(mark for mark in (evident_mark(text) for text in texts) if mark)
    return found.most_common(1)[0][0] if found else None


def _well_formed(digits: str) -> bool:
    commas, points = digits.count(","), digits.count(".")
    if commas > 1 and points > 1:
        return False
    for mark, other in ((",", "."), (".", ",")):
        if digits.count(mark) > 1:
            head = digits.split(other)[0]
            return bool(_GROUPS[mark].fullmatch(head)) and (
                other not in digits or digits.rfind(other) > digits.rfind(mark)
            )
    if commas and points:
        first, last = sorted((digits.index(","), digits.index(".")))
        return bool(_GROUPS[digits[first]].fullmatch(digits[:last]))
    return not digits.endswith((",", "."))


def evident_mark(digits: str) -> str | None:
    """Give the decimal mark of one number, None if it has none or could be read in two ways.

    Examples
    --------
    >>> evident_mark("12,5"), evident_mark("1.234.567"), evident_mark("1.234")
    (',', ',', None)
    """
    comma, point = digits.rfind(","), digits.rfind(".")
    if comma < 0 and point < 0:
        return None
    if comma >= 0 and point >= 0:
        return "," if comma > point else "."
    mark = "," if comma >= 0 else "."
    if digits.count(mark) > 1:
        return "." if mark == "," else ","
    head, tail = digits.split(mark)
    if " " in head or "'" in head or "e" in tail.lower():
        return mark
    return None if len(tail) == 3 and 1 <= len(head) <= 3 and head.lstrip("-") not in ("0", "") else mark


def value_of(number: Written, mark: str) -> float | None:
    """Give a number its value; None if it cannot be read with this decimal mark.

    Examples
    --------
    >>> value_of(written("1.234"), ",")
    1234.0
    """
    digits = number.digits.replace(" ", "").replace("'", "").replace("’", "")
    evident = evident_mark(digits)
    mark = evident or mark
    thousands = "." if mark == "," else ","
    try:
        value = float(digits.replace(thousands, "").replace(mark, "."))
    except ValueError:
        return None
    if not math.isfinite(value):
        return None
    return -value if number.negative else value
