"""Contiguous clusters and the people who live there."""

import numpy as np
import pytest

from analysis.clusters import contiguous
from analysis.weights import queen
from tests.analysis.clusters.cities import grid

BOARD = queen(grid(3))


def test_quarters_of_one_kind_hang_together_over_a_corner() -> None:
    found = contiguous([1, 0, 0, 0, 1, 0, 3, 0, 0], BOARD, [100] * 9, [50, 0, 0, 0, 30, 0, 0, 10, 10])
    assert [(one.kind, one.members) for one in found] == [(1, (0, 4)), (3, (6,))]
    assert (found[0].residents, found[0].residents_share) == (200, 200 / 900)
    assert (found[0].group, found[0].group_share) == (80, 0.8)
    assert (found[1].group, found[1].group_share) == (0, 0)


def test_the_cluster_with_most_residents_comes_first() -> None:
    residents = np.array([10, 10, 10, 0, 0, 0, 500, 0, 0])
    found = contiguous([1, 1, 1, 0, 0, 0, 1, 0, 0], BOARD, residents)
    assert [one.members for one in found] == [(6,), (0, 1, 2)]


def test_neighbours_of_another_kind_are_a_cluster_of_their_own() -> None:
    assert [one.members for one in contiguous([1, -1, 0, 0, 0, 0, 0, 0, 0], BOARD)] == [(0,), (1,)]


def test_people_not_known_count_nowhere() -> None:
    residents = np.array([100, np.nan, 100, 100, 100, 100, 100, 100, 100])
    (found,) = contiguous([1, 1, 0, 0, 0, 0, 0, 0, 0], BOARD, residents)
    assert (found.residents, found.residents_share) == (100, 1 / 8)
    assert np.isnan([found.group, found.group_share]).all()


def test_without_significant_quarters_there_is_no_cluster() -> None:
    assert contiguous(np.zeros(9), BOARD) == ()


def test_arrays_of_another_city_are_refused() -> None:
    with pytest.raises(ValueError, match="9 quarters need as many marks"):
        contiguous([1], BOARD)
    with pytest.raises(ValueError, match="9 quarters need as many numbers of people"):
        contiguous([1] * 9, BOARD, [5])
