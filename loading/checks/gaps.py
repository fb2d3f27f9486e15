"""Years that are missing inside a series: of a whole column, or of a few quarters only."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from loading.checks.course import Course
from loading.checks.examined import Examined
from loading.errors import Finding
from loading.reasons import Reason

LONGEST_GAP = 2
MOSTLY = 0.8
FEWEST_QUARTERS = 5
EXAMPLES = 3


def gaps(examined: Examined) -> list[Finding]:
    """Find missing years.

    Parameters
    ----------
    examined : Examined

    Returns
    -------
    list of Finding
        One for each table and set of missing years, with the columns; one for each table and year in which quarters
        are missing that were delivered before and after.

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
            "titles": "; ".join(titles[:EXAMPLES]) + (" …" if len(titles) > EXAMPLES else ""),
            "years": ", ".join(map(str, missing)),
        }
        about = (*map(str, missing), *sorted(titles))
        spot = examined.spot(courses[0].position)
        findings.append(
            Finding("warning", examined.place_of_table(table), "checks.missing_years", values, about=about, spot=spot)
        )
    return findings


def _quarters(examined: Examined) -> list[Finding]:
    groups: dict[tuple[int, int, tuple[int, ...]], list[Course]] = defaultdict(list)
    for course in examined.courses:
        for year, quarters in _left_out(course):
            groups[course.refs[0].table, year, quarters].append(course)
    findings = []
    for (table, year, quarters), courses in groups.items():
        titles = [course.title for course in courses]
        values = {
            "quarters": examined.names(quarters),
            "q": len(quarters),
            "year": examined.year(year),
            "n": len(courses),
            "titles": "; ".join(titles[:EXAMPLES]) + (" …" if len(titles) > EXAMPLES else ""),
        }
        about = (examined.year(year), *(examined.joined.ids[quarter] for quarter in quarters), *sorted(titles))
        spot = examined.spot(courses[0].position, quarters[0], year)
        place = examined.place_of_table(table)
        findings.append(Finding("warning", place, "checks.quarters_missing", values, about=about, spot=spot))
    return findings


def _left_out(course: Course) -> list[tuple[int, tuple[int, ...]]]:
    """List years with the quarters that are missing then, but not the year before and the year after."""
    years = course.delivered
    known = np.isfinite(course.values[:, years])
    silent = course.reasons[:, years] == Reason.NOT_DELIVERED
    found = []
    for at in range(1, len(years) - 1):
        missing = silent[:, at] & known[:, at - 1] & known[:, at + 1]
        usual = known[:, at].sum() >= max(FEWEST_QUARTERS, MOSTLY * len(known[known.any(axis=1)]))
        if missing.any() and usual:
            found.append((int(years[at]), tuple(np.flatnonzero(missing).tolist())))
    return found
