"""A recipe as a small text that people read and write: TOML."""

import json
import re
import tomllib

from analysis.index.recipe import Ingredient, Recipe, RecipeError
from analysis.index.recipe_checks import check
from analysis.index.recipe_fields import to_recipe

LONGEST_TEXT = 200_000
_OPTIONAL = (("transform", "none"), ("dimension", ""))


def to_text(recipe: Recipe) -> str:
    """Write a recipe down; :func:`from_text` gives the same recipe back.

    Parameters
    ----------
    recipe : Recipe

    Returns
    -------
    str
        TOML. Every convention stands there, even where it is the usual one: the text explains the index.

    Raises
    ------
    RecipeError
        As :func:`analysis.index.recipe_checks.check`.

    Examples
    --------
    >>> recipe = Recipe(name="children", ingredients=(Ingredient(indicator="A2", weight=2),))
    >>> print(to_text(recipe).split("[[")[1].strip())
    ingredients]]
    indicator = "A2"
    weight = 2.0
    direction = 1
    """
    check(recipe)
    lines = [
        f"version = {recipe.version}",
        f"name = {_quoted(recipe.name)}",
        f"standardisation = {_quoted(recipe.standardisation)}",
        f"aggregation = {_quoted(recipe.aggregation)}",
        f"second_standardisation = {_truth(recipe.second_standardisation)}",
        f"classes = {_quoted(recipe.classes)}",
        f"class_limits = {_quoted(recipe.class_limits)}",
        f"dynamics_years = {recipe.dynamics_years}",
        f"minimum_residents = {recipe.minimum_residents}",
        f"shrinkage = {_truth(recipe.shrinkage)}",
    ]
    if recipe.title:
        lines += ["", "[title]", *(f"{_key(key)} = {_quoted(text)}" for key, text in sorted(recipe.title.items()))]
    for one in recipe.ingredients:
        lines += ["", "[[ingredients]]", *_ingredient(one)]
    for left_out in recipe.excluded:
        lines += ["", "[[excluded]]", f"quarter_id = {_quoted(left_out.quarter_id)}"]
        lines += [f"reason = {_quoted(left_out.reason)}"]
    return "\n".join(lines) + "\n"


def from_text(text: str) -> Recipe:
    r"""Read a recipe.

    Parameters
    ----------
    text : str
        TOML, as :func:`to_text` writes it; fields with a usual value may be left out.

    Returns
    -------
    Recipe

    Raises
    ------
    RecipeError
        ``text_too_long``, ``not_toml`` with the line, ``no_recipe``, or as
        :func:`analysis.index.recipe_fields.to_recipe` says.

    Examples
    --------
    >>> from_text('name = "children"\n[[ingredients]]\nindicator = "A2"\n').ingredients[0].weight
    1.0
    """
    if len(text) > LONGEST_TEXT:
        raise RecipeError("text_too_long", found=len(text), most=LONGEST_TEXT)
    content = text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}").replace("\r\n", "\n")
    try:
        plain = tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        raise RecipeError("not_toml", line=_line(str(error), content)) from None
    except (ValueError, RecursionError):  # numbers of thousands of digits, brackets within thousands of brackets
        raise RecipeError("no_recipe") from None
    return to_recipe(plain)


def _line(message: str, content: str) -> int:
    """Find the line in the message of tomllib, which names either it or the end of the document."""
    named = re.search(r"at line (\d+)", message)
    return int(named[1]) if named else content.rstrip().count("\n") + 1


def _ingredient(one: Ingredient) -> list[str]:
    lines = [
        f"indicator = {_quoted(one.indicator)}",
        f"weight = {float(one.weight)!r}",
        f"direction = {one.direction}",
    ]
    values = ((name, getattr(one, name), usual) for name, usual in _OPTIONAL)
    return lines + [f"{name} = {_quoted(value)}" for name, value, usual in values if value != usual]


def _quoted(text: str) -> str:
    """Write a basic string of TOML: JSON's escapes, and DEL, which JSON leaves as it is."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else _quoted(name)


def _truth(value: bool) -> str:
    return "true" if value else "false"
