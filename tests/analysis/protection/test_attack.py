"""The attacker's intervals are those of trying everything."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from analysis.protection import Relations, attack
from tests.analysis.protection.enumeration import solutions
from tests.analysis.protection.tables import crossed

NAN = np.nan
small_tables = st.integers(0, 100_000)


def drawn(seed: int) -> tuple[NDArray[np.int64], NDArray[np.int64], np.random.Generator]:
    rng = np.random.default_rng(seed)
    inner = rng.integers(0, 4, (rng.integers(2, 4), rng.integers(1, 3)))
    return inner, np.unique(rng.integers(0, 2, len(inner)), return_inverse=True)[1], rng


@settings(max_examples=30, deadline=None)
@given(small_tables)
def test_the_interval_is_what_trying_all_whole_numbers_gives(seed: int) -> None:
    inner, district, rng = drawn(seed)
    table = crossed(inner, district)
    hidden = rng.permutation(len(table.counts))[:4]
    published = table.counts.copy()
    published[hidden] = NAN
    low, high = np.zeros(len(published)), np.full(len(published), 4.0)
    high[hidden] = np.maximum(high[hidden], table.counts[hidden])
    every = solutions(published, table.relations, low, high)
    bounds = attack(published, table.relations, low, high)
    assert bounds.exact.all()
    assert (bounds.low == every.min(axis=0)).all()
    assert (bounds.high == every.max(axis=0)).all()


@settings(max_examples=25, deadline=None)
@given(small_tables)
def test_numerators_never_exceed_their_denominators(seed: int) -> None:
    rng = np.random.default_rng(seed)
    people = rng.integers(1, 6, 2)
    group = rng.integers(0, people + 1)
    counts = np.array([*group, group.sum(), *people, people.sum()], dtype=float)
    relations = Relations.of_parts([0, 1, 3, 4], [2, 2, 5, 5], 6)
    denominator = np.array([3, 4, 5, -1, -1, -1])
    published = np.where(rng.random(6) < 0.6, NAN, counts)
    low, high = np.zeros(6), np.array([6.0, 6, 10, 6, 6, 10])
    every = solutions(published, relations, low, high, denominator)
    bounds = attack(published, relations, low, high, denominator=denominator)
    assert (bounds.low == every.min(axis=0)).all()
    assert (bounds.high == every.max(axis=0)).all()


def test_whole_numbers_are_bounded_where_fractions_would_reach_further() -> None:
    # a + b = c + 1, b + d = c, a + d = c, with all below 2: halves would fit where no whole numbers do
    relations = Relations.of_rows([([0, 1, 3], [1, 1, -1]), ([1, 2, 4], [1, 1, -1]), ([0, 2, 5], [1, 1, -1])], 6)
    published = np.array([NAN, NAN, NAN, 3.0, 3.0, 2.0])
    bounds = attack(published, relations, np.zeros(6), np.full(6, np.inf))
    assert bounds.low[:3].tolist() == bounds.high[:3].tolist() == [1.0, 2.0, 1.0]


def test_what_contradicts_itself_is_refused() -> None:
    relations = Relations.of_parts([0, 1], [2, 2], 3)
    with pytest.raises(ValueError, match="no whole numbers fit"):
        attack([5.0, 1.0, 3.0], relations, np.zeros(3), np.full(3, np.inf))
    with pytest.raises(ValueError, match="no whole numbers fit"):
        attack([NAN, 4.0, 3.0], relations, np.zeros(3), np.full(3, np.inf))


def test_a_cell_in_no_relation_stays_unknown() -> None:
    bounds = attack([NAN, 1.0, 1.0], Relations.of_parts([1], [2], 3), np.ones(3), np.full(3, np.inf))
    assert (bounds.low[0], bounds.high[0]) == (1.0, np.inf)


def test_years_and_their_change_tell_the_hidden_year() -> None:
    relations = Relations.of_rows([([0, 1, 2], [-1, 1, -1])], 3)
    bounds = attack([NAN, 3.0, -4.0], relations, [1, 0, -np.inf], np.full(3, np.inf))
    assert bounds.low[0] == bounds.high[0] == 7.0


def test_delivered_numbers_that_do_not_add_up_are_known_by_how_much() -> None:
    relations = Relations.of_parts([0, 1], [2, 2], 3)
    bounds = attack([NAN, 4.0, 8.0], relations, np.zeros(3), np.full(3, np.inf), constants=[2.0])
    assert bounds.low[0] == bounds.high[0] == 6.0
