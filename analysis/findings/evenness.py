"""Rule on concentration over the years: whether a group came to live less, or more, evenly."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from analysis.concentration import Range, bootstrap_ranges, dissimilarity_adjusted, refusal
from analysis.findings.figures import ALPHA, Figures
from analysis.findings.over_time import first_year
from analysis.findings.statement import Statement
from analysis.people import is_part_of, usable
from analysis.small_numbers import homogeneity

MATERIAL = 0.01
DRAWS = 999
MANY_AREAS, FEWER_DRAWS = 5_000, 199
SEED = 1
People = tuple[NDArray[np.float64], NDArray[np.float64]]


def evenness(figures: Figures) -> Iterator[Statement]:
    """Say that concentration rose or fell, where the ranges of both years do not overlap.

    Less than one percentage point of D is not told, however many people it rests on.
    """
    first = first_year(figures) if figures.kind == "rate" else None
    pair = _both_years(figures, first) if first is not None else None
    if first is None or pair is None:
        return
    rough = [dissimilarity_adjusted(*people) for people in pair]
    if not abs(rough[1] - rough[0]) >= MATERIAL:
        return
    n = int(np.isfinite(pair[0][0]).sum())
    draws = DRAWS if n <= MANY_AREAS else FEWER_DRAWS
    before, after = (bootstrap_ranges(*people, draws=draws, seed=SEED) for people in pair)
    if before is None or after is None:
        return
    old, new = before.dissimilarity, after.dissimilarity
    if old.low <= new.high and new.low <= old.high:
        return
    values = {**_told("before", old), **_told("after", new), "n": n, "draws": draws, "seed": SEED}
    values |= {"first": figures.years[first], "last": figures.years[figures.now]}
    code = "findings.less_even" if new.low > old.high else "findings.more_even"
    yield Statement(code, values, weight=68, shown_by="concentration")


def _both_years(figures: Figures, first: int) -> list[People] | None:
    """Give the group and the people it is part of in both years; None where concentration is not measured.

    Only quarters whose numbers are known in both years count: one that drops out must not look like a change. One year
    at least has to differ from chance: otherwise the ranges of D, which cannot be below 0, lie too high.
    """
    people = [(figures.numerator[:, year], figures.denominator[:, year]) for year in (first, figures.now)]
    known = np.logical_and(*(usable(*one) for one in people))
    pair = [(np.where(known, group, np.nan), whole) for group, whole in people]
    if not all(is_part_of(*one) for one in pair) or any(refusal(*one) for one in pair):
        return None
    differing = (homogeneity(*one) for one in pair)
    return pair if any(found is not None and found.p <= ALPHA for found in differing) else None


def _told(year: str, found: Range) -> dict[str, float]:
    return {year: 100 * found.adjusted, f"{year}_low": 100 * found.low, f"{year}_high": 100 * found.high}
