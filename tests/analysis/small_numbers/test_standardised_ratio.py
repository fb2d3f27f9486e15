"""Observed over expected people, against published ranges."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analysis.small_numbers import expected_people, poisson_interval, standardised_ratio


def test_the_range_of_byar_is_that_published() -> None:
    # Test data of the R package PHEindicatormethods (Public Health England): 65 people, 95 %.
    low, high = poisson_interval(65, method="byar")
    assert (round(float(low), 3), round(float(high), 3)) == (50.163, 82.849)


@pytest.mark.parametrize(
    ("count", "low", "high"),
    # Garwood's exact limits, as tabled in Breslow and Day (1987), table 2.10 (to two decimals).
    [(0, 0.0, 3.69), (1, 0.03, 5.57), (5, 1.62, 11.67), (10, 4.80, 18.39)],
)
def test_exact_ranges_are_those_of_the_table(count: int, low: float, high: float) -> None:
    assert [round(float(end), 2) for end in poisson_interval(count)] == [low, high]


@given(st.integers(0, 5000), st.sampled_from([0.8, 0.95, 0.998]))
def test_exact_ranges_are_those_of_the_chi_squared_distribution(count: int, confidence: float) -> None:
    low, high = poisson_interval(count, confidence)
    tail = (1 - confidence) / 2
    assert low == pytest.approx(stats.chi2.ppf(tail, 2 * count) / 2 if count else 0, abs=1e-8)
    assert high == pytest.approx(stats.chi2.isf(tail, 2 * count + 2) / 2, rel=1e-9)


@given(st.integers(10, 5000))
def test_from_ten_people_on_byar_is_within_a_hundredth(count: int) -> None:
    for exact, close in zip(poisson_interval(count), poisson_interval(count, method="byar"), strict=True):
        assert close == pytest.approx(exact, rel=0.01)


def test_the_ratio_and_its_range_are_divided_by_the_expected_people() -> None:
    found = standardised_ratio([65, 0, 4], [50, 4, 4])
    assert found.value.tolist() == [1.3, 0, 1]
    assert found.low[0] == pytest.approx(float(poisson_interval(65)[0]) / 50)
    assert found.low[1] == 0
    assert ((found.low <= found.value) & (found.value <= found.high)).all()


@pytest.mark.parametrize(("observed", "expected"), [(np.nan, 5), (5, np.nan), (5, 0), (-1, 5)])
def test_what_is_not_known_or_not_expected_has_no_ratio(observed: float, expected: float) -> None:
    found = standardised_ratio([observed], [expected])
    assert np.isnan([found.value, found.low, found.high]).all()


def test_an_old_quarter_is_expected_to_have_more() -> None:
    # City: 5 of 100 young (5 %), 20 of 100 old (20 %).
    counts, totals = [[1, 18], [4, 2]], [[20, 80], [80, 20]]
    assert expected_people(counts, totals).tolist() == [17, 8]
    assert expected_people([0.05, 0.2], totals).tolist() == [17, 8]
    assert expected_people(counts, totals).sum() == 25


def test_a_blank_group_is_left_out_of_the_rates_and_leaves_its_quarter_blank() -> None:
    found = expected_people([[1, 18], [4, np.nan]], [[20, 80], [80, 20]])
    assert found.tolist() == [0.05 * 20 + 18, 0.05 * 80 + 18 / 80 * 20]
    assert np.isnan(expected_people([[1, 18], [4, 2]], [[20, np.nan], [80, 20]])).tolist() == [True, False]


def test_groups_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="same groups"):
        expected_people([[1, 2]], [[1, 2, 3]])
    with pytest.raises(ValueError, match="confidence"):
        poisson_interval(1, 95)
