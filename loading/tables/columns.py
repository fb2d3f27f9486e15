"""The columns of a table by their role: identifier, measure, year, or nothing."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from loading.choices.tables import ColumnChoice
from loading.reasons import Reason
from loading.tables.grid import Cell, cell_text, column_letter
from loading.tables.headings import JOIN, Heading, read_heading, without_short_years
from loading.tables.keys import is_area_heading, is_key_heading
from loading.tables.numbers import NumberColumn, number_column
from loading.tables.years import is_year_heading, split_year, year_of

Role = Literal["identifier", "measure", "year", "row_numbers", "empty", "ignored"]
_SHARE = re.compile(r"%|anteil|quote|prozent|percent|share|rate", re.IGNORECASE)
_YEAR_LIKE = re.compile(r"jahr$|(?:^|[_ ])(?:jahr|year)(?:[_ ]|$)", re.IGNORECASE)


@dataclass(frozen=True, eq=False)
class Column:
    """One column of the body.

    Attributes
    ----------
    position : int
    name : str
        Unique in the table.
    heading : Heading
    cells : tuple of cells
    numbers : NumberColumn
        The column read as numbers, whatever its role.
    role : {"identifier", "measure", "year", "row_numbers", "empty", "ignored"}
    chosen : ColumnChoice or None
        What a user decided about it.
    """

    position: int
    name: str
    heading: Heading
    cells: tuple[Cell, ...]
    numbers: NumberColumn
    role: Role
    chosen: ColumnChoice | None = None

    @property
    def chosen_role(self) -> str | None:
        """Its role as decided; None where that was left to recognition."""
        return self.chosen.role if self.chosen else None

    @property
    def unit(self) -> str | None:
        """Unit as decided, of the heading, or written behind the numbers."""
        if self.chosen and self.chosen.unit is not None:
            return self.heading.unit
        return self.heading.unit or self.numbers.unit


def read_columns(
    rows: Sequence[Sequence[Cell]], levels: Sequence[tuple[str, ...]], legend: Mapping[str, Reason]
) -> tuple[Column, ...]:
    """Read all columns of a body and give each its role.

    Parameters
    ----------
    rows : sequence of rows
    levels : sequence of tuple of str, one per column
        Header cells.
    legend : mapping of sign to Reason

    Returns
    -------
    tuple of Column
    """
    cells = list(zip(*rows, strict=True))
    headings = without_short_years([read_heading(level) for level in levels])
    shares = [bool(_SHARE.search(" ".join(level))) for level in levels]
    numbers = [number_column(column, legend, share=share) for column, share in zip(cells, shares, strict=True)]
    numbers = _with_table_mark(numbers, cells, shares, legend)
    names = unique_names([_name(level, position) for position, level in enumerate(levels)])
    columns = [
        Column(
            position,
            names[position],
            headings[position],
            cells[position],
            column,
            _role(levels[position], cells[position], column),
        )
        for position, column in enumerate(numbers)
    ]
    return _with_an_identifier(columns)


def unique_names(names: Sequence[str]) -> list[str]:
    """Keep equal names apart by a number in brackets.

    Examples
    --------
    >>> unique_names(["Wert", "Wert", "Jahr"])
    ['Wert', 'Wert (2)', 'Jahr']
    """
    counted: dict[str, int] = {}
    result = []
    for name in names:
        counted[name] = counted.get(name, 0) + 1
        result.append(name if counted[name] == 1 else f"{name} ({counted[name]})")
    return result


def _name(levels: tuple[str, ...], position: int) -> str:
    return JOIN.join(dict.fromkeys(levels)) or column_letter(position)


def _with_table_mark(
    numbers: list[NumberColumn],
    cells: Sequence[tuple[Cell, ...]],
    shares: Sequence[bool],
    legend: Mapping[str, Reason],
) -> list[NumberColumn]:
    """Read doubtful columns again with the decimal mark of the others."""
    marks = [column.mark for column in numbers if column.mark]
    if not marks:
        return numbers
    mark = max(sorted(set(marks)), key=marks.count)
    return [
        number_column(cells[position], legend, mark, share=shares[position]) if column.doubtful else column
        for position, column in enumerate(numbers)
    ]


def _role(levels: tuple[str, ...], cells: tuple[Cell, ...], numbers: NumberColumn) -> Role:
    heading = levels[-1] if levels else ""
    if not (numbers.numbers or numbers.texts or numbers.signs):
        return "empty"
    if is_year_heading(heading) and _all_years(cells):
        return "year"
    if numbers.numbers < max(numbers.texts, 1):
        return "identifier" if numbers.texts else "measure"
    if not levels and _is_sequence(numbers.values) and not _has_leading_zeros(cells):
        return "row_numbers"
    return "identifier" if _is_key(levels, cells, numbers) else "measure"


def looks_like_years(column: Column, *, spans: bool = False) -> bool:
    """Tell whether a column holds years without being the table's year by its heading alone.

    Parameters
    ----------
    column : Column
    spans : bool
        Wordings such as "2012-2016" will do as well.

    Examples
    --------
    >>> heading = read_heading(["Publikationsjahr"])
    >>> looks_like_years(Column(0, "Publikationsjahr", heading, ("2018",), number_column(["2018"], {}), "measure"))
    True
    """
    if not _YEAR_LIKE.search(column.name):
        return False
    return _all_years(column.cells) or (spans and all(split_year(cell_text(cell))[1] for cell in set(column.cells)))


def _all_years(cells: Sequence[Cell]) -> bool:
    years = [year_of(cell) for cell in dict.fromkeys(cells) if cell != ""]
    return bool(years) and None not in years


def _is_sequence(values: np.ndarray) -> bool:
    usable = values[~np.isnan(values)]
    return usable.size > 2 and bool((np.diff(usable) == 1).all()) and usable[0] in (0.0, 1.0)


def _is_key(levels: tuple[str, ...], cells: tuple[Cell, ...], numbers: NumberColumn) -> bool:
    usable = numbers.values[~np.isnan(numbers.values)]
    if numbers.decimals or (usable < 0).any():
        return False
    return _has_leading_zeros(cells) or any(is_key_heading(level) or is_area_heading(level) for level in levels)


def _has_leading_zeros(cells: Sequence[Cell]) -> bool:
    if str not in set(map(type, cells)):
        return False
    return any(isinstance(cell, str) and cell[:1] == "0" and len(cell) > 1 and cell.isdecimal() for cell in cells)


def _with_an_identifier(columns: list[Column]) -> tuple[Column, ...]:
    """Where no column identifies the rows, take the first one of whole numbers that never repeat."""
    if any(column.role in ("identifier", "year") for column in columns):
        return tuple(columns)
    for position, column in enumerate(columns):
        values = column.numbers.values[~np.isnan(column.numbers.values)]
        repeats = len(values) - len(np.unique(values))
        plain = column.role == "measure" and column.numbers.whole and column.heading.year is None
        if plain and len(values) and not repeats:
            return (*columns[:position], replace(column, role="identifier"), *columns[position + 1 :])
    return tuple(columns)
