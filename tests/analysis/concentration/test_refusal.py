"""Too few areas or people: nothing is measured."""

import numpy as np
import pytest

from analysis.concentration import refusal


@pytest.mark.parametrize(
    ("areas", "members", "why"),
    [(10, 10, ""), (9, 100, "few_areas"), (10, 9.9, "few_people"), (9, 1, "few_areas"), (0, 0, "few_areas")],
)
def test_ten_areas_and_a_hundred_people_are_needed(areas: int, members: float, why: str) -> None:
    assert refusal([members] * areas, [1000] * areas) == why


def test_blank_areas_do_not_count() -> None:
    assert refusal([20] * 9 + [np.nan], [100] * 10) == "few_areas"
    assert refusal([20] * 9 + [0], [100] * 9 + [0]) == "few_areas"
