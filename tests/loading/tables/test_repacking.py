"""Workbooks packed anew are the same workbooks."""

import io
import zipfile

import pytest
import python_calamine
import xlsxwriter

from loading.tables.repacking import merged_first, with_merged_first

CELLS = b"<worksheet><cols/><sheetData><row r='1'/></sheetData>"


def workbook(*merged: str) -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        sheet = book.add_worksheet("Größen")
        sheet.write_row("A1", ["Nr", "", 3.5])
        for span in merged:
            sheet.merge_range(span, "Einwohner & <Haushalte>")
        book.add_worksheet("Leer")
    return made.getvalue()


def seen(data: bytes) -> list[object]:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    sheets = [book.get_sheet_by_name(name) for name in book.sheet_names]
    return [(sheet.name, sheet.to_python(skip_empty_area=False), sheet.merged_cell_ranges) for sheet in sheets]


def members(data: bytes) -> dict[str, zipfile.ZipInfo]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {member.filename: member for member in archive.infolist()}


@pytest.mark.parametrize("merged", [(), ("A2:C2",), ("A2:C2", "B3:B5")])
def test_its_sheets_hold_what_they_held(merged: tuple[str, ...]) -> None:
    data = workbook(*merged)
    packed = merged_first(data)
    assert packed != data
    assert seen(packed) == seen(data)
    assert all(member.compress_type == zipfile.ZIP_STORED for member in members(packed).values())


def test_pictures_are_left_behind() -> None:
    made = io.BytesIO(workbook())
    with zipfile.ZipFile(made, "a") as archive:
        archive.writestr("xl/media/image1.png", b"picture")
    assert "xl/media/image1.png" not in members(merged_first(made.getvalue()))


def test_what_is_unusual_is_left_to_its_reader() -> None:
    twice, torn = io.BytesIO(workbook()), bytearray(workbook("A2:C2"))
    with zipfile.ZipFile(twice, "a") as archive:
        archive.writestr("XL/workbook.xml", b"another")
    torn[60:70] = b"\0" * 10
    for data in (twice.getvalue(), bytes(torn), b"PK", b""):
        assert merged_first(data) is data


def test_a_large_workbook_is_left_as_it_is() -> None:
    made = io.BytesIO(workbook())
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/large.xml", bytes(61_000_000))
    data = made.getvalue()
    assert merged_first(data) is data


@pytest.mark.parametrize(
    "sheet",
    [
        CELLS.replace(b"<sheetData", b"<x:sheetData").replace(b"</sheetData", b"</x:sheetData"),
        b"<worksheet><sheetData/></worksheet>",
        CELLS + b"<mergeCells><mergeCell ref='A1:B1'></mergeCell></mergeCells></worksheet>",
        CELLS + b"<x:mergeCells/></worksheet>",
        b"",
    ],
    ids=["a prefix", "no cells", "elements written long", "another prefix", "nothing"],
)
def test_a_sheet_written_in_another_way_stays_as_it_is(sheet: bytes) -> None:
    assert with_merged_first(sheet) == sheet


def test_a_sheet_that_merges_nothing_says_so_before_its_cells() -> None:
    assert with_merged_first(CELLS) == CELLS.replace(b"<sheetData", b'<mergeCells count="0"></mergeCells><sheetData')
