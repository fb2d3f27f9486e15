"""Changes, slopes and spans of years."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.trend import change, directions, longest_span, slope


def test_the_change_is_in_points_and_missing_where_a_year_is_missing() -> None:
    values = [[10.0, 11.0, 12.5], [8.0, np.nan, 7.0], [np.nan, 1.0, 2.0]]
    assert np.array_equal(change(values, 0, 2), [2.5, -1.0, np.nan], equal_nan=True)


@given(st.integers(0, 10_000))
def test_slopes_are_those_of_a_fitted_line_also_with_gaps(seed: int) -> None:
    random = np.random.default_rng(seed)
    years = (2012, 2013, 2015, 2016, 2020, 2024)
    values = random.normal(size=(4, 6))
    values[random.random((4, 6)) < 0.3] = np.nan
    for row, found in zip(values, slope(values, years), strict=True):
        known = ~np.isnan(row)
        if known.sum() < 3:
            assert np.isnan(found)
        else:
            assert found == pytest.approx(np.polyfit(np.array(years)[known] - 2018, row[known], 1)[0])


def test_two_years_are_no_trend() -> None:
    assert np.isnan(slope([[1.0, 2.0, np.nan]], (2020, 2021, 2022))).all()


def test_years_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="3 years"):
        slope([[1.0, 2.0]], (2020, 2021, 2022))


def test_directions_are_named_without_judgement() -> None:
    assert directions([0.05, -0.05, 0.04, np.nan], 0.05) == ("rise", "fall", "steady", "unknown")


def test_the_span_begins_where_nine_in_ten_quarters_can_be_compared() -> None:
    judged = np.ones((10, 4), dtype=bool)
    judged[:2, 0] = False
    judged[0, 1] = False
    assert longest_span(judged, 3) == 1
    judged[1, 1:3] = False
    assert longest_span(judged, 3) == 2


@pytest.mark.parametrize("judged", [np.ones((3, 1)), np.zeros((3, 2)), np.array([[0, 1], [0, 1]])])
def test_without_an_earlier_year_there_is_no_span(judged: np.ndarray) -> None:
    assert longest_span(judged, judged.shape[1] - 1) is None
