"""Numbers of a column: decimal comma or point decided for the column as a whole, flags and signs kept apart."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import islice
from typing import Literal

import numpy as np

from loading.flags import Flag
from loading.reasons import Reason
from loading.tables.grid import Cell, cell_text
from loading.tables.notation import Written, decimal_mark, evident_mark, value_of, written
from loading.tables.symbols import any_sign, missing_codes, symbol_reason

Reading = Literal["doubtful_numbers", "doubtful_share", "by_neighbours"]
# A sign says: exactly nothing. Stands beside the flags while a table is read, and is no flag of the result.
EXACT = 64
_VALUE, _ZERO, _NOT_DELIVERED = int(Reason.VALUE), int(Reason.ZERO), int(Reason.NOT_DELIVERED)  # arrays like them plain
_PLAIN = re.compile(r"(?:-?\d+(?:\.\d+)?\n)*\Z", re.ASCII)
# Lines that begin with three letters, and neither as an amount of money nor as "unter 5" does.
_WORDS = re.compile(r"(?:(?![prs]?EUR|unter|kleiner|weniger|höchstens|bis)[^\W\d_]{3}[^\n]*\n|\n)*\Z", re.IGNORECASE)


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
    marks : uint8 array, shape (rows,), or None
        Flags of every cell, see :class:`loading.flags.Flag`, and ``EXACT``; None where no cell has any.
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
    reading : {"doubtful_numbers", "doubtful_share", "by_neighbours"} or None
        How these were read: with thousands, with decimals since a share would be over 100 otherwise, or like the
        other columns.
    mark : {",", "."} or None
        Decimal mark the column gives away.
    """

    values: np.ndarray
    reasons: np.ndarray
    numbers: int
    texts: int = 0
    examples: tuple[str, ...] = ()
    signs: Mapping[tuple[str, Reason], int] = field(default_factory=dict)
    marks: np.ndarray | None = None
    flags: Mapping[str, int] = field(default_factory=dict)
    codes: Mapping[float, int] = field(default_factory=dict)
    unit: str | None = None
    decimals: bool = False
    doubtful: tuple[str, ...] = ()
    reading: Reading | None = None
    mark: str | None = None

    @property
    def whole(self) -> bool:
        """Whether all numbers are whole."""
        return not self.decimals


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
    kinds = set(map(type, cells))
    coded = {sign for sign in legend if written(sign)}
    plain = None if coded and any(cell_text(cell) in coded for cell in cells) else _plain_numbers(cells, kinds)
    if plain is not None:
        reasons = np.where(np.isnan(plain), Reason.NOT_DELIVERED, Reason.VALUE).astype(np.uint8)
        pointed = str in kinds and any(isinstance(cell, str) and "." in cell for cell in cells)
        return _finished(plain, reasons, {"mark": "." if pointed else None})
    if kinds == {str} and _are_words(cells, legend):  # type: ignore[arg-type]  # all cells are str here
        return _words(cells)  # type: ignore[arg-type]
    counted = Counter([cell for cell in cells if isinstance(cell, str) and cell])
    parsed = {text: written(text) for text in counted}
    digits = [number.digits for number in parsed.values() if number]
    mark, doubtful, reading = _column_mark(digits, table_mark, share=share)
    read: dict[str, tuple[float, int, int]] = {"": (np.nan, _NOT_DELIVERED, 0)}
    tally = _Tally()
    for text, times in counted.items():
        read[text] = tally.take(text, times, parsed[text], mark, legend)
    triples = [read[cell] if isinstance(cell, str) else _native(cell, tally, legend) for cell in cells]
    values, reasons, marks = np.array(triples, dtype=float).T
    fields = {**tally.fields(), "doubtful": tuple(doubtful[:3]), "reading": reading, "mark": decimal_mark(digits)}
    if marks.any():
        fields["marks"] = marks.astype(np.uint8)
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
    ) -> tuple[float, int, int]:
        reason = symbol_reason(text, legend)
        if reason is not None:
            self.signs[text, reason] += times
            return (0.0, _ZERO, EXACT) if reason is Reason.ZERO else (np.nan, int(reason), 0)
        value = None if number is None else value_of(number, mark)
        if number is None or value is None:
            self.text(text, times)
            return np.nan, _NOT_DELIVERED, 0
        for mark in number.marks:
            self.flags[mark] += times
        if number.unit:
            self.units[number.unit] += times
        return value, _VALUE, sum(Flag[mark.upper()] for mark in number.marks)

    def text(self, text: str, times: int = 1) -> None:
        self.texts += times
        if len(self.examples) < 3:
            self.examples.append(text)

    def fields(self) -> dict[str, object]:
        unit = self.units.most_common(1)[0][0] if self.units else None
        examples = tuple(self.examples)
        return {"texts": self.texts, "examples": examples, "signs": self.signs, "flags": self.flags, "unit": unit}


