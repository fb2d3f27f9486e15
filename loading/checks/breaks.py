"""Years in which all quarters jump at once: another definition, another reference date, another unit."""

from collections import defaultdict
from collections.abc import Collection

import numpy as np

from loading.checks.changes import Changes
from loading.checks.course import Course
from loading.checks.examined import Examined, listed, number
from loading.checks.robust import medians, spread
from loading.errors import Finding, Remedy

FEWEST_QUARTERS = 8
SAME_DIRECTION = 0.85
SCORE = 5.0
USUAL_LOG, SMALLEST_LOG, LARGE_LOG = 0.03, float(np.log(1.25)), float(np.log(1.5))
BACK = 0.4
FEWEST_STEPS = 3


def breaks(examined: Examined, known: Collection[tuple[int, int]] = ()) -> list[Finding]:
    """Find years in which a column jumps in nearly all quarters.

    Parameters
    ----------
    examined : Examined
    known : collection of (indicator, year)
        Positions of columns and years that other checks have explained.

    Returns
    -------
    list of Finding
        One for each pair of years, with all columns that jump. A warning where the middle moves by half and more.

    Notes
    -----
    The median change of a step is held against the median changes of all other steps. With fewer than three others
    nothing usual is known, and only changes by half and more are told.
    """
    found: dict[tuple[int, int, bool], list[tuple[Course, float]]] = defaultdict(list)
    for course, change in examined.changes:
        if change.is_ratio or course.nature == "share":
            for step, size, only in _steps(course, change):
                before, after = int(change.before[step]), int(change.after[step])
                if not {(course.position, before), (course.position, after)} & set(known):
                    found[before, after, only].append((course, size))
    return [_finding(examined, *key, courses) for key, courses in sorted(found.items())]


def _steps(course: Course, change: Changes) -> list[tuple[int, float, bool]]:
    """List steps in which everything jumps: step, logarithm of the factor, whether the next step takes it back."""
    years = [*change.before.tolist(), int(change.after[-1])]
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.log(np.where(course.values[:, years] > 0, course.values[:, years], np.nan))
    moves = np.diff(logs, axis=1)
    middle = medians(moves)
    usual, scale = _usual(middle)
    known = np.isfinite(moves)
    found: list[tuple[int, float, bool]] = []
    taken_back = -1
    for step in range(len(middle)):
        size = float(middle[step] - usual[step])
        if step == taken_back or known[:, step].sum() < FEWEST_QUARTERS or abs(size) < SMALLEST_LOG:
            continue
        same = (np.sign(moves[known[:, step], step] - usual[step]) == np.sign(size)).mean() >= SAME_DIRECTION
        unusual = abs(size) >= LARGE_LOG or abs(size) >= SCORE * scale[step]
        if same and unusual:
            back = step + 1 < len(middle) and abs(size + middle[step + 1] - usual[step]) < BACK * abs(size)
            taken_back = step + 1 if back else -1
            found.append((step, float(middle[step]), bool(back)))
    return found


def _usual(middle: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Give, for each step, median and spread of all other steps; the spread is unknown with fewer than three."""
    number = len(middle)
    others = np.where(np.eye(number, dtype=bool), np.nan, middle)
    usual = np.nan_to_num(medians(others, axis=1))
    scale = np.maximum(spread(others - usual[:, None], axis=1), USUAL_LOG)
    return usual, np.where(np.isfinite(others).sum(axis=1) >= FEWEST_STEPS, scale, np.inf)


def _finding(examined: Examined, before: int, after: int, only: bool, found: list[tuple[Course, float]]) -> Finding:
    course, size = max(found, key=lambda pair: abs(pair[1]))
    both = np.isfinite(course.values[:, [before, after]]).all(axis=1)
    old, new = (float(medians(course.values[both, year])) for year in (before, after))
    titles = [one.title for one, _ in found]
    values = {
        "title": course.title,
        "n": len(found),
        "titles": listed(titles),
        "before": examined.year(before),
        "year": examined.year(after),
        "old": number(old),
        "new": number(new),
    }
    remedy = _year_not_used(examined, after, [one for one, _ in found]) if only else None
    return Finding(
        "warning" if abs(size) >= LARGE_LOG else "info",
        examined.place(course.refs, year=after),
        "checks.break_of_one_year" if only else "checks.break_in_series",
        values,
        about=(examined.year(before), examined.year(after), *sorted(titles)),
        spot=examined.spot(course.position, year=after),
        remedy=remedy,
    )


def _year_not_used(examined: Examined, year: int, courses: list[Course]) -> Remedy:
    parts = [examined.not_used(course.refs, [(None, year)]) for course in courses]
    entries = {(entry["indicator"], entry["year"]): entry for part in parts for entry in part.entries}
    return Remedy(parts[0].name, parts[0].part, parts[0].same, tuple(entries.values()))
