"""Per cent and fractions in one column: 12.5 beside 0.125."""

from collections.abc import Iterator

import numpy as np

from loading.checks.course import Course
from loading.checks.examined import Examined, number
from loading.checks.robust import medians
from loading.errors import Finding

LEAST_RATIO, MOST_RATIO = 30.0, 300.0
FEWEST = 2
GAP = 3.0
FEWEST_OF_YEAR = 5


def mixed_units(examined: Examined) -> tuple[list[Finding], set[tuple[int, int]]]:
    """Find shares of which some are written as fractions.

    Parameters
    ----------
    examined : Examined

    Returns
    -------
    list of Finding
        For each column at most one: whole years, or single quarters.
    set of (indicator, year)
        Positions of the years told, for other checks.
    """
    findings, told = [], set()
    for course in examined.courses:
        if course.nature == "share":
            for finding, years in (*_years(examined, course), *_cells(examined, course)):
                findings.append(finding)
                told |= {(course.position, year) for year in years}
                break
    return findings, told


def _years(examined: Examined, course: Course) -> Iterator[tuple[Finding, list[int]]]:
    """Whole years a hundredth of the others."""
    positive = np.where(course.values > 0, course.values, np.nan)
    middle = medians(positive)
    enough = np.isfinite(positive).sum(axis=0) >= FEWEST_OF_YEAR
    small = enough & (np.nanmax(np.where(enough, positive, 0), axis=0, initial=0) <= 1)
    large = enough & ~small
    if not (small.any() and large.any()):
        return
    ratio = medians(middle[large]) / medians(middle[small])
    if LEAST_RATIO <= ratio <= MOST_RATIO:
        years = np.flatnonzero(small).tolist()
        values = {
            "title": course.title,
            "years": examined.span(years),
            "small": number(float(middle[years[0]])),
            "large": number(float(medians(middle[large]))),
        }
        yield (
            Finding(
                "warning",
                examined.place(course.refs, year=years[0]),
                "checks.years_of_fractions",
                values,
                about=(examined.indicators[course.position].id, str(values["years"])),
                spot=examined.spot(course.position, year=years[0]),
                remedy=examined.not_used(course.refs, [(None, year) for year in years]),
            ),
            years,
        )


def _cells(examined: Examined, course: Course) -> Iterator[tuple[Finding, list[int]]]:
    """Single numbers up to 1 that are a hundredth of the others, with nothing in between."""
    known = np.isfinite(course.values) & (course.values > 0)
    small = known & (course.values <= 1)
    large = known & ~small
    if small.sum() < FEWEST or large.sum() < FEWEST or small.sum() > large.sum():
        return
    low, high = course.values[small], course.values[large]
    ratio = float(np.median(high) / np.median(low))
    fits = 100 * low.min() >= high.min() and 100 * low.max() <= high.max()
    if LEAST_RATIO <= ratio <= MOST_RATIO and high.min() >= GAP * low.max() and fits:
        quarter, year = (int(at) for at in np.argwhere(small)[0])
        values = {
            "title": course.title,
            "n": int(small.sum()),
            "quarter": examined.name(quarter),
            "year": examined.year(year),
            "line": examined.line(course.refs, quarter, year),
            "small": number(float(course.values[quarter, year])),
            "large": number(float(np.median(high))),
        }
        cells = [(int(area), int(when)) for area, when in np.argwhere(small)]
        yield (
            Finding(
                "warning",
                examined.place(course.refs, quarter, year),
                "checks.fractions_among_shares",
                values,
                about=(examined.indicators[course.position].id, str(values["n"])),
                spot=examined.spot(course.position, quarter, year),
                remedy=examined.not_used(course.refs, cells),
            ),
            sorted({when for _, when in cells}),
        )
