"""The same measure in several files: years put together, doubles noted, contradictions kept apart."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

import numpy as np

from loading.declaring.catalogue import Definition, quantity_of
from loading.declaring.measures import Column, MeasureRef, Nature, columns, file_words, headings
from loading.declaring.wording import core, slug
from loading.errors import Finding
from loading.ingest.pace import step
from loading.recognised import Table

ROUNDING = 0.0051
EXAMPLES = 3


@dataclass(frozen=True)
class Series:
    """One measure over all years and files.

    Attributes
    ----------
    title : str
        The file's own words.
    nature : {"count", "share", "amount", "change"}
    quantity : str or None
    definition : Definition or None
    columns : tuple of Column
        At least one. For each area and year the first column that has it counts.
    findings : tuple of Finding
    """

    title: str
    nature: Nature
    quantity: str | None
    definition: Definition | None
    columns: tuple[Column, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def refs(self) -> tuple[MeasureRef, ...]:
        """Where the numbers stand."""
        return tuple(column.ref for column in self.columns)

    @property
    def years(self) -> tuple[int, ...]:
        """Years with at least one number."""
        return tuple(sorted({year for column in self.columns for year in filled_years(column)}))

    @property
    def place(self) -> str:
        """Where it stands first."""
        return self.columns[0].place

    def numbers(self) -> np.ndarray:
        """Give all numbers of areas, sums left out; flat."""
        return np.concatenate([column.values[area_rows(column.table)].ravel() for column in self.columns])


def series_of(tables: Sequence[Table]) -> tuple[Series, ...]:
    """Put the columns of all tables together to series, one for each measure.

    Parameters
    ----------
    tables : sequence of Table

    Returns
    -------
    tuple of Series
        In the order of the files; titles are different.

    Notes
    -----
    Two columns are the same measure if they are recognised as the same thing, or have the same words. Where
    they give different numbers for the same area and year, they are kept apart and named after their place.
    """
    groups: dict[object, list[Column]] = {}
    for column in columns(tables):
        groups.setdefault(_identity(column), []).append(column)
    found = [series for group in groups.values() for series in _apart(_merged(group))]
    return tuple(sorted(_differently_titled(found), key=lambda series: series.columns[0].ref))


def filled_years(column: Column) -> tuple[int, ...]:
    """Give the years in which a column has a number."""
    filled = np.isfinite(column.values).any(axis=0)
    return tuple(year for year, has_number in zip(column.table.years, filled, strict=True) if has_number)


def area_rows(table: Table) -> list[int]:
    """Give the rows that are neither a sum nor a remainder."""
    return [row for row in range(len(table.values)) if row not in table.totals]


def pairs(first: Column, second: Column, *, areas_only: bool = True) -> Iterator[tuple[int, np.ndarray, np.ndarray]]:
    """Give, for each common year, the numbers of two columns for the same areas.

    Parameters
    ----------
    first, second : Column
    areas_only : bool
        Leave out totals.

    Yields
    ------
    tuple of int, float array, float array
        Year, and numbers of equal length, both finite.
    """
    years = sorted(set(first.table.years) & set(second.table.years))
    if not years:
        return
    left, right = np.array(common_rows(first.table, second.table), dtype=int).reshape(-1, 2).T
    if areas_only:
        areas = ~np.isin(left, list(first.table.totals))
        left, right = left[areas], right[areas]
    for year in years:
        one = first.values[left, first.table.years.index(year)]
        other = second.values[right, second.table.years.index(year)]
        both = np.isfinite(one) & np.isfinite(other)
        if both.any():
            yield year, one[both], other[both]


def common_rows(first: Table, second: Table) -> Sequence[tuple[int, int]] | np.ndarray:
    """Match the rows of two tables by the pair of identifier columns that has most cells in common."""
    if first is second or _have_the_same_rows(first, second):
        return np.arange(len(first.values)).repeat(2).reshape(-1, 2)
    best: list[tuple[int, int]] = []
    for values in first.identifiers.values():
        position = {value.strip(): row for row, value in enumerate(values) if value.strip()}
        for others in second.identifiers.values():
            found = [(position[value.strip()], row) for row, value in enumerate(others) if value.strip() in position]
            best = max(best, found, key=len)
    return best


def _have_the_same_rows(first: Table, second: Table) -> bool:
    """Tell whether the first identifier of both names every row, each by another name: then no other matches more."""
    one, other = (next(iter(table.identifiers.values()), ()) for table in (first, second))
    if not one or one != other or len(one) != len(first.values):
        return False
    names = set(map(str.strip, one))
    return len(names) == len(one) and "" not in names


def _identity(column: Column) -> object:
    if column.quantity is not None:
        return ("quantity", column.quantity)
    if column.definition is not None:
        return (column.nature, column.definition.indicator.id)
    return (column.nature, core(column.title))


def _merged(group: Sequence[Column]) -> list[Series]:
    merged: list[list[Column]] = []
    doubled: list[list[tuple[Column, tuple[int, ...]]]] = []
    for column in group:
        for members, doubles in zip(merged, doubled, strict=True):
            years = _agreed_years(members, column)
            if years is not None:
                members.append(column)
                doubles += [(column, years)] if years else []
                break
        else:
            merged.append([column])
            doubled.append([])
    return [_series(members, doubles) for members, doubles in zip(merged, doubled, strict=True)]


def _series(members: Sequence[Column], doubles: Sequence[tuple[Column, tuple[int, ...]]]) -> Series:
    first = members[0]
    findings: tuple[Finding, ...] = ()
    if doubles:
        others = [column.place for column, _ in doubles]
        years = sorted({year for _, found in doubles for year in found})
        values = {
            "title": first.title,
            "years": _years(years),
            "first": first.place,
            "others": "; ".join(others[:EXAMPLES]) + (" …" if len(others) > EXAMPLES else ""),
        }
        findings = (Finding("info", first.place, "indicators.delivered_twice", values),)
    return Series(first.title, first.nature, first.quantity, first.definition, tuple(members), findings)


def _agreed_years(members: Sequence[Column], column: Column) -> tuple[int, ...] | None:
    """Give the years in which a column repeats the numbers of a series; None where any number differs."""
    tolerance = 0.0 if column.nature == "count" else ROUNDING
    years: set[int] = set()
    for known in members:
        step()
        for year, one, other in pairs(known, column, areas_only=False):
            if (np.abs(one - other) > tolerance + 1e-9 * np.abs(one)).any():
                return None
            years.add(year)
    return tuple(sorted(years))


def _apart(candidates: list[Series]) -> list[Series]:
    """Name series that contradict each other after their places; the best of them keeps what was recognised."""
    if len(candidates) == 1:
        return candidates
    best = next((number for number, one in enumerate(candidates) if _said_by_file(one)), 0)
    known = candidates[0].quantity is not None or candidates[0].definition is not None
    apart = []
    for number, series in enumerate(candidates):
        if known and number == best:
            apart.append(series)
            continue
        place = _distinguishing(series, candidates)
        title = headings()["own"]["kept_apart"]["de"].format(title=series.title, place=place)
        values = {"title": series.title, "other": candidates[best].place, "own": title}
        finding = Finding("warning", series.place, "indicators.contradiction", values)
        apart.append(
            replace(series, title=title, quantity=None, definition=None, findings=(*series.findings, finding))
            if number != best
            else replace(series, title=title)
        )
    return apart


def _said_by_file(series: Series) -> bool:
    return series.quantity is not None and quantity_of(file_words(series.columns[0].table)) == series.quantity


def _distinguishing(series: Series, others: Sequence[Series]) -> str:
    """Name the sheet, or the file where the sheets of all are called alike."""
    table = series.columns[0].table
    sheets = {other.columns[0].table.sheet for other in others}
    if table.sheet and len(sheets) == len(others):
        return table.sheet
    words = [file_words(other.columns[0].table) for other in others]
    return file_words(table) if len(set(words)) == len(words) else PurePath(table.file).stem


def _differently_titled(found: Sequence[Series]) -> Iterator[Series]:
    taken: dict[str, int] = {}
    for series in found:
        name = slug(series.title)
        taken[name] = taken.get(name, 0) + 1
        yield series if taken[name] == 1 else replace(series, title=f"{series.title} {taken[name]}")


def _years(years: Sequence[int]) -> str:
    named = [str(year) for year in years if year]
    return ", ".join(named) or "\N{EN DASH}"
