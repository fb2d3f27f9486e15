"""The first principal component against R's published one."""

import numpy as np
import pytest

from analysis.index.principal import first_component
from tests.analysis.index.made_recipes import city

# R: prcomp(USArrests, scale. = TRUE), first component: standard deviation 1.5749, weights -0.5358995 (Murder),
# -0.5831836 (Assault), -0.2781909 (UrbanPop), -0.5434321 (Rape); James, G. et al. (2013), An Introduction to
# Statistical Learning, table 10.1 and lab 10.4. The correlations of the four are those of the same data.
CORRELATIONS = np.array(
    [
        [1.00000000, 0.80187331, 0.06957262, 0.56357883],
        [0.80187331, 1.00000000, 0.25887170, 0.66524123],
        [0.06957262, 0.25887170, 1.00000000, 0.41134124],
        [0.56357883, 0.66524123, 0.41134124, 1.00000000],
    ]
)


def with_correlations(correlations: np.ndarray, n: int = 50) -> np.ndarray:
    """Made numbers that have exactly these correlations."""
    rng = np.random.default_rng(4)
    free = rng.normal(size=(n, len(correlations)))
    free -= free.mean(axis=0)
    orthogonal, _ = np.linalg.qr(free)
    return np.sqrt(n) * orthogonal @ np.linalg.cholesky(correlations).T


def test_the_published_component_of_the_us_arrests_comes_out() -> None:
    made = first_component(with_correlations(CORRELATIONS) * [4, 80, 14, 9] + [8, 170, 65, 21])
    assert np.sqrt(made.eigenvalue) == pytest.approx(1.5749, abs=5e-5)
    assert made.weights == pytest.approx([0.5358995, 0.5831836, 0.2781909, 0.5434321], abs=1e-6)
    assert made.explained == pytest.approx(0.62006, abs=1e-5)


def test_scores_are_the_weighted_sum_and_vary_as_the_eigenvalue_says() -> None:
    made = first_component(city(80, 3))
    assert made.scores.var() == pytest.approx(made.eigenvalue)
    assert made.scores.mean() == pytest.approx(0, abs=1e-12)
    correlations = [np.corrcoef(made.scores, column)[0, 1] for column in city(80, 3).T]
    assert made.loadings == pytest.approx(correlations)


def test_more_is_always_more_disadvantage() -> None:
    for seed in range(20):
        assert first_component(city(30, 4, seed)).loadings.sum() > 0


def test_an_indicator_that_runs_against_the_others_shows_it() -> None:
    numbers = city(60, 3)
    numbers[:, 2] *= -1
    assert (first_component(numbers).loadings < 0).tolist() == [False, False, True]


def test_one_indicator_is_its_own_component() -> None:
    made = first_component([[1.0], [2.0], [6.0]])
    assert (made.loadings.tolist(), made.explained) == ([pytest.approx(1)], pytest.approx(1))


def test_where_nothing_differs_there_is_nothing_to_explain() -> None:
    made = first_component([[3.0, 1.0]] * 4)
    assert made.scores.tolist() == [0.0] * 4
    assert np.isnan(made.explained)


def test_a_missing_number_is_refused_with_its_place() -> None:
    with pytest.raises(ValueError, match=r"positions \[1\]"):
        first_component([[1.0, 2.0], [np.nan, 2.0]])
