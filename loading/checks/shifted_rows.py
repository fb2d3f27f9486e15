"""Columns whose numbers stand one row too high or too low, so that every quarter has its neighbour's."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from loading.checks.examined import Examined, listed
from loading.errors import Finding, Spot

FEWEST_ROWS = 12
SHIFTED, PLAIN = 0.9, 0.6
MOSTLY = 0.8
_EXACT = 2.0**52  # whole numbers below are exact as floats


@dataclass(frozen=True)
class Line:
    """One column of one year.

    Attributes
    ----------
    table, measure, year : int
        Positions; the year in the table's own years.
    """

    table: int
    measure: int
    year: int


def shifted_rows(examined: Examined) -> list[Finding]:
    """Find columns that fit another column, or another year, only when moved by one row.

    Parameters
    ----------
    examined : Examined

    Returns
    -------
    list of Finding
        One for each table, year and direction, with the columns concerned.

    Notes
    -----
    Rank correlation of all columns and years with each other, in the rows' own order: as they stand, and moved by one
    row either way. A column is told where a partner fits with 0.9 or more only when moved, and no partner fits as it
    stands. Of two columns that disagree, the one that disagrees with more others is told, else the later one.
    """
    findings = []
    for table in range(len(examined.tables)):
        rows = _rows(examined, table)
        if len(rows) >= FEWEST_ROWS:
            findings += _of_table(examined, table, rows)
    return findings


def _rows(examined: Examined, table: int) -> np.ndarray:
    """Give the quarters of a table in the order of its rows."""
    quarters = examined.joined.rows[table].quarter
    return quarters[quarters >= 0]


def _of_table(examined: Examined, table: int, rows: np.ndarray) -> list[Finding]:
    lines, ranks = _ranked(examined, table, rows)
    own = np.flatnonzero([line.table == table for line in lines])
    if len(lines) < 2 or not len(own):
        return []
    plain = _fit(ranks, ranks, own)
    partner = np.zeros_like(plain, dtype=bool)
    for group in _partners(lines, own):
        lonely = ~(group & (plain >= SHIFTED)).any(axis=1, keepdims=True)
        partner |= group & lonely
    if not partner.any():
        return []
    moved = {step: _moved(ranks, own, step) for step in (1, -1)}
    contrary = {step: partner & (fit >= SHIFTED) & (plain < PLAIN) for step, fit in moved.items()}
    votes = np.zeros(len(lines))
    votes[own] = sum(found.sum(axis=1) for found in contrary.values())
    told: dict[tuple[int, int], list[tuple[Line, Line]]] = defaultdict(list)
    for step, found in contrary.items():
        for at in np.flatnonzero(found.any(axis=1)).tolist():
            other = int(np.argmax(np.where(found[at], moved[step][at], -1)))
            if _is_culprit(lines, votes, int(own[at]), other):
                told[lines[own[at]].year, step].append((lines[own[at]], lines[other]))
    return [_finding(examined, step, pairs) for (_, step), pairs in told.items()]


def _is_culprit(lines: list[Line], votes: np.ndarray, one: int, other: int) -> bool:
    """Of two columns that disagree tell the one that disagrees with more; of equals the later one."""
    if votes[one] != votes[other] and lines[one].table == lines[other].table:
        return bool(votes[one] > votes[other])
    first, second = ((lines[at].table, lines[at].year, lines[at].measure) for at in (one, other))
    return first > second


def _partners(lines: list[Line], own: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Tell which columns may be measured by which; two bool arrays of shape (own, lines).

    By other tables and years first, since the columns of one sheet and year slip together; then by all others.
    """
    tables, years = (np.array([getattr(line, name) for line in lines]) for name in ("table", "year"))
    outside = (tables[own, None] != tables) | (years[own, None] != years)
    return outside, own[:, None] != np.arange(len(lines))


