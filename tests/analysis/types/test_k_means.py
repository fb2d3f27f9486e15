"""k-means against all partitions of a small city, against scipy, and on planted types."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.cluster.vq import kmeans2

from analysis.types.agreement import adjusted_rand
from analysis.types.k_means import exchanged, k_means
from analysis.types.partition import partition
from tests.planted_types import planted


@pytest.mark.parametrize("groups", [2, 3, 5, 8])
def test_planted_types_are_found_exactly(groups: int) -> None:
    z, types = planted(groups, 30, 6, apart=12)
    assert adjusted_rand(k_means(z, groups).labels, types) == 1.0


@pytest.mark.parametrize("seed", range(5))
def test_among_all_partitions_of_nine_quarters_none_is_tighter(seed: int) -> None:
    z = np.random.default_rng(seed).normal(size=(9, 2))
    ways = (labels for labels in product(range(3), repeat=9) if len(set(labels)) == 3 and labels[0] == 0)
    assert k_means(z, 3).within == pytest.approx(min(partition(z, labels).within for labels in ways))


@pytest.mark.parametrize("k", [4, 9])
def test_two_hundred_starts_of_scipy_find_nothing_clearly_tighter(k: int) -> None:
    z, _ = planted(5, 60, 5, apart=3, seed=4)
    theirs = (kmeans2(z, k, minit="++", rng=seed, iter=50) for seed in range(200))
    best = min(float(((z - centres[labels]) ** 2).sum()) for centres, labels in theirs)
    assert k_means(z, k).within <= best * 1.002


def test_every_quarter_is_nearest_to_the_centre_of_its_type() -> None:
    z, _ = planted(4, 40, 3, apart=2, seed=2)
    found = k_means(z, 6)
    distance = ((z[:, None] - found.centres[None]) ** 2).sum(axis=2)
    assert (distance.argmin(axis=1) == found.labels).all()


def test_the_same_seed_gives_the_same_types() -> None:
    z, _ = planted(4, 40, 3, apart=1, seed=7)
    assert (k_means(z, 5, seed=3).labels == k_means(z, 5, seed=3).labels).all()


@given(st.integers(0, 10_000), st.integers(1, 6))
def test_no_type_is_empty_even_where_most_quarters_are_alike(seed: int, k: int) -> None:
    random = np.random.default_rng(seed)
    z = random.integers(0, 3, (14, 2)).astype(float)
    z[:6] = np.arange(6)[:, None] * 5.0
    found = k_means(z, k, starts=3, seed=seed)
    assert found.k == k
    assert found.sizes.min() >= 1


def test_one_type_for_each_quarter_leaves_no_difference() -> None:
    z = np.arange(5.0)[:, None]
    assert k_means(z, 5).within == 0


def test_moving_single_quarters_never_loosens_and_never_empties() -> None:
    z, _ = planted(3, 20, 2, apart=1, seed=5)
    labels = np.random.default_rng(0).permutation(np.arange(60) % 7)
    after = partition(z, exchanged(z, labels, 7))
    assert after.within < partition(z, labels).within
    assert after.k == 7


def test_more_types_than_different_profiles_are_refused() -> None:
    with pytest.raises(ValueError, match="got 2"):
        k_means([[1.0], [1.0], [2.0]], 3)
    with pytest.raises(ValueError, match="at least one start"):
        k_means([[1.0], [2.0]], 2, starts=0)
