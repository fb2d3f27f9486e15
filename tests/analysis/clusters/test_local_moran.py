"""Local Moran's I: agreement with esda, planted clusters, missing quarters, many columns at once."""

import numpy as np
import pytest
from esda.moran import Moran_Local
from hypothesis import given
from hypothesis import strategies as st

from analysis.clusters import QUADRANTS, local_moran, local_moran_many, moran, permutation_plan
from analysis.weights import SpatialWeights, k_nearest, queen
from tests.analysis.clusters.agreement import agree, monte_carlo_error
from tests.analysis.clusters.cities import CITY, PLANTED, RANDOM, WEIGHTS, grid, pysal

PLAN = permutation_plan(WEIGHTS, 9_999)
COLUMNS = np.stack([RANDOM, PLANTED, np.where(np.arange(90) % 8 > 0, PLANTED, np.nan), np.full(90, np.nan)])


@pytest.mark.parametrize("values", [RANDOM, PLANTED], ids=["random", "planted"])
@pytest.mark.parametrize("weights", [WEIGHTS, k_nearest(CITY, 4)], ids=["queen", "4 nearest"])
def test_statistics_p_values_and_classes_are_those_of_esda(values: np.ndarray, weights: SpatialWeights) -> None:
    theirs = Moran_Local(values, pysal(weights), permutations=1999, n_jobs=1, seed=12)
    ours = local_moran(values, permutation_plan(weights, 9_999))
    assert ours.statistic == pytest.approx(theirs.Is, abs=1e-12)
    assert ours.quadrant.tolist() == theirs.q.tolist()
    assert agree(ours.p, theirs.p_sim, 1999)
    clear = np.abs(ours.p - 0.05) > monte_carlo_error(ours.p, 1999)
    assert clear.sum() > 70
    their_classes = np.where(theirs.p_sim <= 0.05, theirs.q, 0)
    assert (ours.clusters(controlled=False) == their_classes)[clear].all()


def test_a_planted_cluster_is_found_and_named() -> None:
    values = np.random.default_rng(1).normal(size=(12, 12))
    values[2:6, 2:6] += 6
    plan = permutation_plan(queen(grid(12)), 9_999)
    found = local_moran(values.ravel(), plan).clusters().reshape(12, 12)
    assert (found[3:5, 3:5] == 1).all()
    assert not (found[8:, 8:] == 1).any()
    assert QUADRANTS[1] == "High-High"


def test_a_high_quarter_among_low_ones_is_told_from_a_cluster() -> None:
    values = np.full((9, 9), 10.0) + np.random.default_rng(0).normal(size=(9, 9))
    values[:4] += 10
    values[7, 4] = 25
    found = local_moran(values.ravel(), permutation_plan(queen(grid(9)), 999))
    assert found.quadrant.reshape(9, 9)[7, 4] == 4
    assert found.quadrant.reshape(9, 9)[0, 0] == 1


def test_in_cities_without_structure_clusters_are_rare() -> None:
    # At most one in twenty; of 200 cities more than 20 would be 3.2 standard deviations above that.
    cities = np.random.default_rng(2).gamma(2.0, size=(200, 90))
    found = local_moran_many(cities, PLAN)
    assert (found.clusters() != 0).any(axis=1).sum() <= 20


def test_local_values_add_up_to_the_global_one() -> None:
    found = local_moran(PLANTED, PLAN)
    assert found.statistic.sum() / 89 == pytest.approx(moran(PLANTED, WEIGHTS).statistic, abs=1e-12)


def test_the_slope_of_the_scatter_plot_is_the_global_value() -> None:
    found = local_moran(PLANTED, PLAN)
    assert np.polyfit(found.z, found.lag, 1)[0] == pytest.approx(moran(PLANTED, WEIGHTS).statistic, abs=1e-12)


