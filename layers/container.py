"""The container of numbers for the browser: a JSON header, then typed arrays that it reads without copying."""

import json
from collections.abc import Mapping
from typing import Any, Final

import numpy as np

_MAGIC: Final = b"QBA1"
_TYPES: Final[dict[str, np.dtype[Any]]] = {
    "u1": np.dtype("u1"),
    "u2": np.dtype("<u2"),
    "u4": np.dtype("<u4"),
    "i4": np.dtype("<i4"),
    "f4": np.dtype("<f4"),
}


def container(header: Mapping[str, object], sections: Mapping[str, np.ndarray]) -> bytes:
    r"""Pack numbers for the browser.

    Parameters
    ----------
    header : mapping
        What JSON can say; ``sections`` is added.
    sections : mapping of str to array
        uint8, uint16, uint32, int32 or float32, written in this order, flat.

    Returns
    -------
    bytes
        ``QBA1``; length of the header as little-endian uint32; the header, JSON in UTF-8, filled up with blanks;
        the sections, little-endian, each filled up with zero bytes. Every part starts at a multiple of four bytes,
        so that typed arrays can lie on the bytes as they came. ``header["sections"]`` is a list of
        ``[name, type, items]`` with the types u1, u2, u4, i4, f4.

    Raises
    ------
    TypeError
        If a section has another type of numbers; names it.

    Examples
    --------
    >>> packed = container({"level": "city"}, {"rank": np.array([1, 2], dtype=np.uint8)})
    >>> packed[:4], len(packed) % 4, packed[-4:]
    (b'QBA1', 0, b'\x01\x02\x00\x00')
    """
    kinds = {name: _kind(name, numbers) for name, numbers in sections.items()}
    listed = [[name, kind, sections[name].size] for name, kind in kinds.items()]
    text = json.dumps({**header, "sections": listed}, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    head = _filled(text.encode(), b" ")
    body = [_filled(sections[name].astype(_TYPES[kind]).tobytes(), b"\0") for name, kind in kinds.items()]
    return b"".join([_MAGIC, len(head).to_bytes(4, "little"), head, *body])


def read_container(content: bytes) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """Read what :func:`container` wrote, as the browser does.

    Parameters
    ----------
    content : bytes

    Returns
    -------
    header : dict
    sections : dict of str to array
        Flat and read-only.

    Raises
    ------
    ValueError
        If the content is no such container.

    Examples
    --------
    >>> header, sections = read_container(container({"year": 2024}, {"value": np.array([1.5], dtype=np.float32)}))
    >>> header["year"], sections["value"].tolist()
    (2024, [1.5])
    """
    if content[:4] != _MAGIC:
        raise ValueError(f"expected {_MAGIC!r}, got {content[:4]!r}")
    at = 8 + int.from_bytes(content[4:8], "little")
    header = json.loads(content[8:at])
    sections: dict[str, np.ndarray] = {}
    for name, kind, items in header["sections"]:
        sections[name] = np.frombuffer(content, dtype=_TYPES[kind], count=items, offset=at)
        at += -(-sections[name].nbytes // 4) * 4
    return header, sections


def _kind(name: str, numbers: np.ndarray) -> str:
    kind = f"{numbers.dtype.kind}{numbers.dtype.itemsize}"
    if kind not in _TYPES:
        raise TypeError(f"{name}: expected one of {', '.join(_TYPES)}, got {numbers.dtype}")
    return kind


def _filled(part: bytes, filling: bytes) -> bytes:
    return part + filling * (-len(part) % 4)
