"""Global Moran's I: published values, agreement with esda, and what happens without numbers."""

import numpy as np
import pytest
from esda.moran import Moran as Theirs
from hypothesis import given
from hypothesis import strategies as st
from libpysal import examples, io

from analysis.clusters import moran
from analysis.weights import SpatialWeights, k_nearest, rook
from tests.analysis.clusters.cities import CITY, PLANTED, RANDOM, WEIGHTS, grid, pysal


def ours_from(theirs: object) -> SpatialWeights:
    """PySAL's weights in our rows."""
    at = {name: place for place, name in enumerate(theirs.id_order)}
    rows = [sorted(at[name] for name in theirs.neighbors[quarter]) for quarter in theirs.id_order]
    return SpatialWeights(np.cumsum([0, *map(len, rows)]), np.concatenate(rows), None, "queen")


def test_homicide_rates_of_st_louis_have_the_published_figures() -> None:
    # esda 2.9, docstring of Moran: stl.gal and HR8893 give 0.2436558, -0.0129870 and 0.00027147.
    weights = ours_from(io.open(examples.get_path("stl.gal")).read())
    found = moran(np.array(io.open(examples.get_path("stl_hom.txt")).by_col["HR8893"]), weights)
    assert found.statistic == pytest.approx(0.24365582621771659, abs=1e-12)
    assert found.expected == pytest.approx(-0.012987012987012988, abs=1e-15)
    assert found.p_norm == pytest.approx(0.00027147862770937614, abs=1e-12)
    assert (found.n, found.isolates, found.left_out) == (78, 0, ())


def test_sudden_infant_deaths_in_north_carolina_have_the_published_figure() -> None:
    # esda 2.9, docstring of Moran: SIDR74 gives 0.248.
    weights = ours_from(io.open(examples.get_path("sids2.gal")).read())
    rates = np.array(io.open(examples.get_path("sids2.dbf")).by_col["SIDR74"])
    assert round(moran(rates, weights).statistic, 3) == 0.248


@pytest.mark.parametrize("values", [RANDOM, PLANTED], ids=["random", "planted"])
@pytest.mark.parametrize("weights", [WEIGHTS, k_nearest(CITY, 4)], ids=["queen", "4 nearest"])
def test_all_moments_are_those_of_esda(values: np.ndarray, weights: SpatialWeights) -> None:
    theirs = Theirs(values, pysal(weights), permutations=0)
    ours = moran(values, weights, permutations=0)
    named = ["I", "EI", "VI_norm", "VI_rand", "z_norm", "z_rand", "p_norm", "p_rand"]
    mine = ["statistic", "expected", "variance_norm", "variance_rand", "z_norm", "z_rand", "p_norm", "p_rand"]
    for our_name, their_name in zip(mine, named, strict=True):
        assert getattr(ours, our_name) == pytest.approx(getattr(theirs, their_name), rel=1e-9, abs=1e-12), our_name
    assert np.isnan(ours.p)


@pytest.mark.parametrize("values", [RANDOM, PLANTED], ids=["random", "planted"])
def test_the_pseudo_p_value_is_that_of_esda_within_monte_carlo_error(values: np.ndarray) -> None:
    theirs = Theirs(values, pysal(WEIGHTS), permutations=1999).p_sim
    ours = moran(values, WEIGHTS, permutations=9999).p
    assert abs(ours - theirs) <= 5 * np.sqrt(ours * (1 - ours) / 1999) + 1 / 1999


def test_isolates_count_as_in_esda() -> None:
    alone = WEIGHTS.among(np.arange(90) % 7 > 0)
    lonely = SpatialWeights(np.append(alone.indptr, alone.indptr[-1]), alone.indices, None, "queen")
    values = RANDOM[: lonely.n]
    theirs = Theirs(values, pysal(lonely), permutations=0)
    found = moran(values, lonely, permutations=0)
    assert found.isolates == 1
    assert found.statistic == pytest.approx(theirs.I, abs=1e-12)
    assert found.variance_rand == pytest.approx(theirs.VI_rand, abs=1e-12)


def test_a_chessboard_is_as_unlike_as_can_be() -> None:
    board = rook(grid(8))
    colours = np.add.outer(np.arange(8), np.arange(8)).ravel() % 2
    found = moran(colours, board)
    assert found.statistic == pytest.approx(-1)
    assert found.p == 0.001


def test_quarters_without_a_number_leave_values_and_weights() -> None:
    there = np.arange(90) % 9 > 0
    with_gaps = moran(np.where(there, PLANTED, np.nan), WEIGHTS)
    without = moran(PLANTED[there], WEIGHTS.among(there))
    assert with_gaps.statistic == without.statistic
    assert with_gaps.p == without.p
    assert with_gaps.left_out == tuple(range(0, 90, 9))
    assert with_gaps.n == 80


def test_one_seed_gives_one_result_and_another_seed_another() -> None:
    assert moran(RANDOM, WEIGHTS) == moran(RANDOM, WEIGHTS)
    assert moran(RANDOM, WEIGHTS, seed=2).p != moran(RANDOM, WEIGHTS).p


@pytest.mark.parametrize("values", [np.full(90, 7.0), np.full(90, np.nan), np.where(np.arange(90) < 3, RANDOM, np.nan)])
def test_where_nothing_can_be_told_nothing_is_told(values: np.ndarray) -> None:
    found = moran(values, WEIGHTS)
    assert np.isnan([found.statistic, found.z_norm, found.p_norm, found.p]).all()


def test_values_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match="90 quarters need as many values"):
        moran([1, 2], WEIGHTS)
    with pytest.raises(ValueError, match=r"infinite values at positions \[4\]"):
        moran(np.where(np.arange(90) == 4, np.inf, 1.0), WEIGHTS)
    with pytest.raises(ValueError, match="negative, got -1"):
        moran(RANDOM, WEIGHTS, permutations=-1)


@given(st.floats(0.01, 100), st.floats(-1000, 1000))
def test_the_unit_of_the_values_does_not_matter(factor: float, shift: float) -> None:
    plain, other = moran(RANDOM, WEIGHTS, 99), moran(factor * RANDOM + shift, WEIGHTS, 99)
    assert other.statistic == pytest.approx(plain.statistic, abs=1e-9)
    assert other.p == plain.p
