"""A change told without its sign, and a mean of years rounded to whole people, give no year back."""

import numpy as np
import pytest

from analysis.protection import PROFILES
from layers.protection import publish
from tests.layers.protection.made_town import QUARTERS, SMALL, children_town, town

COUNTS, LIVING = children_town()
SUPPORTED = COUNTS["supported"]
OF_TWO_YEARS = {
    "change without its sign": np.abs(SUPPORTED[:, 1] - SUPPORTED[:, 0]),
    "rounded mean": np.round(SUPPORTED.mean(axis=1)),
}


@pytest.mark.parametrize("name", OF_TWO_YEARS)
def test_what_is_made_of_two_years_gives_none_of_them_back(name: str) -> None:
    made = np.column_stack([np.full(QUARTERS, np.nan), OF_TWO_YEARS[name]])
    cube = publish(town({"supported": SUPPORTED, "made": made}, LIVING), PROFILES["ba"]).atlas.cubes["quarter"]
    assert np.isnan([cube.numerator[SMALL[0], 0, 0], cube.numerator[SMALL[0], 1, 1]]).any()
    assert np.isfinite(cube.numerator[:, 0]).mean() > 0.9
