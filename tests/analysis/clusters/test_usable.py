"""Which quarters can be judged, and columns that share a plan."""

import numpy as np
import pytest

from analysis.clusters.permutations import permutation_plan
from analysis.clusters.usable import by_pattern, differ, numbers_of, placed, standardised
from tests.analysis.clusters.cities import RANDOM, WEIGHTS


def test_numbers_are_told_from_gaps() -> None:
    numbers, there = numbers_of([1, None, 3], 3)
    assert there.tolist() == [True, False, True]
    assert numbers[2] == 3


def test_infinite_numbers_are_refused_with_their_positions() -> None:
    with pytest.raises(ValueError, match=r"positions \[0, 2\]"):
        numbers_of([[1, 2, np.inf], [-np.inf, 2, 3]], 3)


def test_standardised_values_have_mean_0_and_population_deviation_1() -> None:
    z = standardised(RANDOM)
    assert (z.mean(), z.std()) == (pytest.approx(0, abs=1e-12), pytest.approx(1))


@pytest.mark.parametrize(("numbers", "tell"), [([1, 1, 1], False), ([1, 2], False), ([1, 1, 2], True), ([], False)])
def test_three_numbers_of_which_one_differs_are_the_least(numbers: list[float], tell: bool) -> None:
    assert differ(np.array(numbers)) is tell


def test_columns_with_the_same_gaps_share_one_plan() -> None:
    plan = permutation_plan(WEIGHTS, 9)
    there = np.ones((5, 90), dtype=bool)
    there[[1, 3], 7] = False
    there[4] = False
    found = list(by_pattern(there, plan))
    assert [columns for _, columns, _ in found] == [[0, 2], [1, 3], [4]]
    assert found[0][2] is plan
    assert [part.weights.n for _, _, part in found] == [90, 89, 0]


def test_results_return_to_their_places() -> None:
    assert placed([5, 6], np.array([False, True, True]), 0).tolist() == [0, 5, 6]
