"""Typed values as plain data and back: what another process hands over is built from its declared types only.

Every type of ``loading.recognised`` and its kin has one form as JSON; arrays and outlines go apart. Nothing in the
data says which class to make or what to call: the declaration does, so that a process that was taken over can hand
over wrong numbers, but never code.
"""

import dataclasses
import re
import types
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Literal, Protocol, Union, get_args, get_origin, get_type_hints

import msgspec
import numpy as np
import pyproj
import shapely

from loading.ingest.anything import pack_anything, unpack_anything

_WKT = re.compile(r"[A-Z_\d]+\s*\[", re.IGNORECASE)
_CODE = re.compile(r"(EPSG|OGC|ESRI|IGNF):\w+(\+\d+)?", re.IGNORECASE)
_SCALARS = (str, int, float, bool)


class DamagedAnswerError(ValueError):
    """Plain data that is not what was declared."""


class Arrays(Protocol):
    """Where arrays and outlines go, and come from."""

    def keep(self, array: np.ndarray) -> int:
        """Put an array aside; gives its number."""

    def give(self, number: int) -> np.ndarray:
        """Give the array of that number."""


class Form(ABC):
    """How values of one type look as plain data."""

    @abstractmethod
    def pack(self, value: Any, arrays: Arrays) -> Any:
        """Turn a value into plain data."""

    @abstractmethod
    def unpack(self, data: Any, arrays: Arrays) -> Any:
        """Build the value; a DamagedAnswerError, a TypeError or a ValueError where the data is something else."""


def require(holds: bool, expected: object, given: object) -> None:
    """Refuse data that is not what was declared.

    Raises
    ------
    DamagedAnswerError
        Names both.
    """
    if not holds:
        raise DamagedAnswerError(f"expected {expected}, found {given!r:.60}")


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
        return _Array()
    return _plain(declared)


def _plain(declared: Any) -> Form:
    if declared in _SCALARS:
        return _Scalar(declared)
    if declared in (object, Any):
        return _Anything()
    if declared is pyproj.CRS:
        return _System()
    if isinstance(declared, type) and issubclass(declared, shapely.Geometry):
        return _Outline()
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


@dataclasses.dataclass(frozen=True)
class _System(Form):
    """A reference system, kept in the words it was made of, so that it stays the same to the last digit."""

    def pack(self, value: Any, arrays: Arrays) -> Any:  # noqa: ARG002
        return value.srs if _CODE.fullmatch(value.srs) or _WKT.match(value.srs) else value.to_wkt()

    def unpack(self, data: Any, arrays: Arrays) -> Any:  # noqa: ARG002
        require(isinstance(data, str) and bool(_CODE.fullmatch(data) or _WKT.match(data)), "a reference system", data)
        return pyproj.CRS.from_user_input(data)


@dataclasses.dataclass(frozen=True)
class _Outline(Form):
    def pack(self, value: Any, arrays: Arrays) -> Any:  # noqa: ARG002
        return shapely.to_wkb(value, hex=True)

    def unpack(self, data: Any, arrays: Arrays) -> Any:  # noqa: ARG002
        require(isinstance(data, str), "an outline", data)
        return shapely.from_wkb(data)


@dataclasses.dataclass(frozen=True)
class _Array(Form):
    """Numbers as they are; outlines as WKB, one after another, beside the length of each (-1 where there is none)."""

    def pack(self, value: Any, arrays: Arrays) -> Any:
        if value.dtype != object:
            return {"array": arrays.keep(value)}
        require(value.ndim == 1, "outlines in one row", value.shape)
        written = shapely.to_wkb(value)
        lengths = np.array([-1 if one is None else len(one) for one in written], dtype=np.int64)
        together = np.frombuffer(b"".join(one for one in written if one is not None), dtype=np.uint8)
        return {"outlines": arrays.keep(together), "lengths": arrays.keep(lengths)}

    def unpack(self, data: Any, arrays: Arrays) -> Any:
        require(isinstance(data, dict), "an array", data)
        if data.keys() == {"array"}:
            return arrays.give(data["array"])
        require(data.keys() == {"outlines", "lengths"}, "an array", data)
        together, lengths = arrays.give(data["outlines"]).tobytes(), arrays.give(data["lengths"])
        require(lengths.ndim == 1 and lengths.dtype == np.int64, "lengths", lengths)
        require(int(np.maximum(lengths, 0).sum()) == len(together), "lengths", lengths)
        ends = np.cumsum(np.maximum(lengths, 0)).tolist()
        found = [
            None if length < 0 else together[end - length : end]
            for length, end in zip(lengths.tolist(), ends, strict=True)
        ]
        outlines = np.empty(len(found), dtype=object)
        outlines[:] = shapely.from_wkb(np.array([*found, None], dtype=object))[:-1]
        outlines.setflags(write=False)
        return outlines
