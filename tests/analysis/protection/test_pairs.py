"""Numerators and their denominators, both with sums: every whole number tried, under every kind of rule."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from analysis.protection import Cells, Protected, Relations, Rules, State, cells_of, known, protect
from tests.analysis.protection.enumeration import solutions

FEW_ENOUGH_TO_TRY = 5


def drawn(seed: int) -> tuple[NDArray[np.float64], Cells, Relations, Rules]:
    """Two or three quarters with their district: people, a group of them, sometimes one number withheld."""
    rng = np.random.default_rng(seed)
    quarters = int(rng.integers(2, 4))
    people = rng.integers(0, 12, quarters)
    group = np.array([rng.integers(0, one + 1) for one in people])
    counts = np.array([*group, group.sum(), *people, people.sum()], dtype=float)
    size = len(counts)
    rules = Rules(
        minimum_numerator=int(rng.integers(2, 4)),
        minimum_denominator=int(rng.choice([0, 4])),
        zero_is_open=bool(rng.random() < 0.7),
        full_is_open=bool(rng.random() < 0.6),
        complement=bool(rng.random() < 0.8),
    )
    withheld = np.zeros(size, dtype=bool)
    small = np.flatnonzero((counts > 0) & (counts < rules.minimum_numerator))
    if len(small) and rng.random() < 0.3:
        withheld[rng.choice(small)] = True
    cells = cells_of(
        np.where(withheld, np.nan, counts),
        denominator=[*range(quarters + 1, size), *[-1] * (quarters + 1)],
        withheld=withheld,
        sensitive=np.where(np.arange(size) > quarters, rng.random() < 0.5, True),
    )
    parts = [*range(quarters), *range(quarters + 1, size - 1)]
    return counts, cells, Relations.of_parts(parts, [quarters] * quarters + [size - 1] * quarters, size), rules


def wide(values: NDArray[np.float64], rules: Rules) -> bool:
    least = rules.minimum_numerator
    return bool(values.min() < least <= values.max() and np.ptp(values) >= least)


def leaks(counts: NDArray[np.float64], cells: Cells, result: Protected, every: NDArray[np.float64]) -> list[int]:
    """Protected cells that trying everything places too closely."""
    rules, found = result.rules, []
    for cell in np.flatnonzero(result.protected):
        values, whole = every[:, cell], cells.denominator[cell]
        if result.state[cell] in (State.PRIMARY, State.WITHHELD):
            safe = wide(values, rules)
        elif result.state[cell] == State.DENOMINATOR:
            safe = bool(np.ptp(values) >= rules.minimum_numerator)
        else:
            safe = True
        if whole >= 0 and rules.complement and not cells.withheld[[cell, whole]].any():
            others = counts[whole] - counts[cell]
            if others < rules.minimum_numerator and (others > 0 or not rules.full_is_open):
                safe &= wide(every[:, whole] - values, rules)
        found += [] if safe else [int(cell)]
    return found


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 1_000_000))
def test_neither_counts_nor_complements_are_placed_too_closely(seed: int) -> None:
    counts, cells, relations, rules = drawn(seed)
    result = protect(cells, relations, rules)
    assert not len(result.unproven)
    hidden = np.isnan(result.published)
    if hidden.sum() <= FEW_ENOUGH_TO_TRY:
        low, _ = known(result.published, rules)
        high = np.where(hidden, counts + rules.minimum_numerator + 2, result.published)
        every = solutions(result.published, relations, low, high, cells.denominator)
        assert len(every)
        assert not leaks(counts, cells, result, every)


def test_a_zero_of_a_handful_stays_open_where_zeros_are() -> None:
    cells = cells_of([0, 3, 3, 1, 80, 81], denominator=[3, 4, 5, -1, -1, -1])
    rules = Rules(minimum_denominator=4, full_is_open=False)
    result = protect(cells, Relations.of_parts([0, 1, 3, 4], [2, 2, 5, 5], 6), rules)
    assert result.published[0] == 0.0
    assert not len(result.unproven)
