"""What was read, on its way between processes: plain JSON, arrays without pickle, outlines as WKB."""

import inspect
import json
import math
import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast, get_type_hints

import numpy as np
import shapely

from loading.delivery import Delivery
from loading.errors import DataFileError
from loading.ingest.anything import pack_anything, unpack_anything
from loading.ingest.form import DamagedAnswerError, Form, require
from loading.ingest.typed import form_of
from loading.questions import OpenQuestion

ANSWER = "answer.json"
_REFUSALS: tuple[type[DataFileError], ...] = (DataFileError, OpenQuestion)
_PROBLEM = re.compile(r"[a-z_0-9]+(\.[a-z_0-9]+)+")
_GIVEN = ("self", "path", "problem", "found")
_DAMAGE = (
    *(OSError, ValueError, TypeError, KeyError, IndexError, OverflowError, RecursionError, MemoryError, AttributeError),
    shapely.errors.ShapelyError,
)


@dataclass
class _Folder:
    """Arrays as numbered ``.npy`` files; read without pickle, and only as long as their header says."""

    path: Path
    kept: int = field(default=0)

    def keep(self, array: np.ndarray) -> int:
        np.save(self.path / f"{self.kept}.npy", array, allow_pickle=False)
        self.kept += 1
        return self.kept - 1

    def give(self, number: int) -> np.ndarray:
        require(type(number) is int and number >= 0, "the number of an array", number)
        path = _own_file(self.path / f"{number}.npy")
        require(_announced_size(path) == path.stat().st_size, "an array as long as its header says", path.name)
        array: np.ndarray = np.load(path, allow_pickle=False)
        array.setflags(write=False)
        return array


def write_delivery(delivery: Delivery, folder: Path) -> None:
    """Write a delivery.

    Parameters
    ----------
    delivery : Delivery
    folder : Path
        Empty.

    Raises
    ------
    TypeError
        If a part of it has a type that has no plain form, see :func:`loading.ingest.typed.form_of`.
    """
    _write({"delivery": form_of(Delivery).pack(delivery, _Folder(folder))}, folder)


def write_refusal(error: DataFileError, folder: Path) -> None:
    """Write why files cannot be used; open questions keep the answers that are possible."""
    _write({"refusal": _packed(error, _Folder(folder))}, folder)


def read_answer(folder: Path) -> Delivery:
    """Read what another process has written.

    Parameters
    ----------
    folder : Path
        Of :func:`write_delivery` or :func:`write_refusal`.

    Returns
    -------
    Delivery
        Frozen, equal in every field; its arrays cannot be written to.

    Raises
    ------
    DataFileError
        What was written as refusal.
    DamagedAnswerError
        If anything else than these two was written.
    """
    try:
        answer = json.loads(_own_file(folder / ANSWER).read_bytes())
        require(isinstance(answer, dict) and len(answer) == 1, "an answer", answer)
        arrays = _Folder(folder)
        refusal = _unpacked(answer["refusal"], arrays) if "refusal" in answer else None
        delivery = None if refusal else form_of(Delivery).unpack(answer["delivery"], arrays)
    except _DAMAGE as error:
        raise DamagedAnswerError(f"{type(error).__name__}: {error}") from None
    if refusal is not None:
        raise refusal
    return cast(Delivery, delivery)


def _write(answer: Mapping[str, Any], folder: Path) -> None:
    # json and not msgspec: it alone carries lone surrogates, NaN and integers of any length as they are.
    beside = folder / f"{ANSWER}.part"
    beside.write_text(json.dumps(answer, separators=(",", ":")), encoding="ascii")
    beside.replace(folder / ANSWER)


def _own_file(path: Path) -> Path:
    """Refuse whatever is not an ordinary file: links lead out of the folder, pipes never end."""
    require(stat.S_ISREG(os.lstat(path).st_mode), "an ordinary file", path.name)
    return path


def _announced_size(path: Path) -> int:
    """Give the size of an array's file by its header, before space is taken for what it claims."""
    with path.open("rb") as stream:
        version = np.lib.format.read_magic(stream)
        reading = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
        shape, _, kind = reading(stream)
        require(not kind.hasobject, "numbers", kind)
        return int(stream.tell() + math.prod(shape) * kind.itemsize)


def _further(kind: type[DataFileError]) -> dict[str, Form]:
    """Forms of what a kind of refusal has beyond path, problem and what was found."""
    hints = get_type_hints(kind.__init__)
    return {name: form_of(hints[name]) for name in inspect.signature(kind.__init__).parameters if name not in _GIVEN}


def _packed(error: DataFileError, arrays: _Folder) -> dict[str, Any]:
    kind = next(one for one in reversed(_REFUSALS) if isinstance(error, one))
    return {
        "kind": _REFUSALS.index(kind),
        "path": error.path,
        "problem": error.problem,
        "said": str(error),
        "found": pack_anything(dict(error.found)),
        "parts": {name: form.pack(getattr(error, name), arrays) for name, form in _further(kind).items()},
        "further": [_packed(one, arrays) for one in getattr(error, "further", ())],
    }


def _unpacked(data: Any, arrays: _Folder) -> DataFileError:
    require(isinstance(data, dict), "a refusal", data)
    require(data["kind"] in range(len(_REFUSALS)), "a kind of refusal", data["kind"])
    require(isinstance(data["path"], str) and isinstance(data["said"], str), "a path and a text", data)
    require(isinstance(data["problem"], str) and bool(_PROBLEM.fullmatch(data["problem"])), "a problem", data)
    kind, found = _REFUSALS[data["kind"]], unpack_anything(data["found"])
    parts = {name: form.unpack(data["parts"][name], arrays) for name, form in _further(kind).items()}
    require(isinstance(found, dict) and not {*found} & {*parts, "self", "path", "problem"}, "what was found", found)
    error = kind(data["path"], data["problem"], **{**found, **parts})
    error.args = (data["said"],)
    if isinstance(error, OpenQuestion):
        further = [_unpacked(one, arrays) for one in data["further"]]
        error.further = tuple(one for one in further if isinstance(one, OpenQuestion))
    return error
