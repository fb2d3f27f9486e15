"""The smallest binary workbooks: XLS (BIFF8 in a compound file) and XLSB (BIFF12 in a ZIP), texts and numbers only."""

import struct
import zipfile
from collections.abc import Sequence
from io import BytesIO

Rows = Sequence[Sequence[str | float]]
_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_MINIMUM_STREAM = 4096


def xls(sheet: str, rows: Rows) -> bytes:
    """One sheet as Excel 97 wrote it."""
    name = bytes([len(sheet), 1]) + sheet.encode("utf-16-le")
    bof = _biff(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 0x0006))
    end = _biff(0x000A, b"")
    size = len(bof) + 4 + 6 + len(name) + len(end)
    cells = b"".join(_xls_cell(row, column, cell) for row, line in enumerate(rows) for column, cell in enumerate(line))
    inner = _biff(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0, 0x0006))
    width = max(map(len, rows))
    inner += _biff(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0)) + cells + end
    globals_ = bof + _biff(0x0085, struct.pack("<IBB", size, 0, 0) + name) + end
    return _compound(globals_ + inner)


def xlsb(sheet: str, rows: Rows) -> bytes:
    """One sheet as Excel writes it in its binary format."""
    book = _biff12(131) + _biff12(143)
    book += _biff12(156, struct.pack("<II", 0, 1) + _wide("rId1") + _wide(sheet)) + _biff12(144) + _biff12(132)
    width = max(map(len, rows))
    part = _biff12(129) + _biff12(148, struct.pack("<IIII", 0, len(rows) - 1, 0, width - 1)) + _biff12(145)
    for row, line in enumerate(rows):
        part += _biff12(0, struct.pack("<IIHHBI", row, 0, 300, 0, 0, 0))
        part += b"".join(_xlsb_cell(column, cell) for column, cell in enumerate(line))
    part += _biff12(146) + _biff12(130)
    relation = '<Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.bin"/>'
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr("xl/workbook.bin", book)
        made.writestr("xl/_rels/workbook.bin.rels", f"<Relationships>{relation}</Relationships>")
        made.writestr("xl/worksheets/sheet1.bin", part)
    return target.getvalue()


def _biff(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _xls_cell(row: int, column: int, cell: str | float) -> bytes:
    place = struct.pack("<HHH", row, column, 0)
    if isinstance(cell, str):
        return _biff(0x0204, place + struct.pack("<HB", len(cell), 1) + cell.encode("utf-16-le"))
    return _biff(0x0203, place + struct.pack("<d", cell))


def _compound(stream: bytes) -> bytes:
    """A compound file with the one stream "Workbook"."""
    stream = stream.ljust(_MINIMUM_STREAM, b"\0")
    sectors = -(-len(stream) // _SECTOR)
    chain = [_FAT, _END, *range(3, sectors + 2), _END]
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(_SECTOR, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, _MINIMUM_STREAM, _END, 0, _END, 0)
    header += struct.pack("<I", 0).ljust(4 * 109, b"\xff")
    directory = _entry("Root Entry", 5, 1, _END, 0) + _entry("Workbook", 2, _FREE, 2, len(stream))
    return header + table + directory.ljust(_SECTOR, b"\0") + stream.ljust(sectors * _SECTOR, b"\0")


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    wide = name.encode("utf-16-le") + b"\0\0"
    entry = wide.ljust(64, b"\0") + struct.pack("<HBBIII", len(wide), kind, 1, _FREE, _FREE, child)
    return entry + bytes(16 + 4 + 16) + struct.pack("<IQ", start, size)


def _biff12(kind: int, content: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = len(content), b""
    while True:
        size, low = size >> 7, size & 0x7F
        length += bytes([low | (0x80 if size else 0)])
        if not size:
            return head + length + content


def _xlsb_cell(column: int, cell: str | float) -> bytes:
    place = struct.pack("<II", column, 0)
    if isinstance(cell, str):
        return _biff12(6, place + _wide(cell))
    return _biff12(5, place + struct.pack("<d", cell))


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")
