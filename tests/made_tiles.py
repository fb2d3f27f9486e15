"""Map pictures and files of them, made on the spot."""

import sqlite3
import struct
import zlib
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

SIZE = 256


def png(red: int, green: int, blue: int, size: int = SIZE) -> bytes:
    """Make a picture of one colour with a line across, as a street may be."""
    street = bytes((90, 90, 90)) * size
    plain = bytes((red, green, blue)) * size
    rows = b"".join(b"\x00" + (street if row % 64 < 3 else plain) for row in range(size))
    parts = [
        (b"IHDR", struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    ]
    chunks = [
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def mbtiles(path: Path, tiles: Mapping[tuple[int, int, int], bytes], **metadata: str) -> Path:
    """Write an MBTiles file; tiles by zoom, column and row **from the north**, as browsers count."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE metadata (name TEXT, value TEXT)")
        connection.execute(
            "CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB)"
        )
        connection.executemany("INSERT INTO metadata VALUES (?, ?)", metadata.items())
        rows = [(z, x, 2**z - 1 - y, picture) for (z, x, y), picture in tiles.items()]
        connection.executemany("INSERT INTO tiles VALUES (?, ?, ?, ?)", rows)
    return path
