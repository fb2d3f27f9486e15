"""Maps without structure show hardly a cluster, planted clusters are found, and the judging holds."""

import numpy as np
import pytest

from analysis.clusters import permutation_plan
from analysis.weights import queen
from benchmarks._analysis_city import city
from benchmarks.clusters_by_chance import KINDS, SEED, Verdict, around, by_chance, planted, tables
from tests.analysis.clusters.cities import grid

AREAS = 48


@pytest.mark.parametrize(("shown", "result"), [(25, "pass"), (26, "FAIL")])
def test_more_than_five_of_a_hundred_maps_fail_without_any_allowance_for_luck(shown: int, result: str) -> None:
    assert Verdict("normal", 90, shown, 500).result == result


def test_the_chance_beside_it_is_that_of_as_many_or_more() -> None:
    assert Verdict("normal", 90, 0, 500).chance == pytest.approx(1)
    assert Verdict("normal", 90, 1, 1).chance == pytest.approx(0.05)


def test_a_planted_cluster_hangs_together() -> None:
    weights = queen(grid(6))
    members = around(weights, 14, 8)
    assert members[0] == 14
    assert len(set(members)) == 8
    assert all(set(weights[one].tolist()) & set(members) for one in members)


def test_all_kinds_of_maps_are_without_structure() -> None:
    made = city(AREAS)
    for draw in KINDS.values():
        values = draw(np.random.default_rng(0), 400, made)
        assert values.shape == (400, AREAS)
        together = np.corrcoef(values.T)
        assert abs(together[~np.eye(AREAS, dtype=bool)].mean()) < 0.02


@pytest.mark.slow
def test_hardly_a_map_without_structure_shows_a_cluster_and_strong_ones_are_found() -> None:
    made = city(AREAS)
    plan = permutation_plan(queen(made.shapes, 0), 9_999)
    judgements, powers = by_chance(made, plan, 100, SEED), planted(made, plan, 50, SEED)
    assert all(one.chance > 1e-4 for one in judgements)
    weak, strong = powers[0], powers[-1]
    assert weak.quarters_found < strong.quarters_found
    assert strong.maps_found > 0.8
    assert len(tables(judgements, powers)) == len(judgements) + len(powers) + 4
