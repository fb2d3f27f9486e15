"""Empirical Bayes: published values, agreement with esda, and between the raw rate and the mean."""

import numpy as np
import pytest
from esda.smoothing import Empirical_Bayes
from hypothesis import given
from hypothesis import strategies as st
from libpysal import examples, io

from analysis.small_numbers import empirical_bayes

QUARTERS = st.lists(
    st.integers(1, 3000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=1, max_size=30
)


def test_homicides_of_st_louis_have_the_published_rates() -> None:
    # esda 2.9, docstring of Empirical_Bayes: stl_hom, columns HC8893 and PO8893.
    table = io.open(examples.get_path("stl_hom.csv"), "r")
    found = empirical_bayes(np.array(table[:, 10], dtype=float), np.array(table[:, 13], dtype=float))
    published = [2.36718950e-05, 4.54539167e-05, 4.78114019e-05, 2.76907146e-05, 6.58989323e-05]
    assert found.rate[:5] == pytest.approx(published, abs=5e-14)


def test_rates_agree_with_esda() -> None:
    random = np.random.default_rng(3)
    total = random.integers(20, 3000, 500)
    count = random.binomial(total, random.uniform(0.05, 0.3, 500))
    theirs = Empirical_Bayes(count, total).r[:, 0]
    assert np.abs(empirical_bayes(count, total).rate - theirs).max() < 1e-12


@given(QUARTERS)
def test_a_smoothed_rate_lies_between_the_raw_rate_and_the_mean(quarters: list[tuple[int, int]]) -> None:
    count, total = np.array(quarters, dtype=float).T
    found = empirical_bayes(count, total)
    raw = count / total
    assert (found.rate >= np.minimum(raw, found.towards) - 1e-12).all()
    assert (found.rate <= np.maximum(raw, found.towards) + 1e-12).all()
    assert ((found.weight >= 0) & (found.weight <= 1)).all()
    assert found.towards == pytest.approx(count.sum() / total.sum())


@given(QUARTERS)
def test_the_smaller_the_quarter_the_less_is_left_of_its_own_rate(quarters: list[tuple[int, int]]) -> None:
    count, total = np.array(quarters, dtype=float).T
    weight = empirical_bayes(count, total).weight[np.argsort(total)]
    assert (np.diff(weight) >= -1e-12).all()


def test_where_chance_explains_everything_each_quarter_gets_the_rate_of_the_city() -> None:
    # esda 2.9 lets the variance between quarters become negative here, and pushes rates away from the mean.
    found = empirical_bayes([2, 1, 3], [20, 20, 20])
    assert found.rate.tolist() == [0.1, 0.1, 0.1]
    assert found.weight.tolist() == [0, 0, 0]


def test_a_blank_stays_blank_and_does_not_count() -> None:
    found = empirical_bayes([2, 200, np.nan, 400, 3], [10, 2000, 50, 2000, 0])
    assert np.isnan(found.rate).tolist() == [False, False, True, False, True]
    assert found.rate[[0, 1, 3]].tolist() == empirical_bayes([2, 200, 400], [10, 2000, 2000]).rate.tolist()
    assert np.isnan(empirical_bayes([np.nan], [10]).rate).all()


def test_nobody_anywhere_is_a_rate_of_nought() -> None:
    assert empirical_bayes([0, 0], [10, 20]).rate.tolist() == [0, 0]


def test_arrays_of_different_length_are_refused_and_results_cannot_be_written_to() -> None:
    with pytest.raises(ValueError, match="one entry per quarter"):
        empirical_bayes([1, 2], [10])
    with pytest.raises(ValueError, match="read-only"):
        empirical_bayes([1], [10]).rate[0] = 1
