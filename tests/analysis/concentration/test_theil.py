"""Theil's index, and its parts that add up."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from analysis.concentration import theil, theil_decomposition
from analysis.people import is_part_of
from tests.analysis.concentration.cities import CITY, GROUP, RESIDENTS


def test_the_index_is_that_of_pysal() -> None:
    # PySAL segregation 2.5.4, Entropy, of the same twelve quarters.
    assert theil(GROUP, RESIDENTS) == pytest.approx(0.13110566345262595, abs=1e-12)


@given(CITY, st.lists(st.integers(0, 3), min_size=12, max_size=12))
def test_between_and_within_add_up_to_the_whole(city: np.ndarray, names: list[int]) -> None:
    group, residents = city
    assume(is_part_of(group, residents))
    found = theil_decomposition(group, residents, names[: len(group)])
    assert found is not None
    assert found.between + found.within == pytest.approx(found.total, abs=1e-12)
    assert found.total == pytest.approx(theil(group, residents), abs=1e-9)
    assert found.parts.sum() == pytest.approx(found.within, abs=1e-12)
    assert found.between >= -1e-12
    assert (found.parts >= -1e-12).all()


def test_between_is_the_index_of_the_districts() -> None:
    districts = np.repeat([0, 1, 2], 4)
    found = theil_decomposition(GROUP, RESIDENTS, districts)
    assert found is not None
    assert found.between == pytest.approx(theil(np.bincount(districts, GROUP), np.bincount(districts, RESIDENTS)))
    assert found.within_share == pytest.approx(found.within / found.total)


def test_each_quarter_a_district_of_its_own_leaves_nothing_within() -> None:
    found = theil_decomposition(GROUP, RESIDENTS, range(12))
    assert found is not None
    assert found.within == pytest.approx(0, abs=1e-12)


def test_a_quarter_without_a_district_is_left_out() -> None:
    found = theil_decomposition(GROUP, RESIDENTS, [-1, *[0] * 5, *[1] * 6])
    assert found is not None
    assert found.n == 11
    assert found.districts.tolist() == [0, 1]
    assert found.total == pytest.approx(theil(GROUP[1:], RESIDENTS[1:]))


def test_without_districts_or_without_a_group_there_is_no_decomposition() -> None:
    assert theil_decomposition([1, 2], [9, 9], [-1, -1]) is None
    assert theil_decomposition([0, 0], [9, 9], [0, 0]) is None
    assert np.isnan(theil([0, 0], [9, 9]))


def test_districts_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="one district per quarter"):
        theil_decomposition([1, 2], [9, 9], [0])
