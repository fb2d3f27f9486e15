"""A workbook of Excel 97 written byte by byte: one sheet in one stream of a compound file."""

import struct
from collections.abc import Sequence
from pathlib import Path

_SECTOR = 512
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def write_xls(path: Path, rows: Sequence[Sequence[str | float]]) -> Path:
    """Write rows of texts and numbers."""
    stream = _stream(rows)
    stream += bytes(max(4096, -(-len(stream) // _SECTOR) * _SECTOR) - len(stream))
    sectors = len(stream) // _SECTOR
    chain = [*range(1, sectors), _END, _END, _FAT]  # the stream, the directory, the table itself
    table = struct.pack("<128I", *chain, *[_FREE] * (128 - len(chain)))
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    head += struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<9I", 0, 1, sectors, 0, 4096, _END, 0, _END, 0)
    head += struct.pack("<109I", sectors + 1, *[_FREE] * 108)
    entries = _entry("Root Entry", 5, 1, _END, 0) + _entry("Workbook", 2, _FREE, 0, len(stream)) + bytes(256)
    path.write_bytes(head + stream + entries + table)
    return path


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    raw = name.encode("utf-16-le")
    entry = raw + bytes(64 - len(raw)) + struct.pack("<HBB3I", len(raw) + 2, kind, 1, _FREE, _FREE, child)
    return entry + bytes(36) + struct.pack("<2I", start, size) + bytes(4)


def _record(number: int, content: bytes) -> bytes:
    return struct.pack("<2H", number, len(content)) + content


def _stream(rows: Sequence[Sequence[str | float]]) -> bytes:
    begin, end = struct.pack("<4H2I", 0x600, 0, 0x0DBB, 0x07CC, 0, 6), _record(0x0A, b"")
    start = _record(0x09, begin[:2] + struct.pack("<H", 5) + begin[4:])
    place = len(start) + 16 + len(end)  # sixteen bytes: the record of the sheet
    sheet = _record(0x85, struct.pack("<IH", place, 0) + bytes([4, 0]) + b"Blat")
    cells = b"".join(_cell(row, column, value) for row, line in enumerate(rows) for column, value in enumerate(line))
    return start + sheet + end + _record(0x09, begin[:2] + struct.pack("<H", 0x10) + begin[4:]) + cells + end


def _cell(row: int, column: int, value: str | float) -> bytes:
    place = struct.pack("<3H", row, column, 0)
    if isinstance(value, str):
        return _record(0x204, place + struct.pack("<HB", len(value), 1) + value.encode("utf-16-le"))
    return _record(0x203, place + struct.pack("<d", value))
