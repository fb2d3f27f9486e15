"""Frozen dataclasses as rows of a table: a column per field, two per wording, JSON where a field is no plain value."""

import json
import math
import types
from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec
import numpy as np

LANGUAGES = ("de", "en")
_TYPES = {"text": "TEXT", "flag": "BOOLEAN", "whole": "INTEGER", "number": "DOUBLE", "data": "TEXT"}
T = TypeVar("T")


def columns(cls: type, without: Sequence[str] = ()) -> dict[str, str]:
    """Give the columns of a dataclass with their types in a GeoPackage.

    Examples
    --------
    >>> from loading.atlas import FileNote
    >>> columns(FileNote)
    {'name': 'TEXT', 'format': 'TEXT', 'encoding': 'TEXT', 'parts': 'TEXT'}
    """
    found: dict[str, str] = {}
    for name, hint in _fields(cls, without).items():
        kind = _kind(hint)
        if kind == "wording":
            found.update({f"{name}_{language}": "TEXT" for language in LANGUAGES})
        else:
            found[name] = _TYPES[kind]
    return found


def row(record: Any, without: Sequence[str] = ()) -> list[Any]:
    """Give the cells of a record, in the order of :func:`columns`; NaN is an empty cell."""
    cells: list[Any] = []
    for name, hint in _fields(type(record), without).items():
        value, kind = getattr(record, name), _kind(hint)
        if kind == "wording":
            cells += [value.get(language) for language in LANGUAGES]
        elif kind == "data":
            cells.append(to_json(value))
        else:
            cells.append(None if isinstance(value, float) and math.isnan(value) else value)
    return cells


def record(cls: type[T], cells: Mapping[str, Any], **more: Any) -> T:
    """Make a record of the cells of a row; a column that the file does not have leaves the field's default.

    Parameters
    ----------
    cls : type
    cells : mapping of column to cell
    **more
        Fields that have no column.

    Raises
    ------
    ValueError
        If a cell is not of the field's kind.
    """
    values: dict[str, Any] = dict(more)
    for name, hint in _fields(cls, tuple(more)).items():
        if _kind(hint) == "wording":
            found = {language: cells.get(f"{name}_{language}") for language in LANGUAGES}
            values[name] = {language: text for language, text in found.items() if text is not None}
            if not all(isinstance(text, str) for text in values[name].values()):
                raise ValueError(f"{cls.__name__}: {name}")
        elif name in cells:
            values[name] = _field(cells[name], hint)
    return _converted(values, cls)


def to_json(value: Any) -> str:
    """Write plain data, tuples, choices and dataclasses as JSON."""
    return json.dumps(msgspec.to_builtins(value, enc_hook=_plain), ensure_ascii=False)


def from_json(text: object, hint: Any = Any) -> Any:
    """Read JSON as what a hint says.

    Raises
    ------
    ValueError
        If it is no JSON, or something else.
    """
    if not isinstance(text, str):
        raise ValueError(f"no text: {text!r:.40}")
    try:
        return msgspec.convert(json.loads(text), hint)
    except (msgspec.ValidationError, RecursionError) as error:
        raise ValueError(str(error)) from None


def _fields(cls: type, without: Sequence[str]) -> dict[str, Any]:
    hints = get_type_hints(cls)
    return {one.name: hints[one.name] for one in fields(cls) if one.name not in without}


def _kind(hint: Any) -> str:
    plain = {str: "text", bool: "flag", int: "whole", float: "number"}
    if hint in plain:
        return plain[hint]
    arguments = [one for one in get_args(hint) if one is not type(None)]
    if get_origin(hint) is Literal:
        return "text"
    if get_origin(hint) in (Union, types.UnionType) and len(arguments) == 1:
        return _kind(arguments[0])
    return "wording" if get_origin(hint) is Mapping and arguments == [str, str] else "data"


def _field(cell: Any, hint: Any) -> Any:
    kind = _kind(hint)
    if kind == "data":
        return from_json(cell, hint)
    if kind == "flag":
        return bool(cell)
    return math.nan if cell is None and hint is float else cell


def _converted(values: Mapping[str, Any], cls: type[T]) -> T:
    """Make the record, its plain fields checked against their hints."""
    hints = get_type_hints(cls)
    plain = {name: value for name, value in values.items() if _kind(hints[name]) in ("text", "whole", "flag", "number")}
    try:
        checked = {name: msgspec.convert(value, hints[name]) for name, value in plain.items()}
        return cls(**{**values, **checked})
    except (msgspec.ValidationError, TypeError) as error:
        raise ValueError(f"{cls.__name__}: {error}") from None


def _plain(value: Any) -> Any:
    return value.item() if isinstance(value, np.generic) else str(value)
