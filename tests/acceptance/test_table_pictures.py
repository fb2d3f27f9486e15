"""The pictures of published tables say what their rows, columns and signs are."""

from collections import Counter
from pathlib import Path

from loading.pictures import Picture
from loading.tables import read_sheets


def pictures(folder: Path, pattern: str) -> dict[str | None, Picture]:
    (path,) = folder.glob(pattern)
    sheets = read_sheets(path)
    found = [*(table.picture for table in sheets.tables if table.picture), *sheets.skipped]
    return {picture.sheet: picture for picture in found}


def kinds(picture: Picture) -> Counter[str]:
    return Counter(row.kind for row in picture.rows)


def test_muenster_has_headers_of_several_rows_subtotals_and_a_sign(shared_data: Path) -> None:
    found = pictures(shared_data / "nasty", "n03*/*.xlsx")
    assert len(found) == 7
    men = found["männlich"]
    assert (men.header, men.body) == ((1, 4), (5, 60))
    assert men.columns[0].note == "key_and_name"
    assert [(sign.sign, sign.reason, sign.times) for sign in men.signs] == [(".", "suppressed", 14)]
    assert kinds(men)["city"] == 1
    assert kinds(men)["subtotal"] == 10
    assert found["Beschäftigte_2013"].years == (2009, 2010, 2011, 2012, 2013)


def test_a_biff_workbook_shows_its_silent_sheets_too(shared_data: Path) -> None:
    found = pictures(shared_data / "nasty", "n16*/A_*.xls")
    assert Counter(picture.state for picture in found.values()) == {"read": 1, "no_numbers": 2}


def test_destatis_has_titles_a_row_of_column_numbers_and_footnotes(shared_data: Path) -> None:
    found = pictures(shared_data / "nasty", "n17*/*.xlsx")["Kreisfreie Städte u. Landkreise"]
    assert {"title", "header", "numbering", "body", "subtotal", "footer"} <= kinds(found).keys()
    assert (found.header, found.body, found.year) == ((4, 5), (8, 480), 2018)


def test_two_header_rows_and_latin_letters(shared_data: Path) -> None:
    (found,) = pictures(shared_data / "nasty", "n21*/*.csv").values()
    assert (found.encoding, found.header) == ("cp1252", (1, 2))
    assert [column.role for column in found.columns[:3]] == ["key", "name", "measure"]
    assert found.columns[2].year == 1998


def test_thousands_are_shown_as_they_stand_and_as_they_were_read(shared_data: Path) -> None:
    (found,) = pictures(shared_data / "nasty", "n22*/*.csv").values()
    cell = next(row for row in found.rows if row.kind == "body").cells[1]
    assert (cell.text, cell.number) == ("1,954", 1954.0)
    assert sum(row.left_out for row in found.rows) > 42_000
