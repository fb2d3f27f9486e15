"""When a count is placed too closely, and when a fit of ready-made numbers is no knowledge."""

import numpy as np
import pytest

from analysis.protection import PROFILES
from tests.leaks.attacks import narrow
from tests.leaks.ready_made import _fits_anyway

COUNTS = np.array([2.0, 2.0, 2.0, 40.0])


@pytest.mark.parametrize("people", [np.full(4, 900.0), np.full(4, np.nan)])
def test_counts_are_placed_too_closely_whether_it_is_known_of_how_many_they_are_or_not(people: np.ndarray) -> None:
    low, high = np.array([0.0, 0.0, 3.0, 40.0]), np.array([3.0, 4.0, 4.0, 40.0])
    assert narrow((low, high), COUNTS, people, PROFILES["ba"]).tolist() == [True, False, False, False]


def test_who_lives_there_in_small_numbers_leaves_less_to_guess() -> None:
    low, high = np.zeros(4), np.full(4, np.inf)
    people = np.array([2.0, 3.0, 900.0, 900.0])
    assert not narrow((low, high), COUNTS, people, PROFILES["ba"]).any()


def test_a_fit_that_may_be_as_far_off_as_numbers_differ_or_of_hardly_any_that_differ_is_no_knowledge() -> None:
    own = np.arange(12.0)
    assert not _fits_anyway(own, np.full(12, 0.05))
    assert _fits_anyway(own, np.full(12, 2.0))
    assert _fits_anyway(np.array([0.0] * 10 + [1.0, 2.0]), np.full(12, 0.001))
