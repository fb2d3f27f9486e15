"""What is missing, and which numbers stand on weak feet."""

import numpy as np

from analysis.findings import findings
from tests.analysis.findings.nine_quarters import by_code, city

POOR = np.arange(100.0, 220.0, 10.0)


def test_quarters_that_cannot_be_judged_are_counted_by_reason() -> None:
    reasons = ("suppressed", "suppressed", "too_small") + ("value",) * 8 + ("zero",)
    found = by_code(city(POOR, [1000] * 12, reasons=reasons))
    assert found["suppressed"].quarters == (0, 1)
    assert (found["suppressed"].values["n"], found["suppressed"].values["of"]) == (2, 12)
    assert found["too_small"].quarters == (2,)
    assert "zero" not in found


def test_at_most_two_reasons_are_told_the_most_frequent_first() -> None:
    reasons = ("excluded",) + ("not_joined",) * 2 + ("not_delivered",) * 3 + ("value",) * 6
    found = by_code(city(POOR, [1000] * 12, reasons=reasons))
    assert {"not_delivered", "not_joined"} <= set(found)
    assert "excluded" not in found
    assert found["not_delivered"].weight > found["not_joined"].weight


def test_doubts_about_the_data_stand_behind_what_the_data_say() -> None:
    blank = np.full((9, 1), np.nan)
    shares = np.array([[2.0], *([7.0],) * 7, [31.0]])
    reasons = ("too_small",) + ("value",) * 8
    only_shares = city(blank, blank, value=shares, judged=shares > 2, city=np.array([np.nan]), reasons=reasons)
    told = [one.code for one in findings(only_shares)]
    assert told == ["findings.spread", "findings.too_small", "findings.without_counts"]


def test_districts_without_counts_are_told_why_they_have_no_values() -> None:
    blank = np.full((9, 1), np.nan)
    figures = city(blank, [1000] * 9, city=np.array([np.nan]), reasons=("not_delivered",) * 9, adds_up=False)
    assert [one.code for one in findings(figures)] == ["findings.not_added_up"]


def test_those_who_live_where_nothing_can_be_judged_are_counted() -> None:
    # Two of twelve quarters of 1,000 residents.
    reasons = ("too_small",) * 2 + ("value",) * 10
    found = by_code(city(POOR, [1000] * 12, reasons=reasons))["too_small"]
    assert found.values["residents"] == 2000
    assert round(found.values["residents_share"], 2) == 16.67
    assert found.then == "people"


def test_where_nobody_lives_this_is_said() -> None:
    residents = np.array([[0.0]] + [[1000.0]] * 11)
    found = by_code(city(POOR, [1000] * 12, residents=residents, reasons=("not_delivered",) + ("value",) * 11))
    assert (found["not_delivered"].then, found["not_delivered"].values["residents"]) == ("nobody", 0)


def test_where_residents_are_not_known_nobody_is_counted() -> None:
    residents = np.full((12, 1), np.nan)
    found = by_code(city(POOR, [1000] * 12, residents=residents, reasons=("not_joined",) + ("value",) * 11))
    assert found["not_joined"].values == {"n": 1, "of": 12}
    assert found["not_joined"].then == ""


def test_shares_delivered_without_counts_are_said_to_have_no_ranges() -> None:
    blank = np.full((9, 1), np.nan)
    value = np.array([[10.0]] * 8 + [[90.0]])
    only_shares = city(blank, blank, value=value, judged=value > 0, city=np.array([19.0]))
    assert by_code(only_shares)["without_counts"].doubt
    assert "without_counts" not in by_code(city([100] * 9, [1000] * 9))


def test_numbers_that_rest_on_few_people_are_counted_but_true_zeros_are_not() -> None:
    found = by_code(city([0, 19, 1, 20, 100, 100, 100, 100, 100], [1000] * 9))["few_people"]
    assert found.quarters == (1, 2)
    assert (found.values["n"], found.values["of"], found.values["limit"]) == (2, 9, 20)


def test_one_such_quarter_among_many_is_not_told() -> None:
    assert "few_people" not in by_code(city([5] + [100] * 10, [1000] * 11))


def test_the_two_weightiest_doubts_always_find_room() -> None:
    reasons = ("too_small",) + ("value",) * 8
    poor = np.stack([[100] * 9, [200, 300, 600, 100, 200, 300, 5, 100, 200]], axis=1)
    figures = city(poor, [1000] * 9, reasons=reasons, direction="more_disadvantage")
    told = findings(figures)
    assert len(told) == 7
    assert [one.code for one in told[-2:]] == ["findings.too_small", "findings.few_people"]
    assert not any(one.doubt for one in told[:5])
