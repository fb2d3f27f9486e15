"""Columns that stand in a table twice: the same numbers, or all of them times the same factor."""

from collections.abc import Iterator

import numpy as np

from loading.checks.examined import Examined, number
from loading.declaring.declaration import Declaration
from loading.declaring.measures import MeasureRef
from loading.errors import Finding, Remedy

FEWEST_NUMBERS = 5
SAME_FACTOR = 1e-9


def same_column(examined: Examined) -> list[Finding]:
    """Find copies of columns under different names.

    Parameters
    ----------
    examined : Examined

    Returns
    -------
    list of Finding
        One for each copy, a note where it is the column times a factor. Columns of few different numbers are left out.
    """
    return [finding for table in range(len(examined.tables)) for finding in _of_table(examined, table)]


def _of_table(examined: Examined, position: int) -> Iterator[Finding]:
    table = examined.tables[position]
    seen: dict[tuple[bytes, bytes], int] = {}
    for measure in range(len(table.measures)):
        column = table.values[:, measure]
        known = np.isfinite(column)
        numbers = column[known]
        if len(numbers) < FEWEST_NUMBERS or len(np.unique(numbers)) < FEWEST_NUMBERS:
            continue
        form = np.round(numbers / np.abs(numbers).max(), 6) + 0.0
        first = seen.setdefault((known.tobytes(), form.tobytes()), measure)
        if first != measure and table.measures[first].title != table.measures[measure].title:
            factor = _factor(table.values[:, first][known], numbers)
            if factor is not None:
                yield _finding(examined, position, first, measure, factor)


def _factor(first: np.ndarray, second: np.ndarray) -> float | None:
    """Give what the first is multiplied by to give the second; None where that is not exact."""
    largest = int(np.argmax(np.abs(first)))
    factor = float(second[largest] / first[largest])
    return factor if (np.abs(first * factor - second) <= SAME_FACTOR * np.abs(second).max()).all() else None


def _finding(examined: Examined, position: int, first: int, second: int, factor: float) -> Finding:
    table = examined.tables[position]
    titles = table.measures[first].title, table.measures[second].title
    values: dict[str, object] = {"first": titles[0], "second": titles[1]}
    about = tuple(sorted(titles))
    place = examined.place_of_table(position)
    if factor != 1:
        values["factor"] = number(factor)
        return Finding("info", place, "checks.proportional_column", values, about=about)
    ids = [one.key for one in examined.declarations if MeasureRef(position, second) in _shown(one)]
    entries = tuple({"id": name, "leave_out": True} for name in ids)
    remedy = Remedy("second_left_out", "indicators", ("id",), entries) if entries else None
    return Finding("warning", place, "load.same_column_twice", values, about=about, remedy=remedy)


def _shown(declaration: Declaration) -> tuple[MeasureRef, ...]:
    return (*declaration.numerator, *declaration.value)
