"""What the rules say of each cell by itself, and what everybody knows."""

import numpy as np
import pytest

from analysis.protection import PROFILES, Rules, State, cells_of, known, primary

NAN = np.nan


@pytest.mark.parametrize(("least", "hidden"), [(3, [1, 2]), (5, [1, 2, 3, 4]), (10, list(range(1, 10)))])
def test_counts_below_the_minimum_are_primary_and_zeros_are_not(least: int, hidden: list[int]) -> None:
    rules = Rules(minimum_numerator=least)
    assert np.flatnonzero(primary(cells_of(np.arange(12.0)), rules) == State.PRIMARY).tolist() == hidden
    closed = Rules(minimum_numerator=least, zero_is_open=False)
    assert np.flatnonzero(primary(cells_of(np.arange(12.0)), closed)).tolist() == [0, *hidden]


def test_everybody_is_hidden_where_the_rules_close_it() -> None:
    cells = cells_of([500, 499, 497, 500], denominator=[3, 3, 3, -1])
    assert primary(cells, Rules()).tolist() == [State.OPEN, State.COMPLEMENT, State.OPEN, State.OPEN]
    assert primary(cells, Rules(full_is_open=False))[0] == State.COMPLEMENT
    assert not primary(cells, Rules(complement=False)).any()


def test_contributors_are_judged_only_where_they_are_known_and_a_rule_asks() -> None:
    cells = cells_of([100, 100, 100], largest=[90, 50, NAN])
    assert primary(cells, Rules(dominance=0.8)).tolist() == [State.DOMINANCE, State.OPEN, State.OPEN]
    assert not primary(cells, Rules()).any()


def test_what_no_rule_applies_to_stays_open() -> None:
    cells = cells_of([1, -1, NAN], sensitive=[False, True, True], signed=[False, True, False])
    assert primary(cells, Rules()).tolist() == [State.OPEN, State.OPEN, State.UNKNOWN]


def test_a_hidden_count_is_at_least_one_only_where_zeros_are_told() -> None:
    assert known([NAN], Rules())[0][0] == 1.0
    assert known([NAN], Rules(zero_is_open=False))[0][0] == 0.0
    assert known([NAN], Rules(), unknown=[True])[0][0] == 0.0
    assert known([NAN], Rules(), signed=[True])[0][0] == -np.inf


def test_a_rounded_number_is_known_between_its_halves_or_within_a_base_where_it_was_rounded_away() -> None:
    low, high = known([10.0, 10.0, 0.0], PROFILES["round10"], rerounded=[1])
    assert low.tolist() == [5.0, 1.0, 0.0]
    assert high.tolist() == [14.0, 19.0, 4.0]


@pytest.mark.parametrize(
    ("arrays", "problem"),
    [
        ({"counts": [1.5]}, "whole numbers"),
        ({"counts": [-1.0]}, "must not be negative"),
        ({"counts": [2.0, 1.0], "denominator": [1, -1]}, "must not exceed"),
        ({"counts": [2.0], "denominator": [0]}, "other cells"),
        ({"counts": [2.0], "withheld": [True]}, "have no count"),
        ({"counts": [2.0, 3.0], "fixed": [True]}, "one entry per cell"),
    ],
)
def test_cells_that_cannot_be_are_refused(arrays: dict[str, list[float]], problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        cells_of(**arrays)
