"""Parts larger than their whole, shares over 100 per cent, and what cannot be less than nothing."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np

from loading.checks.course import Course
from loading.checks.examined import Examined, listed, number
from loading.checks.rounding import rounding_unit
from loading.declaring.declaration import Refs
from loading.errors import Finding

MOST_CELLS_REPAIRED = 12
MOSTLY = 0.2
LARGEST_EXCESS = 1e-6


def shares(examined: Examined) -> list[Finding]:
    """Find shares outside 0 to 100 per cent, parts larger than their whole, groups larger than the population.

    Parameters
    ----------
    examined : Examined

    Returns
    -------
    list of Finding
        At most one of each kind for each indicator, with the quarter and year in which it is worst.

    Notes
    -----
    Only cells in which both numbers are known are compared, so suppressed parts never raise an alarm; numbers rounded
    to multiples of 3 may be one such step beyond their whole.
    """
    found = [*_parts(examined), *_groups(examined), *_unknown(examined)]
    for course in examined.courses:
        found += _ready(examined, course) if course.nature == "share" else []
        found += _negative(examined, course)
    return found


def _parts(examined: Examined) -> Iterator[Finding]:
    """Compare numerators with denominators, where people or cases are a part of them."""
    for position, one in enumerate(examined.declarations):
        indicator = one.indicator
        if not one.denominator or indicator.kind != "rate":
            continue
        of_residents = one.denominator == examined.residents and indicator.counts == "people"
        if indicator.unit.get("de") == "%" or of_residents:
            top, bottom = examined.cube.numerator[:, position], examined.cube.denominator[:, position]
            step = rounding_unit(top) if (top > bottom).any() else 0.0
            beyond = top > bottom + np.where(step > 1, step, LARGEST_EXCESS)
            yield from _beyond(examined, position, one.numerator, top, bottom, beyond)


def _groups(examined: Examined) -> Iterator[Finding]:
    """Compare counts of people, of which no share is shown, with all residents."""
    divided = {one.numerator for one in examined.declarations if one.denominator}
    people = examined.cube.residents
    for position, one in enumerate(examined.declarations):
        alone = one.indicator.kind == "count" and one.numerator not in divided and one.numerator != examined.residents
        if alone and one.indicator.counts == "people":
            top = examined.cube.numerator[:, position]
            yield from _beyond(examined, position, one.numerator, top, people, top > people + LARGEST_EXCESS)


def _unknown(examined: Examined) -> Iterator[Finding]:
    """Note columns that nobody has declared and that are larger than the residents somewhere: jobs, or a mistake."""
    tables: dict[int, list[tuple[int, np.ndarray]]] = defaultdict(list)
    for position, one in enumerate(examined.declarations):
        of_residents = one.denominator == examined.residents and one.indicator.unit.get("de") != "%"
        if one.denominator and of_residents and one.indicator.counts == "":
            beyond = examined.cube.numerator[:, position] > examined.cube.denominator[:, position]
            tables[one.numerator[0].table] += [(position, beyond)] if beyond.any() else []
    for table, found in tables.items():
        if not found:
            continue
        position, beyond = max(found, key=lambda pair: int(pair[1].sum()))
        quarter, year = (int(at) for at in np.argwhere(beyond)[0])
        refs = examined.declarations[position].numerator
        titles = [examined.heading(examined.declarations[at].numerator) for at, _ in found]
        values = {
            "n": len(found),
            "titles": listed(titles),
            "title": examined.heading(refs),
            "quarter": examined.name(quarter),
            "year": examined.year(year),
            "part": number(examined.cube.numerator[quarter, position, year]),
            "whole": number(examined.cube.denominator[quarter, position, year]),
            "line": examined.line(refs, quarter, year),
        }
        spot = examined.spot(position, quarter, year)
        place = examined.place_of_table(table)
        yield Finding("info", place, "checks.larger_than_residents", values, about=tuple(sorted(titles)), spot=spot)


def _beyond(
    examined: Examined, position: int, refs: Refs, top: np.ndarray, bottom: np.ndarray, beyond: np.ndarray
) -> Iterator[Finding]:
    if not beyond.any():
        return
    with np.errstate(divide="ignore", invalid="ignore"):
        excess = np.where(beyond, np.where(bottom > 0, top / bottom, np.inf), -np.inf)
    quarter, year = np.unravel_index(int(np.argmax(excess)), excess.shape)
    values = {
        **_told(examined, position, refs, beyond, int(quarter), int(year)),
        "part": number(top[quarter, year]),
        "whole": number(bottom[quarter, year]),
    }
    yield _finding(examined, "checks.part_beyond_whole", position, refs, values, beyond, (int(quarter), int(year)))


def _ready(examined: Examined, course: Course) -> Iterator[Finding]:
    indicator = examined.indicators[course.position]
    known = np.isfinite(course.values)
    over = course.values > 100 + LARGEST_EXCESS
    if indicator.unit.get("de") != "%" or not over.any():
        return
    whole_numbers = not (course.values[known] % 1).any()
    if whole_numbers and over.sum() > MOSTLY * known.sum():
        return  # rather a count under a heading of shares, see loading.checks.claims
    quarter, year = map(int, np.unravel_index(int(np.nanargmax(course.values)), course.values.shape))
    told = _told(examined, course.position, course.refs, over, quarter, year)
    values = {**told, "share": float(f"{course.values[quarter, year]:.4g}")}
    yield _finding(examined, "checks.share_beyond_hundred", course.position, course.refs, values, over, (quarter, year))


def _negative(examined: Examined, course: Course) -> Iterator[Finding]:
    indicator = examined.indicators[course.position]
    below = course.values < 0
    if course.nature == "value" or indicator.signed or not below.any():
        return
    quarter, year = map(int, np.unravel_index(int(np.nanargmin(course.values)), course.values.shape))
    told = _told(examined, course.position, course.refs, below, quarter, year)
    values = {**told, "title": course.title, "value": number(course.values[quarter, year])}
    yield _finding(examined, "checks.less_than_nothing", course.position, course.refs, values, below, (quarter, year))


def _told(
    examined: Examined, position: int, refs: Refs, cells: np.ndarray, quarter: int, year: int
) -> dict[str, object]:
    years = np.flatnonzero(cells.any(axis=0)).tolist()
    return {
        "title": examined.title(position),
        "quarter": examined.name(quarter),
        "year": examined.year(year),
        "line": examined.line(refs, quarter, year),
        "n": int(cells.any(axis=1).sum()),
        "years": examined.span(years),
    }


def _finding(
    examined: Examined,
    code: str,
    position: int,
    refs: Refs,
    values: dict[str, object],
    cells: np.ndarray,
    worst: Sequence[int],
) -> Finding:
    quarter, year = worst
    wrong = np.argwhere(cells).tolist()
    remedy = examined.not_used(refs, [(area, when) for area, when in wrong])
    return Finding(
        "warning",
        examined.place(refs, quarter, year),
        code,
        values,
        about=(examined.indicators[position].id, str(values["years"]), examined.joined.ids[quarter], str(values["n"])),
        spot=examined.spot(position, quarter, year),
        remedy=remedy if len(wrong) <= MOST_CELLS_REPAIRED else None,
    )
