"""Fisher's range against scipy and at its limits."""

import numpy as np
import pytest
import scipy.stats

from analysis.correlation.fisher import fisher_range


@pytest.mark.parametrize("n", [4, 10, 80])
def test_the_range_is_that_of_scipy(n: int) -> None:
    random = np.random.default_rng(n)
    x = random.normal(size=n)
    theirs = scipy.stats.pearsonr(x, x + random.normal(size=n))
    low, high = fisher_range(theirs.statistic, n)
    assert (float(low), float(high)) == pytest.approx(tuple(theirs.confidence_interval(0.95)))


def test_few_quarters_and_no_coefficient_have_no_range() -> None:
    low, high = fisher_range([0.5, float("nan"), 0.5], [3, 50, 50])
    assert np.isnan(low).tolist() == np.isnan(high).tolist() == [True, True, False]


def test_a_perfect_line_has_no_width() -> None:
    assert [end.tolist() for end in fisher_range([1.0, -1.0], [9, 9])] == [[1.0, -1.0], [1.0, -1.0]]


def test_more_quarters_narrow_the_range() -> None:
    low, high = fisher_range(0.3, [10, 40, 160, 640])
    assert (np.diff(high - low) < 0).all()


def test_what_is_no_coefficient_is_refused() -> None:
    with pytest.raises(ValueError, match="between -1 and 1"):
        fisher_range([1.2], [10])
