"""The city's value: delivered first, counted otherwise."""

from dataclasses import replace

import numpy as np
import pytest

from layers.city_value import city_fraction, city_values
from loading.atlas import Atlas
from loading.reasons import Reason
from tests.toytown import toytown


def _without_city(atlas: Atlas) -> Atlas:
    cube = atlas.cubes["city"]
    nothing = np.full_like(cube.value, np.nan)
    return replace(atlas, project="no-city", cubes={**atlas.cubes, "city": replace(cube, value=nothing)})


def test_a_delivered_value_comes_first() -> None:
    atlas = toytown()
    assert city_values(atlas, 0).tolist() == atlas.cubes["city"].value[0, 0].tolist()
    assert city_fraction(atlas, "A1", 2024) == pytest.approx(2000 / 9000)


def test_otherwise_it_is_counted_over_the_quarters_that_know_both() -> None:
    # 2023: 180 + 270 + 540 + 90 + 180 + 270 + 0 of seven quarters with 1,000 each; two are blank.
    assert city_values(_without_city(toytown()), 0) == pytest.approx([100 * 1530 / 7000, 100 * 2000 / 9000])


def test_a_value_that_nobody_delivered_cannot_be_counted() -> None:
    assert np.isnan(city_values(_without_city(toytown()), 2)).all()


def test_of_a_suppressed_city_nothing_is_counted_from_the_quarters_that_are_told() -> None:
    atlas = _without_city(toytown())
    reason = atlas.cubes["city"].reason.copy()
    reason[0, 0, 0] = Reason.SUPPRESSED
    hidden = replace(atlas, cubes={**atlas.cubes, "city": replace(atlas.cubes["city"], reason=reason)})
    assert city_values(hidden, 0).tolist() == pytest.approx([np.nan, 100 * 2000 / 9000], nan_ok=True)
