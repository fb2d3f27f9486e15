"""Profiles of areas: side by side, standardised, with a reason for every area left out."""

import numpy as np
import pytest

from layers.columns import column
from layers.profiles.area_profiles import area_profiles
from loading.atlas import Atlas
from loading.reasons import Reason
from tests.made_profiles import made_city


@pytest.fixture(scope="module")
def city() -> Atlas:
    return made_city()


def test_the_columns_are_those_of_the_map(city: Atlas) -> None:
    found = area_profiles(city, "quarter", 2024, ("B5", "A1"))
    shown = column(city, "quarter", "B5", 2024).comparable
    assert [one.id for one in found.indicators] == ["B5", "A1"]
    assert found.profiles.values[:, 0].tolist() == shown[found.profiles.members].tolist()


def test_an_area_left_out_tells_its_reason_and_what_it_lacks(city: Atlas) -> None:
    found = area_profiles(city, "quarter", 2024, ("B5", "A1", "C1"))
    assert Reason(int(found.reason[6])) is Reason.SUPPRESSED
    assert [one.id for one in found.lacking(6)] == ["A1"]
    assert Reason(int(found.reason[5])) is Reason.NOT_DELIVERED
    assert found.blanks() == {"not_delivered": 8, "suppressed": 1}
    assert found.n == 36 - 9
    assert (found.reason[found.profiles.members] == Reason.VALUE).all()


def test_the_year_of_every_indicator_is_told(city: Atlas) -> None:
    assert area_profiles(city, "quarter", 2024).years == (2024, 2024, 2024, 2022)


def test_what_cannot_be_compared_is_put_aside_and_told(city: Atlas) -> None:
    found = area_profiles(city, "quarter", 2024, ("A1", "population", "A1", "B5"))
    assert [one.id for one in found.indicators] == ["A1", "B5"]
    assert found.unused == {"population": "count"}


def test_with_counts_alone_nobody_has_a_profile(city: Atlas) -> None:
    found = area_profiles(city, "quarter", 2024, ("population",))
    assert (found.n, found.indicators) == (0, ())
    assert found.blanks() == {"not_delivered": 36}


def test_indicators_that_say_the_same_are_reported(city: Atlas) -> None:
    pairs = area_profiles(city, "quarter", 2024, ("A1", "A2", "E1")).profiles.correlated
    assert (pairs[0].one, pairs[0].other) == (0, 1)


def test_a_logarithm_is_taken_where_it_was_asked_for(city: Atlas) -> None:
    found = area_profiles(city, "quarter", 2024, ("A1", "B5"), ("A1",))
    assert found.profiles.logged.tolist() == [True, False]
    assert found.profiles.z[:, 0].std() == pytest.approx(1)
    assert not np.allclose(found.profiles.z, area_profiles(city, "quarter", 2024, ("A1", "B5")).profiles.z)


def test_an_unknown_indicator_is_a_key_error(city: Atlas) -> None:
    with pytest.raises(KeyError):
        area_profiles(city, "quarter", 2024, ("Z9",))
