"""Gi and Gi*: published values, agreement with esda, and the kinship with local Moran's I."""

import numpy as np
import pytest
import shapely
from esda.getisord import G_Local

from analysis.clusters import getis_ord, local_moran, permutation_plan
from analysis.clusters.getis_ord import two_sided_normal
from analysis.weights import SpatialWeights, distance_band
from tests.analysis.clusters.agreement import agree
from tests.analysis.clusters.cities import PLANTED, RANDOM, WEIGHTS, pysal

PLAN = permutation_plan(WEIGHTS, 9_999)
# Getis and Ord's six points, from the docstring of esda 2.9's G_Local.
POINTS = distance_band(shapely.points([10, 20, 40, 15, 30, 30], [10, 10, 10, 20, 20, 30]), 15)
VALUES = [2, 3, 3.2, 5, 8, 7]


def test_gi_star_of_six_points_has_the_published_figures() -> None:
    published = [-1.39727626, -0.28917762, 0.65064964, -0.28917762, 1.23452088, 2.02424331]
    assert getis_ord(VALUES, permutation_plan(POINTS, 99)).z == pytest.approx(published, abs=5e-9)


def test_gi_of_six_points_has_the_published_figures() -> None:
    published = [-1.0136729, -0.04361589, 1.31558703, -0.31412676, 1.15373986, 1.77833941]
    assert getis_ord(VALUES, permutation_plan(POINTS, 99), star=False).z == pytest.approx(published, abs=5e-9)


@pytest.mark.parametrize("star", [True, False])
@pytest.mark.parametrize("values", [RANDOM, PLANTED], ids=["random", "planted"])
def test_statistics_and_p_values_are_those_of_esda(values: np.ndarray, star: bool) -> None:
    theirs = G_Local(values, pysal(WEIGHTS), "B", 1999, star=star, n_jobs=1, seed=6)
    ours = getis_ord(values, PLAN, star)
    assert ours.statistic == pytest.approx(theirs.Gs, abs=1e-12)
    assert ours.z == pytest.approx(theirs.Zs, abs=1e-11)
    assert ours.p_norm == pytest.approx(2 * theirs.p_norm, abs=1e-12)  # theirs has one side
    assert agree(ours.p, theirs.p_sim, 1999)


def test_pseudo_p_values_are_those_of_local_moran() -> None:
    assert (getis_ord(RANDOM, PLAN).p == local_moran(RANDOM, PLAN).p).all()


def test_high_and_low_gatherings_are_told_apart() -> None:
    found = getis_ord(PLANTED, PLAN)
    gathered = found.gatherings(controlled=False)
    assert {-1, 1} <= set(gathered.tolist())
    assert (PLANTED[gathered == 1].mean() > PLANTED.mean()) & (PLANTED[gathered == -1].mean() < PLANTED.mean())
    assert "Gi* of 90 quarters" in repr(found)


def test_a_quarter_without_a_number_and_an_isolate_have_none() -> None:
    lonely = SpatialWeights(np.append(WEIGHTS.indptr, WEIGHTS.indptr[-1]), WEIGHTS.indices, None, "queen")
    values = np.append(PLANTED, 9.0)
    values[4] = np.nan
    found = getis_ord(values, permutation_plan(lonely, 99))
    assert np.isnan(found.z[[4, 90]]).all()
    assert np.isnan(found.p[[4, 90]]).all()
    assert np.flatnonzero(found.left_out).tolist() == [4]
    assert np.isfinite(found.z[:4]).all()


def test_who_neighbours_everybody_cannot_stand_out() -> None:
    everybody = SpatialWeights(np.arange(5) * 3, [1, 2, 3, 0, 2, 3, 0, 1, 3, 0, 1, 2], None, "queen")
    found = getis_ord([1, 2, 3, 9], permutation_plan(everybody, 99))
    assert np.isnan(found.z).all()
    assert (found.p == 1).all()


def test_where_all_are_alike_nothing_is_told() -> None:
    assert np.isnan(getis_ord(np.ones(90), PLAN).z).all()


def test_the_normal_distribution_has_its_well_known_limits() -> None:
    assert two_sided_normal([-2.5758293035489004, 1.6448536269514722]) == pytest.approx([0.01, 0.1], abs=1e-15)
