"""Reasons to read clusters with care."""

import numpy as np
import pytest

from analysis.clusters import Guardrail, guardrails, local_moran, permutation_plan
from analysis.weights import SpatialWeights, bridged, queen
from tests.analysis.clusters.cities import RANDOM, WEIGHTS, grid

BOARD = queen(grid(3))


def test_a_large_city_of_rates_needs_no_warning() -> None:
    assert guardrails(RANDOM, WEIGHTS, permutations=99_999) == ()


def test_nine_quarters_are_few() -> None:
    assert guardrails(np.arange(9), BOARD) == (Guardrail("few_areas", 9),)


def test_counts_and_smoothed_rates_are_named() -> None:
    found = guardrails(RANDOM, WEIGHTS, counts=True, smoothed=True)
    assert [(one.code, one.n) for one in found] == [("counts", 90), ("smoothed", 90)]


def test_quarters_left_out_are_named_by_reason_the_most_frequent_first() -> None:
    values = np.where(np.arange(90) < 4, np.nan, RANDOM)
    found = guardrails(values, WEIGHTS, reasons=["too_small", "suppressed", "suppressed", "suppressed", *[""] * 86])
    left_out = [one for one in found if one.code == "left_out"]
    assert left_out == [
        Guardrail("left_out", 3, (1, 2, 3), "suppressed"),
        Guardrail("left_out", 1, (0,), "too_small"),
    ]


def test_who_loses_all_neighbours_is_an_isolate_too() -> None:
    row = SpatialWeights(np.array([0, 1, 3, 4]), np.array([1, 0, 2, 1]), None, "queen")
    found = {one.code: one for one in guardrails([1, np.nan, 2], row)}
    assert found["isolates"].quarters == (0, 2)


def test_bridges_are_an_assumption_that_is_named() -> None:
    cells = grid(3)[[0, 1, 2, 3, 4, 8]]
    apart = bridged(queen(cells[[0, 5]]), cells[[0, 5]])
    assert ("bridges", 2, (0, 1)) in [(one.code, one.n, one.quarters) for one in guardrails([1, 2], apart)]


def test_alike_numbers_leave_nothing_to_compare() -> None:
    assert guardrails(np.ones(90), WEIGHTS)[0] == Guardrail("nothing_to_compare", 90)


def test_too_few_permutations_cannot_find_a_single_quarter() -> None:
    (found,) = guardrails(RANDOM, WEIGHTS, permutations=999)
    assert (found.code, found.n) == ("few_permutations", 7199)
    assert guardrails(RANDOM, WEIGHTS, permutations=7199) == ()
    # One quarter that stands out as far as can be is then just found: its p-value is the smallest there is.
    smallest = 2 / 7200
    assert smallest <= 0.05 / 2 / 90 < 2 / 7199
    assert local_moran(RANDOM, permutation_plan(WEIGHTS, 7199)).two_sided.min() >= smallest


def test_many_rates_of_few_people_are_warned_of_unless_they_are_smoothed() -> None:
    people = np.full(90, 1000.0)
    people[:18] = 99
    (found,) = guardrails(RANDOM, WEIGHTS, denominators=people)
    assert (found.code, found.n, found.quarters) == ("small_denominators", 18, tuple(range(18)))
    assert [one.code for one in guardrails(RANDOM, WEIGHTS, denominators=people, smoothed=True)] == ["smoothed"]
    people[0] = 100
    assert guardrails(RANDOM, WEIGHTS, denominators=people) == ()
    assert guardrails(RANDOM, WEIGHTS, denominators=np.full(90, np.nan)) == ()
    with pytest.raises(ValueError, match="denominators"):
        guardrails(RANDOM, WEIGHTS, denominators=[1.0])


def test_reasons_of_another_city_are_refused() -> None:
    with pytest.raises(ValueError, match="9 quarters need as many reasons, got 1"):
        guardrails(np.arange(9), BOARD, reasons=["suppressed"])
