"""Counts from the shared tables are those of summing up every neighbourhood of every draw."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.clusters.permutations import PermutationPlan, permutation_plan
from analysis.clusters.tails import tails
from analysis.clusters.usable import standardised
from analysis.weights import SpatialWeights, k_nearest, queen
from tests.analysis.clusters.cities import CITY, RANDOM, WEIGHTS, grid


def brute(values: np.ndarray, plan: PermutationPlan) -> list[tuple[int, int]]:
    """One quarter after the other, one draw after the other."""
    counted = []
    for quarter in range(plan.weights.n):
        k, observed = plan.weights.counts[quarter], values[plan.weights[quarter]].sum()
        others = [[other for other in draw if other != quarter][:k] for draw in plan.ids.T.tolist()]
        sums = np.array([values[drawn].sum() for drawn in others])
        counted.append((int((sums >= observed - 1e-10).sum()), int((sums <= observed + 1e-10).sum())))
    return counted


@pytest.mark.parametrize("weights", [WEIGHTS, k_nearest(CITY, 3), queen(grid(3))], ids=["queen", "3 nearest", "nine"])
def test_counts_are_those_of_summing_up_everything(weights: SpatialWeights) -> None:
    plan = permutation_plan(weights, 199)
    values = standardised(RANDOM[: weights.n])
    found = tails(values, plan)
    assert list(zip(found.upper.tolist(), found.lower.tolist(), strict=True)) == brute(values, plan)


@pytest.mark.parametrize("sums", [1, 4 * 2 * 199], ids=["one place at a time", "four, then one"])
def test_counts_do_not_depend_on_how_many_sums_are_kept_at_a_time(sums: int, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = permutation_plan(WEIGHTS, 199)
    values = standardised(np.stack([RANDOM[: WEIGHTS.n], np.arange(WEIGHTS.n) % 3]))
    expected = tails(values, plan)
    monkeypatch.setattr("analysis.clusters.tails.SUMS", sums)
    assert (len(plan.ids) - 1) % 4 == 1
    np.testing.assert_array_equal(tails(values, plan).upper, expected.upper)
    np.testing.assert_array_equal(tails(values, plan).lower, expected.lower)


@given(st.lists(st.integers(0, 3), min_size=9, max_size=9).filter(lambda numbers: len(set(numbers)) > 1))
def test_counts_are_right_also_where_many_sums_are_equal(numbers: list[int]) -> None:
    plan = permutation_plan(queen(grid(3)), 49)
    values = standardised(np.array(numbers, dtype=float))
    found = tails(values, plan)
    assert list(zip(found.upper.tolist(), found.lower.tolist(), strict=True)) == brute(values, plan)


def test_a_large_group_is_counted_by_sorting_with_the_same_result() -> None:
    # In a 14 x 14 board 144 quarters have eight neighbours, more than are compared one by one.
    plan = permutation_plan(queen(grid(14)), 60)
    values = standardised(np.random.default_rng(0).normal(size=196))
    found = tails(values, plan)
    assert list(zip(found.upper.tolist(), found.lower.tolist(), strict=True)) == brute(values, plan)


def test_pseudo_p_values_are_folded_and_missing_for_isolates() -> None:
    weights = SpatialWeights(np.array([0, 1, 2, 2]), np.array([1, 0]), None, "queen")
    plan = permutation_plan(weights, 99)
    p = tails(np.array([1.0, 0.2, -1.2]), plan).pseudo_p(plan)
    assert np.isnan(p[2])
    assert (p[:2] >= 0.01).all()
    assert (p[:2] <= 0.6).all()


def test_where_all_draws_equal_the_observation_p_is_one() -> None:
    plan = permutation_plan(queen(grid(3)), 99)
    assert (tails(np.zeros(9), plan).pseudo_p(plan) == 1).all()


def test_a_very_large_group_is_looked_up_in_its_own_order_with_the_same_result() -> None:
    plan = permutation_plan(queen(grid(36)), 40)
    values = standardised(np.random.default_rng(0).normal(size=36 * 36))
    found = tails(values, plan)
    assert list(zip(found.upper.tolist(), found.lower.tolist(), strict=True)) == brute(values, plan)
