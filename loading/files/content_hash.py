"""The name of a project: a hash of what was delivered and of what was chosen."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from loading.choices import Choices

LENGTH = 16
_BLOCK = 1 << 20
_PARTS = (".shx", ".dbf", ".prj", ".cpg", ".SHX", ".DBF", ".PRJ", ".CPG")


def content_hash(files: Mapping[str, Path | bytes], choices: Choices | None = None) -> str:
    """Name a project by the content of its files and the choices made.

    Parameters
    ----------
    files : mapping of name to path or bytes
        As delivered; the names count, since they may tell a year.
    choices : Choices, optional
        None is the same as no choice made.

    Returns
    -------
    str
        Sixteen characters 0-9a-f. The order of the files does not matter.

    Examples
    --------
    >>> content_hash({"a.csv": b"1", "b.csv": b"2"}) == content_hash({"b.csv": b"2", "a.csv": b"1"})
    True
    >>> content_hash({"a.csv": b"1"}) == content_hash({"a.csv": b"2"})
    False
    """
    return hash_of_digests({name: _digest(content) for name, content in files.items()}, choices)


def hash_of_digests(digests: Mapping[str, str], choices: Choices | None = None) -> str:
    """Name a project whose files have been hashed already.

    Parameters
    ----------
    digests : mapping of name to str
        SHA-256 of each file's content, as 64 characters 0-9a-f.
    choices : Choices, optional

    Returns
    -------
    str
        As :func:`content_hash` gives it.

    Examples
    --------
    >>> nothing = hashlib.sha256(b"").hexdigest()
    >>> hash_of_digests({"a.csv": nothing}) == content_hash({"a.csv": b""})
    True
    """
    total = hashlib.sha256()
    for name in sorted(digests):
        total.update(json.dumps([name, digests[name]]).encode())
    total.update(json.dumps((choices or Choices()).of_numbers.to_json(), sort_keys=True).encode())
    return total.hexdigest()[:LENGTH]


def named(paths: Sequence[Path]) -> dict[str, Path | bytes]:
    """Give each path the name under which it counts: its file name, with a number where two are alike.

    The other parts of a shapefile count too, where they lie beside a lone ``.shp``.

    Examples
    --------
    >>> list(named([Path("a/x.csv"), Path("b/x.csv")]))
    ['x.csv', '2/x.csv']
    """
    found: dict[str, Path | bytes] = {}
    for path in dict.fromkeys([*paths, *_parts_beside(paths)]):
        name, number = path.name, 1
        while name in found:
            number += 1
            name = f"{number}/{path.name}"
        found[name] = path
    return found


def _parts_beside(paths: Sequence[Path]) -> list[Path]:
    parts = (path.with_suffix(suffix) for path in paths if path.suffix.lower() == ".shp" for suffix in _PARTS)
    return [part for part in parts if part.is_file()]


def _digest(content: Path | bytes) -> str:
    if isinstance(content, bytes):
        return hashlib.sha256(content).hexdigest()
    digest = hashlib.sha256()
    with content.open("rb") as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()
