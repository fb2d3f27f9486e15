"""Clusters of an indicator in the Atlas: one answer for map, findings and commands."""

from dataclasses import replace

import numpy as np
import pytest

from analysis.clusters import local_moran, permutation_plan
from layers.clusters import ClusterOptions, cluster_analysis, compared
from layers.weights import area_weights
from loading.atlas import Atlas
from loading.reasons import Reason
from tests.callbacks.towns import town
from tests.layers.towns_with_clusters import planted_town
from tests.toytown import POPULATION, POVERTY, toytown

QUICK = ClusterOptions(permutations=19_999)


def with_reason(atlas: Atlas, project: str, quarter: int, reason: Reason) -> Atlas:
    """Give the town with another reason for the number of one quarter; the number stays."""
    cube = atlas.cubes["quarter"]
    reasons = cube.reason.copy()
    reasons[quarter, 0, :] = reason
    return replace(atlas, project=project, cubes={**atlas.cubes, "quarter": replace(cube, reason=reasons)})


def test_the_planted_cluster_is_found_with_the_people_who_live_there() -> None:
    atlas = planted_town()
    found = cluster_analysis(atlas, "quarter", "A1", 2024, QUICK)
    (cluster,) = (one for one in found.clusters if one.kind == 1)
    assert set(cluster.members) <= {row * 50 + column for row in range(4) for column in range(10, 14)}
    assert len(cluster.members) >= 4
    assert cluster.residents == 1000 * len(cluster.members)
    assert cluster.group_share > cluster.residents_share
    assert (found.n, found.tested) == (200, 200)


def test_the_answer_is_that_of_the_statistics_themselves() -> None:
    atlas = planted_town()
    found = cluster_analysis(atlas, "quarter", "A1", 2024, QUICK)
    own = local_moran(compared(atlas, "quarter", "A1", 2024), permutation_plan(area_weights(atlas, "quarter"), 19_999))
    assert np.array_equal(found.marks, own.clusters())
    assert np.array_equal(found.local.p, own.p)


def test_a_quarter_too_small_to_judge_is_left_out_and_named_by_its_reason() -> None:
    atlas = with_reason(planted_town(), "planted-small", 5, Reason.TOO_SMALL)
    found = cluster_analysis(atlas, "quarter", "A1", 2024, QUICK)
    assert np.isnan(found.values[5])
    assert found.n == 199
    assert [(one.code, one.reason, one.quarters) for one in found.guardrails] == [("left_out", "too_small", (5,))]


def test_counts_few_areas_and_few_permutations_are_warned_of() -> None:
    codes = [one.code for one in cluster_analysis(toytown(), "quarter", POPULATION.id, 2024, QUICK).guardrails]
    assert codes == ["nothing_to_compare", "few_areas", "counts"]
    few = cluster_analysis(planted_town(), "quarter", "A1", 2024, ClusterOptions(permutations=999))
    assert [one.code for one in few.guardrails] == ["few_permutations"]


def test_without_control_more_quarters_are_marked() -> None:
    loose = replace(QUICK, controlled=False)
    marked = [(cluster_analysis(planted_town(), "quarter", "A1", 2024, one).marks > 0).sum() for one in (QUICK, loose)]
    assert 0 < marked[0] < marked[1]


def test_a_town_of_two_quarters_has_no_clusters() -> None:
    found = cluster_analysis(town("two", (POVERTY, [5, 9])), "quarter", "A1", 2024, QUICK)
    assert (found.clusters, found.tested) == ((), 0)


def test_many_areas_get_fewer_permutations() -> None:
    assert ClusterOptions().permutations_of(5_000) == 99_999
    assert ClusterOptions().permutations_of(5_001) == 9_999
    assert ClusterOptions(permutations=999).permutations_of(33_000) == 999


def test_the_answer_says_with_how_many_permutations_and_is_computed_once() -> None:
    atlas = planted_town()
    found = cluster_analysis(atlas, "quarter", "A1", 2024)
    assert found.options.permutations == 99_999
    assert cluster_analysis(atlas, "quarter", "A1", 2024) is found


def test_what_is_not_there_is_refused() -> None:
    with pytest.raises(KeyError):
        cluster_analysis(toytown(), "quarter", "nothing", 2024)
