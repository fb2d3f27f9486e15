"""Recipes in addresses, also those that strangers make up."""

import base64
import string
import zlib

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.index.recipe import Exclusion, Ingredient, Recipe, RecipeError
from analysis.index.recipe_text import from_text, to_text
from analysis.index.recipe_token import LARGEST_JSON, LONGEST_TOKEN, from_token, to_token
from analysis.index.shipped import SHIPPED, shipped
from tests.analysis.index.made_recipes import recipe, recipes


def packed(content: bytes) -> str:
    return base64.urlsafe_b64encode(zlib.compress(content, 9)).decode().rstrip("=")


@given(recipes())
def test_a_token_holds_the_whole_recipe_in_letters_an_address_may_have(made: Recipe) -> None:
    token = to_token(made)
    assert from_token(token) == made
    assert set(token) <= set(string.ascii_letters + string.digits + "-_")


def test_the_same_recipe_has_the_same_token_however_it_was_written() -> None:
    one = Recipe(name="x", ingredients=(Ingredient(indicator="A1", weight=2),), title={"de": "a", "en": "b"})
    other = Recipe(name="x", ingredients=(Ingredient(indicator="A1", weight=2.0),), title={"en": "b", "de": "a"})
    assert to_token(one) == to_token(other)


@pytest.mark.parametrize("name", SHIPPED)
def test_the_token_of_a_shipped_recipe_is_short(name: str) -> None:
    assert len(to_token(shipped(name))) < 600


@given(st.text(max_size=200))
def test_a_token_from_a_stranger_is_a_recipe_or_refused(token: str) -> None:
    with pytest.raises(RecipeError):
        from_token(token)


@given(st.binary(max_size=200))
def test_bytes_from_a_stranger_are_refused(content: bytes) -> None:
    with pytest.raises(RecipeError):
        from_token(packed(content))


@pytest.mark.parametrize(
    "token",
    [
        "A" * (LONGEST_TOKEN + 1),
        packed(b" " * 50_000_000)[:LONGEST_TOKEN],
        packed(b" " * (LARGEST_JSON + 1)),
        packed(b"[" * 50_000),
        packed(b'{"name": "x", "ingredients": [{"indicator": "A1", "weight": 1e999}]}'),
        packed(b'{"name": "x", "ingredients": [{"indicator": "A1", "weight": NaN}]}'),
        packed(msgspec.json.encode({"name": "x", "ingredients": [{"indicator": str(one)} for one in range(3000)]})),
        to_token(recipe("A1"))[:-4],
        to_token(recipe("A1")) + "AAAA",
        "ÄÖÜ",
        "",
    ],
    ids=["long", "bomb", "large", "deep", "infinite", "nan", "many", "cut", "more", "letters", "empty"],
)
def test_a_hostile_token_costs_little_and_is_refused(token: str) -> None:
    with pytest.raises(RecipeError):
        from_token(token)


def test_a_recipe_too_long_for_an_address_says_so() -> None:
    words = [Exclusion(str(place), "".join(chr(200 + (place * 7919 + sign * 104729) % 5000) for sign in range(299)))
             for place in range(100)]  # fmt: skip
    with pytest.raises(RecipeError, match="token_too_long"):
        to_token(recipe("A1", excluded=tuple(words)))


@pytest.mark.parametrize("name", SHIPPED)
def test_a_recipe_from_a_file_has_the_word_of_the_same_recipe_made_by_a_form(name: str) -> None:
    recipe = shipped(name)
    bare = Recipe(name=recipe.name, ingredients=recipe.ingredients)
    assert to_token(from_text(to_text(bare))) == to_token(bare)
    assert to_token(from_token(to_token(recipe))) == to_token(recipe)
