"""Rules on time: the city over the longest comparable span, and the quarters that changed clearly."""

from collections.abc import Iterator

import numpy as np

from analysis.findings.figures import Figures, Statement
from analysis.people import is_part_of
from analysis.small_numbers import changed_clearly
from analysis.trend import change, longest_span

STEADY = 0.02
NO_YEAR = 0


def over_time(figures: Figures) -> Iterator[Statement]:
    """Say what rose and what fell up to the year on show."""
    dated = np.isfinite(figures.city) & (np.array(figures.years) != NO_YEAR)
    first = longest_span(figures.judged & dated, figures.now)
    if first is None:
        return
    yield _city(figures, first)
    parts = [is_part_of(figures.numerator[:, year], figures.denominator[:, year]) for year in (first, figures.now)]
    if figures.kind == "rate" and all(parts):
        yield from _quarters(figures, first)


def _city(figures: Figures, first: int) -> Statement:
    before, after = float(figures.city[first]), float(figures.city[figures.now])
    values = {"before": before, "after": after, "first": figures.years[first], "last": figures.years[figures.now]}
    if abs(after - before) <= STEADY * abs(before):
        code = "findings.city_steady"
    else:
        code = "findings.city_rose" if after > before else "findings.city_fell"
    return Statement(code, values, ("before", "after"), weight=70)


def _quarters(figures: Figures, first: int) -> Iterator[Statement]:
    now = figures.now
    clear = changed_clearly(
        figures.numerator[:, first],
        figures.denominator[:, first],
        figures.numerator[:, now],
        figures.denominator[:, now],
    )
    clear[~(figures.judged[:, first] & figures.judged[:, now])] = np.nan
    differences = change(figures.value, first, now)
    for direction, code in ((1, "findings.quarters_rose"), (-1, "findings.quarters_fell")):
        members = np.flatnonzero(clear == direction)
        if len(members):
            strongest = int(members[np.argmax(differences[members] * direction)])
            values = {
                "n": len(members),
                "of": int(np.isfinite(clear).sum()),
                "before": float(figures.value[strongest, first]),
                "after": float(figures.value[strongest, now]),
                "first": figures.years[first],
                "last": figures.years[now],
            }
            names, weight = {"names": (strongest,)}, 65 if direction == figures.side else 45
            yield Statement(code, values, ("before", "after"), names, tuple(members.tolist()), weight)
