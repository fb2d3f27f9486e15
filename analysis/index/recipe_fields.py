"""From plain mappings, as TOML and JSON give them, to a recipe; whatever does not fit is named with its place."""

from collections.abc import Mapping
from typing import Any, Literal, get_args, get_origin, get_type_hints

import msgspec

from analysis.index.recipe import VERSION, Exclusion, Ingredient, Recipe, RecipeError
from analysis.index.recipe_checks import check

# No whole number of a recipe comes near; and none this small is too long to be printed.
_LARGEST = 10**12


def to_recipe(plain: object) -> Recipe:
    """Build a checked recipe.

    Parameters
    ----------
    plain : mapping
        Names and values of the fields, nested as in :class:`analysis.index.recipe.Recipe`.

    Returns
    -------
    Recipe

    Raises
    ------
    RecipeError
        ``wrong_type``, ``unknown_field``, ``missing_field`` or ``unknown_choice`` with the field and what is
        possible there; and whatever :func:`analysis.index.recipe_checks.check` refuses.

    Examples
    --------
    >>> to_recipe({"name": "one", "ingredients": [{"indicator": "A1", "direction": 2}]})
    Traceback (most recent call last):
    analysis.index.recipe.RecipeError: unknown_choice (field=ingredients.direction, found=2, choices=1, -1)
    """
    if isinstance(plain, Mapping):
        # First of all: what a newer program writes may differ in every other field.
        version = plain.get("version", VERSION)
        if isinstance(version, int) and VERSION < version < _LARGEST:
            raise RecipeError("newer_version", found=version, known=VERSION)
    return check(_struct(Recipe, plain, ""))


def _struct(kind: type[Any], plain: object, place: str) -> Any:
    if not isinstance(plain, Mapping):
        raise _wrong_type(place, plain, "table")
    fields = {field.name: field for field in msgspec.structs.fields(kind)}
    hints = get_type_hints(kind)
    for name in plain:
        if name not in fields:
            raise RecipeError("unknown_field", field=_inside(place, str(name)), choices=", ".join(fields))
    for name, field in fields.items():
        if field.required and name not in plain:
            raise RecipeError("missing_field", field=_inside(place, name))
    return kind(**{name: _value(hints[name], plain[name], _inside(place, name)) for name in fields if name in plain})


def _value(hint: Any, plain: object, place: str) -> Any:
    if get_origin(hint) is Literal:
        choices = get_args(hint)
        if isinstance(plain, bool) or not isinstance(plain, (str, int)) or plain not in choices:
            raise RecipeError("unknown_choice", field=place, found=_shown(plain), choices=", ".join(map(str, choices)))
        return plain
    if get_origin(hint) is tuple:
        if not isinstance(plain, (list, tuple)):
            raise _wrong_type(place, plain, "list")
        return tuple(_value(get_args(hint)[0], one, place) for one in plain)
    if get_origin(hint) is dict:
        if not isinstance(plain, Mapping):
            raise _wrong_type(place, plain, "table")
        return {_value(str, key, place): _value(str, one, f"{place}.{key}") for key, one in plain.items()}
    if hint in (Ingredient, Exclusion):
        return _struct(hint, plain, place)
    return _simple(hint, plain, place)


def _simple(hint: type[Any], plain: object, place: str) -> Any:
    if hint is float and isinstance(plain, (int, float)) and not isinstance(plain, bool):
        try:
            return float(plain)
        except OverflowError:
            raise _wrong_type(place, plain, "float") from None
    if type(plain) is not hint or (isinstance(plain, int) and abs(plain) >= _LARGEST):
        raise _wrong_type(place, plain, hint.__name__)
    return plain


def _wrong_type(place: str, plain: object, needed: str) -> RecipeError:
    return RecipeError("wrong_type", field=place, found=_shown(plain), needed=needed)


def _shown(plain: object) -> str:
    """Give the beginning of what was found; a number of thousands of digits has no decimal form."""
    if isinstance(plain, int) and abs(plain) >= _LARGEST:
        return f"{float(_LARGEST):.0e} ..."
    return str(plain)[:80]


def _inside(place: str, name: str) -> str:
    return f"{place}.{name[:80]}" if place else name[:80]
