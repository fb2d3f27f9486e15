"""The adjusted dissimilarity comes nearer to the truth, and never above D."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from analysis.concentration import dissimilarity, dissimilarity_adjusted
from analysis.concentration.dissimilarity_adjusted import behind
from analysis.people import is_part_of
from tests.analysis.concentration.cities import CITY, planted, true_dissimilarity


@given(CITY)
def test_the_adjustment_never_raises_d_nor_makes_it_negative(city: np.ndarray) -> None:
    group, residents = city
    assume(is_part_of(group, residents))
    assert 0 <= dissimilarity_adjusted(group, residents) <= dissimilarity(group, residents)


@pytest.mark.parametrize("spread", [0.4, 0.8])
@pytest.mark.parametrize("people", [60, 300])
def test_d_is_too_high_by_chance_and_the_adjusted_one_hardly(spread: float, people: int) -> None:
    residents, share = planted(spread, people=people)
    draws = np.random.default_rng(1).binomial(residents, share, size=(200, len(residents)))
    raw = np.mean([dissimilarity(draw, residents) for draw in draws])
    adjusted = np.mean([dissimilarity_adjusted(draw, residents) for draw in draws])
    truth = true_dissimilarity(residents, share)
    assert raw > truth
    assert abs(adjusted - truth) < 0.3 * (raw - truth)


def test_without_segregation_hardly_anything_is_left() -> None:
    residents, share = planted(0)
    draws = np.random.default_rng(1).binomial(residents, share, size=(200, len(residents)))
    left = [dissimilarity_adjusted(draw, residents) / dissimilarity(draw, residents) for draw in draws]
    assert np.mean(np.array(left) == 0) > 0.4
    assert np.mean(left) < 0.3


def test_a_city_of_the_shares_behind_is_expected_to_show_the_measured_d() -> None:
    residents, share = planted(0.5, n=40, people=100)
    group = np.random.default_rng(2).binomial(residents, share)
    measured = dissimilarity(group, residents)
    pattern = behind(group.astype(float), residents.astype(float))
    width = pattern.width_for(measured)
    again = np.random.default_rng(3).binomial(residents, pattern.shares(width), size=(4000, 40))
    assert np.mean([dissimilarity(draw, residents) for draw in again]) == pytest.approx(measured, abs=0.001)
    assert pattern.dissimilarity(width) == dissimilarity_adjusted(group, residents)


def test_complete_separation_is_not_adjusted_and_nobody_gives_nan() -> None:
    assert dissimilarity_adjusted([0, 100], [100, 100]) == 1
    assert np.isnan([dissimilarity_adjusted([0, 0], [9, 9]), dissimilarity_adjusted([9, 9], [9, 9])]).all()


def test_a_blank_is_left_out() -> None:
    blank = dissimilarity_adjusted([10, 30, np.nan], [100, 100, 100])
    assert blank == dissimilarity_adjusted([10, 30], [100, 100])


@given(st.floats(0, 1))
def test_the_width_is_found_for_every_measured_d(measured: float) -> None:
    residents, share = planted(0.5, n=12, people=100)
    pattern = behind(residents * share, residents.astype(float))
    width = pattern.width_for(measured)
    nothing, everything = pattern.expected(0.0), pattern.expected(64.0)
    assert pattern.expected(width) == pytest.approx(np.clip(measured, nothing, everything), abs=1e-6)
