"""Ward's hierarchy against scipy's own cuts and on planted types."""

import numpy as np
import pytest
from scipy.cluster.hierarchy import cut_tree, fcluster

from analysis.types.agreement import adjusted_rand
from analysis.types.hierarchical import ward, ward_tree
from analysis.types.k_means import k_means
from tests.planted_types import planted


@pytest.mark.parametrize("k", range(1, 12))
def test_the_types_are_those_that_scipy_cuts(k: int) -> None:
    z, _ = planted(4, 15, 3, apart=2, seed=1)
    tree = ward_tree(z)
    found = ward(z, k, tree)
    assert found.k == k
    assert adjusted_rand(found.labels, cut_tree(tree, k)[:, 0]) == 1.0
    assert adjusted_rand(found.labels, fcluster(tree, k, "maxclust")) == 1.0


def test_equal_heights_still_give_the_number_asked_for() -> None:
    z = np.array([[0.0], [1.0], [10.0], [11.0], [20.0], [21.0]])
    assert len(np.unique(fcluster(ward_tree(z), 5, "maxclust"))) < 5
    assert ward(z, 5).k == 5


def test_the_height_of_the_last_union_is_what_it_adds_to_the_sum_of_squares() -> None:
    z, _ = planted(2, 20, 3, apart=4)
    added = ward(z, 1).within - ward(z, 2).within
    assert ward_tree(z)[-1, 2] == pytest.approx(np.sqrt(2 * added))


def test_planted_types_are_found_exactly() -> None:
    z, types = planted(6, 25, 5, apart=12, seed=3)
    assert adjusted_rand(ward(z, 6).labels, types) == 1.0


def test_types_are_nested_and_never_tighter_than_k_means() -> None:
    z, _ = planted(4, 30, 4, apart=2, seed=6)
    coarse, fine = ward(z, 4), ward(z, 5)
    assert len({(int(one), int(other)) for one, other in zip(coarse.labels, fine.labels, strict=True)}) == 5
    assert fine.within >= k_means(z, 5).within


def test_what_cannot_be_cut_is_refused() -> None:
    assert ward([[3.0]], 1).k == 1
    with pytest.raises(ValueError, match="1 to 2 groups"):
        ward([[1.0], [2.0]], 3)
    with pytest.raises(ValueError, match="at least two"):
        ward_tree([[1.0]])
