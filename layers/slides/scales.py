"""Axes of charts: round ends and steps, and how numbers are written on them."""

import math
from collections.abc import Iterable

import numpy as np

from layers.amounts import is_per_cent
from layers.shown_view import Shown
from layers.slides.chart_markup import Axis

_STEPS = 5
_ROOM = 1.04


def axis(shown: Shown, numbers: Iterable[float]) -> Axis:
    """Make an axis from zero to all numbers, with about five round steps."""
    known = [one for one in numbers if math.isfinite(one)]
    low, high = min([0.0, *known]), max([0.0, *known])
    if low == high:
        high = 1.0
    step = _round_step((high - low) * _ROOM / _STEPS)
    return Axis(
        low=math.floor(low * _ROOM / step + 1e-9) * step if low < 0 else 0.0,
        high=math.ceil(high * _ROOM / step - 1e-9) * step if high > 0 else 0.0,
        step=step,
        number_format=number_format(shown),
        of_labels=number_format(shown, next(one for one in range(16) if abs(round(step, one) - step) < 1e-9 * step)),
    )


def number_format(shown: Shown, decimals: int | None = None) -> str:
    """Give Excel's format with the decimals of the indicator; it is shown with the marks of its reader's language."""
    decimals = shown.indicator.decimals if decimals is None else decimals
    sign = "+" if shown.indicator.signed else ""
    unit = '"\N{NO-BREAK SPACE}%"' if is_per_cent(shown.words, shown.indicator) else ""
    digits = "#,##0" + ("." + "0" * decimals if decimals else "") + unit
    return f"{sign}{digits};\N{MINUS SIGN}{digits};{digits}"


def as_shown(shown: Shown, numbers: Iterable[float]) -> np.ndarray:
    """Round numbers to the decimals they are shown with: no chart keeps more of them."""
    return np.round(np.asarray(list(numbers), dtype=np.float64), shown.indicator.decimals) + 0.0


def _round_step(least: float) -> float:
    power = 10.0 ** math.floor(math.log10(least))
    return next(one * power for one in (1, 2, 2.5, 5, 10) if one * power >= least * (1 - 1e-9))
