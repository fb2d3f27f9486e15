"""Long tables: one number per line, its area, year and line item in other columns."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from loading.tables.columns import Column, looks_like_years
from loading.tables.grid import cell_text
from loading.tables.headings import is_generic
from loading.tables.keys import heading_words, is_area_heading, is_key_heading
from loading.tables.years import split_year, year_of

_UNIT_HEADING = re.compile(r"^(?:(?:maß|mess)?einheit|unit|unit of measure)$", re.IGNORECASE)
_TEXT_TWIN = re.compile(r"[_ ](?:txt|text|char|str|label)$", re.IGNORECASE)
_VALUE_HEADING = re.compile(r"^(?:wert|zahl|value|anzahl|count|betrag|amount|obs_value|number|ergebnis|menge)$", re.IGNORECASE)
_MAXIMUM_ITEMS = 500


@dataclass(frozen=True)
class Shape:
    """How the lines of a long table are to be read.

    Attributes
    ----------
    year : Column or None
    areas : tuple of Column
        Columns that identify or describe the area; the first one identifies it.
    items : tuple of Column
        Columns that together say what is counted.
    values : tuple of Column
        Columns of numbers.
    unit : Column or None
    ignored : tuple of Column
        Columns with no part in it.
    """

    year: Column | None
    areas: tuple[Column, ...]
    items: tuple[Column, ...]
    values: tuple[Column, ...]
    unit: Column | None
    ignored: tuple[Column, ...]


def find_shape(columns: Sequence[Column]) -> Shape | None:
    """Decide whether a table is long, and by which columns.

    A table is long if a column holds years, or if its areas repeat and a column of line items tells the
    repetitions apart.

    Parameters
    ----------
    columns : sequence of Column

    Returns
    -------
    Shape or None
        None where every row is an area of its own.
    """
    year = _year_column(columns)
    values, twins = _value_columns(columns, year)
    named = [column for column in columns if column.role == "identifier" and column not in twins]
    unit = next((column for column in named if _UNIT_HEADING.match(column.name)), None)
    named = [column for column in named if column is not unit]
    if not values or (year is None and not _areas_repeat(named)):
        return None
    codes = {column.name: _codes(column) for column in named}
    years = _codes(year) if year else np.zeros(len(values[0].cells), dtype=int)
    key, items = _key_and_items(named, codes, years)
    if year is None and (not items or len(values) > 2):
        return None
    areas = _described_by(key, named, codes) if key else []
    used = {column.name for column in (*areas, *items, *values, *twins)} | ({year.name} if year else set())
    rest = [column for column in columns if column.name not in used and column is not unit and column.role != "empty"]
    return Shape(year, tuple(areas), tuple(items), tuple(values), unit, (*twins, *rest))


def _year_column(columns: Sequence[Column]) -> Column | None:
    years = [column for column in columns if column.role == "year"]
    if years:
        return next((column for column in years if "num" in column.name or len(column.name) <= 5), years[0])
    others = [column for column in columns if column.role in ("measure", "identifier") and looks_like_years(column)]
    constant = [column for column in others if len(set(column.cells)) == 1]
    return constant[0] if constant and len(columns) > 2 else None


def _value_columns(columns: Sequence[Column], year: Column | None) -> tuple[list[Column], list[Column]]:
    """Columns of numbers, and those that only repeat a year or a number as text."""
    measures = [column for column in columns if column.role == "measure"]
    if year is None:
        return measures, []
    twins = [column for column in measures if looks_like_years(column) or _TEXT_TWIN.search(column.name)]
    twins += [column for column in columns if column.role in ("year", "identifier") and column is not year and looks_like_years(column)]
    values = [column for column in measures if column not in twins]
    return values, [column for column in twins if column is not year]


def _areas_repeat(named: Sequence[Column]) -> bool:
    """Whether every column that names areas does so several times."""
    areas = [column for column in named if is_area_heading(column.name)]
    return bool(areas) and all(len(set(column.cells)) * 2 <= len(column.cells) for column in areas)


def _codes(column: Column) -> np.ndarray:
    known: dict[object, int] = {}
    return np.array([known.setdefault(cell, len(known)) for cell in column.cells])


def _groups(parts: Sequence[np.ndarray]) -> np.ndarray:
    """Number the distinct combinations of several codes."""
    combined = parts[0]
    for part in parts[1:]:
        combined = np.unique(combined * (int(part.max(initial=0)) + 1) + part, return_inverse=True)[1]
    return np.unique(combined, return_inverse=True)[1]


def _count(parts: Sequence[np.ndarray]) -> int:
    return int(_groups(parts).max(initial=-1)) + 1


def _key_and_items(
    named: Sequence[Column], codes: dict[str, np.ndarray], years: np.ndarray
) -> tuple[Column | None, list[Column]]:
    rows = len(years)
    several = len(np.unique(years)) > 1
    candidates = [
        column for column in named if not (_count([codes[column.name]]) == rows and several and len(named) > 1)
    ]
    if not candidates:
        return None, []
    ordered = sorted(candidates, key=lambda column: -_area_score(column))
    if _area_score(ordered[0]) < 3 or not several:
        alone = [column for column in ordered if _count([codes[column.name], years]) == rows]
        if alone:
            return alone[0], []
    key = ordered[0]
    return key, _items(key, candidates, codes, years)


def _area_score(column: Column) -> int:
    words = 3 if is_area_heading(column.name) else 0
    return words + (1 if is_key_heading(column.name) else 0)


def _items(
    key: Column, candidates: Sequence[Column], codes: dict[str, np.ndarray], years: np.ndarray
) -> list[Column]:
    """Columns that tell the lines of one area and year apart, worded ones first."""
    rows = len(years)
    parts = [codes[key.name], years]
    reached = _count(parts)
    chosen: list[Column] = []
    for column in sorted(candidates, key=_is_code):
        if reached == rows:
            break
        more = _count([*parts, codes[column.name]])
        if column is not key and more > reached and not _determined(codes[key.name], codes[column.name]):
            chosen.append(column)
            parts.append(codes[column.name])
            reached = more
    if not chosen or _count([codes[column.name] for column in chosen]) > _MAXIMUM_ITEMS:
        return []
    return sorted(chosen, key=lambda column: column.position)


def _is_code(column: Column) -> bool:
    return column.numbers.numbers > column.numbers.texts or is_key_heading(column.name)


def _determined(key: np.ndarray, other: np.ndarray) -> bool:
    """Whether a column says one thing per area, allowing for a few areas that were renamed."""
    areas = _count([key])
    return _count([key, other]) <= areas + max(1, areas // 10)


def _described_by(key: Column, named: Sequence[Column], codes: dict[str, np.ndarray]) -> list[Column]:
    others = [column for column in named if column is not key and _determined(codes[key.name], codes[column.name])]
    return [key, *others]


@dataclass(frozen=True)
class Wide:
    """A long table laid out by area, measure and year.

    Attributes
    ----------
    rows : tuple of int
        First line of each area.
    titles : tuple of (title, unit, heading levels)
    years : tuple of int
    values, reasons : arrays, shape (rows, measures, years)
    duplicates : int
        Lines that repeat area, year and line item; each stands in a row of its own.
    """

    rows: tuple[int, ...]
    titles: tuple[tuple[str, str | None, tuple[str, ...]], ...]
    years: tuple[int, ...]
    values: np.ndarray
    reasons: np.ndarray
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
    areas = _codes(shape.areas[0]) if shape.areas else np.zeros(rows, dtype=int)
    years = _years(shape, rows, fallback_year)
    items = _groups([_codes(column) for column in shape.items]) if shape.items else np.zeros(rows, dtype=int)
    known_years, year_codes = np.unique(years, return_inverse=True)
    occurrence = _occurrence(_groups([areas, year_codes, items]))
    area_rows, first, row_codes = np.unique(_groups([areas, occurrence]), return_index=True, return_inverse=True)
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
    titles = []
    for number, column in enumerate(shape.values):
        place = (rank[row_codes], number * count + item_rank[items], year_codes)
        values[place] = column.numbers.values
        reasons[place] = column.numbers.reasons
        titles += [_title(shape, column, int(item_first[item])) for item in item_order]
    found_years = tuple(int(year) for year in known_years)
    duplicates = int((occurrence > 0).sum())
    return Wide(tuple(int(row) for row in first[order]), tuple(titles), found_years, values, reasons, duplicates)


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
    plain = len(shape.values) == 1 or _VALUE_HEADING.match(column.heading.title)
    levels = tuple(item) if item and plain else (*item, *([] if item and plain else [column.heading.title or column.name]))
    unit = cell_text(shape.unit.cells[line]) if shape.unit and plain else ""
    title = " / ".join(level for level in levels if level)
    return (title if item or not is_generic(title) else ""), unit or column.heading.unit or column.numbers.unit, levels
