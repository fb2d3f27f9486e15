"""What adds up, as rows."""

import numpy as np
import pytest

from analysis.protection import Relations


def test_each_whole_is_a_row_of_its_parts_and_parts_without_a_whole_are_left_out() -> None:
    relations = Relations.of_parts([0, 1, 2, 3], [5, 4, 5, -1], 6)
    assert relations.indptr.tolist() == [0, 2, 5]
    assert relations.residuals([1, 2, 3, 9, 2, 4]).tolist() == [0.0, 0.0]
    assert relations.residuals([1, 2, 3, 9, 3, 4]).tolist() == [-1.0, 0.0]


def test_relations_join_below_one_another_and_are_taken_out_by_number() -> None:
    first, second = Relations.of_parts([0, 1], [2, 2], 4), Relations.of_rows([([2, 3], [1, -1])], 4)
    joined = Relations.joined([first, second])
    assert len(joined) == 2
    assert joined.only([1]).indices.tolist() == [2, 3]
    assert joined.only([1, 0]).coefficients.tolist() == [1, -1, 1, 1, -1]
    with pytest.raises(ValueError, match="one number of cells"):
        Relations.joined([first, Relations.of_rows([], 5)])


@pytest.mark.parametrize(
    ("indptr", "indices", "coefficients", "problem"),
    [
        ([1, 2], [0], [1], "begin with 0"),
        ([0, 2], [0], [1], "indptr ends with 2"),
        ([0, 1], [3], [1], "positions from 0 to 2"),
        ([0, 1], [0], [0], "must not be 0"),
        ([0, 2], [1, 1], [1, -1], "only once"),
    ],
)
def test_rows_that_cannot_be_are_refused(
    indptr: list[int], indices: list[int], coefficients: list[int], problem: str
) -> None:
    with pytest.raises(ValueError, match=problem):
        Relations(np.array(indptr), np.array(indices), np.array(coefficients), 3)


def test_no_rows_at_all_are_relations_too() -> None:
    assert Relations.of_rows([], 2).residuals([1.0, 2.0]).shape == (0,)
    assert len(Relations.of_parts([], [], 0)) == 0
