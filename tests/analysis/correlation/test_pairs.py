"""Correlation against scipy, by hand, and with blanks."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st

from analysis.correlation import Line, pearson, regression_line, spearman

#: Anscombe, F. J. (1973). Graphs in Statistical Analysis. The American Statistician 27(1), 17-21, table 1.
_X = (10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5)
ANSCOMBE = {
    "1": (_X, (8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68)),
    "2": (_X, (9.14, 8.14, 8.74, 8.77, 9.26, 8.10, 6.13, 3.10, 9.13, 7.26, 4.74)),
    "3": (_X, (7.46, 6.77, 12.74, 7.11, 7.81, 8.84, 6.08, 5.39, 8.15, 6.42, 5.73)),
    "4": ((*[8] * 7, 19, *[8] * 3), (6.58, 5.76, 7.71, 8.84, 8.47, 7.04, 5.25, 12.50, 5.56, 7.91, 6.89)),
}


@pytest.mark.parametrize("name", ANSCOMBE)
def test_anscombes_four_pictures_share_their_figures(name: str) -> None:
    """Published: r = 0.816 (r squared 0.667), y = 3 + 0.5 x, in all four."""
    x, y = ANSCOMBE[name]
    found, line = pearson(x, y), regression_line(x, y)
    assert found.coefficient == pytest.approx(0.816, abs=0.0006)
    assert (line.intercept, line.slope) == pytest.approx((3.0, 0.5), abs=0.003)


def test_ranks_tell_anscombes_pictures_apart() -> None:
    found = [round(spearman(*ANSCOMBE[name]).coefficient, 3) for name in ANSCOMBE]
    assert found == [0.818, 0.691, 0.991, 0.5]


@given(st.integers(0, 10_000))
def test_coefficients_and_line_are_those_of_scipy(seed: int) -> None:
    random = np.random.default_rng(seed)
    x = random.integers(0, 12, 30).astype(float)
    y = x * random.normal() + random.normal(size=30).round(1)
    assert pearson(x, y).coefficient == pytest.approx(scipy.stats.pearsonr(x, y).statistic)
    assert spearman(x, y).coefficient == pytest.approx(scipy.stats.spearmanr(x, y).statistic)
    theirs, ours = scipy.stats.linregress(x, y), regression_line(x, y)
    assert (ours.slope, ours.intercept) == pytest.approx((theirs.slope, theirs.intercept))


def test_pairs_with_a_blank_are_left_out_and_counted() -> None:
    found = pearson([1, 2, 3, np.nan, 5], [2, 4, 6, 8, np.nan])
    assert (found.n, found.excluded) == (3, 2)
    assert found.coefficient == pytest.approx(1)


def test_one_extreme_quarter_moves_pearson_but_not_the_ranks() -> None:
    x, y = [1, 2, 3, 4, 100], [5, 4, 3, 2, 100]
    assert pearson(x, y).coefficient > 0.9
    assert spearman(x, y).coefficient == pytest.approx(0)


@pytest.mark.parametrize("measure", [pearson, spearman])
@pytest.mark.parametrize(("x", "y"), [([1, 2], [3, 4]), ([1, 1, 1], [1, 2, 3]), ([], []), ([1, 2, 3], [7, 7, 7])])
def test_where_nothing_can_be_said_the_coefficient_is_missing(
    measure: Callable[..., Any], x: list[float], y: list[float]
) -> None:
    assert np.isnan(measure(x, y).coefficient)


def test_no_line_goes_through_one_place() -> None:
    line = regression_line([2, 2, 2], [1, 2, 3])
    assert np.isnan([line.slope, line.intercept]).all()
    assert line.n == 3


def test_a_level_line_has_the_slope_nought() -> None:
    assert regression_line([1, 2, 3], [4, 4, 4]) == Line(0.0, 4.0, 3, 0)


def test_arrays_of_different_length_are_refused() -> None:
    with pytest.raises(ValueError, match="one entry per quarter"):
        pearson([1, 2], [1])
