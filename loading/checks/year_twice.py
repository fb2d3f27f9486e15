"""A year that was delivered twice: in two columns of one heading, or in two rows for nearly every quarter."""

import re
from collections.abc import Iterator

import numpy as np

from loading.checks.examined import Examined, listed, number
from loading.declaring.measures import MeasureRef
from loading.errors import Finding, Remedy

_NUMBERED = re.compile(r"(.+) \(\d+\)")
MOSTLY = 0.5
FEWEST_QUARTERS = 5


def year_twice(examined: Examined) -> list[Finding]:
    """Find years that stand in a table twice, with different numbers.

    Parameters
    ----------
    examined : Examined

    Returns
    -------
    list of Finding
        One for each pair of columns, which are both used under different names; one for each table with doubled rows,
        of which none is used. Columns with the same numbers are told as copies.
    """
    tables = range(len(examined.tables))
    return [finding for table in tables for finding in (*_columns(examined, table), *_rows(examined, table))]


def _columns(examined: Examined, table: int) -> Iterator[Finding]:
    measures = examined.tables[table].measures
    position = {measure.title: at for at, measure in enumerate(measures)}
    for second, measure in enumerate(measures):
        base = _NUMBERED.fullmatch(measure.title)
        if base is not None and base[1] in position:
            yield from _pair(examined, table, position[base[1]], second)


def _pair(examined: Examined, table: int, first: int, second: int) -> Iterator[Finding]:
    values = examined.placed[table].quarters.values
    one, other = values[:, first], values[:, second]
    both = np.isfinite(one) & np.isfinite(other)
    differing = both & (one != other)
    if not differing.any() or both.sum() < FEWEST_QUARTERS:
        return
    quarter, year = (int(at) for at in np.argwhere(differing)[0])
    titles = [examined.tables[table].measures[at].title for at in (first, second)]
    values_told = {
        "first": titles[0],
        "second": titles[1],
        "years": examined.span(np.flatnonzero(both.any(axis=0)).tolist()),
        "n": int(differing.any(axis=1).sum()),
        "quarter": examined.name(quarter),
        "old": number(one[quarter, year]),
        "new": number(other[quarter, year]),
    }
    shown = [one for one in examined.declarations if MeasureRef(table, second) in (*one.numerator, *one.value)]
    entries = tuple({"id": one.key, "leave_out": True} for one in shown)
    remedy = Remedy("second_left_out", "indicators", ("id",), entries) if entries else None
    about = (*titles, str(values_told["years"]))
    place = examined.place_of_table(table)
    yield Finding("warning", place, "checks.year_in_two_columns", values_told, about=about, remedy=remedy)


def _rows(examined: Examined, table: int) -> Iterator[Finding]:
    rows = examined.joined.rows[table]
    keys = {row: key for row, key in rows.doubled.items() if key}
    quarters = sorted(set(keys.values()))
    if len(quarters) < max(FEWEST_QUARTERS, MOSTLY * len(examined.joined.ids)):
        return
    known = np.isfinite(examined.tables[table].values).any(axis=1)
    years: set[int] = set()
    for key in quarters:
        of_key = known[[row for row, other in keys.items() if other == key]]
        years |= {year for year, times in zip(rows.table.years, of_key.sum(axis=0), strict=True) if times > 1}
    named = [str(year) if year else "\N{EN DASH}" for year in sorted(years)]
    values = {"n": len(quarters), "years": ", ".join(named), "examples": listed(quarters, ", ")}
    yield Finding("error", examined.place_of_table(table), "checks.year_in_two_rows", values, about=tuple(named))
