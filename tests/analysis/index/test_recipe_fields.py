"""Plain mappings become recipes, or a field is named."""

from typing import Any

import pytest

from analysis.index.recipe import RecipeError
from analysis.index.recipe_fields import to_recipe

A1 = {"indicator": "A1"}


@pytest.mark.parametrize(
    ("plain", "code", "field"),
    [
        ([], "wrong_type", ""),
        ({"name": "x"}, "missing_field", "ingredients"),
        ({"name": 3, "ingredients": [A1]}, "wrong_type", "name"),
        ({"name": "x", "ingredients": "A1"}, "wrong_type", "ingredients"),
        ({"name": "x", "ingredients": [{}]}, "missing_field", "ingredients.indicator"),
        ({"name": "x", "ingredients": ["A1"]}, "wrong_type", "ingredients"),
        ({"name": "x", "ingredients": [{**A1, "wieght": 1}]}, "unknown_field", "ingredients.wieght"),
        ({"name": "x", "ingredients": [{**A1, "weight": "1"}]}, "wrong_type", "ingredients.weight"),
        ({"name": "x", "ingredients": [{**A1, "weight": True}]}, "wrong_type", "ingredients.weight"),
        ({"name": "x", "ingredients": [{**A1, "weight": 10**400}]}, "wrong_type", "ingredients.weight"),
        ({"name": "x", "ingredients": [{**A1, "direction": True}]}, "unknown_choice", "ingredients.direction"),
        ({"name": "x", "ingredients": [{**A1, "transform": "sqrt"}]}, "unknown_choice", "ingredients.transform"),
        ({"name": "x", "ingredients": [A1], "aggregation": ["sum"]}, "unknown_choice", "aggregation"),
        ({"name": "x", "ingredients": [A1], "minimum_residents": 2.5}, "wrong_type", "minimum_residents"),
        ({"name": "x", "ingredients": [A1], "shrinkage": 1}, "wrong_type", "shrinkage"),
        ({"name": "x", "ingredients": [A1], "title": {"de": 1}}, "wrong_type", "title.de"),
        ({"name": "x", "ingredients": [A1], "title": "Index"}, "wrong_type", "title"),
        ({"name": "x", "ingredients": [A1], "excluded": [{"quarter_id": "1"}]}, "missing_field", "excluded.reason"),
    ],
)
def test_a_field_that_does_not_fit_is_named(plain: Any, code: str, field: str) -> None:
    with pytest.raises(RecipeError) as refused:
        to_recipe(plain)
    assert (refused.value.code, refused.value.values["field"]) == (code, field)


def test_a_wrong_choice_is_told_with_those_there_are() -> None:
    with pytest.raises(RecipeError) as refused:
        to_recipe({"name": "x", "ingredients": [A1], "standardisation": "zscore"})
    assert refused.value.values["found"] == "zscore"
    assert str(refused.value.values["choices"]).startswith("z_population, z_sample, z_weighted")


def test_a_recipe_of_a_newer_program_is_told_as_such_whatever_stands_in_it() -> None:
    with pytest.raises(RecipeError, match="newer_version"):
        to_recipe({"version": 2, "name": "x", "parts": []})


def test_a_whole_weight_is_a_weight() -> None:
    weight = to_recipe({"name": "x", "ingredients": [{**A1, "weight": 2}]}).ingredients[0].weight
    assert (weight, type(weight)) == (2.0, float)