def _ranked(examined: Examined, table: int, rows: np.ndarray) -> tuple[list[Line], np.ndarray]:
    """Give a table's columns and years, and the last year of all others, as normalised ranks in the table's order.

    Returns
    -------
    list of Line
    float32 array, shape (rows, lines)
    """
    lines, columns = [], []
    for other, placed in examined.placed.items():
        values = placed.quarters.values[rows]
        years = examined.tables[other].years
        for at in range(len(years)) if other == table else [len(years) - 1]:
            of_year = values[:, :, examined.years.index(years[at])]
            full = np.isfinite(of_year).sum(axis=0) >= max(FEWEST_ROWS, MOSTLY * len(rows))
            lines += [Line(other, measure, at) for measure in np.flatnonzero(full).tolist()]
            columns.append(of_year[:, full])
    return lines, _normalised(ranks_of(np.concatenate(columns, axis=1))).astype(np.float32)


def ranks_of(numbers: np.ndarray) -> np.ndarray:
    """Rank each column from 0; equal numbers as they stand, blanks have no rank.

    Parameters
    ----------
    numbers : float array, shape (rows, lines)

    Returns
    -------
    float array, shape (rows, lines)

    Examples
    --------
    >>> ranks_of(np.array([[7.0, 0.5], [np.nan, 0.2], [3.0, 0.5]])).T.tolist()
    [[1.0, nan, 0.0], [1.0, 0.0, 2.0]]
    """
    columns = np.ascontiguousarray(numbers.T)  # each in one piece, which is how it is sorted
    ranks = np.empty_like(columns)
    np.put_along_axis(ranks, _in_order(columns), np.arange(len(numbers), dtype=float)[None], 1)
    return np.where(np.isfinite(columns), ranks, np.nan).T


def _in_order(columns: np.ndarray) -> np.ndarray:
    """Give the positions of the numbers of each column, the smallest first, equals as they stand, blanks last.

    Counts, put before their positions as the leading digits of one whole number, are sorted five times as fast.
    """
    length, largest = columns.shape[1], np.nanmax(np.abs(columns), initial=0) + 1
    counts = np.where(np.isnan(columns), largest, columns)
    if largest * length >= _EXACT or (counts != np.floor(counts)).any():
        return np.argsort(columns, axis=1, kind="stable")
    keys = counts * length + np.arange(length)
    keys.sort(axis=1)
    return np.asarray(keys.astype(np.int64) % length)


def _normalised(ranks: np.ndarray) -> np.ndarray:
    centred = ranks - np.nanmean(ranks, axis=0)
    centred = np.nan_to_num(centred)
    size = np.sqrt((centred**2).sum(axis=0))
    return np.asarray(centred / np.where(size > 0, size, 1.0))


def _fit(first: np.ndarray, second: np.ndarray, own: np.ndarray) -> np.ndarray:
    return np.asarray(first[:, own].T @ second)


def _moved(ranks: np.ndarray, own: np.ndarray, step: int) -> np.ndarray:
    """Correlate own columns, moved by one row, with all columns; shape (own, lines)."""
    upper, lower = ranks[:-1], ranks[1:]
    return _fit(lower, upper, own) if step == 1 else _fit(upper, lower, own)


def _finding(examined: Examined, step: int, found: list[tuple[Line, Line]]) -> Finding:
    line, other = found[0]
    table, partner = examined.tables[line.table], examined.tables[other.table]
    titles = [examined.tables[one.table].measures[one.measure].title for one, _ in found]
    year, other_year = (t.years[at] for t, at in ((table, line.year), (partner, other.year)))
    values = {
        "title": titles[0],
        "titles": listed(titles),
        "n": len(titles),
        "year": str(year or "\N{EN DASH}"),
        "partner": partner.measures[other.measure].title,
        "partner_year": str(other_year or "\N{EN DASH}"),
        "partner_place": examined.place_of_table(other.table),
    }
    code = "checks.shifted_down" if step == 1 else "checks.shifted_up"
    about = (str(year), *sorted(titles))
    return Finding(
        "warning", examined.place_of_table(line.table), code, values, about=about, spot=_spot(examined, line)
    )


def _spot(examined: Examined, line: Line) -> Spot | None:
    year = examined.tables[line.table].years[line.year]
    for course in examined.courses:
        if any((ref.table, ref.measure) == (line.table, line.measure) for ref in course.refs):
            return examined.spot(course.position, year=examined.years.index(year))
    return None
