"""All pairs of indicators of a level."""

import pytest

from analysis.correlation import pearson
from layers.columns import column
from layers.profiles.correlations import correlations
from loading.atlas import Atlas
from tests.made_profiles import made_city


@pytest.fixture(scope="module")
def city() -> Atlas:
    return made_city()


def test_without_a_choice_all_judged_indicators_are_correlated(city: Atlas) -> None:
    found = correlations(city, "quarter", 2024)
    assert [one.id for one in found.indicators] == ["A1", "A2", "B5", "E1", "G1"]
    assert found.years == (2024, 2024, 2024, 2024, 2022)
    assert found.matrix.r[0, 1] == pytest.approx(1, abs=1e-4)
    assert found.matrix.r[0, 2] < -0.9
    order = found.matrix.order.tolist()
    assert abs(order.index(0) - order.index(1)) == 1


def test_each_pair_is_that_of_the_scatter(city: Atlas) -> None:
    found = correlations(city, "quarter", 2024, ("A1", "C1", "population"))
    one, other = (column(city, "quarter", name, 2024).comparable for name in ("A1", "C1"))
    assert found.matrix.r[0, 1] == pearson(one, other).coefficient
    assert found.matrix.n.tolist() == [[35, 27], [27, 28]]
    assert found.unused == {"population": "count"}


def test_with_nothing_to_correlate_the_matrix_is_empty(city: Atlas) -> None:
    assert correlations(city, "quarter", 2024, ("population",)).matrix.r.shape == (0, 0)