def _native(cell: Cell, tally: _Tally, legend: Mapping[str, Reason]) -> tuple[float, int, int]:
    if legend and cell_text(cell) in legend:
        return tally.take(cell_text(cell), 1, None, ",", legend)
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return float(cell), _VALUE, 0
    tally.text(cell_text(cell))
    return np.nan, _NOT_DELIVERED, 0


def _plain_numbers(cells: Sequence[Cell], kinds: Set[type]) -> np.ndarray | None:
    """Read a column at once where every cell is a machine-written number or empty."""
    if kinds <= {int, float}:
        return np.array(cells, dtype=float)
    if kinds <= {int, float, str} and not any(cell for cell in cells if type(cell) is str):
        return np.array([np.nan if cell == "" else cell for cell in cells], dtype=float)
    if kinds != {str}:
        return None
    joined = "\n".join(cell or "0" for cell in cells) + "\n"  # type: ignore[misc]  # all cells are str here
    if joined.count("\n") > len(cells) or not _PLAIN.match(joined) or _could_be_thousands(cells):
        return None
    return np.array([cell or "nan" for cell in cells], dtype=float)


def _are_words(cells: Sequence[str], legend: Mapping[str, Reason]) -> bool:
    """Tell whether surely no cell is a number or a sign, as in a long column of names."""
    return bool(_WORDS.match("\n".join(cells) + "\n")) and not any_sign(cells) and legend.keys().isdisjoint(cells)


def _words(cells: Sequence[str]) -> NumberColumn:
    filled = list(filter(None, cells))
    blank = np.full(len(cells), np.nan), np.full(len(cells), Reason.NOT_DELIVERED, dtype=np.uint8)
    return NumberColumn(*blank, numbers=0, texts=len(filled), examples=tuple(islice(dict.fromkeys(filled), 3)))


def _could_be_thousands(cells: Sequence[Cell]) -> bool:
    pointed = [cell for cell in cells if isinstance(cell, str) and "." in cell]
    return bool(pointed) and not any(evident_mark(text.lstrip("-")) == "." for text in pointed)


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


def _column_mark(digits: list[str], table_mark: str | None, *, share: bool) -> tuple[str, list[str], Reading | None]:
    """Decide for the decimal mark; with it the numbers that could be read in two ways, and what decided."""
    doubtful = [text for text in digits if ("," in text or "." in text) and evident_mark(text) is None]
    mark = decimal_mark(digits)
    if mark or not doubtful:
        return mark or table_mark or ",", [], None
    if table_mark:
        return table_mark, doubtful, "by_neighbours"
    separator = "," if "," in doubtful[0] else "."
    over_hundred = any(float(re.sub(r"[.,]", "", text) or 0) > 100 for text in doubtful)
    if share and over_hundred:
        return separator, doubtful, "doubtful_share"
    return ("." if separator == "," else ","), doubtful, "doubtful_numbers"
