"""Rules on size: the quarter that stands out most, and how far the values reach."""

from collections.abc import Iterator

import numpy as np

from analysis.concentration import share_of_total
from analysis.findings.figures import Figures
from analysis.findings.statement import Statement

FEWEST_QUARTERS = 3


def spread(figures: Figures) -> Iterator[Statement]:
    """Say which quarter stands out and how far the values reach."""
    if np.isfinite(figures.shown).sum() < FEWEST_QUARTERS:
        return
    if figures.kind == "count":
        yield from _largest_count(figures)
        return
    yield from _standing_out(figures)
    yield from _reach(figures)


def _standing_out(figures: Figures) -> Iterator[Statement]:
    clear = np.flatnonzero(figures.clear() == figures.side)
    if not len(clear):
        return
    quarter = int(clear[np.argmax(figures.shown[clear] * figures.side)])
    low, high = figures.ranges
    values = {
        "value": float(figures.shown[quarter]),
        "low": float(low[quarter]),
        "high": float(high[quarter]),
        "city": figures.city_now,
    }
    code = "findings.highest" if figures.side > 0 else "findings.lowest"
    yield Statement(code, values, tuple(values), {"names": (quarter,)}, (quarter,), 62, shown_by="clear")


def _reach(figures: Figures) -> Iterator[Statement]:
    lowest, highest = int(np.nanargmin(figures.shown)), int(np.nanargmax(figures.shown))
    least, most = float(figures.shown[lowest]), float(figures.shown[highest])
    if least == most:
        return
    values = {"least": least, "most": most}
    names = {"lowest": (lowest,), "highest": (highest,)}
    if least > 0:
        ratio = {**values, "ratio": most / least}
        yield Statement("findings.spread", ratio, ("least", "most"), names, (lowest, highest), 40)
    else:
        yield Statement("findings.spread_from_zero", values, ("least", "most"), names, (lowest, highest), 40)


def _largest_count(figures: Figures) -> Iterator[Statement]:
    numbers = figures.value[:, figures.now]
    shares = 100 * share_of_total(numbers, figures.whole("numerator", float(np.nansum(numbers))))
    quarter = int(np.nanargmax(figures.shown))
    if np.isfinite(shares[quarter]) and (figures.value[:, figures.now] >= 0).sum() == np.isfinite(shares).sum():
        values = {"value": float(figures.shown[quarter]), "total_share": float(shares[quarter])}
        yield Statement("findings.largest_count", values, ("value",), {"names": (quarter,)}, (quarter,), 80)
