"""Long tables: one number per line, its area, year and line item in other columns."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from loading.tables.columns import Column, looks_like_years
from loading.tables.combinations import codes as numbered
from loading.tables.combinations import count
from loading.tables.keys import is_area_heading, is_key_heading

_UNIT_HEADING = re.compile(r"^(?:(?:maß|mess)?einheit|unit|unit of measure)$", re.IGNORECASE)
_TEXT_TWIN = re.compile(r"[_ ](?:txt|text|char|str|label)$", re.IGNORECASE)
VALUE_HEADING = re.compile(
    r"^(?:wert|zahl|value|anzahl|count|betrag|amount|obs_value|number|ergebnis|menge)$", re.IGNORECASE
)
_MAXIMUM_ITEMS = 500
_UNUSED = ("empty", "ignored")


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
    naming : tuple of Column
        Those of the items that are enough to tell the numbers of one area and year apart.
    values : tuple of Column
        Columns of numbers.
    unit : Column or None
    ignored : tuple of Column
        Columns with no part in it.
    """

    year: Column | None
    areas: tuple[Column, ...]
    items: tuple[Column, ...]
    naming: tuple[Column, ...]
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
    chosen = any(column.chosen_role == "category" for column in named)
    if not values or (year is None and not chosen and not _areas_repeat(named)):
        return None
    codes = {column.name: numbered(column) for column in named}
    years = numbered(year) if year else np.zeros(len(values[0].cells), dtype=int)
    key, items = _key_and_items(named, codes, years)
    if year is None and not chosen and (not items or len(values) > 2):
        return None
    naming = _enough(key, items, codes, years) if key else items
    areas = _described_by(key, named, codes) if key else []
    used = {column.name for column in (*areas, *items, *values, *twins)} | ({year.name} if year else set())
    rest = [
        column for column in columns if column.name not in used and column is not unit and column.role not in _UNUSED
    ]
    return Shape(year, tuple(areas), tuple(items), tuple(naming), tuple(values), unit, (*twins, *rest))


def _year_column(columns: Sequence[Column]) -> Column | None:
    years = [column for column in columns if column.role == "year"]
    chosen = [column for column in years if column.chosen_role == "year"]
    if chosen:
        return chosen[0]
    if years:
        return next((column for column in years if "num" in column.name or len(column.name) <= 5), years[0])
    free = [column for column in columns if column.role in ("measure", "identifier") and column.chosen_role is None]
    others = [column for column in free if looks_like_years(column)]
    constant = [column for column in others if len(set(column.cells)) == 1]
    return constant[0] if constant and len(columns) > 2 else None


def _value_columns(columns: Sequence[Column], year: Column | None) -> tuple[list[Column], list[Column]]:
    """Columns of numbers, and those that only repeat a year or a number as text."""
    measures = [column for column in columns if column.role == "measure"]
    if year is None:
        return measures, []
    twins = [column for column in measures if looks_like_years(column) or _TEXT_TWIN.search(column.name)]
    twins += [
        column
        for column in columns
        if column.role in ("year", "identifier") and column is not year and looks_like_years(column)
    ]
    twins = [column for column in twins if column.chosen_role is None]
    values = [column for column in measures if column not in twins]
    return values, [column for column in twins if column is not year]


def _areas_repeat(named: Sequence[Column]) -> bool:
    """Whether every column that names areas does so several times."""
    areas = [column for column in named if is_area_heading(column.name)]
    return bool(areas) and all(len(set(column.cells)) * 2 <= len(column.cells) for column in areas)


def _key_and_items(
    named: Sequence[Column], codes: dict[str, np.ndarray], years: np.ndarray
) -> tuple[Column | None, list[Column]]:
    keys = [column for column in named if column.chosen_role == "key"]
    chosen = [column for column in named if column.chosen_role == "category"]
    if chosen:
        keys = keys or sorted((column for column in named if column not in chosen), key=lambda one: -_area_score(one))
        return (keys[0] if keys else None), chosen
    named = [column for column in named if column.chosen_role != "name"]
    rows = len(years)
    several = len(np.unique(years)) > 1
    candidates = [
        column for column in named if not (count([codes[column.name]]) == rows and several and len(named) > 1)
    ]
    if keys:
        return keys[0], _items(keys[0], candidates, codes, years)
    if not candidates:
        return None, []
    ordered = sorted(candidates, key=lambda column: -_area_score(column))
    if _area_score(ordered[0]) < 3 or not several:
        alone = [column for column in ordered if count([codes[column.name], years]) == rows]
        if alone:
            return alone[0], []
    key = ordered[0]
    return key, _items(key, candidates, codes, years)


def _area_score(column: Column) -> int:
    words = 3 if is_area_heading(column.name) else 0
    return words + (1 if is_key_heading(column.name) else 0)


def _items(key: Column, candidates: Sequence[Column], codes: dict[str, np.ndarray], years: np.ndarray) -> list[Column]:
    """Columns that tell the lines of one area and year apart, worded ones first."""
    rows = len(years)
    parts = [codes[key.name], years]
    reached = count(parts)
    chosen: list[Column] = []
    for column in sorted(candidates, key=_is_code):
        if reached == rows:
            break
        more = count([*parts, codes[column.name]])
        if column is not key and more > reached and not _determined(codes[key.name], codes[column.name]):
            chosen.append(column)
            parts.append(codes[column.name])
            reached = more
    if not chosen or count([codes[column.name] for column in chosen]) > _MAXIMUM_ITEMS:
        return []
    return sorted(chosen, key=lambda column: column.position)


def _enough(key: Column, items: Sequence[Column], codes: dict[str, np.ndarray], years: np.ndarray) -> list[Column]:
    kept = list(items)
    reached = count([codes[key.name], years, *(codes[column.name] for column in items)])
    for column in items:
        others = [codes[other.name] for other in kept if other is not column]
        if others and count([codes[key.name], years, *others]) == reached:
            kept.remove(column)
    return kept


def _is_code(column: Column) -> bool:
    return column.numbers.numbers > column.numbers.texts or is_key_heading(column.name)


def _determined(key: np.ndarray, other: np.ndarray) -> bool:
    """Whether a column says one thing per area, allowing for a few areas that were renamed."""
    areas = count([key])
    return count([key, other]) <= areas + max(1, areas // 10)


def _described_by(key: Column, named: Sequence[Column], codes: dict[str, np.ndarray]) -> list[Column]:
    others = [
        column
        for column in named
        if column is not key
        and column.chosen_role != "category"
        and (column.chosen_role is not None or _determined(codes[key.name], codes[column.name]))
    ]
    return [key, *others]
