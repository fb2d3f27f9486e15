"""What a user decides about a table is carried out; what cannot be is told, and nothing is lost by it."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loading.choices import Choices
from loading.choices.tables import ColumnChoice, SignChoice, TableChoice
from loading.errors import DataFileError
from loading.reasons import Reason
from loading.recognised import Table
from loading.tables import Sheets, read_sheets, read_tables
from tests.loading.tables.sheets import workbook

TOWN = "Nr;Gebiet;Fälle 2023;Klasse\n01;Altstadt;5;3\n02;Hafen;.;4\n03;Heide;-9999;5\n"
LONG = "Nr;Art;Wert\n01;Frauen;1\n01;Männer;2\n02;Frauen;3\n02;Männer;4\n"


def read(folder: Path, text: str, **decided: object) -> Table:
    """Read a text file with decisions about it."""
    path = folder / "town.csv"
    path.write_text(text, encoding="utf-8")
    choices = Choices(tables=(TableChoice("town.csv", **decided),))  # type: ignore[arg-type]  # named as in the class
    (table,) = read_tables(path, "town.csv", choices.of_table)
    return table


def codes(table: Table) -> list[str]:
    return [finding.code for finding in table.findings if finding.code.startswith("table_choices.")]


def titles(table: Table) -> list[str]:
    return [measure.title for measure in table.measures]


def test_a_measure_can_be_left_out_renamed_and_given_unit_and_year(tmp_path: Path) -> None:
    columns = (ColumnChoice(2, title="Gesamt", unit="Personen", year=2021), ColumnChoice(3, role="ignored"))
    table = read(tmp_path, TOWN, columns=columns)
    assert [(one.title, one.unit) for one in table.measures] == [("Gesamt", "Personen")]
    assert table.years == (2021,)
    assert not codes(table)


def test_a_unit_can_be_taken_away(tmp_path: Path) -> None:
    text = TOWN.replace("Fälle 2023", "Fälle 2023 in %")
    assert read(tmp_path, text).measures[0].unit == "%"
    assert read(tmp_path, text, columns=(ColumnChoice(2, unit=""),)).measures[0].unit is None


def test_a_column_of_numbers_becomes_the_key_and_is_the_one_that_is_joined(tmp_path: Path) -> None:
    table = read(tmp_path, TOWN, columns=(ColumnChoice(3, role="key"),))
    assert table.identifiers["Klasse"] == ("3", "4", "5")
    assert table.keys == ("Klasse",)
    assert titles(table) == ["Fälle"]


def test_a_key_can_be_a_measure(tmp_path: Path) -> None:
    table = read(tmp_path, TOWN, columns=(ColumnChoice(0, role="measure"),))
    assert titles(table)[0] == "Nr"
    assert table.values[:, 0, 0].tolist() == [1, 2, 3]


def test_a_category_makes_a_table_long(tmp_path: Path) -> None:
    text = LONG.replace("Nr;", "Irgendwas;")
    table = read(tmp_path, text, columns=(ColumnChoice(0, role="key"), ColumnChoice(1, role="category")))
    assert titles(table) == ["Frauen", "Männer"]
    assert table.values[:, :, 0].tolist() == [[1, 2], [3, 4]]


def test_a_column_of_years_can_be_named_as_such(tmp_path: Path) -> None:
    text = "Nr;Wann;Fälle\n01;2022;1\n01;2023;2\n02;2022;3\n02;2023;4\n"
    table = read(tmp_path, text, columns=(ColumnChoice(1, role="year"),))
    assert table.years == (2022, 2023)
    assert table.values[:, 0, :].tolist() == [[1, 2], [3, 4]]


def test_the_year_of_the_table_holds_where_no_heading_names_one(tmp_path: Path) -> None:
    table = read(tmp_path, TOWN.replace(" 2023", ""), year=2019)
    assert table.years == (2019,)


@pytest.mark.parametrize(
    ("sign", "row", "reason"),
    [
        (".", 1, Reason.ZERO),
        (".", 1, Reason.NOT_DELIVERED),
        ("-9999", 2, Reason.SUPPRESSED),
        ("5", 0, Reason.SUPPRESSED),
    ],
)
def test_signs_and_numbers_mean_what_was_decided(tmp_path: Path, sign: str, row: int, reason: Reason) -> None:
    table = read(tmp_path, TOWN, signs=(SignChoice(sign, reason.label),))
    assert Reason(table.reasons[row, 0, -1]) is reason
    assert (table.values[row, 0, -1] == 0) == (reason is Reason.ZERO)


def test_numbers_of_a_workbook_can_be_signs_too(tmp_path: Path) -> None:
    path = workbook(tmp_path, {"A": [["Nr", "Fälle"], ["01", 0], ["02", 5], ["03", 7]]}, {})
    choices = Choices(tables=(TableChoice(path.name, "A", signs=(SignChoice("0", "suppressed"),)),))
    (table,) = read_tables(path, path.name, choices.of_table)
    assert Reason(table.reasons[0, 0, 0]) is Reason.SUPPRESSED
    assert np.isnan(table.values[0, 0, 0])


def test_header_and_data_begin_and_end_where_it_was_decided(tmp_path: Path) -> None:
    text = "Fälle;;2020\nNr;Gebiet;2023\n01;Altstadt;5\n02;Hafen;6\nProbe;Probe;7\n"
    table = read(tmp_path, text, header=(2, 2), body=(3, 4))
    assert table.first_rows == (3, 4)
    assert table.years == (2023,)
    assert not codes(table)


def test_a_header_alone_lets_the_data_begin_below_it(tmp_path: Path) -> None:
    text = "Nr;Gebiet;Fälle\n01;Altstadt;5\n02;Hafen;6\n03;Heide;7\n"
    assert read(tmp_path, text, header=(1, 2)).first_rows == (3, 4)


def test_another_encoding_is_used(tmp_path: Path) -> None:
    path = tmp_path / "town.csv"
    path.write_bytes(TOWN.encode("cp850"))
    (table,) = read_tables(path, "town.csv", Choices(tables=(TableChoice("town.csv", encoding="cp1252"),)).of_table)
    assert table.encoding == "cp1252"
    assert titles(table)[0].startswith("F\N{DOUBLE LOW-9 QUOTATION MARK}lle")


@pytest.mark.parametrize(
    ("decided", "code"),
    [
        ({"header": (3, 3), "body": (2, 3)}, "header_below_body"),
        ({"header": (50, 60)}, "header_not_there"),
        ({"body": (50, 60)}, "body_not_there"),
        ({"body": (1, 1)}, "no_numbers_there"),
        ({"columns": (ColumnChoice(9, role="key"),)}, "no_such_column"),
        ({"columns": (ColumnChoice(-1, role="key"),)}, "no_such_column"),
        ({"columns": (ColumnChoice(4, role="key"),)}, "empty_key"),
        ({"columns": (ColumnChoice(1, role="measure"),)}, "no_numbers_in_column"),
        ({"columns": (ColumnChoice(1, role="year"),)}, "no_years_in_column"),
        ({"columns": (ColumnChoice(2, year=23),)}, "no_year"),
        ({"year": 23}, "no_table_year"),
        ({"signs": (SignChoice(".", "value"),)}, "no_meaning"),
        ({"encoding": "utf-16"}, "encoding_unfit"),
        ({"encoding": "rot13"}, "encoding_unfit"),
        ({"columns": tuple(ColumnChoice(column, role="ignored") for column in range(4))}, "nothing_left"),
    ],
)
def test_what_cannot_be_done_is_told_and_the_table_stays_as_recognised(
    tmp_path: Path, decided: dict[str, object], code: str
) -> None:
    first, *others = TOWN.splitlines()
    text = "\n".join([f"{first};leer", *(f"{line};" for line in others)])
    plain, table = read(tmp_path, text), read(tmp_path, text, **decided)
    assert codes(table) == [f"table_choices.{code}"]
    assert titles(table) == titles(plain)
    np.testing.assert_array_equal(table.values, plain.values)


def both(folder: Path, *left_out: str) -> Sheets:
    path = workbook(folder, {name: [["Nr", "Fälle 2023"], ["01", 1], ["02", 2]] for name in ("A", "B")}, {})
    choices = Choices(tables=tuple(TableChoice(path.name, name, leave_out=True) for name in left_out))
    return read_sheets(path, path.name, choices.of_table)


def test_a_sheet_that_is_left_out_keeps_its_picture(tmp_path: Path) -> None:
    sheets = both(tmp_path, "A")
    assert [table.sheet for table in sheets.tables] == ["B"]
    assert [(one.sheet, one.state, one.columns[0].role) for one in sheets.skipped] == [("A", "left_out", "key")]
    assert codes(sheets.tables[0]) == ["table_choices.left_out"]


def test_a_file_without_any_sheet_left_is_refused_with_its_reason(tmp_path: Path) -> None:
    refusal = both(tmp_path, "A", "B").refusal
    assert isinstance(refusal, DataFileError)
    assert refusal.problem == "table_choices.all_left_out"


ROLES = st.sampled_from(["key", "name", "measure", "year", "category", "ignored", None])
LINES = st.none() | st.tuples(st.integers(-2, 9), st.integers(-2, 9))
COLUMNS = st.lists(
    st.builds(
        ColumnChoice, st.integers(-1, 5), ROLES, st.none() | st.text(max_size=5), st.none(), st.none() | st.integers()
    ),
    max_size=5,
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    columns=COLUMNS,
    header=LINES,
    body=LINES,
    year=st.none() | st.integers(),
    sign=st.sampled_from([".", "5", "", "Altstadt"]),
    text=st.sampled_from([TOWN, LONG]),
)
def test_no_decision_whatsoever_breaks_the_reading(
    tmp_path: Path,
    columns: list[ColumnChoice],
    header: tuple[int, int] | None,
    body: tuple[int, int] | None,
    year: int | None,
    sign: str,
    text: str,
) -> None:
    signs = (SignChoice(sign, "zero"),)
    table = read(tmp_path, text, columns=tuple(columns), header=header, body=body, year=year, signs=signs)
    assert table.measures
    assert table.picture is not None
    assert table.picture.state == "read"
