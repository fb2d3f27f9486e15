"""Two quarters whose numbers have been exchanged from one year to the next."""

from collections import Counter, defaultdict
from itertools import combinations

import numpy as np

from loading.checks.changes import Changes
from loading.checks.course import Course
from loading.checks.examined import Examined, listed, number
from loading.errors import Finding

SCORE = 5.0
FITTING = 1.5
MOST_CANDIDATES = 40
FEWEST_YEARS = 3

Pair = tuple[int, int]


def swapped(examined: Examined) -> tuple[list[Finding], set[tuple[int, int]]]:
    """Find pairs of quarters that jump in opposite directions and, exchanged, would not jump at all.

    Parameters
    ----------
    examined : Examined

    Returns
    -------
    list of Finding
        One for each pair and year, with all columns concerned.
    set of (quarter, year)
        Positions of the numbers explained by them, for other checks.
    """
    found: dict[tuple[Pair, int, int], list[Course]] = defaultdict(list)
    explained: set[tuple[int, int]] = set()
    for course, change in examined.changes:
        for pair, step in _pairs(course, change):
            before, after = int(change.before[step]), int(change.after[step])
            if not any(known == pair and year == before for known, _, year in found):  # the way back
                found[pair, before, after].append(course)
    told = {key: courses for key, courses in found.items() if len(courses) > 1 or _is_telling(courses[0])}
    for pair, _, after in told:
        explained |= {(quarter, after) for quarter in pair}
    return [_finding(examined, *key, courses) for key, courses in told.items()], explained


def _is_telling(course: Course) -> bool:
    """Tell whether one column is enough: a count, or a series long enough to know how much it usually changes."""
    return course.nature == "count" or len(course.delivered) > FEWEST_YEARS


def _pairs(course: Course, change: Changes) -> list[tuple[Pair, int]]:
    """List pairs of quarters with the step in which they were exchanged; each quarter fits only one other."""
    found = []
    for step in range(change.change.shape[1]):
        score = np.nan_to_num(change.score[:, step])
        strong = np.flatnonzero(np.abs(score) >= SCORE)
        strong = np.sort(strong[np.argsort(-np.abs(score[strong]))][:MOST_CANDIDATES])
        fitting = [
            (first, second)
            for first, second in combinations(strong.tolist(), 2)
            if score[first] * score[second] < 0
            and change.large[[first, second], step].all()
            and _fits(course, change, step, first, second)
            and _fits(course, change, step, second, first)
        ]
        times = Counter(quarter for pair in fitting for quarter in pair)
        found += [(pair, step) for pair in fitting if times[pair[0]] == times[pair[1]] == 1]
    return found


def _fits(course: Course, change: Changes, step: int, quarter: int, other: int) -> bool:
    """Tell whether the other quarter's new number continues this quarter's series."""
    old, new = course.values[quarter, change.before[step]], course.values[other, change.after[step]]
    if course.nature == "count":
        moved = np.log(new + 0.5) - np.log(old + 0.5)
    else:
        moved = np.log(new / old) if change.is_ratio else new - old
    return bool(abs(moved - change.typical[step]) <= FITTING * change.scale[quarter, step])


def _finding(examined: Examined, pair: Pair, before: int, after: int, courses: list[Course]) -> Finding:
    first, second = pair
    course = courses[0]
    titles = [one.title for one in courses]
    values = {
        "first": examined.name(first),
        "second": examined.name(second),
        "before": examined.year(before),
        "year": examined.year(after),
        "title": course.title,
        "first_old": number(course.values[first, before]),
        "first_new": number(course.values[first, after]),
        "second_old": number(course.values[second, before]),
        "second_new": number(course.values[second, after]),
        "n": len(courses),
        "titles": listed(titles),
        "line": ", ".join(filter(None, (examined.line(course.refs, quarter, after) for quarter in pair))),
    }
    keys = [examined.joined.ids[quarter] for quarter in pair]
    return Finding(
        "warning",
        examined.place(course.refs, first, after),
        "checks.swapped",
        values,
        about=(*keys, examined.year(after), *sorted(titles)),
        spot=examined.spot(course.position, first, after),
    )
