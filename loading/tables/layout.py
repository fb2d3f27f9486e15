"""Where a sheet's table begins and ends: title lines, header block, rows of areas, footer."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from loading.tables.footer import filled, holds_something, is_footer, line_text
from loading.tables.grid import Cell, Grid, cell_text
from loading.tables.numbers import written
from loading.tables.symbols import starts_legend, symbol_reason
from loading.tables.years import year_of

_HEAD_ROWS = 80
_SAMPLE_ROWS = 400
_MAXIMUM_HEADER = 6
_LEGEND_ROWS = 60
_LEGEND_CELLS = 3
_LONGEST_SIGN = 5
NUMBER, SIGN, TEXT, EMPTY = 1, 2, 3, 0


@dataclass(frozen=True)
class Layout:
    """Rows of a grid by their role; every number is a position in ``grid.rows``.

    Attributes
    ----------
    titles, header, body, footer : tuple of int
    numbers : frozenset of int
        Columns that hold numbers in the body.
    """

    titles: tuple[int, ...]
    header: tuple[int, ...]
    body: tuple[int, ...]
    footer: tuple[int, ...]
    numbers: frozenset[int]


def kind(cell: Cell) -> int:
    """Tell whether a cell is empty, a number, a sign for a number, or text.

    Examples
    --------
    >>> kind("12,5") == NUMBER, kind(".") == SIGN, kind("Altstadt") == TEXT, kind("") == EMPTY
    (True, True, True, True)
    """
    if isinstance(cell, str):
        if not cell:
            return EMPTY
        if written(cell):
            return NUMBER
        return SIGN if symbol_reason(cell, {}) is not None else TEXT
    return NUMBER if isinstance(cell, (int, float)) and not isinstance(cell, bool) else TEXT


def find_layout(grid: Grid) -> Layout | None:
    """Find the table in a grid.

    Parameters
    ----------
    grid : Grid

    Returns
    -------
    Layout or None
        None where the grid holds no row with numbers.
    """
    rows = grid.rows
    everything = [position for position, row in enumerate(rows) if holds_something(row)]
    explaining = _legend_rows(rows, everything)
    present = [position for position in everything if position not in explaining]
    numbers = number_columns(rows, present)
    if not numbers:
        return None
    first = next((position for position in present if _is_data(rows, position, present, numbers)), None)
    if first is None:
        return None
    last = next(position for position in reversed(present) if _has_numbers(rows[position], numbers))
    body_start, header, titles = _above(grid, first, present, numbers)
    body_end = _with_silent_rows(rows, last, present)
    between = [position for position in present if body_start <= position <= body_end]
    heads = [rows[position] for position in header]  # a row that is one of them repeats it, as on a new printed page
    body = [position for position in between if rows[position] not in heads and not _is_footer_row(rows[position])]
    areas = set(body)
    footer = [position for position in everything if position >= body_start and position not in areas]
    return Layout(tuple(titles), tuple(header), tuple(body), tuple(footer), numbers)


def _legend_rows(rows: Sequence[list[Cell]], present: list[int]) -> frozenset[int]:
    """Lines below the table that explain a sign each: "-", and beside it what it means."""
    tail = present[-_LEGEND_ROWS:]
    narrow = [position for position in tail if len(rows[position]) - rows[position].count("") <= _LEGEND_CELLS]
    start = next((position for position in narrow if starts_legend(line_text(rows[position]))), None)
    if start is None:
        return frozenset()
    found = []
    for position in (position for position in narrow if position > start):
        cells = [rows[position][place] for place in filled(rows[position])]
        if len(cells) == 2 and len(cell_text(cells[0])) <= _LONGEST_SIGN and kind(cells[1]) == TEXT:
            found.append(position)
    return frozenset(found)


def number_columns(rows: Sequence[list[Cell]], present: list[int]) -> frozenset[int]:
    """Give the columns in which numbers outweigh texts from the first number on.

    Parameters
    ----------
    rows : sequence of rows
    present : list of int
        Positions of the rows that count.

    Examples
    --------
    >>> sorted(number_columns([["Altstadt", 5.0], ["Hafen", "."]], [0, 1]))
    [1]
    """
    step = max(1, len(present) // (_SAMPLE_ROWS - _HEAD_ROWS))
    sample = present[:_HEAD_ROWS] + present[_HEAD_ROWS::step]
    found = []
    for column, cells in enumerate(zip(*(rows[position] for position in sample), strict=True)):
        if 2 * list(map(type, cells)).count(float) > len(cells):
            found.append(column)  # whatever the others are, they cannot outweigh so many
            continue
        known = {cell: kind(cell) for cell in cells if type(cell) is str}
        kinds = [NUMBER if type(cell) is float else known[cell] if type(cell) is str else kind(cell) for cell in cells]
        if NUMBER not in kinds:
            continue
        below = kinds[kinds.index(NUMBER) :]
        if below.count(NUMBER) + below.count(SIGN) >= max(1, below.count(TEXT)):
            found.append(column)
    return frozenset(found)


def _has_numbers(row: list[Cell], numbers: frozenset[int]) -> bool:
    places = filled(row)
    if len(places) < 2 and len(row) > 1:
        return False
    if is_footer(cell_text(row[places[0]])) and len(places) < 4:
        return False
    return any(kind(row[column]) in (NUMBER, SIGN) for column in numbers)


def _is_data(rows: Sequence[list[Cell]], position: int, present: list[int], numbers: frozenset[int]) -> bool:
    row = rows[position]
    if not _has_numbers(row, numbers) or not any(kind(row[column]) == NUMBER for column in numbers):
        return False
    above = [before for before in present if before < position and len(filled(rows[before])) > 1]
    numbering = is_numbering(row) and (bool(above) or cell_text(row[0]) == "0")
    return not _is_years_row(row, numbers, bool(above)) and not numbering


def _is_years_row(row: list[Cell], numbers: frozenset[int], has_header: bool) -> bool:
    cells = [row[column] for column in sorted(numbers) if kind(row[column]) == NUMBER]
    years = [year_of(cell) for cell in cells]
    if not cells or None in years:
        return False
    if not has_header:
        return True
    if not any(filled([row[column]]) for column in range(len(row)) if column not in numbers):
        return True
    known = [year for year in years if year is not None]
    return len(known) > 2 and all(abs(b - a) == 1 for a, b in pairwise(known))


def is_numbering(row: Sequence[Cell]) -> bool:
    """Tell whether a row only numbers the columns: 1, 2, 3 ...

    Examples
    --------
    >>> is_numbering([1.0, "2", 3.0]), is_numbering([1.0, 5.0, 6.0])
    (True, False)
    """
    number = None
    counted = 0
    for cell in row:
        if cell == "":
            continue
        text = cell_text(cell).strip("()")
        if not text.isdecimal() or int(text) != (int(text) if number is None else number + 1):
            return False
        if number is None and int(text) > 2:
            return False
        number, counted = int(text), counted + 1
    return counted >= max(3, 0.8 * len(row))


def _above(grid: Grid, first: int, present: list[int], numbers: frozenset[int]) -> tuple[int, list[int], list[int]]:
    """Split what stands above the first row of data into header, titles, and rows without numbers."""
    rows = grid.rows
    above = [position for position in present if position < first]
    numbering = [position for position in above if is_numbering(rows[position])]
    start = first
    if numbering:
        start = next(position for position in present if position > numbering[-1])
        above = [position for position in above if position < numbering[-1]]
    while len(above) > 1 and not numbering and _is_section(rows, above, numbers):
        start = above.pop()
    header: list[int] = []
    while above and len(header) < _MAXIMUM_HEADER and not _is_title(grid, above[-1], numbers):
        if header and above[-1] != header[0] - 1:
            break
        header.insert(0, above.pop())
    return start, header, above


def _is_section(rows: Sequence[list[Cell]], above: list[int], numbers: frozenset[int]) -> bool:
    """Whether the lowest row above the data is a row of areas without numbers, below the real header."""
    places = filled(rows[above[-1]])
    return len(places) == 1 and places[0] not in numbers and len(filled(rows[above[-2]])) > 1


def _is_title(grid: Grid, position: int, numbers: frozenset[int]) -> bool:
    row = grid.rows[position]
    places = filled(row)
    if len(places) == 1:
        column = places[0]
        return column == 0 or (grid.merged is None and column not in numbers and len(row) > 2)
    return len(places) == 2 and places[0] == 0 and cell_text(row[0]).endswith(":")


def _with_silent_rows(rows: Sequence[list[Cell]], last: int, present: list[int]) -> int:
    """Take rows along that follow the last numbers and name an area without delivering anything."""
    end = last
    for position in (position for position in present if position > last):
        row = rows[position]
        text = line_text(row)
        named = len(filled(row)) > 1 or text[:1].isdigit()
        if position != end + 1 or is_footer(text) or not named or is_footer(cell_text(row[filled(row)[0]])):
            break
        end = position
    return end


def _is_footer_row(row: list[Cell]) -> bool:
    if len(row) < 2 or (row[0] != "" and row[-1] != "") or row.count("") != len(row) - 1:
        return False
    return is_footer(cell_text(row[filled(row)[0]]))
