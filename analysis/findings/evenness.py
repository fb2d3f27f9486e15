"""Rule on concentration over the years: whether a group came to live less, or more, evenly."""

from collections.abc import Iterator

import numpy as np

from analysis.concentration import bootstrap_ranges, refusal
from analysis.findings.figures import ALPHA, Figures
from analysis.findings.over_time import first_year
from analysis.findings.statement import Statement
from analysis.people import is_part_of, usable
from analysis.small_numbers import homogeneity

DRAWS = 999
SEED = 1


def evenness(figures: Figures) -> Iterator[Statement]:
    """Say that concentration rose or fell, where the ranges of both years do not overlap.

    Only quarters whose numbers are known in both years count: one that drops out must not look like a change.
    """
    first = first_year(figures) if figures.kind == "rate" else None
    if first is None:
        return
    moments = (first, figures.now)
    people = [(figures.numerator[:, moment], figures.denominator[:, moment]) for moment in moments]
    both = np.logical_and(*(usable(*one) for one in people))
    part, whole = zip(*((np.where(both, group, np.nan), every) for group, every in people), strict=True)
    counted = list(zip(part, whole, strict=True))
    if not all(is_part_of(*one) for one in counted) or any(refusal(*one) for one in counted):
        return
    before, after = (bootstrap_ranges(*one, draws=DRAWS, seed=SEED) for one in counted)
    if before is None or after is None:
        return
    old, new = before.dissimilarity, after.dissimilarity
    if old.low <= new.high and new.low <= old.high:
        return
    chance = homogeneity(*counted[0 if old.value > new.value else 1])
    if chance is None or chance.p > ALPHA:
        return  # where the group is spread by chance alone, the ranges lie too high
    values = {
        "n": int(both.sum()),
        "before": 100 * old.adjusted,
        "after": 100 * new.adjusted,
        "before_low": 100 * old.low,
        "before_high": 100 * old.high,
        "after_low": 100 * new.low,
        "after_high": 100 * new.high,
        "first": figures.years[first],
        "last": figures.years[figures.now],
        "draws": DRAWS,
        "seed": SEED,
    }
    code = "findings.less_even" if new.low > old.high else "findings.more_even"
    yield Statement(code, values, weight=68, shown_by="concentration")
