"""A second indicator that goes with the first, or against it."""

import numpy as np

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
