"""Years that carry the numbers of another year: copied and not replaced."""

from collections import defaultdict

import numpy as np

from loading.checks.course import Course
from loading.checks.examined import Examined, listed
from loading.errors import Finding, Remedy

FEWEST_QUARTERS, SMALLEST_VARIETY = 8, 5
EQUAL, OFTEN_EQUAL = 0.98, 0.5
FEWEST_TELLING = 20


def copied_year(examined: Examined) -> list[Finding]:
    """Find years whose numbers are those of the year before, quarter by quarter.

    Parameters
    ----------
    examined : Examined

    Returns
    -------
    list of Finding
        One for each pair of years, with all columns concerned; the repair treats the later year as not delivered.

    Notes
    -----
    Playgrounds and square metres hardly change: a column counts only if it changes in the other years, and in a series
    of two years only if it counts people in numbers that never stay the same everywhere.
    """
    found: dict[tuple[int, int], list[Course]] = defaultdict(list)
    for course in examined.courses:
        for before, after in _pairs(course, people=examined.indicators[course.position].counts == "people"):
            found[before, after].append(course)
    return [_finding(examined, *years, courses) for years, courses in found.items()]


def _pairs(course: Course, *, people: bool) -> list[tuple[int, int]]:
    years = course.delivered
    if len(years) < 2:
        return []
    values = course.values[:, years]
    both = np.isfinite(values[:, 1:]) & np.isfinite(values[:, :-1])
    same = ((values[:, 1:] == values[:, :-1]) & both).sum(axis=0)
    number = both.sum(axis=0)
    shares = same / np.maximum(number, 1)
    changing = len(years) > 2 and (np.sort(shares)[: (len(shares) + 1) // 2] < OFTEN_EQUAL).all()
    moving = people and np.nanmedian(values) >= FEWEST_TELLING
    if not changing and not (len(years) == 2 and moving):
        return []
    return [
        (int(years[at]), int(years[at + 1]))
        for at in np.flatnonzero((shares >= EQUAL) & (number >= FEWEST_QUARTERS)).tolist()
        if len(np.unique(values[both[:, at], at])) >= SMALLEST_VARIETY
    ]


def _finding(examined: Examined, before: int, after: int, courses: list[Course]) -> Finding:
    titles = [course.title for course in courses]
    parts = [examined.not_used(course.refs, [(None, after)]) for course in courses]
    entries = {str(entry): entry for part in parts for entry in part.entries}
    values = {
        "before": examined.year(before),
        "year": examined.year(after),
        "n": len(courses),
        "titles": listed(titles),
    }
    return Finding(
        "warning",
        examined.place(courses[0].refs, year=after),
        "checks.copied_year",
        values,
        about=(examined.year(before), examined.year(after), *sorted(titles)),
        spot=examined.spot(courses[0].position, year=after),
        remedy=Remedy(parts[0].name, parts[0].part, parts[0].same, tuple(entries.values())),
    )
