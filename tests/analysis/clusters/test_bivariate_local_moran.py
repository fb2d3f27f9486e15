"""Bivariate local Moran's I against esda, and with gaps in either column."""

import numpy as np
import pytest
from esda.moran import Moran_Local_BV

from analysis.clusters import bivariate_local_moran, local_moran, permutation_plan
from tests.analysis.clusters.agreement import agree
from tests.analysis.clusters.cities import PLANTED, RANDOM, WEIGHTS, pysal

PLAN = permutation_plan(WEIGHTS, 9_999)


@pytest.mark.parametrize(("values", "others"), [(RANDOM, PLANTED), (PLANTED, RANDOM)], ids=["planted", "random"])
def test_statistics_p_values_and_classes_are_those_of_esda(values: np.ndarray, others: np.ndarray) -> None:
    theirs = Moran_Local_BV(values, others, pysal(WEIGHTS), permutations=1999, n_jobs=1, seed=4)
    ours = bivariate_local_moran(values, others, PLAN)
    assert ours.statistic == pytest.approx(theirs.Is, abs=1e-12)
    assert ours.quadrant.tolist() == theirs.q.tolist()
    assert agree(ours.p, theirs.p_sim, 1999)


def test_a_column_with_itself_is_the_univariate_case() -> None:
    both, one = bivariate_local_moran(PLANTED, PLANTED, PLAN), local_moran(PLANTED, PLAN)
    for name in ("statistic", "z", "lag", "p", "quadrant"):
        assert (getattr(both, name) == getattr(one, name)).all()


def test_a_quarter_without_one_of_both_is_left_out() -> None:
    first, second = PLANTED.copy(), RANDOM.copy()
    first[3] = second[8] = np.nan
    found = bivariate_local_moran(first, second, PLAN)
    assert np.flatnonzero(found.left_out).tolist() == [3, 8]
    kept = ~found.left_out
    alone = bivariate_local_moran(first[kept], second[kept], permutation_plan(WEIGHTS.among(kept), 9_999))
    assert (found.p[kept] == alone.p).all()
    assert (found.statistic[kept] == alone.statistic).all()


def test_where_one_column_is_all_alike_nothing_is_told() -> None:
    found = bivariate_local_moran(np.ones(90), RANDOM, PLAN)
    assert np.isnan(found.p).all()
    assert not found.quadrant.any()
