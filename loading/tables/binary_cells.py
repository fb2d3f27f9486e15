"""How far out the cells of a binary workbook lie, told from its records before a reader asks for room until there."""

import contextlib
import struct
import zipfile
from collections.abc import Iterator

from loading.tables.workbook_parts import SheetPart

_HEADER = 512
_END, _LONGEST_INDEX = 0xFFFFFFFE, 109
_ENTRY, _SMALL = 128, 64
_STREAMS = ("workbook", "book")
_ROOT, _STREAM = 5, 2
# Records of BIFF8 that begin with row and column, those of several cells with the bytes of each; the room all ask for.
_CELLS = frozenset((0x06, 0x7E, 0xBD, 0xBE, 0xD6, 0xFD, 0x201, 0x203, 0x204, 0x205, 0x27E))
_SEVERAL = {0xBD: 6, 0xBE: 2}
_DIMENSIONS, _OF_DIMENSIONS = 0x200, struct.Struct("<2I2H")
_BEGINNING = frozenset((0x809, 0x409, 0x209, 0x09))
# Of BIFF12 the row has a record of its own, cells begin with the column.
_ROW, _LAST_CELL = 0, 11
_MOST_RECORDS = 4_000_000


class EndlessChainError(RuntimeError):
    """A piece of a compound file is followed by an earlier one: python_calamine takes memory until there is none."""


def furthest_in_xls(data: bytes) -> Iterator[SheetPart]:
    """Give the last row and column of each sheet of an XLS file; nothing where its records cannot be followed.

    Parameters
    ----------
    data : bytes

    Raises
    ------
    EndlessChainError
    """
    with contextlib.suppress(struct.error, ValueError, IndexError):
        rows = columns = 0
        for kind, start, length in _records(_stream(data)):
            if kind in _BEGINNING:
                yield SheetPart(rows, columns)
                rows = columns = 0
            elif kind in _CELLS and length >= 4:
                row, column = struct.unpack_from("<2H", start)
                further = max(0, length - 6) // _SEVERAL[kind] if kind in _SEVERAL else 1
                rows, columns = max(rows, row + 1), max(columns, column + further)
            elif kind == _DIMENSIONS and length >= _OF_DIMENSIONS.size:
                _, last, _, rightmost = _OF_DIMENSIONS.unpack(start)
                yield SheetPart(last, rightmost)
        yield SheetPart(rows, columns)


def furthest_in_xlsb(archive: zipfile.ZipFile) -> Iterator[SheetPart]:
    """Give the last row and column of each sheet of an XLSB file.

    Parameters
    ----------
    archive : zipfile.ZipFile
    """
    for member in archive.namelist():
        if member.startswith("xl/worksheets/") and member.endswith(".bin"):
            yield _furthest(archive.read(member))


def _furthest(part: bytes) -> SheetPart:
    rows = columns = place = 0
    with contextlib.suppress(IndexError, struct.error):
        for _ in range(_MOST_RECORDS):
            kind, place = _number(part, place, 2)
            length, place = _number(part, place, 4)
            if kind <= _LAST_CELL and length >= 4:
                (at,) = struct.unpack_from("<I", part, place)
                rows, columns = (max(rows, at + 1), columns) if kind == _ROW else (rows, max(columns, at + 1))
            place += length
    return SheetPart(rows, columns)


def _number(part: bytes, place: int, most: int) -> tuple[int, int]:
    """Read a number of seven bits a byte, the lowest first, and where the next begins."""
    value = 0
    for position in range(most):
        byte = part[place]
        place += 1
        value |= (byte & 0x7F) << 7 * position
        if byte < 0x80:
            break
    return value, place


def _records(stream: bytes) -> Iterator[tuple[int, bytes, int]]:
    """Go from record to record: kind, first bytes, length."""
    place = 0
    for _ in range(_MOST_RECORDS):
        if place + 4 > len(stream):
            return
        kind, length = struct.unpack_from("<2H", stream, place)
        yield kind, stream[place + 4 : place + 16], min(length, len(stream) - place - 4)
        place += 4 + length


def _stream(data: bytes) -> bytes:
    """Take the stream of the workbook out of a compound file."""
    size = 1 << struct.unpack_from("<H", data, 30)[0]
    if size not in (512, 4096):
        raise ValueError(size)
    directory, cutoff, first_small = (struct.unpack_from("<I", data, at)[0] for at in (48, 56, 60))
    sectors = _Sectors(data, _HEADER if size == _HEADER else size, size, _table(data, size))
    entries = sectors.chain(directory)
    root, found = b"", None
    for start in range(0, len(entries) - _ENTRY + 1, _ENTRY):
        entry = entries[start : start + _ENTRY]
        name = entry[: max(0, struct.unpack_from("<H", entry, 64)[0] - 2)].decode("utf-16-le", "replace").lower()
        if entry[66] == _ROOT:
            root = entry
        elif entry[66] == _STREAM and name in _STREAMS:
            found = found or entry
    if found is None:
        raise ValueError("no workbook")
    first, length = struct.unpack_from("<2I", found, 116)
    if length >= cutoff:
        return sectors.chain(first)[:length]
    table = sectors.chain(first_small)
    small = struct.unpack(f"<{len(table) // 4}I", table)
    inner = _Sectors(sectors.chain(struct.unpack_from("<I", root, 116)[0]), 0, _SMALL, small)
    return inner.chain(first)[:length]


def _table(data: bytes, size: int) -> tuple[int, ...]:
    """Read which sector follows which."""
    places = list(struct.unpack_from(f"<{_LONGEST_INDEX}I", data, 76))
    further, number = struct.unpack_from("<2I", data, 68)
    for _ in range(min(number, len(data) // size)):
        if further >= _END:
            break
        *more, further = struct.unpack_from(f"<{size // 4}I", data, (further + 1) * size)
        places += more
    used = [place for place in places if place < _END and (place + 2) * size <= len(data) + size - 1]
    parts = [data[(place + 1) * size : (place + 2) * size] for place in used]
    joined = b"".join(parts)
    return struct.unpack(f"<{len(joined) // 4}I", joined[: len(joined) // 4 * 4])


class _Sectors:
    """Pieces of a file, each of which names the next."""

    def __init__(self, data: bytes, offset: int, size: int, following: tuple[int, ...]) -> None:
        self._data, self._offset, self._size, self._following = data, offset, size, following

    def chain(self, first: int) -> bytes:
        """Join pieces from the first one on."""
        pieces: list[bytes] = []
        place = first
        while place < len(self._following):
            if len(pieces) == len(self._following):
                raise EndlessChainError("more pieces than there are")
            start = self._offset + place * self._size
            pieces.append(self._data[start : start + self._size])
            place = self._following[place]
        return b"".join(pieces)
