"""Areas like this one: of its own planted type, and a reason where there is no answer."""

import pytest

from layers.profiles.similar import similar_areas
from loading.atlas import Atlas
from tests.made_profiles import PLANTED, made_city


@pytest.fixture(scope="module")
def city() -> Atlas:
    return made_city()


def test_the_nearest_are_of_the_same_planted_type(city: Atlas) -> None:
    answer = similar_areas(city, "quarter", 2024, "10")
    assert answer.found is not None
    assert len(answer.found.counterparts) == 5
    assert {int(PLANTED[one.quarter]) for one in answer.found.counterparts} == {int(PLANTED[9])}
    assert all(len(one.differences) == 2 for one in answer.found.counterparts)


def test_an_area_that_lacks_a_number_has_no_answer_but_a_reason(city: Atlas) -> None:
    answer = similar_areas(city, "quarter", 2024, "07")
    assert (answer.refusal, answer.found) == ("no_profile", None)
    assert [one.id for one in answer.profiles.lacking(answer.area)] == ["A1"]


def test_too_little_to_compare_is_told(city: Atlas) -> None:
    assert similar_areas(city, "quarter", 2024, "10", ("A1",)).refusal == "too_few_indicators"
    assert similar_areas(city, "city", 2024, "0", ("A1", "B5")).refusal == "too_few_areas"


def test_an_unknown_area_is_a_key_error(city: Atlas) -> None:
    with pytest.raises(KeyError, match="99"):
        similar_areas(city, "quarter", 2024, "99")
