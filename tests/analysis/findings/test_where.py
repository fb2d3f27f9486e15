"""Where the group is concentrated, checked with a pencil."""

from dataclasses import replace

import numpy as np
import pytest

from analysis.findings.where import focus
from tests.analysis.findings.nine_quarters import TOYTOWN, by_code, city

PEOPLE = [1000] * 9


def test_the_quarters_clearly_above_hold_more_of_the_group_than_of_the_residents() -> None:
    # City 2,000 of 9,000 = 22.2 %; above with their whole range are 300, 600 and 300 of 1,000.
    found = by_code(TOYTOWN)["concentration"]
    assert found.quarters == (1, 2, 5)
    assert round(found.values["group_share"], 6) == 60
    assert round(found.values["residents_share"], 1) == 33.3


def test_few_clear_quarters_are_all_named_in_the_concentration() -> None:
    found = by_code(city([100, 100, 100, 100, 100, 100, 100, 300, 300], PEOPLE))["concentration"]
    assert found.quarters == (7, 8)
    assert (found.values["n"], found.values["of"]) == (2, 9)
    assert round(found.values["group_share"], 1) == 46.2
    assert found.values["city"] == pytest.approx(1300 / 90)


def test_quarters_too_small_to_be_judged_are_not_among_those_the_finding_counts() -> None:
    figures = city([100, 100, 100, 100, 100, 100, 100, 300, 300], PEOPLE)
    judged = figures.judged.copy()
    judged[0] = False
    found = by_code(replace(figures, judged=judged))["concentration"]
    assert (found.values["n"], found.values["of"]) == (2, 8)


def test_a_small_quarter_with_a_high_share_by_chance_is_not_in_the_concentration() -> None:
    figures = city([100, 100, 100, 100, 100, 100, 100, 300, 2], [1000] * 8 + [8])
    assert by_code(figures)["concentration"].quarters == (7,)


def test_for_what_is_good_when_high_the_low_end_is_told() -> None:
    working = city([600, 600, 600, 600, 600, 600, 600, 300, 300], PEOPLE, direction="less_disadvantage")
    found = by_code(working)
    assert found["concentration_low"].quarters == (7, 8)
    assert found["concentration_low"].values["group_share"] < found["concentration_low"].values["residents_share"]
    assert not {"half", "concentration", "highest"} & set(found)


def test_without_residents_the_people_the_share_refers_to_are_compared() -> None:
    figures = city([100] * 7 + [300, 300], PEOPLE, residents=np.full((9, 1), np.nan))
    assert by_code(figures)["concentration_of_reference"].values["residents_share"] == pytest.approx(200 / 9)


def test_half_of_the_group_is_told_where_it_lives_in_few_quarters() -> None:
    found = by_code(city([10] * 11 + [900], [1000] * 12))["half"]
    assert found.quarters == (11,)
    assert round(found.values["group_share"], 1) == 89.1


@pytest.mark.parametrize(("poor", "people"), [([10] * 8 + [900], PEOPLE), ([1] * 11 + [80], [1000] * 12)])
def test_half_of_the_group_is_not_told_where_concentration_is_not_measured(poor: list[int], people: list[int]) -> None:
    assert "half" not in by_code(city(poor, people))


def test_half_of_an_even_spread_is_no_finding() -> None:
    assert "half" not in by_code(city([100] * 12, [1000] * 12))


def test_one_connected_area_is_named_by_the_quarter_with_most_people_of_the_group() -> None:
    figures = city([100, 300, 350, 100, 100, 100, 100, 100, 100], PEOPLE)
    found = by_code(figures)["one_area"]
    assert found.quarters == (1, 2)
    assert found.names["names"] == (2,)


def test_several_areas_and_single_quarters_are_counted() -> None:
    strip = tuple(tuple(n for n in (q - 1, q + 1) if 0 <= n < 40) for q in range(40))
    poor = [100] * 40
    for quarter in (3, 4, 5, 10, 11, 30):
        poor[quarter] = 400 + quarter
    found = by_code(city(poor, [1000] * 40, neighbours=strip))["several_areas"]
    assert found.values == {"n": 2, "areas": 6, "joined": 5, "single": 1}
    assert found.names["names"] == (5, 11)


def test_quarters_that_do_not_touch_are_scattered() -> None:
    figures = city([300, 100, 300, 100, 100, 100, 100, 100, 100], PEOPLE)
    assert by_code(figures)["scattered"].quarters == (0, 2)


def test_an_island_stands_out_among_neighbours_that_all_lie_below() -> None:
    found = by_code(city([100, 100, 100, 100, 100, 100, 100, 100, 300], PEOPLE))["island"]
    assert found.quarters == (8,)
    assert found.values["n"] == 3


def test_a_neighbour_without_a_number_makes_no_island() -> None:
    figures = city([100, 100, 100, 100, 100, 100, 100, np.nan, 300], PEOPLE)
    assert "island" not in by_code(figures)


def test_where_nothing_differs_clearly_this_is_said_and_nothing_else_about_place() -> None:
    found = by_code(city([9, 10, 11, 10, 9, 10, 11, 10, 10], [100] * 9))
    assert "no_clear_difference" in found
    assert not {"concentration", "highest", "island", "one_area", "scattered"} & set(found)


def test_shares_delivered_without_counts_give_no_concentration() -> None:
    blank = np.full((9, 1), np.nan)
    value = np.array([[10.0]] * 8 + [[90.0]])
    figures = city(blank, blank, value=value, judged=value > 0, city=np.array([19.0]))
    assert set(by_code(figures)) == {"spread", "without_counts"}


def test_square_metres_per_resident_give_no_concentration() -> None:
    assert set(by_code(city([30_000] * 8 + [60_000], PEOPLE))) == {"spread"}


def test_a_quarter_too_small_to_judge_counts_in_the_sums_but_is_not_put_forward() -> None:
    judged = np.array([[True]] * 8 + [[False]])
    found = by_code(city([100] * 7 + [300, 900], PEOPLE, judged=judged, city=np.array([12.0])))
    assert found["concentration"].quarters == (7,)
    assert found["concentration"].values["group_share"] == pytest.approx(100 * 300 / 1900)


def test_the_focus_narrows_where_much_of_the_city_lies_above_its_value() -> None:
    poor = [10] * 40 + [250] * 30 + [600] * 6
    members, times = focus(city(poor, [1000] * 76))
    assert members.tolist() == list(range(70, 76))
    assert times == 1.5


def test_where_most_of_the_city_stands_out_there_is_no_concentration() -> None:
    working = city([550] * 5 + [700] * 4, [1000] * 9, direction="less_disadvantage")
    assert focus(working)[0].tolist() == []
    assert "concentration_low" not in by_code(working)


def test_clusters_without_single_quarters_are_counted() -> None:
    figures = city([300, 300, 100, 100, 100, 100, 100, 300, 300], PEOPLE)
    found = by_code(figures)["joined_areas"]
    assert found.values == {"n": 2, "areas": 4}
    assert found.quarters == (0, 1, 7, 8)


def test_a_share_hardly_above_that_of_the_residents_is_no_concentration() -> None:
    figures = city([500_000] * 8 + [515_000], [1_000_000] * 9)
    assert "highest" in by_code(figures)
    assert "concentration" not in by_code(figures)
