"""Delivered files inside a project file: compressed in pieces, hashed, taken out only as large as they say."""

import hashlib
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from loading.errors import DataFileError
from loading.project_file.project import Source
from loading.project_file.statements import insert

MOST_BYTES = 250 * 1024 * 1024
PIECE = 4 * 1024 * 1024
PIECES = {"sha256": "TEXT", "piece": "INTEGER", "content": "BLOB"}
_PIECES_OF = "SELECT content FROM source_pieces WHERE sha256 = ? ORDER BY piece"


def sha256_of(path: Path) -> str:
    """Hash a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def write_pieces(
    database: sqlite3.Connection,
    wanted: Iterable[str],
    paths: Mapping[str, Path],
    before: sqlite3.Connection | None = None,
) -> None:
    """Write the content of sources, each content once.

    Parameters
    ----------
    database : sqlite3.Connection
    wanted : iterable of str
        Hashes.
    paths : mapping of sha256 to Path
        Where contents lie.
    before : sqlite3.Connection, optional
        The project file before, for contents that lie nowhere else.

    Raises
    ------
    DataFileError
        ``project_file.source_gone`` where a content is found nowhere.
    """
    for sha256 in dict.fromkeys(wanted):
        if sha256 in paths:
            pieces: Iterator[bytes] = _compressed(paths[sha256])
        elif before is not None:
            pieces = (bytes(content) for (content,) in before.execute(_PIECES_OF, (sha256,)))
        else:
            pieces = iter(())
        rows = [(sha256, number, content) for number, content in enumerate(pieces)]
        if not rows:
            raise DataFileError(sha256, "project_file.source_gone", source=sha256[:12])
        insert(database, "source_pieces", PIECES, rows)


def take_out(database: sqlite3.Connection, source: Source, target: Path, file: str) -> None:
    """Write the content of a source into a file.

    Raises
    ------
    DataFileError
        ``project_file.changed_source`` if it is not what its hash says, or longer or shorter than it says.
    """
    digest, size = hashlib.sha256(), 0
    with target.open("wb") as stream:
        for block in _unpacked(database, source, file):
            size += len(block)
            if size > min(source.bytes, MOST_BYTES):
                raise DataFileError(file, "project_file.changed_source", source=source.name)
            digest.update(block)
            stream.write(block)
    if size != source.bytes or digest.hexdigest() != source.sha256:
        raise DataFileError(file, "project_file.changed_source", source=source.name)


def safe_place(folder: Path, name: str) -> Path:
    """Give the place of a source in a folder; a name that leads elsewhere is an error.

    Raises
    ------
    ValueError

    Examples
    --------
    >>> safe_place(Path("a"), "2/x.csv").as_posix()
    'a/2/x.csv'
    """
    parts = PurePosixPath(name).parts
    harmless = all(part not in ("..", "/", "") and not set(part) & set("\\:\0") for part in parts)
    if not (1 <= len(parts) <= 2 and harmless and name == "/".join(parts) and len(name.encode()) < 240):
        raise ValueError(f"the name of a source: {name[:40]!r}")
    return folder.joinpath(*parts)


def _compressed(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        block = stream.read(PIECE)
        yield zlib.compress(block, 6)
        while block := stream.read(PIECE):
            yield zlib.compress(block, 6)


def _unpacked(database: sqlite3.Connection, source: Source, file: str) -> Iterator[bytes]:
    """Unpack each piece; one that is larger than a piece can be is never unpacked as a whole."""
    for (content,) in database.execute(_PIECES_OF, (source.sha256,)):
        unpacker = zlib.decompressobj()
        try:
            block = unpacker.decompress(content, PIECE + 1)
        except (zlib.error, TypeError):
            raise DataFileError(file, "project_file.changed_source", source=source.name) from None
        if len(block) > PIECE or not unpacker.eof:
            raise DataFileError(file, "project_file.changed_source", source=source.name)
        yield block
