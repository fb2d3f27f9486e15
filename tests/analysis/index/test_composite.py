"""An index of a city: who takes part, what it is made of, its classes and dynamics."""

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.index.composite import composite
from analysis.index.recipe import Exclusion, Ingredient, Recipe, RecipeError, excluded_quarters
from analysis.index.shipped import shipped
from tests.analysis.index.made_recipes import WAYS, city, recipe

BERLIN = shipped("berlin_mss")
N = 60
CITY, BEFORE = city(N, 3), city(N, 3, seed=1) * 0.9 + city(N, 3, seed=2) * 0.1
PEOPLE = np.linspace(200, 9000, N)


def test_the_berlin_procedure_is_two_standardisations_of_a_sum() -> None:
    made = composite(CITY, BERLIN, PEOPLE, BEFORE)
    taking_part = PEOPLE >= 300
    inside, change = CITY[taking_part], (CITY - BEFORE)[taking_part]
    for found, numbers in ((made.measured, inside), (made.dynamics_measured, change)):
        z = (numbers - numbers.mean(axis=0)) / numbers.std(axis=0)
        total = z.sum(axis=1)
        assert found.parts[taking_part] == pytest.approx(z)
        assert found.aggregate[taking_part] == pytest.approx(total)
        assert found.index[taking_part] == pytest.approx((total - total.mean()) / total.std())
        assert found.means == pytest.approx(numbers.mean(axis=0))
        assert found.deviations == pytest.approx(numbers.std(axis=0))
    assert made.n == taking_part.sum()
    assert made.reason == tuple("" if yes else "too_small" for yes in taking_part)
    assert np.isnan(made.index[~taking_part]).all()
    assert not made.status[~taking_part].any()


def test_a_quarter_left_out_moves_nobody_else() -> None:
    ids = [f"{place:02}" for place in range(N)]
    recipe_with = msgspec.structs.replace(BERLIN, excluded=(Exclusion("07", "prison"),))
    outlier = CITY.copy()
    outlier[7] = 1e6
    made = composite(outlier, recipe_with, excluded=excluded_quarters(recipe_with, ids))
    alone = composite(np.delete(CITY, 7, axis=0), BERLIN)
    assert np.delete(made.index, 7).tolist() == alone.index.tolist()
    assert (made.reason[7], made.status[7], made.matrix[7], made.attention[7]) == ("excluded", 0, "", False)


