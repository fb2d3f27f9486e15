"""D beside the D of random allocation."""

import numpy as np
import pytest
from hypothesis import assume, given
from scipy import stats

from analysis.concentration import dissimilarity, expected_by_chance, random_allocation
from analysis.concentration.dissimilarity import dissimilarities
from analysis.people import is_part_of
from tests.analysis.concentration.cities import CITY, GROUP, RESIDENTS, planted


@given(CITY)
def test_the_expectation_is_that_of_the_hypergeometric_distribution(city: np.ndarray) -> None:
    group, residents = city
    assume(is_part_of(group, residents))
    total, members = residents.sum(), group.sum()
    distance = 0.0
    for people in residents:
        count = np.arange(int(people) + 1)
        chance = stats.hypergeom.pmf(count, int(total), int(members), int(people))
        distance += (chance * np.abs(count - people * members / total)).sum()
    expected = total / (2 * members * (total - members)) * distance
    assert expected_by_chance(group, residents) == pytest.approx(expected, abs=1e-9)


def test_the_draws_have_the_expected_mean() -> None:
    found = random_allocation(GROUP, RESIDENTS, draws=20_000, seed=1)
    assert found is not None
    assert found.low < found.expected < found.high < found.observed
    assert found.p < 0.001
    assert found.draws == 20_000


def test_without_segregation_p_is_spread_evenly() -> None:
    residents, share = planted(0, n=40, people=200)
    draws = np.random.default_rng(4).binomial(residents, share, size=(200, 40))
    p = [found.p for draw in draws if (found := random_allocation(draw, residents, draws=199))]
    assert stats.kstest(p, "uniform").pvalue > 0.01


def test_the_same_seed_gives_the_same_figures() -> None:
    assert random_allocation(GROUP, RESIDENTS, seed=3) == random_allocation(GROUP, RESIDENTS, seed=3)
    assert random_allocation(GROUP, RESIDENTS, seed=3) != random_allocation(GROUP, RESIDENTS, seed=4)


@pytest.mark.parametrize("wide", [np.int16, np.int32])
def test_many_draws_at_once_have_the_dissimilarity_of_each(wide: type) -> None:
    residents, share = planted(0.5, n=150)
    draws = np.random.default_rng(1).binomial(residents[:, None], share[:, None], size=(150, 20)).astype(wide)
    one_by_one = [dissimilarity(draw, residents) for draw in draws.T]
    assert dissimilarities(draws, residents.astype(float)) == pytest.approx(one_by_one, rel=1e-6)


def test_where_nobody_or_everybody_belongs_to_the_group_there_is_nothing_to_compare() -> None:
    assert random_allocation([0, 0], [9, 9]) is None
    assert random_allocation([9, 9], [9, 9]) is None
    assert np.isnan(expected_by_chance([0, 0], [9, 9]))


def test_no_draw_at_all_is_refused() -> None:
    with pytest.raises(ValueError, match="draw"):
        random_allocation(GROUP, RESIDENTS, draws=0)
