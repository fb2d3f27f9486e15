"""Files of the corpus that are too large, too odd or too binary to lie in the repository: made when they are needed."""

import gzip
from collections.abc import Callable, Mapping
from pathlib import Path


def _million_columns(_: Path) -> bytes:
    return b"Nr" + b";1" * 999_999 + b"\n01" + b";2" * 999_999 + b"\n"


def _300_megabytes(folder: Path) -> bytes:
    path = folder / "large"
    with path.open("wb") as file:
        file.write(b"Nr;Kinder\n01;")
        file.truncate(300_000_000)
    return path.read_bytes()


def _long_cell(_: Path) -> bytes:
    return b"Nr;Name;Kinder\n01;" + b"lang " * 60_000 + b";5\n02;Nord;6\n"


def _gzip(_: Path) -> bytes:
    return gzip.compress(b"Nr;Kinder\n" + b"01;5\n" * 1000)


MADE: Mapping[str, Callable[[Path], bytes]] = {
    "a million columns": _million_columns,
    "a cell of 300 megabytes": _300_megabytes,
    "a cell as long as a book": _long_cell,
    "gzip": _gzip,
}
