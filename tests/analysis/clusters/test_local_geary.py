"""Local Geary's c: agreement with esda and with summing up every draw."""

import numpy as np
import pytest
from esda.geary_local import Geary_Local

from analysis.clusters import LIKENESS, local_geary, permutation_plan
from analysis.clusters.usable import standardised
from analysis.weights import queen
from tests.analysis.clusters.agreement import agree
from tests.analysis.clusters.cities import PLANTED, RANDOM, WEIGHTS, grid, pysal

PLAN = permutation_plan(WEIGHTS, 9_999)


@pytest.mark.parametrize("values", [RANDOM, PLANTED], ids=["random", "planted"])
def test_statistics_and_p_values_are_those_of_esda(values: np.ndarray) -> None:
    theirs = Geary_Local(pysal(WEIGHTS), permutations=1999, n_jobs=1).fit(values)
    ours = local_geary(values, PLAN)
    assert ours.statistic == pytest.approx(theirs.localG, abs=1e-12)
    assert agree(ours.p, theirs.p_sim, 1999)


@pytest.mark.parametrize("values", [RANDOM, np.arange(90) % 4])
def test_p_values_are_those_of_summing_up_everything(values: np.ndarray) -> None:
    plan = permutation_plan(WEIGHTS, 199)
    z, found = standardised(np.asarray(values, dtype=float)), local_geary(values, plan).p
    for quarter, k in enumerate(WEIGHTS.counts):
        draws = [[other for other in draw if other != quarter][:k] for draw in plan.ids.T.tolist()]
        drawn = ((z[quarter] - z[np.array(draws)]) ** 2).sum(axis=1)
        observed = ((z[quarter] - z[WEIGHTS[quarter]]) ** 2).sum()
        smaller = min((drawn >= observed - 1e-9).sum(), (drawn <= observed + 1e-9).sum())
        assert found[quarter] == (smaller + 1) / 200


def test_likeness_is_told_from_difference() -> None:
    board = np.add.outer(np.arange(10), np.arange(10)) % 2 * 10.0
    board[:, :5] = 5.0
    board += np.random.default_rng(0).normal(scale=0.1, size=(10, 10))
    found = local_geary(board.ravel(), permutation_plan(queen(grid(10)), 999))
    kinds = found.likeness.reshape(10, 10)
    assert set(kinds[2:8, 1:4].ravel().tolist()) <= {1, 2, 3}
    assert LIKENESS[kinds[5, 8]] == "unlike"
    assert found.clusters(controlled=False).any()
    assert "local Geary's c of 100 quarters" in repr(found)


def test_quarters_without_a_number_leave_values_and_weights() -> None:
    values = np.where(np.arange(90) == 5, np.nan, PLANTED)
    found, kept = local_geary(values, PLAN), ~np.isnan(values)
    alone = local_geary(PLANTED[kept], permutation_plan(WEIGHTS.among(kept), 9_999))
    assert (found.p[kept] == alone.p).all()
    assert np.isnan([found.p[5], found.statistic[5]]).all()
    assert found.likeness[5] == 0


def test_where_all_are_alike_nothing_is_told() -> None:
    found = local_geary(np.ones(90), PLAN)
    assert np.isnan(found.p).all()
    assert not found.clusters().any()
