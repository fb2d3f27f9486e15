"""A cell absurdly far out of a binary workbook is refused before room is asked for until there."""

import struct
import time
import zipfile
from pathlib import Path

import pytest

from loading.errors import DataFileError
from loading.tables import read_tables
from loading.tables.binary_cells import furthest_in_xls, furthest_in_xlsb
from tests.loading.ingest.mutant_sources import TABLE, source
from tests.loading.tables.binary_workbooks import xls

PLACE = struct.pack("<2H", 8, 3)  # of the last cell, row and column


def test_the_last_cell_of_each_sheet_is_found(tmp_path: Path) -> None:
    for content in (source("xls", tmp_path).read_bytes(), xls("Blatt", TABLE)):
        *_, sheet = furthest_in_xls(content)
        assert (sheet.rows, sheet.columns) == (9, 4)
    with zipfile.ZipFile(source("xlsb", tmp_path)) as archive:
        (sheet,) = furthest_in_xlsb(archive)
    assert (sheet.rows, sheet.columns) == (9, 4)


def test_a_far_cell_of_an_xls_is_refused_at_once_and_named(tmp_path: Path) -> None:
    path = source("xls", tmp_path)
    content = path.read_bytes()
    assert content.count(PLACE) == 1
    path.write_bytes(content.replace(PLACE, struct.pack("<2H", 65_000, 60_000)))
    began = time.monotonic()
    with pytest.raises(DataFileError) as caught:
        read_tables(path)
    assert (caught.value.problem, caught.value.found["cell"]) == ("tables.far_cell", "CJSS65001")
    assert time.monotonic() - began < 1


def test_a_far_cell_of_an_xlsb_is_refused_at_once(tmp_path: Path) -> None:
    path = source("xlsb", tmp_path)
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    sheet = next(name for name in members if name.startswith("xl/worksheets/"))
    far = _row(1_048_000) + _number_cell(16_000)
    end = members[sheet].rindex(bytes([0x92, 0x01]))  # where the cells end
    members[sheet] = members[sheet][:end] + far + members[sheet][end:]
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    with pytest.raises(DataFileError) as caught:
        read_tables(path)
    assert caught.value.problem == "tables.far_cell"


def _row(number: int) -> bytes:
    return bytes([0, 17]) + struct.pack("<I", number) + bytes(13)


def _number_cell(column: int) -> bytes:
    return bytes([5, 16]) + struct.pack("<IId", column, 0, 1.0)


def test_a_compound_file_that_bites_its_tail_is_broken(tmp_path: Path) -> None:
    path = source("xls", tmp_path)
    content = bytearray(path.read_bytes())
    table = len(content) - 512
    assert struct.unpack_from("<I", content, table + 8 * 4) == (0xFFFFFFFE,)  # where the directory ends
    struct.pack_into("<I", content, table + 8 * 4, 8)
    path.write_bytes(content)
    began = time.monotonic()
    with pytest.raises(DataFileError) as caught:
        read_tables(path)
    assert caught.value.problem == "tables.broken_workbook"
    assert time.monotonic() - began < 1


def test_records_that_cannot_be_followed_are_left_to_the_reader() -> None:
    assert list(furthest_in_xls(b"\xd0\xcf\x11\xe0" * 200)) == []
    assert list(furthest_in_xls(b"")) == []
