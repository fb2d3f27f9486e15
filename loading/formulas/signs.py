"""Cut a formula into signs: columns in square brackets, numbers, operators, parentheses."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from loading.formulas.errors import FormulaError

SignKind = Literal["column", "number", "operator", "open", "close", "end"]
LONGEST = 2000
MOST_DIGITS = 15
_OPERATORS = {
    "+": "+",
    "-": "-",
    "\N{MINUS SIGN}": "-",
    "\N{EN DASH}": "-",
    "*": "*",
    "\N{MULTIPLICATION SIGN}": "*",
    "/": "/",
    "\N{DIVISION SIGN}": "/",
}
_CROSS = re.compile(r"[xX](?![^\W_])")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:[.,]\d{3})+")


@dataclass(frozen=True)
class Sign:
    """One sign.

    Attributes
    ----------
    kind : {"column", "number", "operator", "open", "close", "end"}
    text : str
        Of a column its name, of an operator ``+ - * /``.
    start, end : int
        Where it stands.
    """

    kind: SignKind
    text: str
    start: int
    end: int


def signs(formula: str) -> Iterator[Sign]:
    """Cut a formula into signs; the last one is ``end``.

    Parameters
    ----------
    formula : str
        As typed; ``x``, ``×``, ``÷`` and the true minus sign are understood.

    Yields
    ------
    Sign

    Raises
    ------
    FormulaError
        ``formulas.too_long``, ``formulas.unclosed_column``, ``formulas.empty_column``, ``formulas.ambiguous_number``,
        ``formulas.no_number`` or ``formulas.unknown_sign``.

    Examples
    --------
    >>> [sign.text for sign in signs("[a] x 0,5")]
    ['a', '*', '0.5', '']
    """
    if len(formula) > LONGEST:
        raise FormulaError("formulas.too_long", LONGEST, len(formula), most=LONGEST)
    at = 0
    while at < len(formula):
        if formula[at].isspace():
            at += 1
            continue
        sign = _sign(formula, at)
        yield sign
        at = sign.end
    yield Sign("end", "", len(formula), len(formula))


def _sign(formula: str, at: int) -> Sign:
    first = formula[at]
    if first == "[":
        return _column(formula, at)
    if first in "()":
        return Sign("open" if first == "(" else "close", first, at, at + 1)
    if first in _OPERATORS:
        return Sign("operator", _OPERATORS[first], at, at + 1)
    if _CROSS.match(formula, at):
        return Sign("operator", "*", at, at + 1)
    found = _NUMBER.match(formula, at) if first in "0123456789" else None
    if found is not None:
        return Sign("number", _number(found[0], at), at, found.end())
    word = re.compile(r"[^\W\d]\w*|.", re.DOTALL).match(formula, at)
    end = word.end() if word else at + 1
    raise FormulaError("formulas.unknown_sign", at, end, sign=formula[at:end])


def _column(formula: str, at: int) -> Sign:
    end = formula.find("]", at)
    again = formula.find("[", at + 1)
    if end < 0 or 0 <= again < end:
        raise FormulaError("formulas.unclosed_column", at, again if again > 0 else len(formula))
    name = " ".join(formula[at + 1 : end].split())
    if not name:
        raise FormulaError("formulas.empty_column", at, end + 1)
    return Sign("column", name, at, end + 1)


def _number(text: str, at: int) -> str:
    """Read a decimal point or comma; what could be a thousand as well is asked, not guessed."""
    if _THOUSANDS.fullmatch(text):
        plain, decimal = re.sub("[.,]", "", text), re.sub("[.,]", ",", text + "0", count=1)
        raise FormulaError("formulas.ambiguous_number", at, at + len(text), number=text, whole=plain, decimal=decimal)
    marks = sum(text.count(mark) for mark in ".,")
    if marks > 1 or len(text) - marks > MOST_DIGITS or not text.isascii():
        raise FormulaError("formulas.no_number", at, at + len(text), number=text[:40])
    return text.replace(",", ".")
