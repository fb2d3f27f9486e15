"""The recipes that come with the program, against the catalogue."""

import json

import pytest

from analysis.index.composite import composite
from analysis.index.recipe import RecipeError, context_ingredients
from analysis.index.recipe_text import from_text, to_text
from analysis.index.shipped import SHIPPED, shipped, usual
from tests.analysis.index.made_recipes import city
from tests.sources import ROOT

CATALOGUE = {
    one["id"]: one
    for one in json.loads((ROOT / "loading" / "declaring" / "catalogue.json").read_text(encoding="utf-8"))
}
DIRECTIONS = {key: one["direction"] for key, one in CATALOGUE.items()}
SIGNS = {"more_disadvantage": 1, "less_disadvantage": -1}


def test_every_file_is_a_shipped_recipe() -> None:
    files = {path.stem for path in (ROOT / "analysis" / "index" / "recipes").glob("*.toml")}
    assert files == set(SHIPPED)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_recipe_is_in_step_with_the_catalogue(name: str) -> None:
    recipe = shipped(name)
    assert recipe.name == name
    assert set(recipe.title) == {"de", "en"}
    assert {one.indicator: one.direction for one in recipe.ingredients} == {
        one.indicator: SIGNS[DIRECTIONS[one.indicator]] for one in recipe.ingredients
    }


@pytest.mark.parametrize("name", SHIPPED)
def test_no_shipped_recipe_judges_migration_or_nationality(name: str) -> None:
    assert context_ingredients(shipped(name), DIRECTIONS) == ()
    assert not {"F6", "F7", "A10", "A11", "C6", "C7"} & {one.indicator for one in shipped(name).ingredients}


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_recipe_makes_an_index_and_survives_writing(name: str) -> None:
    recipe = shipped(name)
    assert from_text(to_text(recipe)) == recipe
    made = composite(city(60, len(recipe.ingredients)), recipe)
    assert made.n == 60
    assert made.status.min() >= 1


def test_the_index_begins_with_berlin_where_the_city_has_its_shares() -> None:
    assert usual(CATALOGUE).name == "berlin_mss"
    assert [one.indicator for one in usual({"A5", "B1", "F7"}).ingredients] == ["A5", "B1"]
    with pytest.raises(RecipeError, match="none_available"):
        usual({"F7"})


def test_an_unknown_name_is_told_with_those_there_are() -> None:
    with pytest.raises(RecipeError) as refused:
        shipped("../../../etc/passwd")
    assert refused.value.values["choices"] == ", ".join(SHIPPED)


def test_recipes_name_their_source() -> None:
    folder = ROOT / "analysis" / "index" / "recipes"
    assert all("# Source: " in (folder / f"{name}.toml").read_text(encoding="utf-8") for name in SHIPPED)
