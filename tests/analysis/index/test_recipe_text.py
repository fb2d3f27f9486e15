"""Recipes as TOML, there and back."""

import tomllib

import pytest
from hypothesis import given

from analysis.index.recipe import Recipe, RecipeError
from analysis.index.recipe_text import LONGEST_TEXT, from_text, to_text
from tests.analysis.index.made_recipes import recipe, recipes


@given(recipes())
def test_what_is_written_is_read_as_the_same_recipe(made: Recipe) -> None:
    assert from_text(to_text(made)) == made


def test_the_text_names_every_convention() -> None:
    text = to_text(recipe("A1"))
    assert set(tomllib.loads(text)) == set(Recipe.__struct_fields__) - {"title", "excluded"}


def test_a_text_saved_by_windows_is_read() -> None:
    made = recipe("A1", title={"de": "Größe"})
    assert from_text("\ufeff" + to_text(made).replace("\n", "\r\n")) == made


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("name = ", 1),
        ("version = 1\nname = 'x'\nname = 'y'\n", 3),
        ('{"name": "x"}', 1),
        ('version = 1\nname = "x\n', 2),
    ],
)
def test_what_is_no_toml_is_told_with_its_line(text: str, line: int) -> None:
    with pytest.raises(RecipeError) as refused:
        from_text(text)
    assert (refused.value.code, refused.value.values) == ("not_toml", {"line": line})


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * 5000,
        "version = " + "9" * 5000,
        "version = 0x" + "f" * 5000,
        "name = 0x" + "f" * 5000,
        "name = 'x'\nminimum_residents = 0x" + "f" * 5000,
        "name = 'x'\n[[ingredients]]\nindicator = 'A1'\nweight = 0x" + "f" * 5000,
        "name = 'x'\n[[ingredients]]\nindicator = 'A1'\ndirection = 0x" + "f" * 5000,
        "name = 2026-11-29",
    ],
)
def test_a_text_made_up_to_hurt_is_refused_like_any_other(text: str) -> None:
    with pytest.raises(RecipeError):
        from_text(text)


def test_a_text_without_end_is_not_read() -> None:
    with pytest.raises(RecipeError, match="text_too_long"):
        from_text("#" * (LONGEST_TEXT + 1))


@pytest.mark.parametrize("weight", ["nan", "inf", "-1"])
def test_a_weight_that_is_no_number_is_refused(weight: str) -> None:
    with pytest.raises(RecipeError, match="bad_weight"):
        from_text(f'name = "x"\n[[ingredients]]\nindicator = "A1"\nweight = {weight}\n')
