"""Wilson's ranges against published values."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.small_numbers import wilson_interval


@pytest.mark.parametrize(
    ("count", "low", "high"),
    # Test data of the R package PHEindicatormethods (Public Health England), 95 %.
    [(1, 0.001767, 0.054486), (5, 0.021544, 0.111750), (20, 0.133367, 0.288829), (65, 0.552544, 0.736358)],
)
def test_ranges_of_shares_in_a_hundred_are_those_published(count: float, low: float, high: float) -> None:
    assert np.allclose(wilson_interval(count, 100), (low, high), atol=5e-7)


def test_the_same_share_of_fewer_people_has_a_wider_range() -> None:
    low, high = wilson_interval([8, 200], [40, 1000])
    assert (100 * low).round(1).tolist() == [10.5, 17.6]
    assert (100 * high).round(1).tolist() == [34.8, 22.6]


def test_nobody_of_many_is_a_range_that_starts_at_nought() -> None:
    low, high = wilson_interval(0, 50)
    assert low == 0
    assert 0.05 < high < 0.08


def test_everybody_is_a_range_that_ends_at_one() -> None:
    low, high = wilson_interval(50, 50)
    assert high == 1
    assert 0.92 < low < 0.95


@pytest.mark.parametrize(("count", "total"), [(np.nan, 10), (3, np.nan), (0, 0), (11, 10), (-1, 10)])
def test_what_is_not_a_share_has_no_range(count: float, total: float) -> None:
    assert np.isnan(wilson_interval(count, total)).all()


@given(st.integers(1, 100_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_range_encloses_the_share(pair: tuple[int, int]) -> None:
    count, total = pair
    low, high = wilson_interval(count, total)
    assert 0 <= low <= count / total <= high <= 1


def test_more_confidence_needs_a_wider_range() -> None:
    narrow, wide = wilson_interval(20, 100, 0.8), wilson_interval(20, 100, 0.998)
    assert wide[0] < narrow[0] < narrow[1] < wide[1]


@pytest.mark.parametrize("confidence", [0, 1, 95])
def test_a_confidence_outside_nought_and_one_is_refused(confidence: float) -> None:
    with pytest.raises(ValueError, match="confidence"):
        wilson_interval(1, 2, confidence)
