"""D less the contacts across borders."""

from itertools import product

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from analysis.concentration import dissimilarity, dissimilarity_boundary_adjusted
from analysis.weights import queen, rook
from tests.analysis.concentration.cities import GROUP, RESIDENTS

# Each cell one unit wide and two high.
CELL = np.arange(12)
SHAPES = shapely.box(CELL % 4, 2 * (CELL // 4), CELL % 4 + 1, 2 * (CELL // 4) + 2)
QUEEN, ROOK = queen(SHAPES), rook(SHAPES)


def test_contacts_that_count_alike_give_the_figures_of_pysal() -> None:
    # PySAL segregation 2.5.4, SpatialDissim (Morrill 1991), of the same grid.
    for weights, published in ((QUEEN, 0.2758427723983695), (ROOK, 0.2888201921175422)):
        found = dissimilarity_boundary_adjusted(GROUP, RESIDENTS, weights.indptr, weights.indices)
        assert found == pytest.approx(published, abs=1e-12)


def test_contacts_count_by_the_length_of_the_border() -> None:
    share = GROUP / RESIDENTS
    contact = beside = 0.0
    for one, other in product(range(12), range(12)):
        down, along = abs(one // 4 - other // 4), abs(one % 4 - other % 4)
        length = {(0, 1): 2, (1, 0): 1}.get((down, along), 0)
        contact, beside = contact + length * abs(share[one] - share[other]), beside + length
    found = dissimilarity_boundary_adjusted(GROUP, RESIDENTS, QUEEN.indptr, QUEEN.indices, QUEEN.borders)
    assert found == pytest.approx(dissimilarity(GROUP, RESIDENTS) - contact / beside, abs=1e-12)


@given(st.lists(st.integers(0, 60), min_size=12, max_size=12).filter(any))
def test_contacts_never_raise_d(group: list[int]) -> None:
    assert dissimilarity_boundary_adjusted(group, RESIDENTS, ROOK.indptr, ROOK.indices) <= dissimilarity(
        group, RESIDENTS
    )


def test_islands_keep_d() -> None:
    assert dissimilarity_boundary_adjusted([10, 30], [100, 100], [0, 0, 0], []) == dissimilarity([10, 30], [100, 100])


def test_a_blank_quarter_has_no_contacts() -> None:
    blank = dissimilarity_boundary_adjusted([10, np.nan, 50], [100] * 3, [0, 1, 3, 4], [1, 0, 2, 1])
    assert blank == dissimilarity([10, 50], [100, 100])


def test_neighbours_of_another_city_are_refused() -> None:
    with pytest.raises(ValueError, match="do not fit"):
        dissimilarity_boundary_adjusted([1, 2], [9, 9], [0, 1], [0])
    with pytest.raises(ValueError, match="do not fit"):
        dissimilarity_boundary_adjusted([1, 2], [9, 9], [0, 1, 2], [1, 2])
