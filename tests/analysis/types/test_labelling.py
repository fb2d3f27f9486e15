"""Types keep their numbers: low to high, whatever the method numbered first."""

import numpy as np
import pytest

from analysis.types.k_means import k_means
from analysis.types.labelling import direction_score, first_component, ordered
from tests.planted_types import planted


def test_types_are_numbered_from_low_to_high() -> None:
    assert ordered([0, 1, 2, 0], [5.0, -1.0, 2.0, 7.0]).tolist() == [2, 0, 1, 2]


def test_another_seed_gives_the_same_numbers() -> None:
    z, _ = planted(5, 30, 4, apart=10)
    score = direction_score(z, [1, 1, -1, 0])
    first = ordered(k_means(z, 5, seed=0).labels, score)
    for seed in range(1, 6):
        assert (ordered(k_means(z, 5, seed=seed).labels, score) == first).all()


def test_equal_scores_follow_the_first_quarter_and_none_stays_none() -> None:
    assert ordered([3, 1, -1, 1], [2.0, 2.0, 9.0, 2.0]).tolist() == [0, 1, -1, 1]


def test_low_education_counts_as_disadvantage_and_context_does_not_count() -> None:
    assert direction_score([[2.0, -1.0, 50.0]], [1, -1, 0]).tolist() == [1.5]


def test_where_nothing_is_judged_the_first_component_orders() -> None:
    z = np.random.default_rng(0).normal(size=(40, 1)) @ np.ones((1, 3)) + np.random.default_rng(1).normal(size=(40, 3))
    z -= z.mean(axis=0)
    assert direction_score(z, [0, 0, 0]) == pytest.approx(first_component(z))
    assert np.corrcoef(first_component(z), z.sum(axis=1))[0, 1] > 0.9
    left, lengths, _ = np.linalg.svd(z, full_matrices=False)
    assert np.abs(first_component(z)) == pytest.approx(np.abs(left[:, 0] * lengths[0]))


def test_a_component_of_opposite_loadings_has_a_sign_too() -> None:
    z = np.array([[1.0, -1.0], [-1.0, 1.0]])
    assert first_component(z)[0] == pytest.approx(np.sqrt(2))


def test_scores_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="one score per label"):
        ordered([0, 1], [1.0])
    with pytest.raises(ValueError, match="none missing"):
        ordered([0, 1], [1.0, float("nan")])
