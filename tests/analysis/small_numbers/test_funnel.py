"""The funnel: it says of a quarter what its range says."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.small_numbers import ALARM, WARNING, differs_clearly, funnel, funnel_limits, wilson_interval

QUARTERS = st.lists(st.integers(1, 3000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=1)
RATE = st.floats(0.01, 0.99)


@given(QUARTERS, RATE)
def test_outside_the_funnel_is_exactly_what_differs_clearly_from_the_city(
    quarters: list[tuple[int, int]], rate: float
) -> None:
    count, total = np.array(quarters, dtype=float).T
    position = funnel(count, total, rate).position
    assert np.sign(position).tolist() == differs_clearly(count, total, rate, WARNING).tolist()
    beyond = np.where(np.abs(position) == 2, np.sign(position), 0)
    assert beyond.tolist() == differs_clearly(count, total, rate, ALARM).tolist()


@given(st.lists(st.integers(1, 10**7), min_size=1), RATE)
def test_the_funnel_holds_the_rate_of_the_city_and_narrows(total: list[int], rate: float) -> None:
    people = np.sort(np.array(total, dtype=float))
    low, high = funnel_limits(people, rate, WARNING)
    lower, higher = funnel_limits(people, rate, ALARM)
    assert (lower <= low).all()
    assert (low < rate).all()
    assert (rate < high).all()
    assert (high <= higher).all()
    assert (np.diff(low) >= 0).all()
    assert (np.diff(high) <= 0).all()


def test_a_rate_on_the_limit_has_a_range_that_ends_at_the_rate_of_the_city() -> None:
    _, high = funnel_limits([400], 0.2, WARNING)
    low, _ = wilson_interval(high * 400, 400)
    assert low == pytest.approx(0.2, abs=1e-12)


def test_the_limits_are_those_of_the_formula() -> None:
    # P ± 1.959964 √(P (1 - P) / t) and ± 3.090232: 0.2 ± 0.0784 and ± 0.1236 for a hundred people.
    assert np.concatenate(funnel_limits([100], 0.2, WARNING)).round(4).tolist() == [0.1216, 0.2784]
    assert np.concatenate(funnel_limits([100], 0.2, ALARM)).round(4).tolist() == [0.0764, 0.3236]


def test_the_rate_of_the_city_is_that_of_all_usable_quarters() -> None:
    found = funnel([10, 30, np.nan, 5], [100, 100, 100, 0])
    assert found.city_rate == 0.2
    assert found.n == 2
    assert np.isnan(found.position).tolist() == [False, False, True, True]


def test_without_any_quarter_there_is_no_funnel() -> None:
    found = funnel([np.nan], [10])
    assert found.n == 0
    assert np.isnan([found.city_rate, found.overdispersion, found.position[0]]).all()


def test_chance_alone_has_no_overdispersion_and_real_differences_have() -> None:
    random = np.random.default_rng(1)
    total = random.integers(50, 2000, 2000)
    by_chance = funnel(random.binomial(total, 0.2), total)
    assert by_chance.overdispersion == pytest.approx(1, abs=0.05)
    assert (by_chance.position != 0).mean() == pytest.approx(0.05, abs=0.015)
    assert (np.abs(by_chance.position) == 2).mean() < 0.006
    assert funnel(random.binomial(total, random.uniform(0.1, 0.3, 2000)), total).overdispersion > 5


def test_where_nobody_or_everybody_belongs_to_the_group_all_are_inside() -> None:
    assert funnel([0, 0], [10, 20]).position.tolist() == [0, 0]
    assert funnel([10, 20], [10, 20]).position.tolist() == [0, 0]


def test_the_curve_runs_from_the_smallest_to_the_largest_quarter() -> None:
    points = funnel([1, 2], [10, 10]).curve(50, 5000, 20)
    assert len(points) == 20
    assert points[[0, -1]] == pytest.approx([50, 5000])
    assert (np.diff(points, n=2) > 0).all()


@pytest.mark.parametrize("rate", [-0.1, 20])
def test_a_rate_beyond_nought_and_one_is_refused(rate: float) -> None:
    with pytest.raises(ValueError, match="fraction"):
        funnel([1], [10], rate)
    with pytest.raises(ValueError, match="fraction"):
        funnel_limits([10], rate, 0.95)


def test_a_confidence_of_95_instead_of_a_fraction_is_refused() -> None:
    with pytest.raises(ValueError, match="confidence"):
        funnel_limits([10], 0.1, 95)
