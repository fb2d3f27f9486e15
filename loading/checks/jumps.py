"""Single quarters that jump from one year to the next, in one column or in several at once."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from loading.checks.changes import Changes
from loading.checks.course import Course
from loading.checks.examined import Examined, listed, number
from loading.errors import Finding, Remedy

SCORE, SCORE_OF_ONE_STEP = 7.0, 9.0
BACK = 0.5
MOST_TOLD, MOST_OF_COLUMN = 5, 2
SEVERAL = 3
EXAMPLES = 3

Cell = tuple[int, int]


@dataclass(frozen=True)
class Jump:
    """One quarter that jumps.

    Attributes
    ----------
    course : Course
    quarter, before, after : int
        Positions; ``before`` and ``after`` are years.
    score : float
    only : bool
        The number is back in the following year.
    """

    course: Course
    quarter: int
    before: int
    after: int
    score: float
    only: bool


def jumps(examined: Examined, known: Collection[tuple[int, int]] = ()) -> list[Finding]:
    """Find quarters that jump.

    Parameters
    ----------
    examined : Examined
    known : collection of (quarter, year)
        Positions of numbers that other checks have explained.

    Returns
    -------
    list of Finding
        The strongest few, and how many more there are; three columns that jump together are one finding.

    Notes
    -----
    Typical are people registered at an address they do not live at, as at job centres [1]_, homes that open or close,
    and typing errors.

    References
    ----------
    .. [1] Senatsverwaltung für Stadtentwicklung (2021). Monitoring Soziale Stadtentwicklung 2021.
    """
    found = [jump for course, change in examined.changes for jump in _of_course(course, change)]
    found = [one for one in found if (one.quarter, one.after) not in known and (one.quarter, one.before) not in known]
    together: dict[Cell, list[Jump]] = defaultdict(list)
    for one in found:
        together[one.quarter, one.after].append(one)
    several = {cell: several for cell, several in together.items() if len(several) >= SEVERAL}
    single = [one for one in found if (one.quarter, one.after) not in several]
    strongest = sorted(several.items(), key=lambda pair: (-len(pair[1]), -max(one.score for one in pair[1]), pair[0]))
    findings = [_several(examined, cell, of_cell) for cell, of_cell in strongest[:MOST_TOLD]]
    told = _strongest(single)
    findings += [_single(examined, one) for one in told]
    rest = len(single) - len(told) + max(0, len(several) - MOST_TOLD)
    return findings + ([_more(examined, [one for one in single if one not in told], rest)] if rest else [])


def _of_course(course: Course, change: Changes) -> Iterator[Jump]:
    least = SCORE if change.change.shape[1] > 1 else SCORE_OF_ONE_STEP
    found = change.large & (np.abs(np.nan_to_num(change.score)) >= least)
    last = change.change.shape[1] - 1
    explained: set[Cell] = set()
    for quarter, step in np.argwhere(found).tolist():
        if (quarter, step) in explained:
            continue
        deviation = change.change[quarter] - change.typical
        back = step < last and deviation[step + 1] * deviation[step] < 0
        back = back and abs(deviation[step] + deviation[step + 1]) < BACK * abs(deviation[step])
        if back:
            explained.add((quarter, step + 1))
        score = float(abs(change.score[quarter, step]))
        yield Jump(course, quarter, int(change.before[step]), int(change.after[step]), score, bool(back))


def _strongest(found: Sequence[Jump]) -> list[Jump]:
    """Take the strongest jumps, at most two of a column."""
    taken: list[Jump] = []
    for one in sorted(found, key=lambda jump: -jump.score):
        of_column = sum(other.course is one.course for other in taken)
        if len(taken) < MOST_TOLD and of_column < MOST_OF_COLUMN:
            taken.append(one)
    return taken


def _single(examined: Examined, one: Jump) -> Finding:
    course = one.course
    old, new = course.values[one.quarter, one.before], course.values[one.quarter, one.after]
    key = examined.joined.ids[one.quarter]
    values = {
        "title": course.title,
        "quarter": examined.name(one.quarter),
        "before": examined.year(one.before),
        "year": examined.year(one.after),
        "old": number(old),
        "new": number(new),
        "line": examined.line(course.refs, one.quarter, one.after),
    }
    code = "checks.jump_of_one_year" if one.only else "checks.jump"
    return Finding(
        "warning",
        examined.place(course.refs, one.quarter, one.after),
        code,
        values,
        about=(course.title, key, examined.year(one.after), f"{old:.4g}", f"{new:.4g}"),
        spot=examined.spot(course.position, one.quarter, one.after),
        remedy=examined.not_used(course.refs, [(one.quarter, one.after)]) if one.only else None,
    )


def _several(examined: Examined, cell: Cell, found: Sequence[Jump]) -> Finding:
    quarter, year = cell
    strongest = max(found, key=lambda one: one.score)
    titles = [one.course.title for one in found]
    values = {
        "quarter": examined.name(quarter),
        "before": examined.year(strongest.before),
        "year": examined.year(year),
        "n": len(found),
        "titles": listed(titles),
        "title": strongest.course.title,
        "old": number(strongest.course.values[quarter, strongest.before]),
        "new": number(strongest.course.values[quarter, year]),
        "line": examined.line(strongest.course.refs, quarter, year),
    }
    remedy = None
    if all(one.only for one in found):
        parts = [examined.not_used(one.course.refs, [(quarter, year)]) for one in found]
        entries = tuple({str(entry): entry for part in parts for entry in part.entries}.values())
        remedy = Remedy(parts[0].name, parts[0].part, parts[0].same, entries)
    return Finding(
        "warning",
        examined.place(strongest.course.refs, quarter, year),
        "checks.jump_of_several",
        values,
        about=(examined.joined.ids[quarter], examined.year(year), *sorted(titles)),
        spot=examined.spot(strongest.course.position, quarter, year),
        remedy=remedy,
    )


def _more(examined: Examined, rest: Sequence[Jump], n: int) -> Finding:
    named = [f"{examined.name(one.quarter)} {examined.year(one.after)}" for one in rest[:EXAMPLES]]
    place = examined.place_of_table((rest[0].course.refs if rest else examined.declarations[0].numerator)[0].table)
    return Finding("info", place, "checks.more_jumps", {"n": n, "examples": ", ".join(named)}, about=(str(n), *named))
