"""A second indicator, and quarters that cannot be judged."""

import numpy as np

from analysis.findings import findings
from tests.analysis.findings.nine_quarters import by_code, city

POOR = np.arange(100.0, 220.0, 10.0)


def test_two_indicators_that_rise_together_are_told_with_coefficient_and_number() -> None:
    found = by_code(city(POOR, [1000] * 12, second=POOR**2))["go_together"]
    assert (found.values["n"], round(found.values["coefficient"], 9)) == (12, 1)


def test_two_indicators_that_run_against_each_other_are_told() -> None:
    assert by_code(city(POOR, [1000] * 12, second=-POOR))["go_apart"].values["coefficient"] < -0.99


def test_a_weak_relation_or_few_quarters_are_no_finding() -> None:
    zigzag = np.array([1.0, 9, 2, 8, 1, 9, 2, 8, 1, 9, 2, 8])
    assert not {"go_together", "go_apart"} & set(by_code(city(POOR, [1000] * 12, second=zigzag)))
    assert "go_together" not in by_code(city(POOR[:9], [1000] * 9, second=POOR[:9]))


def test_quarters_that_cannot_be_judged_are_counted_by_reason() -> None:
    reasons = ("suppressed", "suppressed", "too_small") + ("value",) * 8 + ("zero",)
    found = by_code(city(POOR, [1000] * 12, reasons=reasons))
    assert found["suppressed"].quarters == (0, 1)
    assert found["suppressed"].values == {"n": 2, "of": 12}
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
    assert [one.code for one in findings(only_shares)] == ["findings.spread", "findings.too_small"]


def test_districts_without_counts_are_told_why_they_have_no_values() -> None:
    blank = np.full((9, 1), np.nan)
    figures = city(blank, [1000] * 9, city=np.array([np.nan]), reasons=("not_delivered",) * 9, adds_up=False)
    assert [one.code for one in findings(figures)] == ["findings.not_added_up"]
