"""The plan of random neighbourhoods: who is drawn, and where quarters meet themselves."""

import numpy as np
import pytest

from analysis.clusters import permutation_plan
from analysis.weights import SpatialWeights, k_nearest, queen
from tests.analysis.clusters.cities import CITY, WEIGHTS, grid

SMALL = queen(grid(3))


def test_no_quarter_is_drawn_twice_at_once() -> None:
    for weights in (WEIGHTS, SMALL, k_nearest(CITY[:6], 5)):
        ids = permutation_plan(weights, 500).ids
        assert ids.shape == (weights.counts.max() + 1, 500)
        assert all(len(set(draw)) == len(draw) for draw in ids.T.tolist())


def test_every_quarter_is_drawn_equally_often_at_every_place() -> None:
    # Each count is binomial: 20,000 draws with chance 1/9 have a standard deviation of 44.
    for row in permutation_plan(SMALL, 20_000).ids:
        assert np.abs(np.bincount(row, minlength=9) - 20_000 / 9).max() < 5 * 44.4


def test_every_pair_is_drawn_equally_often() -> None:
    ids = permutation_plan(SMALL, 20_000).ids.astype(int)
    pairs = np.bincount(ids[0] * 9 + ids[1], minlength=81).reshape(9, 9)
    assert not pairs.diagonal().any()
    assert np.abs(pairs[~np.eye(9, dtype=bool)] - 20_000 / 72).max() < 5 * np.sqrt(20_000 / 72)


def test_the_plan_knows_where_quarters_are_among_their_own_neighbours() -> None:
    plan = permutation_plan(WEIGHTS, 300)
    owners = plan.of_owners(np.arange(90.0))
    for quarter in plan.order:
        k = WEIGHTS.counts[quarter]
        mine = np.flatnonzero(owners == quarter)
        met = np.flatnonzero((plan.ids[:k] == quarter).any(axis=0))
        rows, draws = np.divmod(plan.cells[mine], 300)
        assert set(rows.tolist()) <= {k - 1}
        assert sorted(draws.tolist()) == met.tolist()
        assert (plan.instead[mine] == plan.ids[k, draws]).all()


@pytest.mark.parametrize("size", [1, 50, 10**6])
def test_parts_hold_every_quarter_with_its_draws_once(size: int) -> None:
    plan = permutation_plan(WEIGHTS, 300)
    parts = list(plan.parts(size))
    assert [at for quarters, _ in parts for at in range(90)[quarters]] == list(range(90))
    assert [at for _, draws in parts for at in range(len(plan.cells))[draws]] == list(range(len(plan.cells)))
    for quarters, draws in parts:
        assert plan.met[quarters].sum() == draws.stop - draws.start
        assert draws.stop - draws.start <= size or quarters.stop - quarters.start == 1


def test_some_quarters_are_cut_into_the_same_kind_of_parts() -> None:
    plan = permutation_plan(WEIGHTS, 300)
    parts = list(plan.parts(50, slice(20, 70)))
    assert [at for quarters, _ in parts for at in range(90)[quarters]] == list(range(20, 70))
    for quarters, draws in parts:
        assert (draws.start, draws.stop) == (plan.met[: quarters.start].sum(), plan.met[: quarters.stop].sum())


def test_quarters_stand_by_their_number_of_neighbours() -> None:
    plan = permutation_plan(WEIGHTS, 9)
    assert sorted(plan.order.tolist()) == list(range(90))
    for group in plan.alike:
        assert (WEIGHTS.counts[plan.order[group.inside]] == group.neighbours).all()


def test_isolates_are_in_no_group() -> None:
    weights = SpatialWeights(np.array([0, 1, 2, 2]), np.array([1, 0]), None, "queen")
    plan = permutation_plan(weights, 9)
    assert plan.order.tolist() == [0, 1]
    assert [(one.neighbours, one.inside, one.others.tolist()) for one in plan.alike] == [(1, slice(0, 2), [[1, 0]])]
    nobody = permutation_plan(SpatialWeights(np.zeros(4, dtype=int), np.empty(0, dtype=int), None, "queen"), 9)
    assert nobody.alike == ()


def test_the_same_seed_gives_the_same_draws() -> None:
    assert (permutation_plan(WEIGHTS, 50, 7).ids == permutation_plan(WEIGHTS, 50, 7).ids).all()
    assert (permutation_plan(WEIGHTS, 50, 7).ids != permutation_plan(WEIGHTS, 50, 8).ids).any()


def test_leaving_nobody_out_keeps_the_plan() -> None:
    plan = permutation_plan(WEIGHTS, 50, 7)
    assert plan.among(np.ones(90, dtype=bool)) is plan
    smaller = plan.among(np.arange(90) > 10)
    assert (smaller.weights.n, smaller.permutations, smaller.seed) == (79, 50, 7)


def test_nobody_can_change_a_plan() -> None:
    with pytest.raises(ValueError, match="read-only"):
        permutation_plan(SMALL, 9).ids[0] = 1


def test_more_quarters_than_16_bits_hold_have_ids_of_their_own() -> None:
    ring = np.arange(70_000)
    indices = np.sort(np.stack([(ring - 1) % 70_000, (ring + 1) % 70_000], axis=1), axis=1).ravel()
    plan = permutation_plan(SpatialWeights(np.arange(70_001) * 2, indices, None, "queen"), 2_000)
    assert plan.ids.max() > 65_535
    draws, owners = plan.cells % 2_000, plan.of_owners(ring)
    assert ((plan.ids[0, draws] == owners) | (plan.ids[1, draws] == owners)).all()


def test_a_plan_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 1 permutation is needed, got 0"):
        permutation_plan(WEIGHTS, 0)
