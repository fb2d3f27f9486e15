"""Reference systems, outlines and arrays as plain data and back."""

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyproj
import shapely

from loading.ingest.form import Arrays, Form, require

_WKT = re.compile(r"[A-Z_\d]+\s*\[", re.IGNORECASE)
_CODE = re.compile(r"(EPSG|OGC|ESRI|IGNF):\w+(\+\d+)?", re.IGNORECASE)


@dataclass(frozen=True)
class System(Form):
    """A reference system, kept in the words it was made of, so that it stays the same to the last digit."""

    def pack(self, value: Any, arrays: Arrays) -> Any:  # noqa: ARG002 - all forms are called alike
        """Turn it into text."""
        return value.srs if _CODE.fullmatch(value.srs) or _WKT.match(value.srs) else value.to_wkt()

    def unpack(self, data: Any, arrays: Arrays) -> Any:  # noqa: ARG002
        """Build it of its text."""
        require(isinstance(data, str) and bool(_CODE.fullmatch(data) or _WKT.match(data)), "a reference system", data)
        return pyproj.CRS.from_user_input(data)


@dataclass(frozen=True)
class Outline(Form):
    """One outline, as WKB in hexadecimal digits."""

    def pack(self, value: Any, arrays: Arrays) -> Any:  # noqa: ARG002 - all forms are called alike
        """Turn it into text."""
        return shapely.to_wkb(value, hex=True)

    def unpack(self, data: Any, arrays: Arrays) -> Any:  # noqa: ARG002
        """Build it of its text."""
        require(isinstance(data, str), "an outline", data)
        return shapely.from_wkb(data)


@dataclass(frozen=True)
class Array(Form):
    """Numbers as they are; outlines as WKB, one after another, beside the length of each (-1 where there is none)."""

    def pack(self, value: Any, arrays: Arrays) -> Any:
        """Put it aside, and give the number of its place."""
        if value.dtype != object:
            return {"array": arrays.keep(value)}
        require(value.ndim == 1, "outlines in one row", value.shape)
        written = shapely.to_wkb(value)
        lengths = np.array([-1 if one is None else len(one) for one in written], dtype=np.int64)
        together = np.frombuffer(b"".join(one for one in written if one is not None), dtype=np.uint8)
        return {"outlines": arrays.keep(together), "lengths": arrays.keep(lengths)}

    def unpack(self, data: Any, arrays: Arrays) -> Any:
        """Give what was put aside."""
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
