"""Local join count: esda's joins, exact p-values, and what is refused."""

from math import comb

import numpy as np
import pytest
from esda.join_counts_local import Join_Counts_Local

from analysis.clusters import local_join_count
from analysis.weights import queen
from tests.analysis.clusters.agreement import agree
from tests.analysis.clusters.cities import PLANTED, RANDOM, WEIGHTS, grid, pysal


@pytest.mark.parametrize("has", [RANDOM > 5, PLANTED > 28], ids=["random", "planted"])
def test_joins_and_p_values_are_those_of_esda(has: np.ndarray) -> None:
    theirs = Join_Counts_Local(pysal(WEIGHTS), permutations=1999).fit(has.astype(float), n_jobs=1, permutations=1999)
    ours = local_join_count(has, WEIGHTS)
    assert ours.joins.tolist() == theirs.LJC.tolist()
    joined = ours.joins > 0
    assert joined.sum() > 3
    # Theirs is folded; with many joins the upper tail is the smaller one.
    upper = np.where(ours.p <= 0.4)[0]
    assert agree(ours.p[upper], theirs.p_sim[upper], 1999)


def test_the_chance_of_two_among_four_is_a_matter_of_counting() -> None:
    # The middle of a 3 x 3 board and two of its eight neighbours have it: certain, whoever they are.
    has = np.zeros(9)
    has[[4, 0, 1]] = 1
    found = local_join_count(has, queen(grid(3)))
    assert found.joins[4] == 2
    assert found.p[4] == 1
    # A corner has three neighbours; that both others are among them: C(3,2) C(5,1) + ... of C(8,3) ways.
    assert found.p[0] == pytest.approx(comb(2, 2) * comb(6, 1) / comb(8, 3))


def test_who_has_it_alone_is_certain_and_who_has_it_not_is_not_tested() -> None:
    has = np.zeros(9)
    has[0] = 1
    found = local_join_count(has, queen(grid(3)))
    assert found.p[0] == 1
    assert np.isnan(found.p[1:]).all()
    assert (found.having, found.n) == (1, 9)


def test_quarters_of_which_it_is_not_known_are_left_out() -> None:
    has = np.array([1, 1, 0, np.nan, 0, 0, 0, 0, 0])
    found = local_join_count(has, queen(grid(3)))
    assert np.isnan(found.joins[3])
    assert found.left_out.tolist() == [False] * 3 + [True] + [False] * 5
    assert found.n == 8


def test_a_rare_group_side_by_side_is_significant() -> None:
    has = np.zeros((12, 12), dtype=bool)
    has[3:6, 3:6] = True
    found = local_join_count(has.ravel(), queen(grid(12)))
    assert found.significant().reshape(12, 12)[4, 4]
    assert (found.significant(controlled=False) >= found.significant()).all()
    assert repr(found).startswith("9 of 144 quarters, ")


def test_other_values_than_yes_and_no_are_refused() -> None:
    with pytest.raises(ValueError, match=r"0 or 1; they are not at positions \[2\]"):
        local_join_count([0, 1, 2, 0, 0, 0, 0, 0, 0], queen(grid(3)))
