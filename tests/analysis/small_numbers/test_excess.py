"""People beyond the rate of the city."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.small_numbers import differs_clearly, excess

QUARTERS = st.lists(st.integers(1, 3000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=1)


def test_thirty_of_a_hundred_at_a_rate_of_a_fifth_are_ten_too_many() -> None:
    assert excess([30, 10, 20], [100, 100, 100], 0.2).value.tolist() == [10, -10, 0]


@given(QUARTERS)
def test_over_the_city_it_adds_up_to_nought(quarters: list[tuple[int, int]]) -> None:
    count, total = np.array(quarters, dtype=float).T
    assert excess(count, total, count.sum() / total.sum()).value.sum() == pytest.approx(0, abs=1e-6)


@given(QUARTERS, st.floats(0.01, 0.99))
def test_the_range_holds_nought_where_the_quarter_does_not_differ_clearly(
    quarters: list[tuple[int, int]], rate: float
) -> None:
    count, total = np.array(quarters, dtype=float).T
    found = excess(count, total, rate)
    clear = (found.low > 1e-9).astype(float) - (found.high < -1e-9)
    assert clear.tolist() == differs_clearly(count, total, rate).tolist()
    assert ((found.low <= found.value) & (found.value <= found.high)).all()


def test_without_numbers_there_is_no_excess() -> None:
    found = excess([np.nan, 5], [10, np.nan], 0.1)
    assert np.isnan([*found.value, *found.low, *found.high]).all()
    assert np.isnan(excess([5], [10], np.nan).value).all()
