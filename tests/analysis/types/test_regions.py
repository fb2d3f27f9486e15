"""Regions: connected, tighter with every cut, the best that cutting one tree can do."""

from itertools import combinations

import numpy as np
import pytest
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, minimum_spanning_tree

from analysis.types.agreement import adjusted_rand
from analysis.types.partition import partition
from analysis.types.regions import bridged_contiguity, contiguity_among, regions
from tests.planted_types import grid_rows


def parts(indptr: np.ndarray, indices: np.ndarray, members: np.ndarray) -> int:
    starts, links = contiguity_among(indptr, indices, members)
    shape = (len(members), len(members))
    return int(connected_components(csr_array((np.ones(len(links)), links, starts), shape=shape), directed=False)[0])


def test_planted_blocks_are_found_exactly() -> None:
    row, column = np.divmod(np.arange(100), 10)
    types = (row >= 5) * 2 + (column >= 4)
    z = np.eye(4)[types] * 9 + np.random.default_rng(0).normal(size=(100, 4)) * 0.3
    found = regions(z, *grid_rows(10, 10), 4)
    assert adjusted_rand(found.partition.labels, types) == 1.0


@pytest.mark.parametrize("k", [2, 5, 9, 20])
def test_every_region_hangs_together(k: int) -> None:
    z = np.random.default_rng(k).normal(size=(120, 3))
    rows = grid_rows(10, 12)
    found = regions(z, *rows, k).partition
    assert found.k == k
    assert [parts(*rows, np.flatnonzero(found.labels == region)) for region in range(k)] == [1] * k


def test_every_cut_explains_more_and_the_last_figure_is_the_partitions() -> None:
    z = np.random.default_rng(1).normal(size=(120, 3))
    found = regions(z, *grid_rows(10, 12), 15)
    assert len(found.explained) == 15
    assert (np.diff(found.explained) > 0).all()
    assert found.explained[0] == pytest.approx(0)
    assert found.explained[-1] == pytest.approx(found.partition.explained)


@pytest.mark.parametrize("seed", range(4))
def test_the_first_cut_is_the_best_of_all_edges_of_the_tree(seed: int) -> None:
    z = np.random.default_rng(seed).normal(size=(20, 2))
    indptr, indices = grid_rows(4, 5)
    origin = np.repeat(np.arange(20), np.diff(indptr))
    cost = ((z[origin] - z[indices]) ** 2).sum(axis=1)
    tree = minimum_spanning_tree(csr_array((cost, indices, indptr), shape=(20, 20))).tocoo()
    ways = []
    for left_out in range(19):
        kept = np.arange(19) != left_out
        rest = csr_array((tree.data[kept], (tree.row[kept], tree.col[kept])), shape=(20, 20))
        ways.append(partition(z, connected_components(rest, directed=False)[1]).within)
    assert regions(z, indptr, indices, 2).partition.within == pytest.approx(min(ways))


def test_on_a_chain_two_regions_are_the_best_of_all_connected_ones() -> None:
    z = np.array([[0.0], [1.0], [0.5], [7.0], [8.0], [7.5]])
    found = regions(z, *grid_rows(1, 6), 2).partition
    ways = [partition(z, np.arange(6) >= cut).within for cut in range(1, 6)]
    assert found.within == pytest.approx(min(ways))


def test_on_a_toy_map_no_connected_pair_of_regions_is_much_tighter() -> None:
    row, column = np.divmod(np.arange(12), 4)
    z = np.stack([row * 1.0, column * 2.0], axis=1) + np.random.default_rng(2).normal(size=(12, 2)) * 0.2
    rows = grid_rows(3, 4)
    ways = []
    for size in range(1, 7):
        for chosen in combinations(range(12), size):
            inside = np.isin(np.arange(12), chosen)
            if parts(*rows, np.flatnonzero(inside)) == parts(*rows, np.flatnonzero(~inside)) == 1:
                ways.append(partition(z, inside).within)
    assert regions(z, *rows, 2).partition.within <= min(ways) * 1.1


def test_an_island_belongs_to_no_region_and_is_told() -> None:
    indptr, indices = grid_rows(1, 4)
    found = regions([[0.0], [1.0], [8.0], [9.0], [99.0]], [*indptr, indptr[-1]], indices, 2)
    assert found.isolates == (4,)
    assert found.partition.labels[4] == -1
    assert found.partition.within == pytest.approx(1.0)


def test_a_city_of_two_banks_has_at_least_two_regions() -> None:
    indptr, indices = grid_rows(1, 3)
    two = [*indptr, *(indptr[1:] + indptr[-1])], [*indices, *(indices + 3)]
    one_wanted = regions(np.arange(6.0)[:, None], *two, 1)
    assert (one_wanted.components, one_wanted.partition.k) == (2, 2)
    assert one_wanted.partition.labels.tolist() == [0, 0, 0, 1, 1, 1]


def test_no_region_is_lighter_than_what_was_asked_for() -> None:
    z = np.random.default_rng(5).normal(size=(100, 3))
    people = np.random.default_rng(6).integers(300, 9000, 100)
    assert regions(z, *grid_rows(10, 10), 8).partition.sizes.min() < 4
    assert regions(z, *grid_rows(10, 10), 8, least=4).partition.sizes.min() >= 4
    labels = regions(z, *grid_rows(10, 10), 8, people, 20_000).partition.labels
    assert np.bincount(labels, people).min() >= 20_000


def test_where_nothing_differs_nothing_is_cut() -> None:
    assert regions(np.ones((9, 2)), *grid_rows(3, 3), 4).partition.k == 1


def test_neighbours_that_are_not_mutual_are_refused() -> None:
    with pytest.raises(ValueError, match="mutual"):
        regions([[0.0], [1.0]], [0, 1, 1], [1], 2)
    with pytest.raises(ValueError, match="own neighbour"):
        regions([[0.0], [1.0]], [0, 1, 1], [0], 2)
    with pytest.raises(ValueError, match="3 limits"):
        regions([[0.0], [1.0]], [0, 1], [1], 2)
    with pytest.raises(ValueError, match="one number per profile"):
        regions([[0.0], [1.0]], [0, 1, 2], [1, 0], 2, [1.0, float("nan")])
    with pytest.raises(ValueError, match="at least one region"):
        regions([[0.0], [1.0]], [0, 1, 2], [1, 0], 0)


def test_a_quarter_that_is_left_out_links_its_neighbours() -> None:
    rows = grid_rows(3, 3)
    around = np.setdiff1d(np.arange(9), [4])
    indptr, indices = bridged_contiguity(*rows, around)
    assert indices[indptr[1] : indptr[2]].tolist() == [0, 2, 3, 4, 6]
    random = np.random.default_rng(0)
    for _ in range(20):
        members = np.sort(random.permutation(100)[:40])
        starts, links = bridged_contiguity(*grid_rows(10, 10), members)
        assert parts(starts, links, np.arange(40)) == 1
