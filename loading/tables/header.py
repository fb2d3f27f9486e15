"""The header block: merged cells filled, one list of levels per column."""

from collections.abc import Sequence
from datetime import date

from loading.tables.dated_ranges import restored_heading
from loading.tables.footer import filled
from loading.tables.grid import Cell, Grid, cell_text, tidy
from loading.tables.headings import read_heading
from loading.tables.keys import has_damaged_ranges
from loading.tables.layout import Layout


def header_levels(grid: Grid, layout: Layout) -> list[tuple[str, ...]]:
    """Collect the header cells above every column, top first, blanks left out.

    Parameters
    ----------
    grid : Grid
    layout : Layout

    Returns
    -------
    list of tuple of str, one per column
    """
    filled_rows = [_filled(grid, layout, position) for position in layout.header]
    return [tuple(text for text in levels if text) for levels in zip(*filled_rows, strict=True)] or [
        () for _ in range(grid.width)
    ]


def _filled(grid: Grid, layout: Layout, position: int) -> list[str]:
    row = grid.rows[position]
    restored, damaged = restored_heading(row), has_damaged_ranges(row)
    texts = [restored.get(place) or _shown(cell, damaged=damaged) for place, cell in enumerate(row)]
    ranges = [span for span in grid.merged or () if span[0] <= position <= span[2] and span[3] > span[1]]
    for top, left, _, right in ranges:
        if top == position:
            texts[left : right + 1] = [texts[left]] * (right + 1 - left)
    if ranges:
        return texts
    if _is_unit_row(texts, layout.numbers):
        return _spread(texts, layout.numbers, set(range(grid.width)))
    below = [grid.rows[row] for row in layout.header if row > position]
    return _spread(texts, layout.numbers, _named_below(below, grid.width))


def _shown(cell: Cell, *, damaged: bool) -> str:
    """A date in a damaged header is no year."""
    return f"{cell:%d.%m.}" if damaged and isinstance(cell, date) else tidy(cell_text(cell))


def _is_unit_row(texts: Sequence[str], numbers: frozenset[int]) -> bool:
    units = [texts[column] for column in numbers if texts[column]]
    return bool(units) and all(not read_heading(["", unit]).title for unit in units)


def _named_below(rows: Sequence[Sequence[Cell]], width: int) -> set[int]:
    named: set[int] = set()
    for row in rows:
        named.update(filled(row))
    return named & set(range(width))


def _spread(texts: list[str], numbers: frozenset[int], allowed: set[int]) -> list[str]:
    """Carry a group's heading over the columns of numbers to its right."""
    for column in range(1, len(texts)):
        if not texts[column] and column in numbers and column - 1 in numbers and column in allowed:
            texts[column] = texts[column - 1]
    return texts
