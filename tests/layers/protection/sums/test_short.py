"""Sums of a few columns are found in all rows, and in nearly all."""

import numpy as np

from layers.protection.sums.short import nearly_sums, short_sums

RNG = np.random.default_rng(3)
PARTS = RNG.integers(0, 90, (40, 5)).astype(float)


def test_a_sum_of_three_is_found_to_the_last_person_only() -> None:
    numbers = np.column_stack([PARTS, PARTS[:, :3].sum(axis=1)])
    assert short_sums(numbers) == [((0, 1), (1, 1), (2, 1), (5, -1))]
    numbers[7, 5] += 1
    assert short_sums(numbers) == []


def test_a_sum_and_a_copy_that_are_out_in_some_rows_are_found_nearly() -> None:
    numbers = np.column_stack([PARTS, PARTS[:, 3] + PARTS[:, 4], PARTS[:, 0]])
    numbers[[2, 9, 30], 5] += 1
    numbers[4, 6] += 1
    found = nearly_sums(numbers)
    assert ((3, 1), (4, 1), (5, -1)) in found
    assert ((0, 1), (6, -1)) in found or ((6, 1), (0, -1)) in found


def test_columns_of_mostly_nobody_are_not_taken_for_copies() -> None:
    numbers = np.zeros((60, 2))
    numbers[:4, 0] = numbers[4:8, 1] = 3.0
    assert nearly_sums(numbers) == []
    assert nearly_sums(PARTS) == []
