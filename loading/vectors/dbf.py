"""Attribute tables of shapefiles (dBASE), read byte by byte: numbers as they are written, texts still undecoded."""

import struct
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

_HEADER = 32
_DESCRIPTOR = 32
_DELETED = b"*"
_END_OF_DESCRIPTORS = b"\r"


class _Field(NamedTuple):
    name: bytes
    kind: bytes
    start: int
    length: int


def expected_size(header: bytes) -> int:
    """Give the smallest size in bytes that a table with this header has.

    Parameters
    ----------
    header : bytes
        At least the first 32 bytes of the file.

    Examples
    --------
    >>> expected_size(struct.pack("<B3xIHH20x", 3, 10, 65, 11))
    175
    """
    records, start, length = struct.unpack("<IHH", header[4:12])
    return int(start + records * length)


def language_driver(path: Path) -> int:
    """Give the byte that names the encoding; 0 where the table names none."""
    with path.open("rb") as stream:
        return stream.read(_HEADER)[29]


def read_attributes(path: Path) -> dict[bytes, list[bytes]]:
    """Read all columns of an attribute table.

    Parameters
    ----------
    path : Path
        The ``.dbf``; its size was compared with its header.

    Returns
    -------
    dict of bytes to list of bytes
        Names and values as they stand in the file, without padding. Numbers keep their leading zeros and lose a
        ".0"; dates are written 2022-01-03; deleted rows are left out, as in the geometry.
    """
    raw = path.read_bytes()
    records, start, length = struct.unpack("<IHH", raw[4:12])
    rows = [raw[position : position + length] for position in range(start, start + records * length, length or 1)]
    rows = [row for row in rows if row[:1] != _DELETED]
    columns: dict[bytes, list[bytes]] = {}
    for field in _fields(raw[_HEADER:start]):
        write = _WRITERS.get(field.kind, _nothing)
        name = field.name if field.name not in columns else field.name + b"_%d" % len(columns)
        columns[name] = [write(row[field.start : field.start + field.length]) for row in rows]
    return columns


def _fields(descriptors: bytes) -> list[_Field]:
    fields: list[_Field] = []
    position = 1
    for offset in range(0, len(descriptors) - _DESCRIPTOR + 1, _DESCRIPTOR):
        descriptor = descriptors[offset : offset + _DESCRIPTOR]
        if descriptor[:1] == _END_OF_DESCRIPTORS:
            break
        name, kind, length = descriptor[:11].split(b"\0")[0].strip(), descriptor[11:12], descriptor[16]
        if kind == b"C":
            length += 256 * descriptor[17]
        fields.append(_Field(name, kind, position, length))
        position += length
    return fields


def _text(value: bytes) -> bytes:
    return value.split(b"\0")[0].strip()


def _number(value: bytes) -> bytes:
    written = _text(value)
    if not written.strip(b"*"):
        return b""
    if not any(mark in written for mark in b".eE"):
        return written
    try:
        number = float(written.replace(b",", b"."))
    except ValueError:
        return written
    return _as_bytes(number)


def _as_bytes(number: float) -> bytes:
    if number != number or abs(number) > 1e300:
        return b""
    return b"%d" % number if number.is_integer() and abs(number) < 1e15 else repr(number).encode()


def _date(value: bytes) -> bytes:
    written = _text(value)
    if len(written) != 8 or not written.isdigit() or not written.strip(b"0"):
        return b""
    return b"-".join((written[:4], written[4:6], written[6:]))


def _truth(value: bytes) -> bytes:
    return {b"T": b"true", b"Y": b"true", b"F": b"false", b"N": b"false"}.get(value.upper(), b"")


def _binary_integer(value: bytes) -> bytes:
    return b"%d" % int.from_bytes(value, "little", signed=True)


def _binary_float(value: bytes) -> bytes:
    return _as_bytes(struct.unpack("<d", value)[0]) if len(value) == 8 else b""


def _nothing(value: bytes) -> bytes:  # noqa: ARG001 - memos and pictures lie in another file
    return b""


_WRITERS: dict[bytes, Callable[[bytes], bytes]] = {
    **{b"C": _text, b"N": _number, b"F": _number, b"D": _date, b"L": _truth, b"I": _binary_integer},
    **{b"O": _binary_float, b"B": _binary_float},
}
