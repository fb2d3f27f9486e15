"""Typed values as plain data and back: what another process hands over is built from its declared types only.

Every type of ``loading.recognised`` and its kin has one form as JSON; arrays and outlines go apart. Nothing in the
data says which class to make or what to call: the declaration does, so that a process that was taken over can hand
over wrong numbers, but never code.
"""

import dataclasses
import types
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec
import numpy as np
import pyproj
import shapely

from loading.ingest.anything import pack_anything, unpack_anything
from loading.ingest.form import Arrays, Form, require
from loading.ingest.pace import step
from loading.ingest.spatial_forms import Array, Outline, System

_SCALARS = (str, int, float, bool)


@cache
def form_of(declared: Any) -> Form:
    """Give the form of a declared type.

    Parameters
    ----------
    declared : type or type expression
        Built of str, int, float, bool, None, Literal, Optional, tuple, list, Mapping, dataclass, msgspec.Struct,
        numpy array, pyproj.CRS and shapely geometry; ``object`` and ``Any`` stand for what fills a text.

    Raises
    ------
    TypeError
        If it is built of something else; names it.
    """
    origin, parts = get_origin(declared), get_args(declared)
    if origin in (Union, types.UnionType):
        return _optional(declared, parts)
    if origin is Literal:
        return _OneOf(parts)
    if origin in (tuple, list, Sequence):
        return _sequence(list if origin is list else tuple, parts)
    if origin in (dict, Mapping):
        return _Pairs(form_of(parts[0]), form_of(parts[1]))
    if origin is np.ndarray or declared is np.ndarray:
        return Array()
    return _plain(declared)


def _plain(declared: Any) -> Form:
    if declared in _SCALARS:
        return _Scalar(declared)
    if declared in (object, Any):
        return _Anything()
    if declared is pyproj.CRS:
        return System()
    if isinstance(declared, type) and issubclass(declared, shapely.Geometry):
        return Outline()
    if isinstance(declared, type) and issubclass(declared, msgspec.Struct):
        return _Struct(declared)
    if dataclasses.is_dataclass(declared) and isinstance(declared, type):
        return Record(declared)
    raise TypeError(f"no plain form for {declared}")


def _optional(declared: Any, parts: tuple[Any, ...]) -> Form:
    others = [part for part in parts if part is not type(None)]
    if len(others) == 1:
        return _Optional(form_of(others[0]))
    if all(other in _SCALARS for other in others):
        return _Anything()
    raise TypeError(f"no plain form for {declared}")


def _sequence(kind: type, parts: tuple[Any, ...]) -> Form:
    if kind is tuple and Ellipsis not in parts and len(parts) > 1:
        return _Fixed(tuple(form_of(part) for part in parts))
    return _AllAlike(kind, parts[0])


@dataclasses.dataclass(frozen=True)
class _Scalar(Form):
    kind: type

    def pack(self, value: Any, arrays: Arrays) -> Any:  # noqa: ARG002 - all forms are called alike
        return value.item() if isinstance(value, np.generic) else value

    def unpack(self, data: Any, arrays: Arrays) -> Any:  # noqa: ARG002
        require(type(data) is self.kind or (self.kind is float and type(data) is int), self.kind.__name__, data)
        return data


@dataclasses.dataclass(frozen=True)
class _OneOf(Form):
    values: tuple[Any, ...]

    def pack(self, value: Any, arrays: Arrays) -> Any:  # noqa: ARG002
        return value

    def unpack(self, data: Any, arrays: Arrays) -> Any:  # noqa: ARG002
        require(data in self.values, self.values, data)
        return data


@dataclasses.dataclass(frozen=True)
class _Anything(Form):
    def pack(self, value: Any, arrays: Arrays) -> Any:  # noqa: ARG002
        return pack_anything(value)

    def unpack(self, data: Any, arrays: Arrays) -> Any:  # noqa: ARG002
        return unpack_anything(data)


@dataclasses.dataclass(frozen=True)
class _Optional(Form):
    form: Form

    def pack(self, value: Any, arrays: Arrays) -> Any:
        return None if value is None else self.form.pack(value, arrays)

    def unpack(self, data: Any, arrays: Arrays) -> Any:
        return None if data is None else self.form.unpack(data, arrays)


@dataclasses.dataclass(frozen=True)
class _AllAlike(Form):
    kind: type
    declared: Any

    def pack(self, value: Any, arrays: Arrays) -> Any:
        if self.declared is str:  # columns of many thousand rows
            return list(value)
        form = form_of(self.declared)
        return [form.pack(one, arrays) for one in value]

    def unpack(self, data: Any, arrays: Arrays) -> Any:
        require(isinstance(data, list), "a list", data)
        if self.declared is str:
            require(all(type(one) is str for one in data), "texts", data)
            return self.kind(data)
        form = form_of(self.declared)
        return self.kind(form.unpack(one, arrays) for one in data)


@dataclasses.dataclass(frozen=True)
class _Fixed(Form):
    forms: tuple[Form, ...]

    def pack(self, value: Any, arrays: Arrays) -> Any:
        return [form.pack(one, arrays) for form, one in zip(self.forms, value, strict=True)]

    def unpack(self, data: Any, arrays: Arrays) -> Any:
        require(isinstance(data, list), "a list", data)
        return tuple(form.unpack(one, arrays) for form, one in zip(self.forms, data, strict=True))


@dataclasses.dataclass(frozen=True)
class _Pairs(Form):
    key: Form
    value: Form

    def pack(self, value: Any, arrays: Arrays) -> Any:
        return [[self.key.pack(key, arrays), self.value.pack(one, arrays)] for key, one in value.items()]

    def unpack(self, data: Any, arrays: Arrays) -> Any:
        require(isinstance(data, list) and all(isinstance(one, list) and len(one) == 2 for one in data), "pairs", data)
        return {self.key.unpack(key, arrays): self.value.unpack(one, arrays) for key, one in data}


@dataclasses.dataclass(frozen=True)
class Record(Form):
    """A dataclass, or what is built like one: a class and the declared types of its parts."""

    made: Any

    @property
    def parts(self) -> dict[str, Form]:
        """The form of each field."""
        return _fields(self.made)

    def pack(self, value: Any, arrays: Arrays) -> Any:
        """Turn each field into plain data."""
        return {name: form.pack(getattr(value, name), arrays) for name, form in self.parts.items()}

    def unpack(self, data: Any, arrays: Arrays) -> Any:
        """Build the object; all fields must be there, and no other."""
        step()
        parts = self.parts
        require(isinstance(data, dict) and data.keys() == parts.keys(), self.made.__name__, data)
        return self.made(**{name: form.unpack(data[name], arrays) for name, form in parts.items()})


@cache
def _fields(made: Any) -> dict[str, Form]:
    hints = get_type_hints(made)
    return {field.name: form_of(hints[field.name]) for field in dataclasses.fields(made) if field.init}


@dataclasses.dataclass(frozen=True)
class _Struct(Form):
    made: Any

    def pack(self, value: Any, arrays: Arrays) -> Any:  # noqa: ARG002
        return msgspec.to_builtins(value)

    def unpack(self, data: Any, arrays: Arrays) -> Any:  # noqa: ARG002
        return msgspec.convert(data, self.made)
