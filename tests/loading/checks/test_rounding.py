"""To what unit numbers were rounded, and what a sum of them may be away."""

import numpy as np
import pytest

from loading.checks.rounding import rounding_unit, tolerance


@pytest.mark.parametrize("unit", [3.0, 5.0, 10.0, 50.0, 100.0])
def test_numbers_rounded_for_secrecy_are_multiples_of_the_unit(unit: float) -> None:
    assert rounding_unit(unit * np.arange(1.0, 20.0)) == unit


def test_one_number_in_between_means_that_nothing_is_rounded() -> None:
    assert rounding_unit(np.append(3 * np.arange(1.0, 20.0), 4.0)) == 1.0


def test_few_numbers_tell_nothing() -> None:
    assert rounding_unit(np.array([3.0, 6.0, 9.0])) == 1.0


def test_each_part_may_be_off_by_half_a_unit_and_so_may_the_sum() -> None:
    assert tolerance(5.0, 3).item() == pytest.approx(10.0)
    assert tolerance(1.0, 100).item() == 0.5
    assert tolerance(0.1, 19).item() == pytest.approx(1.0)
