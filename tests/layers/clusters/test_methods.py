"""The five methods behind one face, against the statistics themselves."""

import numpy as np
import pytest

from analysis.clusters import (
    bivariate_local_moran,
    getis_ord,
    local_geary,
    local_join_count,
    local_moran,
    permutation_plan,
)
from layers.clusters import CLUSTERING, MARKS, METHODS, ClusterOptions
from layers.clusters.methods import having, local_result
from layers.weights import area_weights
from tests.layers.towns_with_clusters import planted_town

ATLAS = planted_town()
PLAN = permutation_plan(area_weights(ATLAS, "quarter"), 999)
VALUES = ATLAS.cubes["quarter"].value[:, 0, 0].copy()
OTHERS = ATLAS.cubes["quarter"].value[:, 1, 0].copy()


def test_every_method_has_marks_and_says_which_of_them_are_clusters() -> None:
    assert set(MARKS) == set(CLUSTERING) == set(METHODS)
    for method, kinds in CLUSTERING.items():
        assert all(0 < kind < len(MARKS[method]) for kind in kinds)


def test_moran_and_its_pair_give_quadrants() -> None:
    found = local_result(VALUES, None, PLAN, ClusterOptions(controlled=False))
    assert np.array_equal(found.marks, local_moran(VALUES, PLAN).clusters(controlled=False))
    pair = local_result(VALUES, OTHERS, PLAN, ClusterOptions(method="bivariate", controlled=False))
    assert np.array_equal(pair.p, bivariate_local_moran(VALUES, OTHERS, PLAN).p)
    with pytest.raises(ValueError, match="second indicator"):
        local_result(VALUES, None, PLAN, ClusterOptions(method="bivariate"))


def test_gatherings_are_high_or_low_and_the_statistic_is_z() -> None:
    found = local_result(VALUES, None, PLAN, ClusterOptions(method="gi", controlled=False))
    own = getis_ord(VALUES, PLAN)
    assert np.array_equal(found.statistic, own.z)
    assert np.array_equal(found.marks == 1, own.gatherings(controlled=False) == 1)
    assert np.array_equal(found.marks == 2, own.gatherings(controlled=False) == -1)


def test_likeness_is_that_of_geary() -> None:
    found = local_result(VALUES, None, PLAN, ClusterOptions(method="geary", controlled=False))
    own = local_geary(VALUES, PLAN)
    assert np.array_equal(found.marks, own.clusters(controlled=False))
    assert np.array_equal(found.statistic, own.statistic)


def test_joins_are_counted_between_the_upper_tenth_and_their_p_value_has_one_side() -> None:
    found = local_result(VALUES, None, PLAN, ClusterOptions(method="join"))
    has, limit = having(VALUES)
    assert found.has is not None
    assert found.has.sum() >= 20
    assert np.array_equal(found.has, limit <= VALUES)
    assert np.array_equal(found.p, local_join_count(has, PLAN.weights).p, equal_nan=True)
    assert np.array_equal(found.p, found.two_sided, equal_nan=True)
    assert set(np.flatnonzero(found.marks)) <= set(np.flatnonzero(found.has))


@pytest.mark.parametrize(
    ("values", "limit", "n"),
    [
        ([0, 0, 0, 1, 2, np.nan], 0.0, 2),
        ([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 9.0, 1),
        ([0, 0, 0, 0], 0.0, 4),
        ([5, 5, 5], 5.0, 3),
    ],
)
def test_rare_is_any_where_at_most_half_have_it_else_the_upper_tenth(values: list[float], limit: float, n: int) -> None:
    has, from_here = having(np.array(values, dtype=float))
    assert (from_here, float(np.nansum(has))) == (limit, n)
    assert np.array_equal(np.isnan(has), np.isnan(values))


def test_where_nothing_is_known_nothing_has_it() -> None:
    has, limit = having(np.full(3, np.nan))
    assert np.isnan(has).all()
    assert np.isnan(limit)
