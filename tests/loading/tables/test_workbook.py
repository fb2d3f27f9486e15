"""Workbooks: sheets, merged headings, passwords, damage."""

import datetime
import zipfile
from pathlib import Path

import openpyxl
import pytest

from loading.errors import DataFileError
from loading.reasons import Reason
from loading.tables import read_tables
from tests.loading.tables.sheets import codes, ods, workbook

UNEMPLOYED = [
    ["Arbeitslose in Musterstadt", "", "", "", ""],
    ["Stand: 31.12.2014", "", "", "", ""],
    ["", "", "", "", ""],
    ["Bezirk", "Männer", "", "Frauen", ""],
    ["", 2013, 2014, 2013, 2014],
    [1, 2, 3, 4, 5],
    ["01 Nord", 10, 11, 20, 21],
    ["02 Süd", "-", ".", "x", 22],
    ["03 West", "...", "/", "", 0],
    ["Insgesamt", 30, 31, 40, 41],
    ["Quelle: Statistik der Bundesagentur für Arbeit", "", "", "", ""],
]
MERGED = [(3, 0, 4, 0), (3, 1, 3, 2), (3, 3, 3, 4)]


def test_title_merged_header_column_numbers_and_footer_are_told_apart(tmp_path: Path) -> None:
    (table,) = read_tables(workbook(tmp_path, {"Arbeitslose": UNEMPLOYED}, {"Arbeitslose": MERGED}))
    assert [measure.title for measure in table.measures] == ["Männer", "Frauen"]
    assert table.years == (2013, 2014)
    assert table.identifiers["Bezirk [key]"] == ("01", "02", "03", "")
    assert table.totals == {3: "city"}
    assert table.first_rows == (7, 8, 9, 10)
    assert table.notes[-1].startswith("Quelle")
    labels = [Reason(reason).label for reason in table.reasons[1:3].ravel()]
    assert labels == (
        ["zero", "suppressed", "not_delivered", "value", "not_delivered", "too_small", "not_delivered", "zero"]
    )


def test_the_same_table_comes_out_of_an_ods_file(tmp_path: Path) -> None:
    (table,) = read_tables(ods(tmp_path, UNEMPLOYED))
    assert (table.format, table.sheet, table.years) == ("ods", "Arbeitslose", (2013, 2014))
    assert [measure.title for measure in table.measures] == ["Männer", "Frauen"]
    assert table.values[0].tolist() == [[10.0, 11.0], [20.0, 21.0]]


def test_a_sheet_per_year_takes_its_year_from_its_name(tmp_path: Path) -> None:
    rows = [["Nr", "Arbeitslose"], ["01", 5], ["02", 6]]
    tables = read_tables(workbook(tmp_path, {"2023": rows, "2024": rows}, {}))
    assert [table.years for table in tables] == [(2023,), (2024,)]


def test_a_header_of_years_only_is_named_by_the_sheet(tmp_path: Path) -> None:
    (table,) = read_tables(workbook(tmp_path, {"Arbeitslose": [["Nr", 2023, 2024], ["01", 5, 6], ["02", 7, 8]]}, {}))
    assert (table.measures[0].title, table.years) == ("Arbeitslose", (2023, 2024))


def test_sheets_without_numbers_and_hidden_sheets_are_told(tmp_path: Path) -> None:
    path = tmp_path / "mappe.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["Erläuterung"])
    book.active.append(["- = geheim"])
    for name in ("Zahlen", "Alt"):
        sheet = book.create_sheet(name)
        for row in (["Nr", "Quote"], ["01", 5.5], ["02", "-"]):
            sheet.append(row)
    book["Alt"].sheet_state = "hidden"
    book.save(path)
    (table,) = read_tables(path)
    assert table.sheet == "Zahlen"
    assert codes(table)[:2] == ["hidden_sheet", "sheet_without_numbers"]
    assert table.reasons[1, 0, 0] == Reason.SUPPRESSED


def test_whole_numbers_as_keys_are_text_without_decimals(tmp_path: Path) -> None:
    (table,) = read_tables(workbook(tmp_path, {"a": [["AGS", "2019"], [5315000.0, 5], [5316000.0, 6]]}, {}))
    assert table.identifiers["AGS"] == ("5315000", "5316000")
    assert table.years == (2019,)


def test_ranges_that_became_dates_are_told(tmp_path: Path) -> None:
    path = tmp_path / "mappe.xlsx"
    book = openpyxl.Workbook()
    for row in (["Bezirk", "0-2", datetime.date(2024, 6, 3), "6-9"], ["01 A", 1, 2, 3], ["02 B", 4, 5, 6]):
        book.active.append(row)
    book.save(path)
    (table,) = read_tables(path)
    assert "date_in_heading" in codes(table)
    assert table.years == (0,)


def test_password_damage_and_foreign_content_are_refused(tmp_path: Path) -> None:
    contents = {
        "tables.password": b"\xd0\xcf\x11\xe0" + bytes(900) + "EncryptedPackage".encode("utf-16-le"),
        "tables.broken_workbook": b"\xd0\xcf\x11\xe0" + bytes(900),
        "tables.not_a_table": b"PK\x03\x04 no archive",
    }
    for problem, content in contents.items():
        path = tmp_path / "mappe.xlsx"
        path.write_bytes(content)
        with pytest.raises(DataFileError) as refused:
            read_tables(path)
        assert refused.value.problem == problem


def test_a_cut_off_workbook_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path, {"a": UNEMPLOYED}, {})
    whole = path.read_bytes()
    for length in range(10, len(whole) - 1, 331):
        path.write_bytes(whole[:length])
        with pytest.raises(DataFileError):
            read_tables(path)


@pytest.mark.parametrize(("whole", "torn"), [(b"</table:table>", b"\x07/table:table>"), (b"</office:body>", b"")])
def test_an_ods_file_that_is_no_whole_xml_is_refused_at_once(tmp_path: Path, whole: bytes, torn: bytes) -> None:
    path = ods(tmp_path, UNEMPLOYED)
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members["content.xml"] = members["content.xml"].replace(whole, torn)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    with pytest.raises(DataFileError) as refusal:
        read_tables(path)
    assert refusal.value.problem == "tables.broken_workbook"
