"""A long table laid out by area, measure and year."""

from dataclasses import dataclass

import numpy as np

from loading.tables.columns import Column, looks_like_years
from loading.tables.combinations import codes, groups
from loading.tables.grid import cell_text
from loading.tables.headings import JOIN, is_fragment
from loading.tables.keys import heading_words
from loading.tables.long import VALUE_HEADING, Shape
from loading.tables.years import split_year, year_of


@dataclass(frozen=True)
class Wide:
    """A long table laid out by area, measure and year.

    Attributes
    ----------
    rows : tuple of int
        First line of each area.
    titles : tuple of (title, unit, heading levels)
        The title is ``""`` where no line item says it.
    years : tuple of int
    values, reasons, marks : arrays, shape (rows, measures, years)
    duplicates : int
        Lines that repeat area, year and line item; each stands in a row of its own.
    """

    rows: tuple[int, ...]
    titles: tuple[tuple[str, str | None, tuple[str, ...]], ...]
    years: tuple[int, ...]
    values: np.ndarray
    reasons: np.ndarray
    marks: np.ndarray
    duplicates: int


def to_wide(shape: Shape, fallback_year: int, missing: int) -> Wide:
    """Lay a long table out by area, measure and year.

    Parameters
    ----------
    shape : Shape
    fallback_year : int
        Year of a table without a column of years.
    missing : int
        Reason of combinations that have no line.

    Returns
    -------
    Wide
    """
    rows = len(shape.values[0].cells)
    areas = codes(shape.areas[0]) if shape.areas else np.zeros(rows, dtype=int)
    years = _years(shape, rows, fallback_year)
    items = groups([codes(column) for column in shape.items]) if shape.items else np.zeros(rows, dtype=int)
    known_years, year_codes = np.unique(years, return_inverse=True)
    occurrence = _occurrence(groups([areas, year_codes, items]))
    area_rows, first, row_codes = np.unique(groups([areas, occurrence]), return_index=True, return_inverse=True)
    order = np.argsort(first)
    rank = np.empty(len(area_rows), dtype=int)
    rank[order] = np.arange(len(area_rows))
    item_first = np.unique(items, return_index=True)[1]
    item_order = np.argsort(item_first)
    item_rank = np.empty(len(item_first), dtype=int)
    item_rank[item_order] = np.arange(len(item_first))
    count = len(item_first)
    size = (len(area_rows), count * len(shape.values), len(known_years))
    values = np.full(size, np.nan)
    reasons = np.full(size, missing, dtype=np.uint8)
    marks = np.zeros(size, dtype=np.uint8)
    titles = []
    for number, column in enumerate(shape.values):
        place = (rank[row_codes], number * count + item_rank[items], year_codes)
        values[place] = column.numbers.values
        reasons[place] = column.numbers.reasons
        if column.numbers.marks is not None:
            marks[place] = column.numbers.marks
        titles += [_title(shape, column, int(item_first[item])) for item in item_order]
    found_years = tuple(int(year) for year in known_years)
    duplicates = int((occurrence > 0).sum())
    return Wide(tuple(int(row) for row in first[order]), tuple(titles), found_years, values, reasons, marks, duplicates)


def _years(shape: Shape, rows: int, fallback: int) -> np.ndarray:
    """Year of every line; where the column of years is silent, a column beside it may name one ("2012-2016")."""
    if shape.year is None:
        return np.full(rows, fallback)
    years = [year_of(cell) or 0 for cell in shape.year.cells]
    kin = heading_words(shape.year.name)[:1]
    for column in sorted(shape.ignored, key=lambda column: heading_words(column.name)[:1] != kin):
        if 0 in years and looks_like_years(column, spans=True):
            spoken = [split_year(cell_text(cell))[1] or 0 for cell in column.cells]
            years = [year or other for year, other in zip(years, spoken, strict=True)]
    return np.array([year or fallback for year in years])


def _occurrence(groups: np.ndarray) -> np.ndarray:
    """Number the repetitions within each group, 0 for the first."""
    order = np.argsort(groups, kind="stable")
    ordered = groups[order]
    starts = np.r_[True, ordered[1:] != ordered[:-1]]
    begin = np.maximum.accumulate(np.where(starts, np.arange(len(ordered)), 0))
    result = np.empty(len(groups), dtype=int)
    result[order] = np.arange(len(ordered)) - begin
    return result


def _title(shape: Shape, column: Column, line: int) -> tuple[str, str | None, tuple[str, ...]]:
    item = [cell_text(each.cells[line]) for each in shape.items]
    plain = len(shape.values) == 1 or VALUE_HEADING.match(column.heading.title)
    chosen = column.chosen
    unit = (
        cell_text(shape.unit.cells[line]) if shape.unit and plain and not (chosen and chosen.unit is not None) else ""
    )
    unit = unit or column.unit or ""
    named = bool(chosen and chosen.title)
    if not item:
        return column.heading.title if named else "", unit or None, column.heading.levels
    own = [column.heading.title or column.name] if named or not plain else []
    naming = [cell_text(each.cells[line]) for each in shape.naming]
    if plain and not named and all(map(is_fragment, filter(None, naming))) and not VALUE_HEADING.match(column.name):
        whole = column.heading.title or column.name
        return JOIN.join(level for level in (whole, *naming) if level), unit or None, (whole, *item)
    return JOIN.join(level for level in (*naming, *own) if level), unit or None, (*item, *own)
