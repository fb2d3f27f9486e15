"""Shares of the group refer to the city's own count where quarters are suppressed."""

import numpy as np
import pytest

from analysis.findings.living import living, residents_of
from tests.analysis.findings.nine_quarters import by_code, city

PART = [10.0, 20, np.nan, 10, 10, 10, 10, 10, 10]
WHOLE = [100.0] * 9


def test_with_a_suppressed_quarter_the_share_is_one_of_the_citys_own_count() -> None:
    reasons = ("value", "value", "suppressed", *["value"] * 6)
    shares, _ = living(city(PART, WHOLE, reasons=reasons, wholes={"numerator": 100.0}), [1])
    assert shares["group_share"] == pytest.approx(20)


def test_what_was_not_delivered_is_left_out_of_the_whole() -> None:
    reasons = ("value", "value", "not_delivered", *["value"] * 6)
    shares, _ = living(city(PART, WHOLE, reasons=reasons), [1])
    assert shares["group_share"] == pytest.approx(100 * 20 / 90)


def test_of_a_city_that_nobody_can_count_no_share_is_told_and_nothing_is_compared_with_it() -> None:
    figures = city(PART, WHOLE, wholes={"numerator": None}, city=np.array([np.nan]))
    assert np.isnan(living(figures, [1])[0]["group_share"])
    assert np.isnan(figures.city_now)
    assert np.isnan(figures.outside()).all()
    people = city(PART, WHOLE, wholes={"residents": None})
    assert np.isnan(living(people, [1])[0]["residents_share"])
    assert residents_of(people, [1]) == {}


def test_only_where_the_citys_value_is_told_areas_are_called_above_it_without_saying_how_many_people() -> None:
    poor = [10.0] * 8 + [60.0]
    told = by_code(city(poor, WHOLE, wholes={"numerator": None}))
    assert "concentration" not in told
    assert "group_share" not in told["concentration_alone"].values
    unknown = by_code(city(poor, WHOLE, wholes={"numerator": None}, city=np.array([np.nan])))
    assert set(unknown) == {"city_suppressed", "spread", "few_people"}
