"""The number of types: found where it was planted, called unstable where there is none."""

import numpy as np
import pytest

from analysis.types.number_of_types import number_of_types
from analysis.types.sorting import Method
from tests.planted_types import grid_rows, planted


@pytest.mark.parametrize("method", ["k_means", "ward"])
@pytest.mark.parametrize("groups", [2, 4, 6])
def test_the_planted_number_is_proposed(groups: int, method: Method) -> None:
    z, _ = planted(groups, 25, 6, apart=10, seed=groups)
    found = number_of_types(z, method)
    assert found.k == groups
    assert found.stable
    assert found.proposed.stability == pytest.approx(1)
    assert found.structure in ("strong", "reasonable")


def test_planted_regions_are_proposed() -> None:
    row, column = np.divmod(np.arange(144), 12)
    types = (row >= 6) * 2 + (column >= 5)
    z = np.eye(4)[types] * 6 + np.random.default_rng(0).normal(size=(144, 4)) * 0.5
    found = number_of_types(z, "regions", rows=grid_rows(12, 12))
    assert found.k == 4
    assert found.stable


def test_in_one_cloud_without_types_no_number_is_clear() -> None:
    z = np.random.default_rng(8).normal(size=(200, 6))
    found = number_of_types(z)
    assert found.structure == "none"
    assert not found.stable


def test_the_same_seed_gives_the_same_figures() -> None:
    z, _ = planted(4, 20, 4, apart=2)
    assert number_of_types(z, seed=5) == number_of_types(z, seed=5)


def test_every_candidate_is_told_with_its_figures() -> None:
    z, _ = planted(3, 20, 4, apart=5)
    found = number_of_types(z)
    assert [one.k for one in found.candidates] == list(range(2, 10))
    assert (np.diff([one.explained for one in found.candidates]) > 0).all()
    assert (found.n, found.resamples, found.share) == (60, 20, 0.8)


def test_numbers_that_leave_less_than_two_quarters_per_type_are_not_tried() -> None:
    z, _ = planted(2, 4, 2, apart=5)
    assert [one.k for one in number_of_types(z).candidates] == [2, 3, 4]


def test_too_little_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 5 different"):
        number_of_types([[0.0], [1.0], [2.0], [2.0]])
    with pytest.raises(ValueError, match="contiguity"):
        number_of_types(np.arange(12.0)[:, None], "regions")
    with pytest.raises(ValueError, match="no region"):
        number_of_types(np.arange(6.0)[:, None], "regions", rows=(np.zeros(7, dtype=int), np.zeros(0, dtype=int)))
