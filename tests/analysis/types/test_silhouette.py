"""The silhouette, by hand and by definition."""

import numpy as np
import pytest

from analysis.types.silhouette import silhouette, silhouettes, structure
from tests.planted_types import planted


def test_four_quarters_on_a_line_by_hand() -> None:
    """0 and 2 against 6 and 10: a = 2, 2, 4, 4; b = 8, 6, (6 + 4) / 2, (10 + 8) / 2."""
    found = silhouette([[0.0], [2.0], [6.0], [10.0]], [0, 0, 1, 1])
    assert found == pytest.approx([6 / 8, 4 / 6, 1 / 5, 5 / 9])


def test_it_is_the_definition_quarter_by_quarter() -> None:
    z, labels = planted(4, 12, 3, apart=2, seed=1)
    distance = np.linalg.norm(z[:, None] - z[None], axis=2)
    for quarter, value in enumerate(silhouette(z, labels)):
        means = [distance[quarter, labels == k].mean() for k in range(4)]
        a = distance[quarter, labels == labels[quarter]].sum() / 11
        b = min(mean for k, mean in enumerate(means) if k != labels[quarter])
        assert value == pytest.approx((b - a) / max(a, b))


def test_a_quarter_alone_in_its_type_has_nought() -> None:
    assert silhouette([[0.0], [1.0], [5.0]], [0, 0, 7])[2] == 0


def test_identical_profiles_in_two_types_have_nought() -> None:
    assert silhouette([[1.0], [1.0], [1.0], [1.0]], [0, 0, 1, 1]).tolist() == [0, 0, 0, 0]


def test_many_quarters_are_judged_in_parts_as_if_at_once() -> None:
    z, labels = planted(3, 400, 2, apart=3, seed=2)
    both = silhouettes(z, [labels, labels > 0])
    order = np.random.default_rng(0).permutation(len(z))
    assert silhouette(z[order], labels[order]) == pytest.approx(both[0][order])
    assert both.shape == (2, 1200)


def test_one_type_has_no_silhouette() -> None:
    with pytest.raises(ValueError, match="at least two types"):
        silhouette([[0.0], [1.0]], [0, 0])
    with pytest.raises(ValueError, match="one entry per profile"):
        silhouette([[0.0], [1.0]], [0])


def test_names_follow_the_table_of_kaufman_and_rousseeuw() -> None:
    assert [structure(mean) for mean in (0.71, 0.70, 0.51, 0.50, 0.26, 0.25, -0.1)] == [
        *("strong", "reasonable", "reasonable", "weak", "weak", "none", "none")
    ]
