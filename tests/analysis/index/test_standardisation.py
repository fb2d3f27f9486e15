"""Ways of making indicators comparable, against their published formulas."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.index.recipe import STANDARDISATIONS
from analysis.index.standardisation import (
    alike,
    fractional_rank,
    imd_exponential,
    minmax,
    moments,
    standardised,
    z_population,
    z_sample,
    z_weighted,
)

COLUMNS = st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=30).filter(lambda column: np.ptp(column) > 1e-3)


def test_deviations_divide_by_n_or_by_one_less() -> None:
    numbers = np.array([2.0, 4.0, 4.0, 10.0, np.nan])
    assert moments(numbers)[1] == np.nanstd(numbers)
    assert moments(numbers, ddof=1)[1] == np.nanstd(numbers, ddof=1)
    assert z_sample(numbers)[3] < z_population(numbers)[3]


def test_no_quarter_is_further_from_the_mean_than_the_number_of_quarters_allows() -> None:
    # sqrt(n - 1): with 3 quarters none exceeds 1.5, the limit of the class "very low"
    assert z_population([0, 0, 1])[2] == pytest.approx(np.sqrt(2))


def test_a_mean_weighted_by_residents_is_that_of_all_residents() -> None:
    shares, people = np.array([10.0, 20.0, 50.0]), np.array([4, 3, 1])
    everybody = np.repeat(shares, people)
    expected = (shares - everybody.mean()) / everybody.std()
    assert z_weighted(shares, people) == pytest.approx(expected)
    with pytest.raises(ValueError, match="got \\(2,\\)"):
        z_weighted(shares, [1, 2])
    with pytest.raises(ValueError, match="none were given"):
        standardised(shares, "z_weighted")


def test_equal_numbers_share_their_rank() -> None:
    assert fractional_rank([5, 1, 5, 9]).tolist() == [0.5, 0.125, 0.5, 0.875]
    assert fractional_rank([5, 1, 5, 9], ties="best").tolist() == [0.625, 0.125, 0.625, 0.875]


def test_the_exponential_transformation_is_the_published_one() -> None:
    # English Indices of Deprivation 2019: X = -23 ln(1 - R (1 - exp(-100 / 23))), R = (N - rank + 1) / N,
    # 32,844 areas; the first has 100, and a tenth of all more than 50.
    n = 32_844
    made = imd_exponential(-np.arange(1.0, n + 1))
    rank = np.arange(1, n + 1)
    assert made == pytest.approx(-23 * np.log(1 - (n - rank + 1) / n * (1 - np.exp(-100 / 23))), abs=1e-10)
    assert made[0] == pytest.approx(100)
    assert (made > 50).mean() == pytest.approx(0.1, abs=0.003)


@pytest.mark.parametrize("way", STANDARDISATIONS)
def test_quarters_that_do_not_differ_are_not_told_apart(way: str) -> None:
    made = standardised([0.1 + 0.2] * 3 + [0.3], way, [1, 1, 1, 1])
    assert np.isfinite(made).all()
    if way not in ("rank", "imd_exponential"):
        assert np.ptp(made) < 1e-15


@pytest.mark.parametrize("way", STANDARDISATIONS)
def test_a_missing_number_stays_missing_and_counts_nowhere(way: str) -> None:
    full, holed = [3.0, 8.0, 5.0], [3.0, np.nan, 8.0, 5.0]
    made = standardised(holed, way, [1, 1, 1, 1])
    assert np.isnan(made[1])
    assert made[[0, 2, 3]].tolist() == standardised(full, way, [1, 1, 1]).tolist()
    assert np.isnan(standardised([np.nan] * 2, way, [1, 1])).all()
    assert standardised(np.empty((0, 2)), way, []).shape == (0, 2)


@pytest.mark.parametrize("way", STANDARDISATIONS)
def test_columns_are_standardised_each_for_itself(way: str) -> None:
    columns = np.array([[1.0, 9.0], [2.0, 4.0], [4.0, 5.0]])
    made = standardised(columns, way, [1, 2, 3])
    for place in range(2):
        assert made[:, place].tolist() == standardised(columns[:, place], way, [1, 2, 3]).tolist()


@given(COLUMNS, st.floats(0.01, 1000), st.floats(-1000, 1000), st.sampled_from(STANDARDISATIONS[:-1]))
def test_the_unit_of_a_number_does_not_matter(column: list[float], factor: float, moved: float, way: str) -> None:
    numbers = np.round(column, 3)
    people = np.ones(len(numbers))
    in_other_unit = np.round(numbers * factor + moved, 9)
    if len(np.unique(in_other_unit)) == len(np.unique(numbers)) > 1:
        made, other = standardised(numbers, way, people), standardised(in_other_unit, way, people)
        assert other == pytest.approx(made, abs=1e-5)


@given(COLUMNS)
def test_turned_round_the_order_turns_round(column: list[float]) -> None:
    numbers = np.array(column)
    assert z_population(-numbers) == pytest.approx(-z_population(numbers))
    assert fractional_rank(-numbers) == pytest.approx(1 - fractional_rank(numbers))
    assert minmax(-numbers) == pytest.approx(1 - minmax(numbers))


def test_equal_sums_of_ranks_share_a_rank_whatever_their_rounding() -> None:
    values = alike([0.1 + 0.2 + 0.3, 0.3 + 0.2 + 0.1, 0.7, 0.5])
    assert fractional_rank(values).tolist() == [0.5, 0.5, 0.875, 0.125]
    assert alike([]).tolist() == []
    assert alike([2.0, 2.0]).tolist() == [2.0, 2.0]
