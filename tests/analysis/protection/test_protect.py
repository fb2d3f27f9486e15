"""What is hidden, with what, and how wide the attacker's intervals stay."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.protection import PROFILES, Relations, Rules, State, attack, cells_of, known, protect
from tests.analysis.protection.enumeration import solutions
from tests.analysis.protection.tables import crossed, hierarchy

NAN = np.nan
THREE = Rules(minimum_denominator=0)


def test_a_hidden_quarter_takes_the_smallest_other_quarter_with_it() -> None:
    result = protect(cells_of([2, 20, 6, 0, 28]), Relations.of_parts([0, 1, 2, 3], [4] * 4, 5), THREE)
    assert [State(state).name for state in result.state] == ["PRIMARY", "OPEN", "SECONDARY", "OPEN", "OPEN"]
    assert (result.low[0], result.high[0]) == (1.0, 7.0)
    assert not len(result.unproven)


def test_a_zero_is_never_hidden_where_everybody_relies_on_it() -> None:
    result = protect(cells_of([2, 0, 0, 2]), Relations.of_parts([0, 1, 2], [3] * 3, 4), THREE)
    assert np.isnan(result.published).tolist() == [True, False, False, True]


def test_zeros_are_hidden_where_they_are_closed() -> None:
    rules = Rules(zero_is_open=False, minimum_denominator=0)
    result = protect(cells_of([0, 9, 8, 17]), Relations.of_parts([0, 1, 2], [3] * 3, 4), rules)
    assert result.state[0] == State.PRIMARY
    assert result.low[0] == 0.0
    assert result.high[0] >= 3.0


def test_nearly_everybody_is_as_secret_as_hardly_anybody() -> None:
    cells = cells_of([499, 300, 799, 500, 500, 1000], denominator=[3, 4, 5, -1, -1, -1])
    result = protect(cells, Relations.of_parts([0, 1, 3, 4], [2, 2, 5, 5], 6), THREE)
    assert result.state[0] == State.COMPLEMENT
    assert result.low[0] <= 497
    assert result.high[0] >= 498


def test_a_denominator_smaller_than_the_minimum_is_hidden_with_its_numerator() -> None:
    cells = cells_of([1, 2], denominator=[1, -1])
    result = protect(cells, Relations.of_rows([], 2), THREE)
    assert np.isnan(result.published).all()
    assert not len(result.unproven)


def test_a_dominated_count_is_left_wide_enough_to_hide_its_contributor() -> None:
    rules = Rules(dominance=0.8, minimum_denominator=0)
    cells = cells_of([50, 30, 40, 120], largest=[48, 3, 3, NAN])
    result = protect(cells, Relations.of_parts([0, 1, 2], [3] * 3, 4), rules)
    assert result.state[0] == State.DOMINANCE
    assert result.high[0] >= 48 / 0.8


def test_what_the_source_withheld_stays_secret() -> None:
    cells = cells_of([NAN, 10, 20, 32], withheld=[True, False, False, False])
    result = protect(cells, Relations.of_parts([0, 1, 2], [3] * 3, 4), THREE)
    assert result.state[0] == State.WITHHELD
    assert np.isnan(result.published).sum() == 2
    assert result.high[0] - result.low[0] >= 3


def test_what_was_never_delivered_needs_no_protection() -> None:
    result = protect(cells_of([NAN, 10, 20, 32]), Relations.of_parts([0, 1, 2], [3] * 3, 4), THREE)
    assert result.state.tolist() == [State.UNKNOWN, State.OPEN, State.OPEN, State.OPEN]


def test_what_is_published_elsewhere_cannot_be_hidden_and_is_told() -> None:
    cells = cells_of([2, 7, 9], fixed=[False, True, True])
    result = protect(cells, Relations.of_parts([0, 1], [2, 2], 3), THREE)
    assert result.unproven.tolist() == [0]


def test_a_change_between_years_goes_with_the_hidden_year() -> None:
    cells = cells_of([2, 9, 7], signed=[False, False, True])
    result = protect(cells, Relations.of_rows([([0, 1, 2], [-1, 1, -1])], 3), THREE)
    assert np.isnan(result.published[1:]).any()
    assert not len(result.unproven)


def test_cells_and_relations_must_fit() -> None:
    with pytest.raises(ValueError, match="relations over 2 cells"):
        protect(cells_of([1, 2]), Relations.of_parts([0, 1], [2, 2], 3), THREE)


@pytest.mark.parametrize("profile", ["ba", "municipal", "strict"])
def test_no_protected_cell_of_a_random_city_is_placed_too_closely(profile: str) -> None:
    rules = PROFILES[profile]
    for seed in range(2):
        table = hierarchy(seed, quarters=24, groups=4, districts=3)
        result = protect(cells_of(table.counts), table.relations, rules)
        assert not len(result.unproven)
        bounds = attack(result.published, table.relations, *known(result.published, rules))
        low, high = bounds.low[result.protected], bounds.high[result.protected]
        assert bounds.exact.all()
        assert (low < rules.minimum_numerator).all()
        assert (high >= rules.minimum_numerator).all()
        assert (high - low >= rules.minimum_numerator).all()


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 100_000))
def test_trying_all_whole_numbers_finds_no_interval_narrower_than_required(seed: int) -> None:
    rng = np.random.default_rng(seed)
    table = crossed(rng.integers(0, 5, (2, 2)), np.zeros(2, dtype=int))
    rules = Rules(minimum_numerator=2, minimum_denominator=0)
    result = protect(cells_of(table.counts), table.relations, rules)
    assert not len(result.unproven)
    low, _ = known(result.published, rules)
    high = np.where(np.isnan(result.published), table.counts + 2, result.published)
    every = solutions(result.published, table.relations, low, high) if np.isnan(result.published).sum() < 8 else None
    if every is not None:
        width = every.max(axis=0) - every.min(axis=0)
        assert (width[result.protected] >= 2).all()


def test_only_relations_that_cannot_add_up_are_left_out() -> None:
    # A rounding source: 10 and something withheld are 5. Beside it, a number that its sum gives away.
    cells = cells_of([NAN, 10, 5, NAN, 10, 12], withheld=[True, False, False, True, False, False])
    result = protect(cells, Relations.of_parts([0, 1, 3, 4], [2, 2, 5, 5], 6), THREE)
    assert not len(result.unproven)
    assert result.published[1] == 10.0
    assert np.isnan(result.published[[4, 5]]).any()
