"""Whether quarters differ at all, taken together."""

import numpy as np
import pytest
from scipy.stats import chi2_contingency

from analysis.small_numbers import homogeneity


def test_the_statistic_is_pearsons_of_the_table_of_those_in_the_group_and_all_others() -> None:
    part, whole = np.array([90, 120, 70, 160]), np.array([1000, 1100, 900, 1300])
    found = homogeneity(part, whole)
    oracle = chi2_contingency(np.stack([part, whole - part]), correction=False)
    assert found is not None
    assert found.statistic == pytest.approx(oracle.statistic, rel=1e-12)
    assert found.p == pytest.approx(oracle.pvalue, rel=0.05)
    assert (found.expected, found.n) == (3, 4)


def test_equal_shares_do_not_differ() -> None:
    found = homogeneity([10, 20, 40], [100, 200, 400])
    assert found is not None
    assert (found.statistic, found.p) == (0, 1)


def test_a_quarter_without_a_number_is_left_out() -> None:
    found = homogeneity([40, np.nan, 60], [500, 500, 500])
    assert found is not None
    assert found.n == 2


@pytest.mark.parametrize(("part", "whole"), [([5], [10]), ([0, 0], [10, 10]), ([10, 10], [10, 10]), ([], [])])
def test_where_nothing_can_differ_there_is_no_test(part: list[float], whole: list[float]) -> None:
    assert homogeneity(part, whole) is None


def test_more_people_in_the_group_than_there_are_is_refused_by_position() -> None:
    with pytest.raises(ValueError, match=r"\[1\]"):
        homogeneity([1, 11], [10, 10])


@pytest.mark.parametrize("share", [0.0005, 0.005, 0.1, 0.5])
def test_cities_in_which_chance_decides_are_found_different_in_at_most_about_one_of_twenty(share: float) -> None:
    # With a share of 0.0005 fewer than one person is expected in a quarter; the test then errs on the safe side.
    random = np.random.default_rng(4)
    people = random.integers(200, 3000, 60)
    found = [homogeneity(random.binomial(people, share), people) for _ in range(2000)]
    rate = np.mean([one.p <= 0.05 for one in found if one is not None])
    assert 0.015 < rate < 0.065
