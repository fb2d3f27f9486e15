"""Numbers with a flag: provisional, revised, estimated, uncertain, rounded to zero, cell by cell and in words."""

import re
from collections.abc import Iterator, Sequence

import numpy as np

from loading.errors import Finding
from loading.flags import Flag
from loading.reasons import Reason
from loading.recognised import Measure
from loading.tables.numbers import EXACT

_ROUNDED = re.compile(
    r"(?:^|[\s;,])\"?0\"?\s*[=:]?\s*(?:weniger als|mehr als nichts|kleiner als|auf ?gerundet|rounded)", re.I
)
_MOST_PLACES = 6


def flags_of(values: np.ndarray, reasons: np.ndarray, marks: np.ndarray, notes: Sequence[str]) -> np.ndarray | None:
    """Flag every cell; a zero written as 0 is rounded where the table has a sign for exactly nothing.

    Parameters
    ----------
    values, reasons, marks : arrays of the same shape
        Marks are flags and ``EXACT``.
    notes : sequence of str
        Title and footer; they may explain the 0.

    Returns
    -------
    uint8 array of the same shape, or None
        None where nothing is flagged.

    Notes
    -----
    DIN 55301 writes a dash for "nothing", and 0 for "less than half of the last digit, but more than nothing".

    Examples
    --------
    >>> flags_of(np.array([0.0, 0.0, 3.0]), np.array([1, 1, 0]), np.array([0, EXACT, 0], dtype=np.uint8), [])
    array([32,  0,  0], dtype=uint8)
    """
    exact = (marks & EXACT) > 0
    flags: np.ndarray = marks & ~np.uint8(EXACT)
    if exact.any() or any(map(_ROUNDED.search, notes)):
        flags = flags | np.where((values == 0) & ~exact, Flag.ROUNDED, 0).astype(np.uint8)
    flags[(reasons != Reason.VALUE) & (reasons != Reason.ZERO)] = 0
    return flags if flags.any() else None


def flag_findings(
    place: str, measures: Sequence[Measure], years: Sequence[int], flags: np.ndarray | None
) -> Iterator[Finding]:
    """Tell of every flag how often it stands, by measure and year.

    Parameters
    ----------
    place : str
        File and sheet.
    measures, years : sequences
        Of the table.
    flags : uint8 array, shape (rows, measures, years), or None
    """
    if flags is None:
        return
    for flag in Flag:
        counted = ((flags & flag) > 0).sum(axis=0)
        if not counted.any():
            continue
        where = [
            f"{_quoted(measures[measure].title, years[year])} ({counted[measure, year]})"
            for measure, year in np.argwhere(counted).tolist()
        ]
        told = ", ".join(where[:_MOST_PLACES]) + (" \N{HORIZONTAL ELLIPSIS}" if len(where) > _MOST_PLACES else "")
        yield Finding("info", place, f"tables.flag_{flag.label}", {"n": int(counted.sum()), "where": told})


def _quoted(title: str, year: int) -> str:
    quoted = f"\N{DOUBLE LOW-9 QUOTATION MARK}{title}\N{LEFT DOUBLE QUOTATION MARK}"
    return f"{quoted} {year}" if year else quoted
