"""What a recipe says about a city: what is there, what is context, who is left out."""

import msgspec
import pytest

from analysis.index.recipe import (
    Exclusion,
    Ingredient,
    Recipe,
    RecipeError,
    available,
    context_ingredients,
    dimensions,
    excluded_quarters,
    reduced,
    unknown_exclusions,
)
from tests.analysis.index.made_recipes import recipe


def test_a_recipe_cannot_be_changed_only_replaced() -> None:
    made = recipe("A1")
    with pytest.raises(AttributeError):
        made.name = "other"
    assert msgspec.structs.replace(made, name="other").name == "other"


def test_what_the_city_lacks_is_told_and_can_be_left_out() -> None:
    made = recipe("A1", "B1", "A5")
    assert available(made, ["A5", "A1"]) == (True, False, True)
    assert [one.indicator for one in reduced(made, ["A5", "A1"]).ingredients] == ["A1", "A5"]
    with pytest.raises(RecipeError) as refused:
        reduced(made, [])
    assert (refused.value.code, refused.value.values) == ("none_available", {"needed": "A1, B1, A5"})


def test_migration_and_nationality_do_not_slip_in_unseen() -> None:
    directions = {"A1": "more_disadvantage", "F6": "context", "F7": "context", "B5": "less_disadvantage"}
    assert context_ingredients(recipe("A1", "F6", "B5", "F7", "own"), directions) == ("F6", "F7")


def test_exclusions_find_their_quarters_and_tell_those_that_are_none() -> None:
    made = recipe("A1", excluded=(Exclusion("02", "hostel"), Exclusion("77", "harbour")))
    assert excluded_quarters(made, ["01", "02"]).tolist() == [False, True]
    assert unknown_exclusions(made, ["01", "02"]) == ("77",)


def test_dimensions_keep_the_order_in_which_they_are_named() -> None:
    names = ["work", "income", "work", ""]
    made = Recipe(
        name="groups",
        ingredients=tuple(Ingredient(indicator=str(place), dimension=name) for place, name in enumerate(names)),
    )
    assert list(dimensions(made).items()) == [("work", [0, 2]), ("income", [1]), ("", [3])]
