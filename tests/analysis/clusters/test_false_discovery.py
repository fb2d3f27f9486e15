"""Benjamini and Hochberg's rule: their own example, rows by themselves, and missing tests."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.clusters import false_discovery

# Benjamini and Hochberg (1995), section 4.1: fifteen tests of a study of thrombolysis; four hold at 0.05.
PUBLISHED = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0,
]  # fmt: skip


def test_the_example_of_the_authors_has_their_result() -> None:
    found = false_discovery(PUBLISHED, 0.05)
    assert np.flatnonzero(found.significant).tolist() == [0, 1, 2, 3]
    assert (float(found.threshold), int(found.tests)) == (0.0095, 15)


def test_a_large_p_value_holds_where_enough_smaller_ones_do() -> None:
    assert false_discovery([0.049, 0.048, 0.047]).significant.all()


def test_missing_tests_are_not_counted() -> None:
    found = false_discovery([np.nan, 0.04, np.nan])
    assert found.significant.tolist() == [False, True, False]
    assert found.tests == 1
    assert not false_discovery([np.nan, np.nan]).significant.any()


def test_nothing_holds_where_no_p_value_is_small() -> None:
    found = false_discovery([0.2, 0.3, 0.9])
    assert not found.significant.any()
    assert found.threshold == 0


def test_each_row_is_judged_by_itself() -> None:
    rows = np.array([PUBLISHED, PUBLISHED[::-1], [0.5] * 15])
    found = false_discovery(rows)
    assert found.significant.sum(axis=1).tolist() == [4, 4, 0]
    assert found.tests.tolist() == [15, 15, 15]
    assert repr(found) == "8 of 45 tests hold at 0.05"


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_the_rule_is_that_of_scipy(p: list[float]) -> None:
    from scipy.stats import false_discovery_control

    adjusted = false_discovery_control(p)
    clear = np.abs(adjusted - 0.05) > 1e-12
    assert ((adjusted <= 0.05) == (false_discovery(p).significant | (np.array(p) == 0)))[clear].all()


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_whoever_asks_more_finds_a_part_of_the_same(p: list[float]) -> None:
    careful, plain = false_discovery(p, less=0.5), false_discovery(p)
    assert not (careful.significant & ~plain.significant).any()
    assert careful.threshold <= 0.05 * (max(careful.significant.sum(), 1) - 0.5) / len(p)


def test_a_map_without_structure_shows_something_half_as_often() -> None:
    p = np.random.default_rng(3).random((20_000, 90))
    assert false_discovery(p).significant.any(axis=1).mean() == pytest.approx(0.05, abs=0.005)
    assert 0.02 < false_discovery(p, less=0.5).significant.any(axis=1).mean() < 0.032


@pytest.mark.parametrize("less", [-0.1, 1])
def test_no_place_may_vanish_or_grow(less: float) -> None:
    with pytest.raises(ValueError, match="at least 0 and below 1"):
        false_discovery([0.1], less=less)


@pytest.mark.parametrize("alpha", [0, 1, -0.1])
def test_a_level_that_cannot_be_is_refused(alpha: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        false_discovery([0.1], alpha)


def test_a_p_value_that_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match=r"between 0 and 1, got \[1.5\]"):
        false_discovery([0.1, 1.5])
