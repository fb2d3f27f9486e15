"""A recipe as a short word that fits into an address. Addresses come from strangers: everything has a limit."""

import base64
import binascii
import zlib
from typing import Any

import msgspec

from analysis.index.recipe import Exclusion, Ingredient, Recipe, RecipeError
from analysis.index.recipe_checks import check
from analysis.index.recipe_fields import to_recipe

LONGEST_TOKEN = 8_000
LARGEST_JSON = 64_000


def to_token(recipe: Recipe) -> str:
    """Write a recipe as letters, digits, ``-`` and ``_``.

    Parameters
    ----------
    recipe : Recipe

    Returns
    -------
    str
        The same recipe always gives the same word; usual values take no room.

    Raises
    ------
    RecipeError
        ``token_too_long``, where many quarters are left out with long reasons: such a recipe travels as a file.
        Or as :func:`analysis.index.recipe_checks.check`.

    Examples
    --------
    >>> from analysis.index.recipe import Ingredient
    >>> recipe = Recipe(name="children", ingredients=(Ingredient(indicator="A2", weight=2),))
    >>> from_token(to_token(recipe)) == recipe
    True
    """
    plain = {"version": recipe.version, **_telling(check(recipe))}
    packed = zlib.compress(msgspec.json.encode(plain), 9)
    token = base64.urlsafe_b64encode(packed).decode("ascii").rstrip("=")
    if len(token) > LONGEST_TOKEN:
        raise RecipeError("token_too_long", found=len(token), most=LONGEST_TOKEN)
    return token


def from_token(token: str) -> Recipe:
    """Read a recipe from an address.

    Parameters
    ----------
    token : str
        As :func:`to_token` gives it.

    Returns
    -------
    Recipe

    Raises
    ------
    RecipeError
        ``token_too_long``, ``token_damaged``, or as :func:`analysis.index.recipe_fields.to_recipe` says. Never
        another error, and never more than 64,000 bytes are unpacked.
    """
    if len(token) > LONGEST_TOKEN:
        raise RecipeError("token_too_long", found=len(token), most=LONGEST_TOKEN)
    try:
        packed = base64.b64decode(token.encode("ascii") + b"=" * (-len(token) % 4), altchars=b"-_", validate=True)
        unpacker = zlib.decompressobj()
        content = unpacker.decompress(packed, LARGEST_JSON)
        if not unpacker.eof or unpacker.unused_data:
            raise RecipeError("token_damaged")
        plain = msgspec.json.decode(content)
    except (UnicodeError, binascii.Error, zlib.error, msgspec.DecodeError, RecursionError):
        raise RecipeError("token_damaged") from None
    return to_recipe(plain)


def _telling(one: Recipe | Ingredient | Exclusion) -> dict[str, Any]:
    """Give the fields that differ from the usual ones, which reading fills in again, in one way of writing.

    Compared are values: msgspec's own leaving out asks whether the very same object stands there, so that a recipe
    from a file would get another word than the same recipe made by a form.
    """
    told: dict[str, Any] = {}
    for field in msgspec.structs.fields(type(one)):
        value = getattr(one, field.name)
        if not field.required and value == (field.default if field.default is not msgspec.NODEFAULT else {}):
            continue
        told[field.name] = _in_one_way(float(value) if isinstance(field.default, float) else value)
    return told


def _in_one_way(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_telling(part) for part in value]
    if isinstance(value, dict):
        return dict(sorted(value.items()))
    return value
