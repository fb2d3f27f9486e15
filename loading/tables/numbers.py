"""Numbers of a column: decimal comma or point decided for the column as a whole, flags and signs kept apart."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from loading.reasons import Reason
from loading.tables.grid import Cell
from loading.tables.symbols import missing_codes, symbol_reason

_NUMBER = re.compile(
    r"^(?:(?P<flag>[prs])\s?)?(?P<open>\()?\s?(?P<sign>[-+−–])?\s?(?P<currency>€|EUR\b)?\s?"
    r"(?P<digits>\d+(?:[.,]\d+)?[eE][-+]?\d{1,3}|\d{1,3}(?:[ '’]\d{3})+(?:[.,]\d+)?|\d[\d.,]*|[.,]\d+)"
    r"\s?(?P<unit>%|‰|€|EUR|Euro|v\. ?H\.)?\s?(?P<close>\))?(?P<note>\s?(?:\d{1,2}\)|\*+\)?|[¹²³⁴⁵⁶⁷⁸⁹]+\)?|\[\d+\]))?"
    r"\s?(?P<after>[prs])?$"
)
_PLAIN = re.compile(r"(?:-?\d+(?:\.\d+)?\n)*\Z")
_GROUPS = {mark: re.compile(rf"\d{{1,3}}(?:{re.escape(mark)}\d{{3}})+") for mark in ".,"}
_FLAGS = {"p": "provisional", "r": "revised", "s": "estimated"}


@dataclass(frozen=True)
class Written:
    """A number as it is written: its digits with marks, and what stands around them."""

    digits: str
    negative: bool
    marks: tuple[str, ...]
    unit: str | None


@dataclass(frozen=True)
class NumberColumn:
    """A column read as numbers.

    Attributes
    ----------
    values, reasons : float array, uint8 array, shape (rows,)
    numbers, texts : int
        Cells that are numbers, and cells that are neither number nor sign.
    examples : tuple of str
        Up to three of the texts.
    signs : mapping of (sign, Reason) to count
    flags : mapping of flag to count
        ``"provisional"``, ``"revised"``, ``"estimated"``, ``"limited"`` (in brackets), ``"footnote"``.
    codes : mapping of number to count
        -9999 and its kin.
    unit : str or None
        Unit written behind the numbers.
    decimals : bool
        Whether any number has decimals.
    doubtful : tuple of str
        Numbers like "1.234" that could be read in two ways, up to three.
    mark : {",", "."} or None
        Decimal mark the column gives away.
    """

    values: np.ndarray
    reasons: np.ndarray
    numbers: int
    texts: int = 0
    examples: tuple[str, ...] = ()
    signs: Mapping[tuple[str, Reason], int] = field(default_factory=dict)
    flags: Mapping[str, int] = field(default_factory=dict)
    codes: Mapping[float, int] = field(default_factory=dict)
    unit: str | None = None
    decimals: bool = False
    doubtful: tuple[str, ...] = ()
    mark: str | None = None

    @property
    def whole(self) -> bool:
        """Whether all numbers are whole."""
        return not self.decimals


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
    if match is None or bool(match["open"]) != bool(match["close"]):
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
    found = Counter(mark for mark in (_evident_mark(text) for text in texts) if mark)
    return found.most_common(1)[0][0] if found else None


def number_column(
    cells: Sequence[Cell], legend: Mapping[str, Reason], table_mark: str | None = None, *, share: bool = False
) -> NumberColumn:
    """Read a column of cells as numbers.

    Parameters
    ----------
    cells : sequence of cells
    legend : mapping of sign to Reason
        Signs the file explains itself.
    table_mark : {",", "."} or None
        Decimal mark of the other columns; used where this column does not tell.
    share : bool
        The heading speaks of a share: "1.234" is read with decimals if it were over 100 otherwise.

    Examples
    --------
    >>> column = number_column(["1.234", "12,5", "-", "."], {})
    >>> column.values.tolist()
    [1234.0, 12.5, 0.0, nan]
    >>> [Reason(reason).label for reason in column.reasons]
    ['value', 'value', 'zero', 'suppressed']
    """
    plain = _plain_numbers(cells)
    if plain is not None:
        reasons = np.where(np.isnan(plain), Reason.NOT_DELIVERED, Reason.VALUE).astype(np.uint8)
        pointed = any(isinstance(cell, str) and "." in cell for cell in cells)
        return _finished(plain, reasons, {"mark": "." if pointed else None})
    counted = Counter(cell for cell in cells if isinstance(cell, str) and cell)
    parsed = {text: written(text) for text in counted}
    digits = [number.digits for number in parsed.values() if number]
    mark, doubtful = _column_mark(digits, table_mark, share=share)
    read: dict[str, tuple[float, int]] = {"": (np.nan, Reason.NOT_DELIVERED)}
    tally = _Tally()
    for text, times in counted.items():
        read[text] = tally.take(text, times, parsed[text], mark, legend)
    pairs = [read[cell] if isinstance(cell, str) else _native(cell, tally) for cell in cells]
    values, reasons = (np.array(part) for part in zip(*pairs, strict=True))
    fields = {**tally.fields(), "doubtful": tuple(doubtful[:3]), "mark": decimal_mark(digits)}
    return _finished(values.astype(float), reasons.astype(np.uint8), fields)


class _Tally:
    """What was met while reading one column."""

    def __init__(self) -> None:
        self.texts = 0
        self.examples: list[str] = []
        self.signs: Counter[tuple[str, Reason]] = Counter()
        self.flags: Counter[str] = Counter()
        self.units: Counter[str] = Counter()

    def take(
        self, text: str, times: int, number: Written | None, mark: str, legend: Mapping[str, Reason]
    ) -> tuple[float, int]:
        reason = symbol_reason(text, legend)
        if reason is not None:
            self.signs[text, reason] += times
            return (0.0 if reason is Reason.ZERO else np.nan), reason
        value = None if number is None else _value(number, mark)
        if number is None or value is None:
            self.text(text, times)
            return np.nan, Reason.NOT_DELIVERED
        self.flags.update({flag: times for flag in number.marks})
        if number.unit:
            self.units[number.unit] += times
        return value, Reason.VALUE

    def text(self, text: str, times: int = 1) -> None:
        self.texts += times
        if len(self.examples) < 3:
            self.examples.append(text)

    def fields(self) -> dict[str, object]:
        unit = self.units.most_common(1)[0][0] if self.units else None
        examples = tuple(self.examples)
        return {"texts": self.texts, "examples": examples, "signs": self.signs, "flags": self.flags, "unit": unit}


def _native(cell: Cell, tally: _Tally) -> tuple[float, int]:
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return float(cell), Reason.VALUE
    tally.text(str(cell))
    return np.nan, Reason.NOT_DELIVERED


def _plain_numbers(cells: Sequence[Cell]) -> np.ndarray | None:
    """Read a column at once where every cell is a machine-written number or empty."""
    kinds = set(map(type, cells))
    if kinds <= {int, float}:
        return np.array(cells, dtype=float)
    if kinds <= {int, float, str} and not any(type(cell) is str and cell for cell in cells):
        return np.array([np.nan if cell == "" else cell for cell in cells], dtype=float)
    if kinds != {str}:
        return None
    joined = "\n".join(cell or "0" for cell in cells) + "\n"  # type: ignore[misc]  # all cells are str here
    if not _PLAIN.match(joined) or _could_be_thousands(cells):
        return None
    return np.array([cell or "nan" for cell in cells], dtype=float)


def _could_be_thousands(cells: Sequence[Cell]) -> bool:
    pointed = [cell for cell in cells if isinstance(cell, str) and "." in cell]
    return bool(pointed) and not any(_evident_mark(text.lstrip("-")) == "." for text in pointed)


def _finished(values: np.ndarray, reasons: np.ndarray, fields: Mapping[str, object]) -> NumberColumn:
    values = np.where(np.isfinite(values), values, np.nan)
    reasons[np.isnan(values) & (reasons == Reason.VALUE)] = Reason.NOT_DELIVERED
    numbers = int((reasons == Reason.VALUE).sum())
    codes = {code: int((values == code).sum()) for code in missing_codes(values)}
    for code in codes:
        reasons[values == code] = Reason.NOT_DELIVERED
        values[values == code] = np.nan
    reasons[values == 0] = Reason.ZERO
    usable = values[~np.isnan(values)]
    decimals = bool((usable != np.floor(usable)).any())
    return NumberColumn(values, reasons, numbers, codes=codes, decimals=decimals, **fields)  # type: ignore[arg-type]  # named as in the class


def _well_formed(digits: str) -> bool:
    commas, points = digits.count(","), digits.count(".")
    if commas > 1 and points > 1:
        return False
    for mark, other in ((",", "."), (".", ",")):
        if digits.count(mark) > 1:
            head = digits.split(other)[0]
            return bool(_GROUPS[mark].fullmatch(head)) and (other not in digits or digits.rfind(other) > digits.rfind(mark))
    if commas and points:
        first, last = sorted((digits.index(","), digits.index(".")))
        return bool(_GROUPS[digits[first]].fullmatch(digits[:last]))
    return not digits.endswith((",", "."))


def _evident_mark(digits: str) -> str | None:
    """Decimal mark of one number, None if it has none or could be read in two ways."""
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


def _column_mark(digits: list[str], table_mark: str | None, *, share: bool) -> tuple[str, list[str]]:
    doubtful = [text for text in digits if ("," in text or "." in text) and _evident_mark(text) is None]
    mark = decimal_mark(digits)
    if mark:
        return mark, []
    if not doubtful:
        return table_mark or ",", []
    separator = "," if "," in doubtful[0] else "."
    if table_mark:
        return table_mark, ([] if table_mark != separator else doubtful)
    other = "." if separator == "," else ","
    over_hundred = any(float(re.sub(r"\D", "", text) or 0) > 100 for text in doubtful)
    return (separator if share and over_hundred else other), doubtful


def _value(number: Written, mark: str) -> float | None:
    """Give the number its value; None if it cannot be read with this decimal mark."""
    digits = number.digits.replace(" ", "").replace("'", "").replace("’", "")
    evident = _evident_mark(digits)
    mark = evident or mark
    thousands = "." if mark == "," else ","
    try:
        value = float(digits.replace(thousands, "").replace(mark, "."))
    except ValueError:
        return None
    return -value if number.negative else value
