"""What no index can be made of."""

import math

import pytest

from analysis.index.recipe import Exclusion, Ingredient, Recipe, RecipeError
from analysis.index.recipe_checks import MOST_INGREDIENTS, check
from tests.analysis.index.made_recipes import recipe

A1 = Ingredient(indicator="A1")


@pytest.mark.parametrize(
    ("made", "code", "values"),
    [
        (recipe("A1", version=2), "newer_version", {"found": 2, "known": 1}),
        (Recipe(name=" ", ingredients=(A1,)), "no_name", {}),
        (Recipe(name="n" * 121, ingredients=(A1,)), "too_long", {"field": "name", "found": 121, "most": 120}),
        (recipe("A1", title={"de": "x" * 121}), "too_long", {"field": "title.de", "found": 121, "most": 120}),
        (Recipe(name="\ud800", ingredients=(A1,)), "no_text", {"field": "name"}),
        (recipe(), "no_ingredients", {}),
        (recipe(*map(str, range(41))), "too_many", {"field": "ingredients", "found": 41, "most": MOST_INGREDIENTS}),
        (recipe("A1", "A1"), "twice", {"field": "ingredients", "found": "A1"}),
        (recipe("A1", excluded=(Exclusion("1", "a"), Exclusion("1", "b"))), "twice", {
            "field": "excluded", "found": "1"}),
        (recipe("A1", dynamics_years=-1), "out_of_range", {
            "field": "dynamics_years", "found": -1, "least": 0, "most": 50}),
        (recipe("A1", aggregation="geometric"), "geometric_needs_positive", {
            "found": "z_population", "choices": "rank, minmax, imd_exponential"}),
        (recipe("A1", dynamics_years=2, standardisation="rank", aggregation="geometric"), "dynamics_needs_sum", {
            "found": "geometric"}),
        (Recipe(name="zero", ingredients=(Ingredient(indicator="A1", weight=0),)), "no_weight", {"ingredients": 1}),
    ],
)  # fmt: skip
def test_what_no_index_can_be_made_of_is_refused_with_what_was_found(
    made: Recipe, code: str, values: dict[str, object]
) -> None:
    with pytest.raises(RecipeError) as refused:
        check(made)
    assert (refused.value.code, refused.value.values) == (code, values)


@pytest.mark.parametrize("weight", [-0.1, math.nan, math.inf, 1000.1])
def test_a_weight_is_a_number_that_weighs(weight: float) -> None:
    with pytest.raises(RecipeError, match="bad_weight"):
        check(Recipe(name="weights", ingredients=(A1, Ingredient(indicator="B1", weight=weight))))
