"""Headings and units that say something else than the numbers: counts called shares, shares called counts."""

import re
from collections.abc import Iterator

import numpy as np

from loading.checks.course import Course
from loading.checks.examined import Examined, number
from loading.declaring.measures import headings
from loading.declaring.wording import plain
from loading.errors import Finding

BEYOND = 0.2
FEWEST_NUMBERS = 5
FEWEST_FRACTIONS = 0.3


def claims(examined: Examined) -> list[Finding]:
    """Find columns whose numbers contradict their unit or heading.

    Parameters
    ----------
    examined : Examined

    Returns
    -------
    list of Finding
        At most one for each column, with the repair to read it as what it is.
    """
    return [
        finding
        for course in examined.courses
        for finding in (*_called_share(examined, course), *_called_count(examined, course))
    ]


def _called_share(examined: Examined, course: Course) -> Iterator[Finding]:
    """Whole numbers, many of them beyond 100, under a unit or heading of per cent."""
    indicator = examined.indicators[course.position]
    known = course.values[np.isfinite(course.values)]
    if course.nature != "share" or indicator.factor != 100 or len(known) < FEWEST_NUMBERS:
        return
    if (known % 1).any() or (known > 100).mean() <= BEYOND:
        return
    values = {
        "title": course.title,
        "unit": indicator.unit.get("de", ""),
        "n": int((known > 100).sum()),
        "largest": number(float(known.max())),
    }
    yield Finding(
        "warning",
        examined.place(course.refs),
        "checks.count_called_share",
        values,
        about=(indicator.id,),
        spot=examined.spot(course.position),
        remedy=examined.changed("read_as_count", course.position, kind="count"),
    )


def _called_count(examined: Examined, course: Course) -> Iterator[Finding]:
    """Fractions throughout, under a unit or heading of numbers."""
    known = course.values[np.isfinite(course.values)]
    fractions = (known % 1 != 0).mean() if len(known) >= FEWEST_NUMBERS else 0.0
    if course.nature == "share" or fractions < FEWEST_FRACTIONS or not _says_count(examined, course):
        return
    if known.max() > 100 and course.nature == "count":
        return  # means of several days, full-time equivalents
    indicator = examined.indicators[course.position]
    share = bool(known.min() >= 0 and known.max() <= 100)
    broken = known[known % 1 != 0]
    values = {"title": course.title, "example": float(f"{broken[0]:.4g}"), "n": len(broken)}
    yield Finding(
        "warning",
        examined.place(course.refs),
        "checks.share_called_count" if share else "checks.fractions_in_count",
        values,
        about=(indicator.id,),
        spot=examined.spot(course.position),
        remedy=examined.changed("read_as_share", course.position, kind="rate") if share else None,
    )


def _says_count(examined: Examined, course: Course) -> bool:
    ref = course.refs[0]
    measure = examined.tables[ref.table].measures[ref.measure]
    said = [plain(words) for words in (measure.unit or "", measure.title, *measure.heading)]
    return any(re.search(rf"\b(?:{headings()['count_words']})\b", words) for words in said)
