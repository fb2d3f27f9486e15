"""Parts put together: sum, mean, geometric mean, principal components per dimension."""

import numpy as np
import pytest

from analysis.index.aggregation import geometric_mean, principal_components, weighted_mean, weighted_sum
from analysis.index.principal import first_component
from analysis.index.standardisation import minmax, standardised
from tests.analysis.index.made_recipes import city

PARTS = standardised(city(40, 4), "z_population")


def test_sum_and_mean_differ_by_the_sum_of_the_weights() -> None:
    weights = [1.0, 2.0, 0.5, 0.5]
    summed, mean = weighted_sum(PARTS, weights), weighted_mean(PARTS, weights)
    assert summed.values == pytest.approx(4 * mean.values)
    assert summed.contributions.sum(axis=1) == pytest.approx(summed.values)


def test_a_geometric_mean_forgives_less_than_an_arithmetic_one() -> None:
    parts = minmax(city(40, 3), low=0.01)
    made = geometric_mean(parts, [1, 1, 2])
    assert made.values == pytest.approx((parts[:, 0] * parts[:, 1] * parts[:, 2] ** 2) ** 0.25)
    assert (made.values <= weighted_mean(parts, [1, 1, 2]).values + 1e-12).all()
    assert np.exp(made.contributions.sum(axis=1)) == pytest.approx(made.values)


def test_a_geometric_mean_of_nothing_names_the_quarters() -> None:
    with pytest.raises(ValueError, match=r"positions \[1\]"):
        geometric_mean([[1.0, 1.0], [0.0, 1.0]], [1, 1])


def test_dimensions_are_brought_to_0_to_1_and_added() -> None:
    made = principal_components(PARTS, [1, 3, 1, 1], {"a": [0, 1], "b": [2, 3]})
    scores = [minmax(first_component(PARTS[:, place]).scores) for place in ([0, 1], [2, 3])]
    assert made.weights.tolist() == [2.0, 1.0]
    assert made.values == pytest.approx(2 * scores[0] + scores[1])
    assert made.baseline + made.contributions.sum(axis=1) == pytest.approx(made.values)


def test_a_dimension_that_tells_nobody_apart_moves_nobody() -> None:
    flat = np.column_stack([PARTS[:, :2], np.zeros(len(PARTS))])
    made = principal_components(flat, [1, 1, 1], {"a": [0, 1], "b": [2]})
    assert made.values == pytest.approx(minmax(first_component(PARTS[:, :2]).scores) + 0.5)
    assert made.baseline + made.contributions.sum(axis=1) == pytest.approx(made.values)
