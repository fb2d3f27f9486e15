"""The adjusted Rand index: by hand, published, and at its limits."""

import numpy as np
import pytest

from analysis.types.agreement import adjusted_rand


def test_ten_quarters_by_hand() -> None:
    """Pairs together in both 1 + 6 = 7, in the first 1 + 6 + 6 = 13, in the second 1 + 3 + 10 = 14, of 45."""
    cells = np.array([[1, 1, 0], [1, 2, 1], [0, 0, 4]])
    one, other = np.nonzero(np.ones_like(cells))
    first, second = np.repeat(one, cells.ravel()), np.repeat(other, cells.ravel())
    assert adjusted_rand(first, second) == pytest.approx((7 - 13 * 14 / 45) / ((13 + 14) / 2 - 13 * 14 / 45))


def test_it_is_the_one_of_scikit_learns_documentation() -> None:
    """https://scikit-learn.org/stable/modules/generated/sklearn.metrics.adjusted_rand_score.html: 0.57 and 0."""
    assert adjusted_rand([0, 0, 1, 2], [0, 0, 1, 1]) == pytest.approx(0.5714285714285715)
    assert adjusted_rand([0, 0, 0, 0], [0, 1, 2, 3]) == 0.0


def test_names_of_types_do_not_matter_and_chance_is_about_nought() -> None:
    random = np.random.default_rng(0)
    labels = random.integers(0, 5, 400)
    assert adjusted_rand(labels, (labels * 7 + 3) % 5) == 1.0
    by_chance = [adjusted_rand(labels, random.permutation(labels)) for _ in range(200)]
    assert abs(np.mean(by_chance)) < 0.002


def test_where_both_say_nothing_they_agree() -> None:
    assert adjusted_rand([0, 0, 0], [4, 4, 4]) == 1.0
    assert adjusted_rand([0, 1, 2], [2, 1, 0]) == 1.0
    assert adjusted_rand([3], [1]) == 1.0


def test_labels_of_other_quarters_are_refused() -> None:
    with pytest.raises(ValueError, match="two labels per quarter"):
        adjusted_rand([0, 1], [0])
    with pytest.raises(ValueError, match="two labels per quarter"):
        adjusted_rand([], [])
