"""Folded and two-sided p-values, with and without control of chance finds."""

import numpy as np
import pytest

from analysis.clusters.significance import LocalTest

FOUND = LocalTest(np.array([0.001, 0.012, 0.04, 0.3, 0.7, np.nan]), np.array([False] * 5 + [True]), 999, 1)


def test_two_sided_is_twice_the_folded_p_value_and_at_most_one() -> None:
    assert FOUND.two_sided[:5].tolist() == [0.002, 0.024, 0.08, 0.6, 1.0]


def test_control_judges_two_sided_p_values() -> None:
    # 0.002 <= 0.05 * 0.5/5, but 0.024 > 0.05 * 1.5/5.
    assert FOUND.significant().tolist() == [True, False, False, False, False, False]
    assert FOUND.significant(0.1).tolist() == [True, True, False, False, False, False]


def test_of_a_lone_find_twice_as_much_is_asked() -> None:
    none = np.zeros(5, dtype=bool)
    lone = LocalTest(np.array([0.004, 0.3, 0.3, 0.3, 0.3]), none, 999, 1)
    two = LocalTest(np.array([0.004, 0.005, 0.3, 0.3, 0.3]), none, 999, 1)
    assert lone.two_sided[0] <= 0.05 / 5  # enough for Benjamini and Hochberg
    assert not lone.significant().any()
    assert two.significant().tolist() == [True, True, False, False, False]


def test_without_control_the_folded_p_value_decides_as_in_esda_and_geoda() -> None:
    assert FOUND.significant(controlled=False).tolist() == [True, True, True, False, False, False]


def test_nobody_can_change_a_result() -> None:
    with pytest.raises(ValueError, match="read-only"):
        FOUND.p[0] = 1
