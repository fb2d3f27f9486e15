"""Rounded numbers give no small count back, whatever sums are told."""

import sys
from itertools import product

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from analysis.protection import (
    PROFILES,
    NothingFitsError,
    Relations,
    Rules,
    RulesError,
    attack,
    cells_of,
    known,
    protect,
)
from analysis.protection.rounding import Rounding
from tests.analysis.protection.tables import crossed, hierarchy, twice_crossed

NAN = np.nan


def test_every_number_is_a_multiple_of_the_base_half_up() -> None:
    result = protect(cells_of([0, 2, 3, 12, 13, NAN]), Relations.of_rows([], 6), PROFILES["round5"])
    assert result.published[:5].tolist() == [0.0, 0.0, 5.0, 10.0, 15.0]
    assert np.isnan(result.published[5])


def test_a_sum_that_would_pin_its_parts_is_rounded_to_its_other_side() -> None:
    cells = cells_of([2, 2, 4])
    result = protect(cells, Relations.of_parts([0, 1], [2, 2], 3), PROFILES["round5"])
    assert result.published.tolist() == [0.0, 0.0, 0.0]
    assert result.rerounded.tolist() == [2]
    assert (result.low[0], result.high[0]) == (0.0, 2.0)
    assert not len(result.unproven)


def test_without_rerounding_the_same_table_gives_its_counts_away() -> None:
    published = np.array([0.0, 0.0, 5.0])
    low, high = known(published, PROFILES["round5"])
    bounds = attack(np.full(3, NAN), Relations.of_parts([0, 1], [2, 2], 3), low, high)
    assert (bounds.low[:2] >= 1).all()


@pytest.mark.parametrize("profile", ["round5", "round10"])
def test_no_small_count_of_a_random_city_has_fewer_values_than_rounding_leaves(profile: str) -> None:
    rules = PROFILES[profile]
    for seed in range(2):
        table = hierarchy(seed, quarters=24, groups=4, districts=3)
        result = protect(cells_of(table.counts), table.relations, rules)
        assert not len(result.unproven)
        assert (np.abs(result.published - table.counts) < rules.base).all()
        low, high = known(result.published, rules, rerounded=result.rerounded)
        bounds = attack(np.full(len(low), NAN), table.relations, low, high)
        width = (bounds.high - bounds.low)[result.protected]
        assert (width >= (rules.base - 1) // 2).all()


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 1_000_000))
@example(15212)  # one of the four is hidden
def test_trying_all_whole_numbers_that_round_alike_gives_the_same_intervals(seed: int) -> None:
    rng = np.random.default_rng(seed)
    table = crossed(rng.integers(0, 6, (2, 2)), np.zeros(2, dtype=int))
    result = protect(cells_of(table.counts), table.relations, PROFILES["round5"])
    low, high = known(result.published, PROFILES["round5"], rerounded=result.rerounded)
    inner = table.place[:2, :2].ravel()
    most = 30  # of a number that is hidden: the city has 20 at most
    tried = np.array(list(product(*(np.arange(low[cell], min(high[cell], most) + 1) for cell in inner))))
    sums = np.array([crossed(one.reshape(2, 2), np.zeros(2, dtype=int)).counts for one in np.eye(4)])
    full = tried @ sums
    full = full[((full >= low) & (full <= high)).all(axis=1)]
    asked = result.protected
    assert (result.low[asked] == full.min(axis=0)[asked]).all()
    assert (result.high[asked] == full.max(axis=0)[asked]).all()
    assert not len(result.unproven)


def test_in_large_cities_two_solutions_prove_what_a_search_to_the_ends_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    rules, table = PROFILES["round10"], hierarchy(0, quarters=24, groups=4, districts=3)
    monkeypatch.setattr(sys.modules["analysis.protection.attack"], "QUICK_WORK", 0)
    result = protect(cells_of(table.counts), table.relations, rules)
    assert not len(result.unproven)
    low, high = known(result.published, rules, rerounded=result.rerounded)
    ends = attack(np.full(len(low), NAN), table.relations, low, high)
    inside = result.protected
    assert (result.high - result.low)[inside].min() >= (rules.base - 1) // 2
    assert (result.low >= ends.low)[inside].all()
    assert (result.high <= ends.high)[inside].all()


@pytest.mark.parametrize(("seed", "profile"), [(3, "round5"), (7, "round5")])
def test_classifications_that_cross_give_nothing_back_by_several_sums_together(seed: int, profile: str) -> None:
    rules, table = PROFILES[profile], twice_crossed(seed, quarters=9)
    result = protect(cells_of(table.counts), table.relations, rules)
    assert not len(result.unproven)
    told = ~result.hidden
    assert (np.abs(result.published - table.counts) < rules.base)[told].all()
    assert told.mean() > 0.98
    nothing, inside, least = np.full(len(told), NAN), result.protected, (rules.base - 1) // 2
    bounds = attack(nothing, table.relations, *known(result.published, rules, rerounded=result.rerounded))
    assert ((bounds.high - bounds.low)[inside] >= least).all()
    try:  # who takes every number for rounded to its nearest multiple
        believed = attack(nothing, table.relations, *known(result.published, rules))
    except NothingFitsError:
        return
    wrong = (believed.low > table.counts) | (believed.high < table.counts)
    assert (wrong | (believed.high - believed.low >= least))[inside].all()


def test_where_no_rounding_helps_the_fewest_numbers_are_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Rounding, "_reround", lambda _, unmet: unmet)
    result = protect(cells_of([2, 2, 4, 90, 94]), Relations.of_parts([0, 1, 2, 3], [2, 2, 4, 4], 5), PROFILES["round5"])
    assert np.isnan(result.published).sum() == 1
    assert result.hidden[:3].sum() == 1
    assert not len(result.unproven)
    assert (result.high - result.low >= 2)[:2].all()


def test_rounding_that_tells_numbers_below_the_minimum_protects_nothing_and_is_refused() -> None:
    cells, sums = cells_of([7, 40, 47]), Relations.of_parts([0, 1], [2, 2], 3)
    for least, method in ((6, "round5"), (11, "round10")):
        with pytest.raises(RulesError, match="minimum_numerator must be a whole number from 2 to"):
            protect(cells, sums, Rules(method=method, minimum_numerator=least))  # type: ignore[arg-type]
    assert protect(cells, sums, Rules(method="round10", minimum_numerator=10)).published[0] == 10.0
