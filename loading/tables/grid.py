"""The raw cells of one sheet or text file, rectangular, with the line each row stands in."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from loading.errors import DataFileError, Finding
from loading.ingest.limits import MEGA, limits_in_force
from loading.joining.long_columns import is_tidy

Cell: TypeAlias = str | float | int | bool | datetime.date | datetime.time | datetime.timedelta
Merged: TypeAlias = tuple[int, int, int, int]


@dataclass(frozen=True)
class Grid:
    """Cells as they stand in the file, nothing interpreted.

    Attributes
    ----------
    file : str
        Name of the file as its owner knows it.
    sheet : str or None
        Sheet of a workbook.
    format, encoding : str, str or None
        As in ``loading.recognised.Table``.
    rows : tuple of list of cells
        All of the same width; ``""`` where empty. Text has no blanks around it.
    lines : tuple of int
        Line in the file of each row, 1 is the first.
    merged : tuple of (first row, first column, last row, last column), or None
        None where the format does not say what is merged.
    widths : tuple of int
        Number of cells each row had in a text file; empty for workbooks.
    findings : tuple of Finding
    """

    file: str
    sheet: str | None
    format: str
    encoding: str | None
    rows: tuple[list[Cell], ...]
    lines: tuple[int, ...]
    merged: tuple[Merged, ...] | None = None
    widths: tuple[int, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.rows[0]) if self.rows else 0

    @property
    def place(self) -> str:
        """File and sheet, as the owner would look it up."""
        return self.file if self.sheet is None else f"{self.file} \N{MIDDLE DOT} {self.sheet}"


def require_small(path: Path, name: str) -> None:
    """Refuse a file of a table beyond the limits, before it is read.

    Raises
    ------
    DataFileError
        ``tables.too_large``.
    """
    size, limit = path.stat().st_size, limits_in_force().megabytes_per_table
    if size > limit * MEGA:
        raise DataFileError(name, "tables.too_large", megabytes=size / MEGA, limit=limit)


def refuse_oversize(path: str, rows: int, columns: int) -> None:
    """Refuse a sheet beyond the limits.

    Raises
    ------
    DataFileError
        If there are more columns or cells than the limits allow; names both.

    Examples
    --------
    >>> refuse_oversize("table.csv", 45, 6)
    """
    limits, cells = limits_in_force(), rows * columns
    if columns > limits.columns:
        raise DataFileError(path, "tables.too_many_columns", columns=columns, limit=limits.columns)
    if cells > limits.cells:
        raise DataFileError(path, "tables.too_many_cells", rows=rows, columns=columns, cells=cells, limit=limits.cells)


def with_merged_texts(grid: Grid, body: Sequence[int]) -> Grid:
    """Repeat a text that is merged over several lines of the body, such as a district beside its quarters.

    Numbers are not repeated: one number merged over several areas is none of each.
    """
    spans = [span for span in grid.merged or () if span[1] == span[3] and span[2] > span[0]]
    lines = set(body)
    rows = list(grid.rows)
    for top, column, bottom, _ in spans:
        text = rows[top][column]
        if top in lines and isinstance(text, str):
            for row in range(top + 1, bottom + 1):
                rows[row] = [*rows[row][:column], text, *rows[row][column + 1 :]]
    return replace(grid, rows=tuple(rows))


def is_empty(cell: Cell) -> bool:
    """Tell whether a cell holds nothing.

    Examples
    --------
    >>> is_empty(""), is_empty(0.0)
    (True, False)
    """
    return isinstance(cell, str) and not cell


def tidy(text: str) -> str:
    r"""Take blanks of every width and line breaks out of a text; join words divided at a line end.

    Examples
    --------
    >>> tidy(" Ins-\ngesamt ")
    'Insgesamt'
    >>> tidy("Fläche\u00a0\nin km2")
    'Fläche in km2'
    """
    parts = text.replace("\r\n", "\n").split("-\n")
    joined = parts[0]
    for part in parts[1:]:
        joined += part if part[:1].islower() else f"-{part}"
    return " ".join(joined.split())


def cell_text(cell: Cell) -> str:
    """Write a cell as text: whole numbers without ".0", dates as day, month and year.

    Examples
    --------
    >>> cell_text(1100101.0)
    '1100101'
    >>> cell_text(datetime.date(2014, 12, 31))
    '31.12.2014'
    """
    if isinstance(cell, str):
        return cell.strip() if cell.isprintable() and "  " not in cell else tidy(cell)
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime.date):
        return f"{cell:%d.%m.%Y}"
    return str(cell)


def cell_texts(cells: Sequence[Cell]) -> tuple[str, ...]:
    """Write a column of cells as text, see :func:`cell_text`; a column of plain texts is taken as it is.

    Examples
    --------
    >>> cell_texts([1100101.0, " Alt  stadt"])
    ('1100101', 'Alt stadt')
    """
    texts = [cell for cell in cells if isinstance(cell, str)]
    return tuple(texts) if len(texts) == len(cells) and is_tidy(texts) else tuple(map(cell_text, cells))


def column_letter(position: int) -> str:
    """Name a column as a spreadsheet does.

    Examples
    --------
    >>> column_letter(0), column_letter(27)
    ('A', 'AB')
    """
    letters = ""
    number = position + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
