"""Attribute tables are read as they are written."""

import struct
from pathlib import Path

import pytest

from loading.vectors.dbf import expected_size, language_driver, read_attributes


def table(path: Path, fields: list[tuple[bytes, bytes, int]], rows: list[bytes], driver: int = 0) -> Path:
    """Write a dBASE table; each row is its flag and its fields, padded."""
    start, length = 32 + 32 * len(fields) + 1, 1 + sum(width for _, _, width in fields)
    header = struct.pack("<B3xIHH17xBxx", 3, len(rows), start, length, driver)
    descriptors = b"".join(struct.pack("<11sc4xB15x", name, kind, width) for name, kind, width in fields)
    path.write_bytes(header + descriptors + b"\r" + b"".join(row.ljust(length) for row in rows) + b"\x1a")
    return path


@pytest.mark.parametrize(
    ("kind", "cell", "expected"),
    [
        (b"C", b"05315", b"05315"),
        (b"C", b"Nord\0xx", b"Nord"),
        (b"N", b"   007", b"007"),
        (b"N", b"5315000.00", b"5315000"),
        (b"N", b"12.50", b"12.5"),
        (b"N", b"******", b""),
        (b"N", b"", b""),
        (b"F", b"3.667555e+05", b"366755.5"),
        (b"F", b"-1.8e+308", b""),
        (b"N", b"1.2.3", b"1.2.3"),
        (b"D", b"20220103", b"2022-01-03"),
        (b"D", b"00000000", b""),
        (b"L", b"T", b"true"),
        (b"L", b"?", b""),
        (b"I", struct.pack("<i", -7), b"-7"),
        (b"O", struct.pack("<d", 2.5), b"2.5"),
        (b"M", b"0000000001", b""),
    ],
)
def test_each_kind_of_field_becomes_text(tmp_path: Path, kind: bytes, cell: bytes, expected: bytes) -> None:
    width = max(len(cell), 1) if kind in b"IOL" else 14
    path = table(tmp_path / "a.dbf", [(b"FELD", kind, width)], [b" " + cell])
    assert read_attributes(path) == {b"FELD": [expected]}


def test_deleted_rows_are_left_out_and_repeated_names_kept_apart(tmp_path: Path) -> None:
    fields = [(b"NR", b"C", 2), (b"NR", b"C", 2)]
    path = table(tmp_path / "a.dbf", fields, [b" 0102", b"*0304", b" 0506"], driver=0x57)
    assert read_attributes(path) == {b"NR": [b"01", b"05"], b"NR_1": [b"02", b"06"]}
    assert language_driver(path) == 0x57


def test_the_size_follows_from_the_header(tmp_path: Path) -> None:
    path = table(tmp_path / "a.dbf", [(b"NR", b"C", 2)], [b" 01", b" 02"])
    assert expected_size(path.read_bytes()) == path.stat().st_size - 1
