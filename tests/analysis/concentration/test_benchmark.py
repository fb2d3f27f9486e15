"""The yardstick of 44 cities, as published."""

import pytest

from analysis.concentration import CHILDREN_IN_SGB2, quarter_of_cities


def test_the_quartiles_are_those_of_the_source() -> None:
    # Knüttel and Kersting, table 1, social segregation 2017: 44 valid, minimum 11.1, quartiles 25.4 / 28.5 / 33.7,
    # maximum 49.8 per cent.
    cities = CHILDREN_IN_SGB2
    assert (cities.cities, cities.year) == (44, 2017)
    figures = (cities.lowest, cities.first_quartile, cities.median, cities.third_quartile, cities.highest)
    assert [round(100 * figure, 1) for figure in figures] == [11.1, 25.4, 28.5, 33.7, 49.8]


@pytest.mark.parametrize(
    ("value", "quarter"),
    [(0.0, 1), (0.254, 1), (0.2541, 2), (0.285, 2), (0.3, 3), (0.337, 3), (0.34, 4), (1.0, 4), (float("nan"), 0)],
)
def test_a_value_on_a_quartile_belongs_to_the_lower_quarter(value: float, quarter: int) -> None:
    assert quarter_of_cities(value) == quarter
