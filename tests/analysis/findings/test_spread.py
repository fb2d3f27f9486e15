"""Which quarter stands out, and how far the values reach."""

import numpy as np

from tests.analysis.findings.nine_quarters import TOYTOWN, by_code, city

PEOPLE = [1000] * 9


def test_the_highest_quarter_is_told_with_its_range() -> None:
    found = by_code(TOYTOWN)["highest"]
    assert found.quarters == (2,)
    assert found.values["value"] == 60
    assert 56 < found.values["low"] < 60 < found.values["high"] < 64
    assert set(found.amounts) == {"value", "low", "high", "city"}


def test_the_highest_of_the_clear_quarters_is_told_not_a_tiny_one_above_it() -> None:
    figures = city([100] * 7 + [300, 2], [1000] * 8 + [5])
    assert by_code(figures)["highest"].quarters == (7,)


def test_for_what_is_good_when_high_the_lowest_quarter_is_told() -> None:
    figures = city([600] * 8 + [300], PEOPLE, direction="less_disadvantage")
    assert by_code(figures)["lowest"].quarters == (8,)


def test_the_reach_names_both_ends_and_their_ratio() -> None:
    found = by_code(city([100] * 8 + [300], PEOPLE))["spread"]
    assert (found.values["least"], found.values["most"], round(found.values["ratio"], 6)) == (10, 30, 3)
    assert found.names == {"lowest": (0,), "highest": (8,)}


def test_from_nought_there_is_no_ratio() -> None:
    assert "ratio" not in by_code(TOYTOWN)["spread_from_zero"].values


def test_one_value_everywhere_has_no_reach() -> None:
    assert "spread" not in by_code(city([100] * 9, PEOPLE))


def test_the_largest_count_is_told_with_its_share_of_the_sum() -> None:
    value = np.array([[10.0]] * 8 + [[20.0]])
    found = by_code(city([10] * 8 + [20], PEOPLE, value=value, kind="count"))
    assert found["largest_count"].values == {"value": 20.0, "total_share": 20.0}
    assert not {"highest", "spread", "concentration", "no_clear_difference"} & set(found)


def test_two_quarters_are_too_few_for_a_reach() -> None:
    assert "spread" not in by_code(city([100, 200], [1000, 1000]))
