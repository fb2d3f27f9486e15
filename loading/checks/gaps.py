"""Years that are missing inside a series: of a whole column, or of a few quarters only."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from loading.checks.course import Course
from loading.checks.examined import Examined, listed
from loading.errors import Finding
from loading.reasons import Reason

LONGEST_GAP = 2
MOSTLY = 0.8
FEWEST_QUARTERS = 5
EXAMPLES = 3
MOST_COLUMNS = 0.5


def gaps(examined: Examined) -> list[Finding]:
    """Find missing years.

    Parameters
    ----------
    examined : Examined

    Returns
    -------
    list of Finding
        One for each table and set of missing years, with the columns; one for each table and year in which rows are
        missing that were delivered before and after; a note for each table on single numbers that are.

    Notes
    -----
    A series every second year has no gaps: only steps larger than the series' own rhythm count. Suppressed numbers
    are no gaps.
    """
    return [*_years(examined), *_quarters(examined)]


def missing_years(years: Sequence[int]) -> tuple[int, ...]:
    """Give the years that are missing in a series by its own rhythm.

    Parameters
    ----------
    years : sequence of int
        Delivered, ascending.

    Returns
    -------
    tuple of int

    Examples
    --------
    >>> missing_years([2015, 2016, 2018, 2019]), missing_years([2015, 2017, 2019]), missing_years([2010, 2015, 2016])
    ((2017,), (), ())
    """
    steps = np.diff(years)
    if len(steps) < 2:
        return ()
    rhythm = int(steps.min())
    wide = [(start, step) for start, step in zip(years, steps.tolist(), strict=False) if step > rhythm]
    regular = len(steps) - len(wide)
    if regular < len(wide) or any(step > rhythm * (LONGEST_GAP + 1) or step % rhythm for _, step in wide):
        return ()
    return tuple(start + skip for start, step in wide for skip in range(rhythm, step, rhythm))


def _years(examined: Examined) -> list[Finding]:
    groups: dict[tuple[int, tuple[int, ...]], list[Course]] = defaultdict(list)
    for course in examined.courses:
        put_aside = np.flatnonzero((course.reasons == Reason.EXCLUDED).any(axis=0))
        positions = sorted({*course.delivered.tolist(), *put_aside.tolist()})
        years = [examined.years[position] for position in positions if examined.years[position]]
        if missing := missing_years(years):
            groups[course.refs[0].table, missing].append(course)
    findings = []
    for (table, missing), courses in groups.items():
        titles = [course.title for course in courses]
        values = {
            "n": len(courses),
            "titles": listed(titles),
            "years": ", ".join(map(str, missing)),
        }
        about = (*map(str, missing), *sorted(titles))
        spot = examined.spot(courses[0].position)
        findings.append(
            Finding("warning", examined.place_of_table(table), "checks.missing_years", values, about=about, spot=spot)
        )
    return findings


def _quarters(examined: Examined) -> list[Finding]:
    """Find rows that are missing in one year, and single numbers that are."""
    cells: dict[int, dict[tuple[int, int], list[Course]]] = defaultdict(lambda: defaultdict(list))
    for course in examined.courses:
        for year, quarter in _left_out(course):
            cells[course.refs[0].table][year, quarter].append(course)
    findings = []
    for table, of_table in cells.items():
        delivered = sum(course.refs[0].table == table for course in examined.courses)
        rows = {cell: courses for cell, courses in of_table.items() if len(courses) >= MOST_COLUMNS * delivered}
        for year in sorted({year for year, _ in rows}):
            quarters = [quarter for when, quarter in rows if when == year]
            findings.append(_rows_missing(examined, table, year, quarters, rows[year, quarters[0]]))
        single = {cell: courses for cell, courses in of_table.items() if cell not in rows}
        findings += [_numbers_missing(examined, table, single)] if single else []
    return findings


def _rows_missing(
    examined: Examined, table: int, year: int, quarters: Sequence[int], courses: Sequence[Course]
) -> Finding:
    values = {"quarters": examined.names(quarters), "n": len(quarters), "year": examined.year(year)}
    about = (examined.year(year), *(examined.joined.ids[quarter] for quarter in quarters))
    spot = examined.spot(courses[0].position, quarters[0], year)
    return Finding("warning", examined.place_of_table(table), "checks.rows_missing", values, about=about, spot=spot)


def _numbers_missing(examined: Examined, table: int, cells: dict[tuple[int, int], list[Course]]) -> Finding:
    named = [
        f"{examined.name(quarter)} {examined.year(year)} ({courses[0].title})"
        for (year, quarter), courses in cells.items()
    ]
    number = sum(map(len, cells.values()))
    values = {"n": number, "examples": listed(named)}
    (year, quarter), courses = next(iter(cells.items()))
    spot = examined.spot(courses[0].position, quarter, year)
    about = (str(number), *sorted(named)[:EXAMPLES])
    return Finding("info", examined.place_of_table(table), "checks.numbers_missing", values, about=about, spot=spot)


def _left_out(course: Course) -> list[tuple[int, int]]:
    """List years and quarters that are missing then, but not the year before and the year after."""
    years = course.delivered
    known = np.isfinite(course.values[:, years])
    silent = course.reasons[:, years] == Reason.NOT_DELIVERED
    found = []
    for at in range(1, len(years) - 1):
        missing = silent[:, at] & known[:, at - 1] & known[:, at + 1]
        usual = known[:, at].sum() >= max(FEWEST_QUARTERS, MOSTLY * len(known[known.any(axis=1)]))
        if usual:
            found += [(int(years[at]), quarter) for quarter in np.flatnonzero(missing).tolist()]
    return found
