"""C5: what the ends of a scale of colours say of quarters that are not told.

The ends are the smallest and the largest rate, in a public project moved outwards to multiples of a readable step. How
they are made is no secret. Ends that follow from the told rates alone are therefore no news, whatever is hidden:
they would be the same if it were something else. Other ends are those of a hidden quarter, and its rate lies less than
a step inside of them; exactly there, where they are no multiples of such a step.
"""

import math
from collections.abc import Sequence

import numpy as np

from loading.reasons import Reason
from tests.leaks.intervals import Intervals, counts_of, nothing
from tests.leaks.seen import Floats, Seen, half_step

_FACTORS = (1, 2, 5)
_STEPS = 20
_LIKE = 1e-6  # of a step


def ends_of_colours(seen: Seen, indicator: str, year: int) -> Intervals:
    """Place hidden quarters by the ends of the scale, where those do not follow from what is told."""
    header, sections = seen.numbers(f"{indicator}/{year}.column")
    value, people = seen.section(f"{indicator}/{year}.column", "value"), seen.per(indicator, year)
    low, high = nothing(len(value))
    received = tuple(seen.answer(indicator, year).get("extent") or ())
    told = np.round(value, header.get("decimals", 0))  # as they were before they travelled in single precision
    judged = told[np.isin(sections.get("reason", value), (Reason.VALUE, Reason.ZERO)) & np.isfinite(told)]
    # Zeros take no part where they would be a class alone.
    if not received or any(_alike(received, scale(some)) for some in (judged, judged[judged != 0])):
        return low, high
    hidden = np.isnan(value)
    span = counts_of(np.full(len(value), np.mean(received)), float(np.ptp(received)) / 2, people)
    low[hidden], high[hidden] = span[0][hidden], span[1][hidden]
    free = hidden.copy()
    for middle, half in cells(received):
        least, most = counts_of(np.full(len(value), middle), half, people)
        # He tries every quarter that can have this end, unless one that is told has it.
        here = free & (most >= least) & ~(np.abs(judged - middle) <= half + _LIKE).any()
        low[here], high[here] = least[here], most[here]
        free &= ~here
    return low, high


def scale(rates: Floats) -> tuple[float, ...]:
    """The ends of the scale of some rates, moved outwards to multiples of a step."""
    if not len(rates):
        return ()
    least, most = float(rates.min()), float(rates.max())
    step = steps((most - least) or abs(most) or 1.0)[0]
    return math.floor(round(least / step, 6)) * step, math.ceil(round(most / step, 6)) * step


def steps(span: float) -> list[float]:
    """A twentieth of a span, rounded down to 1, 2 or 5 times a power of ten, and the step below."""
    digits = math.floor(math.log10(span / _STEPS))
    ladder = [factor * 10.0**power for power in (digits, digits - 1) for factor in reversed(_FACTORS)]
    return [one for one in ladder if one <= span / _STEPS * (1 + 1e-9)][:2]


def cells(received: Sequence[float]) -> list[tuple[float, float]]:
    """Where the smallest and the largest rate may lie: middle, and how far to either side."""
    # Moved outwards, the ends lie further apart than the rates: the step may be the one below.
    for step in steps(float(np.ptp(received)) or abs(received[0]) or 1.0):
        if all(abs(end / step - round(end / step)) < _LIKE for end in received):
            return [(received[0] + step / 2, step / 2), (received[-1] - step / 2, step / 2)]
    exact = half_step(np.array(received))
    return list(zip(received, exact.tolist(), strict=True))


def _alike(received: Sequence[float], made: Sequence[float]) -> bool:
    return len(received) == len(made) and bool(np.allclose(received, made, rtol=1e-9, atol=1e-9))