def test_ranks_and_classes_of_quintiles_begin_at_opposite_ends() -> None:
    made = composite(CITY, recipe("A1", "B1", "A5", classes="quintiles"))
    assert made.status[np.argmin(made.rank)] == 5
    assert made.index[made.rank == 1] == made.index.max()
    assert np.bincount(made.status)[1:].tolist() == [N // 5] * 5
    assert not made.attention.any()
    assert set(made.matrix) == {""}


def test_a_direction_turns_an_indicator_round() -> None:
    turned = Recipe(name="turned", ingredients=(Ingredient(indicator="B5", direction=-1), Ingredient(indicator="A1")))
    upside_down = CITY[:, :2] * [-1, 1]
    assert composite(upside_down, turned).index == pytest.approx(composite(CITY[:, :2], recipe("B5", "A1")).index)


def test_an_ingredient_of_weight_0_is_as_if_it_were_not_there() -> None:
    with_it = Recipe(name="zero", ingredients=(Ingredient(indicator="A1"), Ingredient(indicator="B1", weight=0.0)))
    columns = np.column_stack([CITY[:, 0], np.full(N, np.nan)])
    made = composite(columns, with_it)
    assert made.index.tolist() == composite(CITY[:, :1], recipe("A1")).index.tolist()
    assert made.contributions[:, 1].tolist() == [0.0] * N
    assert np.isnan(made.z[:, 1]).all()


def test_quarters_without_earlier_numbers_have_status_but_no_dynamics() -> None:
    before = BEFORE.copy()
    before[3, 1] = np.nan
    made = composite(CITY, BERLIN, earlier=before)
    assert (made.n, made.dynamics_measured.n) == (N, N - 1)
    assert (made.status[3] > 0, made.dynamics[3], made.matrix[3]) == (True, 0, "")
    assert np.isnan(made.dynamics_index[3])


def test_without_dynamics_in_the_recipe_or_the_data_there_are_none() -> None:
    for made in (
        composite(CITY, BERLIN),
        composite(CITY, shipped("mean_of_parts") and recipe("A", "B", "C"), earlier=BEFORE),
    ):
        assert made.dynamics_measured is None
        assert np.isnan(made.dynamics_index).all()
        assert not made.dynamics.any()


def test_fewer_than_twenty_quarters_are_warned_of() -> None:
    assert "few_areas" in composite(CITY[:19], BERLIN, PEOPLE[-19:]).warnings
    assert composite(CITY[:20], BERLIN, PEOPLE[-20:]).warnings == ()
    assert composite(CITY[:19], BERLIN).few_areas
    assert composite(CITY[:19], BERLIN).rank.max() == 19


def test_doubts_about_the_data_are_told() -> None:
    flat = CITY.copy()
    flat[:, 1] = 3
    assert composite(flat, BERLIN).warnings == ("residents_unknown", "no_spread")
    against = CITY * [1, 1, -1]
    made = composite(against, recipe("A1", "B1", "A5", aggregation="principal_component_per_dimension"))
    assert "against_the_others" in made.warnings
    assert (made.measured.loadings < 0).tolist() == [False, False, True]


def test_a_city_without_numbers_has_an_index_of_blanks() -> None:
    for way, together in WAYS:
        made = composite(np.full((4, 2), np.nan), recipe("A", "B", standardisation=way, aggregation=together,
                         classes="deciles", second_standardisation=True), np.full(4, 500))  # fmt: skip
        assert made.n == 0
        assert np.isnan(made.index).all()
        assert set(made.reason) == {"missing_ingredient"}
        assert np.isnan(made.rank).all()


def test_results_cannot_be_written_into() -> None:
    made = composite(CITY, BERLIN, PEOPLE, BEFORE)
    with pytest.raises(ValueError, match="read-only"):
        made.index[0] = 3
    with pytest.raises(ValueError, match="read-only"):
        made.status[0] = 3


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="3 ingredients need as many columns"):
        composite(CITY[:, :2], BERLIN)
    with pytest.raises(ValueError, match="earlier numbers need the shape"):
        composite(CITY, BERLIN, earlier=BEFORE[:5])
    with pytest.raises(RecipeError, match="no_ingredients"):
        composite(CITY, recipe())
    with pytest.raises(ValueError, match="shrinkage = True"):
        composite(CITY, msgspec.structs.replace(BERLIN, shrinkage=True))
    with pytest.raises(ValueError, match="shrinkage = False"):
        composite(CITY, BERLIN, shrunken=True)


@given(
    st.integers(0, 1000),
    st.sampled_from(["z_population", "z_sample", "z_weighted", "rank", "minmax", "imd_exponential"]),
    st.sampled_from(["sum", "mean", "principal_component_per_dimension"]),
    st.lists(st.floats(0.01, 100), min_size=3, max_size=3),
)
def test_the_index_does_not_depend_on_units(seed: int, way: str, together: str, factors: list[float]) -> None:
    columns = city(30, 3, seed)
    made = recipe("A1", "B1", "A5", standardisation=way, aggregation=together, second_standardisation=True)
    people = np.linspace(300, 3000, 30)
    in_other_units = columns * factors + [0, 5, -3]
    assert composite(in_other_units, made, people).index == pytest.approx(
        composite(columns, made, people).index, abs=1e-7
    )


@given(st.integers(0, 1000), st.permutations(range(12)))
def test_the_order_of_the_quarters_does_not_matter(seed: int, order: list[int]) -> None:
    columns = city(12, 3, seed)
    made, mixed = composite(columns, BERLIN), composite(columns[order], BERLIN)
    assert mixed.index == pytest.approx(made.index[order], abs=1e-9)
    assert mixed.rank.tolist() == made.rank[order].tolist()
