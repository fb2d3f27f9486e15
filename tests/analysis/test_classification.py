"""Class breaks: by hand, against mapclassify, and what holds for every scheme."""

from typing import Any

import mapclassify
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from analysis.classification import SCHEMES, class_breaks, class_of

RATES = np.random.default_rng(3).lognormal(2, 0.7, 90)
NUMBERS = arrays(
    float, st.integers(0, 40), elements=st.floats(-1e6, 1e6) | st.just(np.nan) | st.sampled_from([0.0, 5.0])
)


@given(NUMBERS, st.sampled_from(SCHEMES), st.integers(1, 9))
def test_every_value_lies_in_exactly_one_class(values: np.ndarray, scheme: Any, k: int) -> None:
    breaks = class_breaks(values, scheme, k, own=(1.0, 5.0))
    usable = values[~np.isnan(values)]
    classes = class_of(usable, breaks.upper_bounds)
    assert sum(breaks.counts) == len(usable)
    assert list(breaks.upper_bounds) == sorted(breaks.upper_bounds)
    if len(usable):
        assert breaks.lowest <= usable.min()
        assert breaks.upper_bounds[-1] >= usable.max()
        assert (usable <= np.array(breaks.upper_bounds)[classes]).all()
        lower = np.array([-np.inf, *breaks.upper_bounds])[classes]
        assert (usable > lower).all()


@given(NUMBERS, st.sampled_from([s for s in SCHEMES if s != "own"]), st.integers(1, 9))
def test_never_more_classes_than_asked_for_and_the_last_ends_at_the_largest_value(
    values: np.ndarray, scheme: Any, k: int
) -> None:
    breaks = class_breaks(values, scheme, k)
    usable = values[~np.isnan(values)]
    assert len(breaks.upper_bounds) == len(breaks.counts) <= k
    assert len(set(breaks.upper_bounds)) == len(breaks.upper_bounds)
    if len(usable):
        assert breaks.upper_bounds[-1] == usable.max()


@pytest.mark.parametrize("k", range(2, 10))
def test_quantiles_are_those_of_mapclassify(k: int) -> None:
    ours = class_breaks(RATES, "quantile", k)
    theirs = mapclassify.Quantiles(RATES, k)
    assert np.allclose(ours.upper_bounds, theirs.bins)
    assert ours.counts == tuple(theirs.counts)


@pytest.mark.parametrize("k", range(2, 10))
def test_equal_intervals_are_those_of_mapclassify(k: int) -> None:
    ours = class_breaks(RATES, "equal_interval", k)
    theirs = mapclassify.EqualInterval(RATES, k)
    assert np.allclose(ours.upper_bounds, theirs.bins)
    assert ours.counts == tuple(theirs.counts)


def test_head_tail_breaks_are_those_of_mapclassify() -> None:
    theirs = mapclassify.HeadTailBreaks(RATES)
    ours = class_breaks(RATES, "head_tail", len(theirs.bins))
    assert np.allclose(ours.upper_bounds, theirs.bins)


def test_head_tail_makes_at_most_the_classes_asked_for() -> None:
    assert class_breaks([1, 2, 4, 8, 16, 32], "head_tail", 3).upper_bounds == (10.5, 24.0, 32.0)


def test_standard_deviations_lie_symmetrically_around_the_city_value() -> None:
    breaks = class_breaks([0, 8, 8, 12, 12, 20], "standard_deviation", 5, centre=11.0)
    step = np.std([0, 8, 8, 12, 12, 20])
    assert np.allclose(breaks.upper_bounds, [11 - 1.5 * step, 11 - 0.5 * step, 11 + 0.5 * step, 20])
    assert (breaks.empty_below, breaks.empty_above) == (0, 1)
    assert breaks.note == "fewer_classes"
    assert 0 not in breaks.counts


def test_an_even_number_of_standard_deviation_classes_is_cut_at_the_city_value() -> None:
    assert class_breaks([1, 2, 3, 4], "standard_deviation", 2, centre=2.2).upper_bounds == (2.2, 4.0)


def test_without_a_city_value_the_mean_is_the_centre() -> None:
    assert class_breaks([1, 2, 3, 6], "standard_deviation", 2).upper_bounds == (3.0, 6.0)
    assert class_breaks([1, 2, 3, 6], "standard_deviation", 2, centre=np.nan).upper_bounds == (3.0, 6.0)


def test_own_limits_stay_also_where_no_value_lies() -> None:
    breaks = class_breaks([6, 7, 12], "own", 5, own=(20, 5, 10))
    assert breaks.upper_bounds == (5.0, 10.0, 20.0, 20.0)
    assert breaks.counts == (0, 2, 1, 0)
    assert breaks.note == "limits_outside_values"


@pytest.mark.parametrize("scheme", ["quantile", "equal_interval", "natural_breaks", "head_tail", "standard_deviation"])
def test_fewer_distinct_values_than_classes_are_told(scheme: Any) -> None:
    breaks = class_breaks([1, 1, 2, 2, 2], scheme, 5)
    assert len(breaks.upper_bounds) <= 5
    assert breaks.note


def test_two_distinct_values_give_two_classes() -> None:
    breaks = class_breaks([1, 1, 2, 2, 2], "natural_breaks", 5)
    assert breaks.upper_bounds == (1.0, 2.0)
    assert breaks.counts == (2, 3)
    assert breaks.note == "fewer_distinct_values"


def test_quantiles_that_fall_together_are_told() -> None:
    breaks = class_breaks([0, 0, 0, 0, 0, 0, 0, 1, 2, 3], "quantile", 4)
    assert breaks.upper_bounds == (0.0, 0.75, 3.0)
    assert breaks.note == "fewer_classes"


@pytest.mark.parametrize("scheme", SCHEMES)
def test_only_blanks_give_no_class(scheme: Any) -> None:
    breaks = class_breaks([np.nan, np.nan], scheme, 5, own=(1,))
    assert breaks.upper_bounds == ()
    assert breaks.note == "no_values"
    assert class_of([np.nan], breaks.upper_bounds).tolist() == [-1]


@pytest.mark.parametrize("scheme", [s for s in SCHEMES if s != "own"])
def test_one_value_everywhere_gives_one_class(scheme: Any) -> None:
    breaks = class_breaks([4.0, 4.0, 4.0], scheme, 3)
    assert breaks.upper_bounds == (4.0,)
    assert breaks.counts == (3,)


@pytest.mark.parametrize("own", [(), (np.nan,), (1, np.inf)])
def test_own_classes_without_finite_limits_are_refused(own: Any) -> None:
    with pytest.raises(ValueError, match="finite limits"):
        class_breaks([1, 2], "own", 3, own=own)


def test_an_unknown_scheme_is_refused_and_the_known_ones_are_named() -> None:
    with pytest.raises(ValueError, match="natural_breaks"):
        class_breaks([1, 2], "jenks", 3)


def test_less_than_one_class_is_refused() -> None:
    with pytest.raises(ValueError, match="k=0"):
        class_breaks([1, 2], "quantile", 0)


def test_breaks_print_themselves() -> None:
    assert str(class_breaks([1, 2, 3], "natural_breaks", 3)).splitlines()[1] == "  to 1: 1"
