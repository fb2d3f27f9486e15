"""Who takes part in an index, and the first reason why not."""

import numpy as np
import pytest

from analysis.index.eligibility import eligible, transformed
from analysis.index.recipe import Ingredient, Recipe, RecipeError
from tests.analysis.index.made_recipes import recipe

NUMBERS = np.array([[1.0, 2.0], [1.0, np.nan], [1.0, 2.0], [1.0, 2.0], [1.0, 2.0]])


def test_the_first_reason_that_applies_is_told() -> None:
    who = eligible(
        NUMBERS, NUMBERS, recipe("A1", "B1"), [500, 100, np.nan, 300, 299], [False, False, False, True, False]
    )
    assert who.reason == ("", "too_small", "residents_unknown", "excluded", "too_small")
    assert who.takes_part.tolist() == [True, False, False, False, False]


def test_an_ingredient_that_keeps_many_quarters_out_is_known_by_name() -> None:
    numbers = np.array([[1.0, np.nan], [np.nan, np.nan], [1.0, np.nan], [1.0, 2.0]])
    who = eligible(numbers, numbers, recipe("A1", "C3"), [500, 500, 100, 500], None)
    assert who.missing.tolist() == [1, 2]


def test_where_nobody_knows_the_residents_nobody_is_too_small() -> None:
    for residents in (None, [np.nan] * 5):
        who = eligible(NUMBERS, NUMBERS, recipe("A1", "B1"), residents, None)
        assert who.residents is None
        assert who.reason == ("", "missing_ingredient", "", "", "")


def test_without_a_least_number_residents_need_not_be_known() -> None:
    who = eligible(NUMBERS, NUMBERS, recipe("A1", "B1", minimum_residents=0), [5, np.nan, np.nan, 1, 0], None)
    assert who.reason == ("", "missing_ingredient", "", "", "")


def test_an_ingredient_without_weight_need_not_be_there() -> None:
    made = Recipe(name="one", ingredients=(Ingredient(indicator="A1"), Ingredient(indicator="B1", weight=0.0)))
    assert eligible(NUMBERS, NUMBERS, made, None, None).takes_part.all()


def test_a_number_without_logarithm_is_another_reason_than_a_missing_one() -> None:
    made = Recipe(
        name="logs",
        ingredients=(Ingredient(indicator="A1", transform="log"), Ingredient(indicator="E7", transform="log1p")),
    )
    numbers = np.array([[0.0, 1.0], [np.nan, 1.0], [1.0, -1.0], [np.e, 0.0]])
    ready = transformed(numbers, made)
    who = eligible(numbers, ready, made, None, None)
    assert who.reason == ("no_logarithm", "missing_ingredient", "no_logarithm", "")
    assert who.missing.tolist() == [2, 1]
    assert ready[3].tolist() == [1.0, 0.0]
    assert numbers[3].tolist() == [np.e, 0.0]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"standardisation": "z_weighted"}, "standardisation"),
        ({"classes": "quintiles", "class_limits": "residents"}, "class_limits"),
    ],
)
def test_a_recipe_that_counts_residents_says_so_where_they_are_not_known(fields: dict[str, str], field: str) -> None:
    made = recipe("A1", "B1", minimum_residents=0, **fields)
    with pytest.raises(RecipeError) as refused:
        eligible(NUMBERS, NUMBERS, made, [np.nan] * 5, None)
    assert (refused.value.code, refused.value.values["field"]) == ("residents_needed", field)
    who = eligible(NUMBERS, NUMBERS, made, [1, 1, np.nan, 1, 1], None)
    assert who.reason[2] == "residents_unknown"


@pytest.mark.parametrize(("residents", "excluded"), [([1], None), (None, [True])])
def test_one_entry_per_quarter_is_needed(residents: list[float] | None, excluded: list[bool] | None) -> None:
    with pytest.raises(ValueError, match="5 quarters need as many"):
        eligible(NUMBERS, NUMBERS, recipe("A1", "B1"), residents, excluded)
