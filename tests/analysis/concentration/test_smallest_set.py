"""Smallest sets: for one share and for all of them."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from analysis.concentration import lorenz_curve, smallest_set, smallest_sets
from analysis.concentration.smallest_set import By
from tests.analysis.concentration.cities import CITY


@given(CITY, st.floats(0, 1))
def test_no_set_of_fewer_quarters_holds_the_share(city: np.ndarray, share: float) -> None:
    group, residents = city
    assume(group.sum() > 0)
    chosen = smallest_set(group, residents, share)
    wanted = share * group.sum() - 1e-6
    assert group[chosen.members].sum() >= wanted
    fewer = len(chosen.members) - 1
    assert (
        all(sum(part) < wanted + 2e-6 for size in range(fewer + 1) for part in combinations(group, size)) or fewer < 0
    )


@given(CITY, st.floats(0, 1))
def test_the_set_by_residents_is_a_point_of_the_lorenz_curve(city: np.ndarray, share: float) -> None:
    group, residents = city
    assume(group.sum() > 0)
    curve, chosen = lorenz_curve(group, residents), smallest_set(group, residents, share, by="residents")
    m = len(chosen.members)
    assert chosen.members.tolist() == curve.order[:m].tolist()
    assert np.isclose(chosen.residents_share, curve.residents_share[m])
    assert np.isclose(chosen.group_share, curve.group_share[m])
    assert chosen.group_share >= share - 1e-9


def test_half_of_the_people_live_in_the_quarters_with_the_most_of_them() -> None:
    chosen = smallest_set([40, 35, 5, 20], [400, 100, 10, 200], 0.5)
    assert chosen.members.tolist() == [0, 1]
    assert chosen.group_share == 0.75
    assert np.isclose(chosen.residents_share, 500 / 710)


def test_among_equal_counts_the_higher_rate_is_taken_first() -> None:
    assert smallest_set([10, 10, 10], [300, 100, 200], 0.3).members.tolist() == [1]


def test_the_share_nought_needs_no_quarter_and_one_needs_all_who_have_any() -> None:
    assert smallest_set([1, 2, 0], [9, 9, 9], 0).members.tolist() == []
    assert sorted(smallest_set([1, 2, 0], [9, 9, 9], 1).members.tolist()) == [0, 1]


def test_thirds_are_not_missed_by_rounding() -> None:
    assert len(smallest_set([0.1] * 3, [1] * 3, 1 / 3).members) == 1


@pytest.mark.parametrize("share", [-0.1, 50])
def test_a_share_beyond_nought_and_one_is_refused(share: float) -> None:
    with pytest.raises(ValueError, match="share"):
        smallest_set([1], [10], share)


@pytest.mark.parametrize("by", ["quarters", "residents"])
@given(CITY)
def test_all_sets_at_once_are_those_asked_for_one_by_one(by: By, city: np.ndarray) -> None:
    group, residents = city
    assume(group.sum() > 0)
    found = smallest_sets(group, residents, by=by)
    for per_cent in range(1, 100):
        one, at = smallest_set(group, residents, per_cent / 100, by=by), found.at(per_cent)
        assert at.members.tolist() == one.members.tolist()
        assert at.group_share == pytest.approx(one.group_share)
        assert at.residents_share == pytest.approx(one.residents_share)


def test_where_nobody_belongs_to_the_group_all_sets_are_empty() -> None:
    found = smallest_sets([0, 0], [10, 10])
    assert found.cuts.tolist() == [0] * 99
    assert len(found.at(50).members) == 0
    assert np.isnan(found.at(50).group_share)


@pytest.mark.parametrize("per_cent", [0, 100, 0.5])
def test_a_share_that_is_not_one_of_the_99_is_refused(per_cent: int) -> None:
    with pytest.raises(ValueError, match="1 to 99"):
        smallest_sets([1, 2], [10, 10]).at(per_cent)
