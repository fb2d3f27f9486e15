"""The picture of a table shows what the numbers were read from, row by row and cell by cell."""

from pathlib import Path

from loading.choices import Choices
from loading.choices.tables import ColumnChoice, TableChoice
from loading.delivery import Delivery, read_delivery
from loading.ingest.transport import read_answer, write_delivery
from loading.pictures import Picture
from loading.tables import read_sheets
from loading.tables.picture import MOST_ROWS
from tests.callbacks.delivered_towns import town_files
from tests.loading.tables.sheets import workbook

LINES = (
    "Arbeitslose am 31.12.2023",
    "Bezirk;Arbeitslose;SGB II-Quote (%)",
    "1;2;3",
    "11 Aegidii;1.234;12,5",
    "12 Dom;.;-",
    "13 Martini;7;1,5",
    "14 Josef;8;2,5",
    "15 Kreuz;9;3,5",
    "Altstadt;1.258;6,2",
    "nicht zuzuordnen;3;1,0",
    "Stadt Münster;1.261;7,0",
    "Quelle: Stadt Münster",
    ". = geheim zu halten",
)


def picture(folder: Path, text: str = "\n".join(LINES), choices: Choices | None = None) -> Picture:
    path = folder / "town.csv"
    path.write_text(text, encoding="utf-8")
    sheets = read_sheets(path, "town.csv", (choices or Choices()).of_table)
    return sheets.tables[0].picture or sheets.skipped[0]


def test_every_row_has_its_place(tmp_path: Path) -> None:
    found = picture(tmp_path)
    assert [(row.line, row.kind) for row in found.rows] == [
        (1, "title"),
        (2, "header"),
        (3, "numbering"),
        (4, "body"),
        (5, "body"),
        (6, "body"),
        (7, "body"),
        (8, "body"),
        (9, "subtotal"),
        (10, "unassigned"),
        (11, "city"),
        (12, "footer"),
        (13, "footer"),
    ]
    assert (found.header, found.body, found.lines, found.year) == ((2, 2), (4, 11), 13, 2023)


def test_every_column_has_its_role_title_unit_and_year(tmp_path: Path) -> None:
    found = picture(tmp_path).columns
    assert [(one.letter, one.role, one.title, one.unit, one.year, one.note) for one in found] == [
        ("A", "key", "Bezirk", None, 0, "key_and_name"),
        ("B", "measure", "Arbeitslose", None, 2023, ""),
        ("C", "measure", "SGB II-Quote", "%", 2023, ""),
    ]


def test_cells_tell_what_they_became(tmp_path: Path) -> None:
    rows = {row.line: row.cells for row in picture(tmp_path).rows}
    assert [(cell.text, cell.became, cell.number) for cell in rows[4]] == [
        ("11 Aegidii", "", None),
        ("1.234", "value", 1234.0),
        ("12,5", "value", 12.5),
    ]
    assert [(cell.text, cell.became, cell.number) for cell in rows[5]][1:] == [
        (".", "suppressed", None),
        ("-", "zero", 0.0),
    ]


def test_signs_come_with_the_words_of_the_file(tmp_path: Path) -> None:
    found = {one.sign: one for one in picture(tmp_path).signs}
    assert (found["."].reason, found["."].origin, found["."].explanation) == (
        "suppressed",
        "legend",
        "geheim zu halten",
    )
    assert (found["-"].reason, found["-"].origin, found["-"].times) == ("zero", "sign", 1)


def test_roles_of_a_long_table(tmp_path: Path) -> None:
    found = picture(
        tmp_path,
        "Nr;Jahr;Art;Einheit;Wert\n01;2022;Frauen;Personen;1\n01;2022;Männer;Personen;2\n02;2022;Frauen;Personen;3\n02;2022;Männer;Personen;4\n",
    )
    assert [one.role for one in found.columns] == ["key", "year", "category", "category", "measure"]
    assert found.columns[3].note == "unit"
    assert found.columns[4].year == 0


def test_of_many_rows_the_first_and_the_last_are_shown_with_sums_between(tmp_path: Path) -> None:
    lines = [f"{number:03d};Gebiet {number};{number}" for number in range(1, 501)]
    lines.insert(250, ";Zwischensumme;1")
    found = picture(tmp_path, "\n".join(["Nr;Name;Fälle 2023", *lines]))
    assert len(found.rows) <= MOST_ROWS
    assert sum(row.left_out for row in found.rows) + sum(row.kind != "gap" for row in found.rows) == 502
    assert [row.line for row in found.rows if row.kind == "subtotal"] == [252]
    assert found.rows[-1].line == 502


def test_a_very_wide_table_keeps_all_columns_and_few_rows(tmp_path: Path) -> None:
    head = ["Nr", *(f"Ein langer Name einer Spalte {number}" for number in range(600))]
    rows = [[f"{number:02d}", *["7"] * 600] for number in range(1, 60)]
    found = picture(tmp_path, "\n".join(";".join(row) for row in (head, *rows)))
    assert len(found.columns) == 601
    assert len(found.rows) < 30
    assert max(len(cell.text) for row in found.rows for cell in row.cells) <= 14


def test_a_sheet_without_numbers_is_seen_too(tmp_path: Path) -> None:
    path = workbook(tmp_path, {"A": [["Nr", "Fälle 2023"], ["01", 1]], "Info": [["Nur"], ["Worte"]]}, {})
    (silent,) = read_sheets(path).skipped
    assert (silent.sheet, silent.state) == ("Info", "no_numbers")
    assert [row.cells[0].text for row in silent.rows] == ["Nur", "Worte"]


def test_what_was_recognised_first_stays_known_beside_the_decision(tmp_path: Path) -> None:
    decided = Choices(tables=(TableChoice("town.csv", body=(4, 5), columns=(ColumnChoice(2, role="ignored"),)),))
    plain, found = picture(tmp_path), picture(tmp_path, choices=decided)
    assert (found.body, found.recognised_body) == ((4, 5), (4, 11))
    assert found.columns[2].role == "ignored"
    assert found.fingerprint == plain.fingerprint


def test_pictures_come_unharmed_out_of_the_reading_process(tmp_path: Path) -> None:
    delivery: Delivery = read_delivery(town_files(tmp_path / "town", "Lindenau", "30", 6))
    (tmp_path / "answer").mkdir()
    write_delivery(delivery, tmp_path / "answer")
    assert delivery.pictures
    assert read_answer(tmp_path / "answer").pictures == delivery.pictures