def test_quarters_without_a_number_leave_values_and_weights() -> None:
    there = ~np.isnan(COLUMNS[2])
    with_gaps = local_moran(COLUMNS[2], PLAN)
    without = local_moran(PLANTED[there], permutation_plan(WEIGHTS.among(there), 9_999))
    for name in ("statistic", "z", "lag", "p", "quadrant"):
        assert (getattr(with_gaps, name)[there] == getattr(without, name)).all(), name
    assert with_gaps.left_out.tolist() == (~there).tolist()
    assert np.isnan(with_gaps.p[~there]).all()
    assert not with_gaps.significant()[~there].any()
    assert not with_gaps.quadrant[~there].any()


def test_many_columns_give_what_each_gives_alone() -> None:
    many = local_moran_many(COLUMNS, PLAN)
    for row, column in enumerate(COLUMNS):
        alone = local_moran(column, PLAN)
        for name in ("statistic", "z", "lag", "p", "quadrant", "left_out"):
            np.testing.assert_array_equal(getattr(many, name)[row], getattr(alone, name))
        assert (many.significant()[row] == alone.significant()).all()


def test_an_isolate_has_no_lag_and_is_never_significant() -> None:
    lonely = SpatialWeights(np.append(WEIGHTS.indptr, WEIGHTS.indptr[-1]), WEIGHTS.indices, None, "queen")
    found = local_moran(np.append(PLANTED, 99), permutation_plan(lonely, 199))
    assert np.isfinite(found.z[-1])
    assert np.isnan([found.lag[-1], found.statistic[-1], found.p[-1]]).all()
    assert (found.quadrant[-1], found.significant()[-1]) == (0, False)


@pytest.mark.parametrize("values", [np.full(90, 3.0), np.full(90, np.nan), np.where(np.arange(90) < 2, RANDOM, np.nan)])
def test_where_all_are_alike_nothing_is_told(values: np.ndarray) -> None:
    found = local_moran(values, PLAN)
    assert np.isnan(found.p).all()
    assert not found.clusters().any()


def test_zeros_among_zeros_are_no_cluster_in_a_city_of_zeros() -> None:
    values = np.zeros(90)
    values[:6] = RANDOM[:6]
    assert not (local_moran(values, PLAN).clusters(controlled=False) == 3).any()
    theirs = Moran_Local(values, pysal(WEIGHTS), permutations=99, n_jobs=1, seed=1)
    assert ((theirs.p_sim <= 0.05) & (theirs.q == 3)).sum() > 10


def test_more_permutations_find_what_few_cannot() -> None:
    # Of 400 quarters not one can hold with 999 permutations unless eight reach the smallest p-value.
    values = np.random.default_rng(3).normal(size=(20, 20))
    values[5, 5:7] += 7
    values[6, 5:7] += 7
    plan = queen(grid(20))
    few, many = (local_moran(values.ravel(), permutation_plan(plan, number)) for number in (999, 99_999))
    assert many.significant().sum() > few.significant().sum()


def test_a_result_prints_what_was_found() -> None:
    assert repr(local_moran(RANDOM, PLAN)).startswith("local Moran's I of 90 quarters: ")


def test_shapes_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="one column of values"):
        local_moran(COLUMNS, PLAN)
    with pytest.raises(ValueError, match="rows of values"):
        local_moran_many(RANDOM, PLAN)
    with pytest.raises(ValueError, match="90 quarters need as many values"):
        local_moran([1, 2, 3], PLAN)
    with pytest.raises(ValueError, match=r"infinite values at positions \[2\]"):
        local_moran(np.where(np.arange(90) == 2, -np.inf, RANDOM), PLAN)


@given(st.floats(0.01, 100), st.floats(-1000, 1000))
def test_the_unit_of_the_values_does_not_matter(factor: float, shift: float) -> None:
    small = permutation_plan(WEIGHTS, 99)
    plain, other = local_moran(RANDOM, small), local_moran(factor * RANDOM + shift, small)
    assert (plain.p == other.p).all()
    assert other.statistic == pytest.approx(plain.statistic, abs=1e-9)


def test_turning_high_and_low_round_turns_the_quadrants_round() -> None:
    found, turned = local_moran(PLANTED, PLAN), local_moran(-PLANTED, PLAN)
    assert (np.array([0, 3, 4, 1, 2])[found.quadrant] == turned.quadrant).all()
    assert (found.p == turned.p).all()
