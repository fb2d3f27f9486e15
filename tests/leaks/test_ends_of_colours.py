"""What the ends of a scale of colours say is right, and nothing where they are those of the told rates."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from analysis.classification import class_breaks
from analysis.rounded_breaks import rounded_ends
from loading.reasons import Reason
from tests.leaks.ends_of_colours import ends_of_colours, scale, steps
from tests.leaks.seen import Floats

PEOPLE = 4000
WORLDS = 200


@dataclass
class Told:
    """Stands in for what an attacker sees of one indicator: some rates, and the ends of the scale."""

    rates: Floats
    is_hidden: Floats
    extent: tuple[float, ...]

    def numbers(self, _: str) -> tuple[dict[str, Any], dict[str, Floats]]:
        reason = np.where(self.is_hidden, Reason.SUPPRESSED, Reason.VALUE).astype(np.float64)
        return {"decimals": 1}, {"reason": reason}

    def section(self, *_: str) -> Floats:
        return np.where(self.is_hidden, np.nan, self.rates).astype(np.float32).astype(np.float64)

    def per(self, *_: Any) -> Floats:
        return np.full(len(self.rates), float(PEOPLE))

    def answer(self, *_: Any) -> dict[str, Any]:
        return {"extent": self.extent}


def published(rates: Floats) -> tuple[float, float]:
    """The ends that the product publishes."""
    breaks = rounded_ends(class_breaks(rates, "natural_breaks", min(5, len(np.unique(rates)))))
    return breaks.lowest, breaks.upper_bounds[-1]


def world(rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Rates with one decimal, such as whole counts of 4,000 people have, and which of them are hidden."""
    size, largest = int(rng.integers(3, 60)), 10.0 ** rng.uniform(0.3, 2)
    rates = np.round(rng.uniform(0, largest, size), 1)
    is_hidden = rng.random(size) < rng.uniform(0.1, 0.9)
    is_hidden[0], is_hidden[1] = True, False
    return rates, is_hidden


def test_scales_of_the_told_rates_say_nothing_of_the_hidden_ones() -> None:
    rng = np.random.default_rng(60)
    for _ in range(WORLDS):
        rates, is_hidden = world(rng)
        ends = published(rates[~is_hidden])
        np.testing.assert_allclose(scale(rates[~is_hidden]), ends, rtol=1e-9, atol=1e-9)
        low, high = ends_of_colours(Told(rates, is_hidden, ends), "A1", 2024)  # type: ignore[arg-type]
        assert (low == 0).all()
        assert np.isinf(high).all()


@pytest.mark.parametrize("exact", [False, True])
def test_scales_of_hidden_rates_are_seen_through(*, exact: bool) -> None:
    rng = np.random.default_rng(61)
    widths = []
    for _ in range(WORLDS):
        rates, is_hidden = world(rng)
        ends = (float(rates.min()), float(rates.max())) if exact else published(rates)
        step = steps(float(np.ptp(ends)))[0]
        told = rates[~is_hidden]
        if rates.min() > told.min() - 2 * step:  # the lowest is told itself, or in the same step as one that is
            continue
        low, high = ends_of_colours(Told(rates, is_hidden, ends), "A1", 2024)  # type: ignore[arg-type]
        lowest, count = int(np.argmin(rates)), rates.min() * PEOPLE / 100
        assert low[lowest] - 0.5 <= count <= high[lowest] + 0.5
        widths.append((high[lowest] - low[lowest]) * 100 / PEOPLE)
        assert widths[-1] <= step + 100 / PEOPLE
        assert np.isfinite(high[is_hidden]).all()
        assert (low[~is_hidden] == 0).all()
    assert len(widths) > WORLDS / 10
    # Ends that were not moved give the rate away, unless they look as if they were.
    assert (np.median(widths) <= 0.1) == exact
