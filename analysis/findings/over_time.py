"""Rules on time: the city over the longest comparable span, and the quarters that changed clearly."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from analysis.clusters import false_discovery
from analysis.findings.figures import ALPHA, Figures
from analysis.findings.statement import Statement
from analysis.people import is_part_of
from analysis.small_numbers import changed_clearly
from analysis.trend import change, longest_span

STEADY = 0.02
NO_YEAR = 0


def over_time(figures: Figures) -> Iterator[Statement]:
    """Say what rose and what fell up to the year on show."""
    first = first_year(figures)
    if first is None:
        return
    yield _city(figures, first)
    parts = [is_part_of(figures.numerator[:, year], figures.denominator[:, year]) for year in (first, figures.now)]
    if figures.kind == "rate" and all(parts):
        yield from _quarters(figures, first)


def first_year(figures: Figures) -> int | None:
    """Give the position of the earliest year that can be compared with the one on show; None where there is none."""
    dated = np.isfinite(figures.city) & (np.array(figures.years) != NO_YEAR)
    return longest_span(figures.judged & dated, figures.now)


def _city(figures: Figures, first: int) -> Statement:
    before, after = float(figures.city[first]), float(figures.city[figures.now])
    values = {"before": before, "after": after, "first": figures.years[first], "last": figures.years[figures.now]}
    if abs(after - before) <= STEADY * abs(before) or _within_ranges(figures, first):
        code = "findings.city_steady"
    else:
        code = "findings.city_rose" if after > before else "findings.city_fell"
    return Statement(code, values, ("before", "after"), weight=70, shown_by="time")


def _within_ranges(figures: Figures, first: int) -> bool:
    """Whether the ranges of the city's two values overlap; False where the counts behind them are not known."""
    part, whole = figures.city_part, figures.city_whole
    if figures.kind != "rate" or part is None or whole is None or not is_part_of(part, whole):
        return False
    before, after = [first], [figures.now]
    return bool(changed_clearly(part[before], whole[before], part[after], whole[after])[0] == 0)


def _quarters(figures: Figures, first: int) -> Iterator[Statement]:
    now = figures.now
    clear = _changed(figures, first)
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
                "alpha": 100 * ALPHA,
            }
            names, weight = {"names": (strongest,)}, 66 if direction == figures.side else 45
            chosen = tuple(members.tolist())
            yield Statement(code, values, ("before", "after"), names, chosen, weight, shown_by="change")


def _changed(figures: Figures, first: int) -> NDArray[np.float64]:
    """Tell who changed clearly: ranges apart, and still remarkable among as many quarters as were compared.

    Notes
    -----
    Of a thousand quarters in which nothing happened about six have ranges that do not overlap. The p-values of the
    difference of two shares (pooled, normal approximation) therefore also have to hold under the control of false
    discoveries.
    """
    from scipy.special import ndtr

    before, after = ((figures.numerator[:, year], figures.denominator[:, year]) for year in (first, figures.now))
    clear = changed_clearly(*before, *after)
    clear[~(figures.judged[:, first] & figures.judged[:, figures.now])] = np.nan
    with np.errstate(divide="ignore", invalid="ignore"):
        pooled = (before[0] + after[0]) / (before[1] + after[1])
        error = np.sqrt(pooled * (1 - pooled) * (1 / before[1] + 1 / after[1]))
        z = np.where(error > 0, np.abs(after[0] / after[1] - before[0] / before[1]) / error, 0.0)
    p = np.where(np.isnan(clear), np.nan, 2 * ndtr(-z))
    return np.where(np.isnan(clear) | false_discovery(p, ALPHA).significant, clear, 0.0)
