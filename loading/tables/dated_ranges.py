"""Ranges such as "3-6" that a spreadsheet turned into dates: what they were, as far as it can be told."""

import datetime
import re
from collections.abc import Callable, Sequence

from loading.tables.grid import Cell, cell_text
from loading.tables.keys import MONTH_TEXT, RANGE, dated_cells, has_damaged_ranges

_MONTHS = ("jan", "feb", "mär mrz mar", "apr", "mai may", "jun", "jul", "aug", "sep", "okt oct", "nov", "dez dec")
_BOUNDS = re.compile(r"^(\d+)\s*(?:-|–|bis)\s*(?:<\s*|unter\s+)?(\d+)$")
_OPEN_BOUND = re.compile(r"^(?:unter|<|bis)\s*(\d+)$")
_PAIR = re.compile(r"^\d{1,2}-\d{1,2}$")


def restored_heading(row: Sequence[Cell]) -> dict[int, str]:
    """Restore dates among the ranges of a header by their neighbours.

    Parameters
    ----------
    row : sequence of cells

    Returns
    -------
    dict of position to str
        Only dates one reading of which is a range that continues what stands before or behind it.

    Examples
    --------
    >>> restored_heading(["Bezirk", "0-2", datetime.date(2024, 6, 3), "6-9"])
    {2: '3-6'}
    >>> restored_heading(["Stand", datetime.date(2024, 6, 3)])
    {}
    """
    if not has_damaged_ranges(row):
        return {}
    restored: dict[int, str] = {}
    for position, cell in enumerate(row):
        fitting = [
            (low, high)
            for low, high in _readings(cell)
            if low < high and (_continues(row, position, low, restored) or _is_continued(row, position, high))
        ]
        if len(fitting) == 1:
            restored[position] = "{}-{}".format(*fitting[0])
    return restored


def restored_keys(cells: Sequence[Cell]) -> dict[Cell, str]:
    """Restore dates among keys such as "1-2", "1-3".

    Parameters
    ----------
    cells : sequence of cells
        A column of keys.

    Returns
    -------
    dict of date to str
        Empty unless all keys that are no dates are of this kind; day first, as German spreadsheets read, unless only
        the other way round gives keys that do not stand there already.

    Examples
    --------
    >>> restored_keys(["1-1", datetime.date(2024, 2, 1), "1-3"])
    {datetime.date(2024, 2, 1): '1-2'}
    """
    dated: list[Cell] = []
    plain: set[str] = set()
    for cell in dict.fromkeys(cells):
        if isinstance(cell, str) and _PAIR.match(cell):
            plain.add(cell)
        elif _readings(cell):
            dated.append(cell)
        elif isinstance(cell, str) and cell:
            return {}
    if not dated or not plain:
        return {}
    for choose in _ORDERS:
        restored = {cell: "{}-{}".format(*choose(_readings(cell))) for cell in dated}
        if len(set(restored.values()) - plain) == len(dated):
            return restored
    return {}


def with_restored_keys(cells: Sequence[Cell]) -> Sequence[Cell]:
    """Give a column of keys with the dates among them restored, see :func:`restored_keys`."""
    restored = restored_keys(cells)
    return [restored.get(cell, cell) for cell in cells] if restored else cells


_ORDERS: tuple[Callable[[Sequence[tuple[int, int]]], tuple[int, int]], ...] = (
    lambda readings: readings[0],
    lambda readings: readings[1],
)


def _readings(cell: Cell) -> list[tuple[int, int]]:
    """Pairs of numbers a date may have been: day and month, month and day, month and year of two digits."""
    if isinstance(cell, datetime.date):
        readings = [(cell.day, cell.month), (cell.month, cell.day)]
        return [*readings, (cell.month, cell.year % 100)] if cell.day == 1 else readings
    if not isinstance(cell, str) or not dated_cells([cell]):
        return []
    match = MONTH_TEXT.match(cell)
    number = int("".join(letter for letter in cell if letter.isdecimal()))
    words = "".join(letter for letter in cell if letter.isalpha()).lower()
    month = next((place for place, names in enumerate(_MONTHS, 1) if words in names.split()), 0)
    return [(number, month), (month, number)] if match and month else []


def _continues(row: Sequence[Cell], position: int, low: int, restored: dict[int, str]) -> bool:
    before = restored.get(position - 1) or (cell_text(row[position - 1]) if position else "")
    bounds, opening = _BOUNDS.match(before), _OPEN_BOUND.match(before)
    end = int(bounds[2]) if bounds else int(opening[1]) if opening else None
    return end is not None and low in (end, end + 1)


def _is_continued(row: Sequence[Cell], position: int, high: int) -> bool:
    behind = cell_text(row[position + 1]) if position + 1 < len(row) else ""
    bounds = _BOUNDS.match(behind) or re.match(r"^(\d+)", behind if RANGE.match(behind) else "")
    return bounds is not None and int(bounds[1]) in (high, high + 1)
