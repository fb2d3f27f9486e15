"""Global bivariate Moran's I."""

import numpy as np
import pytest
import shapely
from esda import Moran_BV

from analysis.clusters import bivariate_local_moran, bivariate_moran, moran, permutation_plan
from analysis.weights import queen

GRID = queen(shapely.box(*(part.ravel() for part in (*np.mgrid[0:9, 0:9], *np.mgrid[1:10, 1:10]))))
RANDOM = np.random.default_rng(5)
FIRST = RANDOM.normal(size=81)
SECOND = 0.7 * GRID.lag(FIRST) + 0.3 * RANDOM.normal(size=81)


def oracle(first: np.ndarray, second: np.ndarray) -> Moran_BV:
    from libpysal.weights import W

    weights = W({at: list(others) for at, others in enumerate(GRID.tuples)}, silence_warnings=True)
    return Moran_BV(first, second, weights, permutations=999)


def test_statistic_and_p_are_those_of_esda() -> None:
    for second in (SECOND, RANDOM.normal(size=81)):
        found, theirs = bivariate_moran(FIRST, second, GRID, 9_999), oracle(FIRST, second)
        # esda divides both by the sample SD, and the sum by n - 1.
        assert found.statistic == pytest.approx(theirs.I, rel=0.02)
        assert found.p == pytest.approx(theirs.p_sim, abs=4 * np.sqrt(0.25 / 999))


def test_of_one_indicator_with_itself_it_is_global_moran() -> None:
    assert bivariate_moran(FIRST, FIRST, GRID).statistic == pytest.approx(moran(FIRST, GRID).statistic, abs=1e-12)


def test_it_is_the_mean_of_the_local_statistics() -> None:
    local = bivariate_local_moran(FIRST, SECOND, permutation_plan(GRID, 99))
    assert bivariate_moran(FIRST, SECOND, GRID).statistic == pytest.approx(np.mean(local.z * local.lag), abs=1e-12)


def test_a_quarter_without_one_of_both_is_left_out() -> None:
    holes = SECOND.copy()
    holes[[3, 40]] = np.nan
    kept = np.isfinite(holes)
    found = bivariate_moran(FIRST, holes, GRID)
    assert found == bivariate_moran(FIRST[kept], holes[kept], GRID.among(kept))
    assert found.n == 79


@pytest.mark.parametrize("values", [np.full(81, 4.0), np.where(np.arange(81) < 3, 1.0, np.nan)])
def test_where_nothing_can_be_told_nothing_is_said(values: np.ndarray) -> None:
    found = bivariate_moran(values, SECOND, GRID)
    assert np.isnan([found.statistic, found.z, found.p]).all()


def test_the_same_seed_gives_the_same_and_no_permutations_are_refused() -> None:
    assert bivariate_moran(FIRST, SECOND, GRID, seed=4) == bivariate_moran(FIRST, SECOND, GRID, seed=4)
    with pytest.raises(ValueError, match="permutation"):
        bivariate_moran(FIRST, SECOND, GRID, 0)
