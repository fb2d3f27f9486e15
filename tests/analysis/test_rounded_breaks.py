"""Rounded class limits: short, and no quarter changes its class."""

from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from analysis.classification import SCHEMES, class_breaks, class_of
from analysis.rounded_breaks import rounded_breaks

AUTOMATIC = [scheme for scheme in SCHEMES if scheme != "own"]
NUMBERS = arrays(float, st.integers(0, 40), elements=st.floats(-1e5, 1e5) | st.floats(0, 1) | st.just(np.nan))


@given(NUMBERS, st.sampled_from(AUTOMATIC), st.integers(1, 9))
def test_no_quarter_changes_its_class(values: np.ndarray, scheme: Any, k: int) -> None:
    breaks = class_breaks(values, scheme, k)
    rounded = rounded_breaks(breaks, values)
    assert class_of(values, rounded.upper_bounds).tolist() == class_of(values, breaks.upper_bounds).tolist()
    assert rounded.counts == breaks.counts


def test_a_limit_takes_as_few_digits_as_its_neighbours_allow() -> None:
    values = [1.0, 8.5714, 8.6412, 20.0]
    breaks = class_breaks(values, "own", 2, own=(8.5714,))
    automatic = class_breaks(values, "quantile", 2)
    assert rounded_breaks(automatic, values).upper_bounds == (8.6, 20.0)
    assert rounded_breaks(breaks, values) == breaks


def test_limits_of_shares_below_one_are_rounded_too() -> None:
    values = [0.001234, 0.002345, 0.08, 0.09]
    assert rounded_breaks(class_breaks(values, "natural_breaks", 2), values).upper_bounds == (0.01, 0.09)


def test_negative_limits_are_rounded_within_their_gap() -> None:
    values = [-9.87, -9.12, -1.23, -1.11]
    assert rounded_breaks(class_breaks(values, "natural_breaks", 2), values).upper_bounds == (-9.0, -1.11)


def test_a_limit_at_zero_stays_zero() -> None:
    values = [0.0, 0.0, 3.21, 3.3]
    assert rounded_breaks(class_breaks(values, "natural_breaks", 2), values).upper_bounds == (0.0, 3.3)


def test_without_classes_nothing_is_rounded() -> None:
    empty = class_breaks([np.nan], "quantile", 3)
    assert rounded_breaks(empty, [np.nan]) == empty


def test_equal_intervals_keep_equal_steps() -> None:
    values = [0.3, 1.1, 4.9, 12.2, 26.4, 38.7, 39.1, 58.83]
    rounded = rounded_breaks(class_breaks(values, "equal_interval", 5), values).upper_bounds
    assert rounded == (12.0, 23.7, 35.4, 47.1, 58.83)


def test_steps_that_are_round_already_need_no_decimals() -> None:
    values = [0.0, 3.0, 11.0, 26.0, 50.0]
    assert rounded_breaks(class_breaks(values, "equal_interval", 5), values).upper_bounds == (10, 20, 30, 40, 50)


def test_standard_deviations_stay_symmetrical_about_the_citys_value() -> None:
    values = [1.2, 2.9, 7.3, 8.8, 9.1, 10.4, 12.7, 13.3, 17.9, 26.6]
    rounded = rounded_breaks(class_breaks(values, "standard_deviation", 5, centre=10.437), values).upper_bounds
    assert rounded == (6.96, 13.91, 20.86, 26.6)
    assert abs((rounded[0] + rounded[1]) / 2 - 10.437) < 0.005


@given(NUMBERS, st.sampled_from(["equal_interval", "standard_deviation"]), st.integers(3, 9))
def test_promised_steps_stay_equal(values: np.ndarray, scheme: Any, k: int) -> None:
    breaks = class_breaks(values, scheme, k)
    if breaks.note == "fewer_distinct_values" or len(breaks.upper_bounds) < 3:
        return
    before, after = (np.diff(one.upper_bounds[:-1]) for one in (breaks, rounded_breaks(breaks, values)))
    assert np.ptp(after) <= np.ptp(before) + 1e-9 * max(map(abs, breaks.upper_bounds))
    assert np.abs(after - before).max() <= 0.011 * before.max()
