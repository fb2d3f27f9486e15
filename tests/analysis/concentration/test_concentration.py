"""Concentration: pencil-checked cities, and what holds for every city."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given

from analysis.concentration import (
    dissimilarity,
    eta_squared,
    gini,
    isolation,
    location_quotient,
    lorenz_curve,
    smallest_set,
)
from analysis.people import is_part_of
from tests.analysis.concentration.cities import CITY

EVERYTHING = [lorenz_curve, gini, dissimilarity, isolation, eta_squared, location_quotient]


def test_the_lorenz_curve_of_three_quarters() -> None:
    curve = lorenz_curve([10, 30, 0], [100, 100, 200])
    assert curve.order.tolist() == [1, 0, 2]
    assert curve.residents_share.tolist() == [0, 0.25, 0.5, 1]
    assert curve.group_share.tolist() == [0, 0.75, 1, 1]


@given(CITY)
def test_the_lorenz_curve_rises_concave_above_the_diagonal(city: np.ndarray) -> None:
    group, residents = city
    assume(group.sum() > 0)
    curve = lorenz_curve(group, residents)
    steps, gains = np.diff(curve.residents_share), np.diff(curve.group_share)
    assert (steps > 0).all()
    assert (gains >= 0).all()
    assert (np.diff(gains / steps) <= 1e-9).all()
    assert (curve.group_share >= curve.residents_share - 1e-12).all()
    assert curve.residents_share[-1] == curve.group_share[-1] == 1


@given(CITY)
def test_the_measures_lie_between_nought_and_one_and_gini_is_not_below_dissimilarity(city: np.ndarray) -> None:
    group, residents = city
    assume(is_part_of(group, residents))
    g, d = gini(group, residents), dissimilarity(group, residents)
    assert 0 <= d <= g + 1e-12
    assert g <= 1
    assert group.sum() / residents.sum() - 1e-12 <= isolation(group, residents) <= 1
    assert -1e-12 <= eta_squared(group, residents) <= 1


def test_a_suppressed_quarter_is_left_out_on_both_sides() -> None:
    with_blank = ([10, 30, np.nan, 5], [100, 100, 5000, np.nan])
    assert gini(*with_blank) == gini([10, 30], [100, 100])
    assert dissimilarity(*with_blank) == dissimilarity([10, 30], [100, 100])
    assert lorenz_curve(*with_blank).order.tolist() == [1, 0]
    assert np.array_equal(location_quotient(*with_blank).round(6), [0.5, 1.5, np.nan, np.nan], equal_nan=True)
    assert smallest_set(*with_blank, 0.5).residents_share == 0.5


def test_complete_separation_gives_one_everywhere() -> None:
    city = ([0, 100], [100, 100])
    assert gini(*city) == dissimilarity(*city) == isolation(*city) == eta_squared(*city) == 1


def test_an_even_spread_gives_nought_and_the_isolation_is_the_share_of_the_city() -> None:
    city = ([10, 20, 30], [100, 200, 300])
    assert gini(*city) == pytest.approx(0)
    assert dissimilarity(*city) == pytest.approx(0)
    assert eta_squared(*city) == pytest.approx(0)
    assert isolation(*city) == pytest.approx(0.1)
    assert location_quotient(*city) == pytest.approx([1, 1, 1])


def test_where_nobody_belongs_to_the_group_nothing_is_concentrated() -> None:
    nobody = ([0, 0], [10, 10])
    assert not is_part_of(*nobody)
    assert np.isnan([gini(*nobody), dissimilarity(*nobody), isolation(*nobody), eta_squared(*nobody)]).all()
    assert np.isnan(location_quotient(*nobody)).all()
    assert len(lorenz_curve(*nobody).group_share) == 0
    assert len(smallest_set(*nobody, 0.5).members) == 0


@pytest.mark.parametrize("measure", EVERYTHING)
def test_more_people_in_the_group_than_residents_are_refused_by_position(measure: Callable[..., Any]) -> None:
    with pytest.raises(ValueError, match=r"\[1, 2\]"):
        measure([1, 11, 5], [10, 10, 0])


def test_square_metres_per_resident_are_not_a_group() -> None:
    assert not is_part_of([4000, 10], [100, 100])
    assert not is_part_of([5, 1], [0, 10])


def test_arrays_of_different_length_are_refused() -> None:
    with pytest.raises(ValueError, match="one entry per quarter"):
        gini([1, 2], [10])


def test_results_cannot_be_written_to() -> None:
    with pytest.raises(ValueError, match="read-only"):
        lorenz_curve([1], [10]).order[0] = 5
