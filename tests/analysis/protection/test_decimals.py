"""Decimals that leave a count undetermined, and those that give it back."""

import numpy as np
import pytest

from analysis.protection import Rules, allowed_decimals, rate_window
from tests.analysis.protection.attacks import consistent
from tests.analysis.protection.town import town

FIVE = Rules(minimum_numerator=5)


def test_a_rate_places_its_count_between_its_half_decimals() -> None:
    low, high = rate_window([2.0, 12.5], 1, [350, 8])
    assert low.tolist() == [7.0, 1.0]
    assert high.tolist() == [7.0, 1.0]


def test_no_rate_of_a_small_quarter_may_be_told_but_that_of_a_large_town_may() -> None:
    assert allowed_decimals(lambda _, x: 100 * x / 300, [3.0], FIVE) is None
    assert allowed_decimals(lambda _, x: 100 * x / 10_000_000, [3.0], FIVE) == 3


def test_the_smallest_area_decides() -> None:
    residents = np.array([10_000_000.0, 2_000.0])
    assert allowed_decimals(lambda i, x: 100 * x / residents[i], [3.0, 3.0], FIVE) == 0
    assert allowed_decimals(lambda i, x: 100 * x / residents[i], [3.0, 50.0], FIVE) == 3


def test_nearly_everybody_is_protected_alike() -> None:
    assert allowed_decimals(lambda _, x: 100 * x / 300, [298.0], FIVE, denominator=[300.0]) is None
    open_to_all = Rules(minimum_numerator=5, complement=False)
    assert allowed_decimals(lambda _, x: 100 * x / 300, [298.0], open_to_all, denominator=[300.0]) == 3


@pytest.mark.parametrize("weight", [0.25, 0.01, 0.0001])
def test_decimals_that_are_allowed_hold_against_whoever_tries_every_count(weight: float) -> None:
    world = town(4)
    counts = np.where(world.hidden, world.counts, np.nan)

    def index(area: int, tried: np.ndarray) -> np.ndarray:
        return weight * 100 * tried / world.residents[area] + world.others[area].sum()

    decimals = allowed_decimals(index, counts, FIVE)
    if decimals is None:
        assert weight == 0.25
        return
    hidden = np.flatnonzero(world.hidden)
    told = np.full(len(counts), np.nan)
    told[hidden] = [np.round(index(area, counts[[area]]), decimals)[0] for area in hidden]
    low, high = consistent(told, index, decimals)
    assert (low[hidden] == 1).all()
    assert (high[hidden] == 4).all()
