"""Decisions about a table come back with next year's file of the same shape, and with nothing else."""

from pathlib import Path

from loading.choices.tables import ColumnChoice, SignChoice, TableChoice
from loading.pictures import Picture
from loading.tables import read_sheets
from loading.tables.remembered_layouts import MOST_LAYOUTS, RememberedLayouts

THIS_YEAR = "Nr;Gebiet;Fälle 2023;Klasse\n01;Altstadt;5;3\n02;Hafen;.;4\n03;Heide;7;5\n"
NEXT_YEAR = "Stand: 31.12.2024\n\n" + THIS_YEAR.replace("2023", "2024") + "04;Neustadt;1;6\n"


def picture(folder: Path, name: str, text: str) -> Picture:
    (folder / name).write_text(text, encoding="utf-8")
    (table,) = read_sheets(folder / name).tables
    assert table.picture is not None
    return table.picture


def remembered(folder: Path, choice: TableChoice, text: str = THIS_YEAR) -> RememberedLayouts:
    layouts = RememberedLayouts(folder / "layouts")
    layouts.remember([picture(folder, choice.file, text)], [choice], "2024-02-01")
    return layouts


def test_next_years_file_gets_the_decisions_with_its_years_shifted(tmp_path: Path) -> None:
    columns = (ColumnChoice(3, role="ignored"), ColumnChoice(2, title="Fallzahl", unit="Personen", year=2022))
    choice = TableChoice("a_2023.csv", columns=columns, signs=(SignChoice(".", "zero"),), year=2023)
    layouts = remembered(tmp_path, choice)
    proposal = layouts.proposal(picture(tmp_path, "a_2024.csv", NEXT_YEAR))
    assert proposal is not None
    assert (proposal.file, proposal.day, proposal.incomplete) == ("a_2023.csv", "2024-02-01", False)
    shifted = (ColumnChoice(3, role="ignored"), ColumnChoice(2, title="Fallzahl", unit="Personen", year=2023))
    assert proposal.choice == TableChoice("a_2024.csv", columns=shifted, signs=(SignChoice(".", "zero"),), year=2024)


def test_an_inserted_column_does_not_shift_the_decisions(tmp_path: Path) -> None:
    wide = "Nr;Gebiet;Fälle;Klasse;A;B;C\n01;Altstadt;5;3;1;2;3\n02;Hafen;6;4;1;2;3"
    layouts = remembered(tmp_path, TableChoice("a.csv", columns=(ColumnChoice(3, role="ignored"),)), wide)
    lines = [line.replace(";", f";neu{number};", 1) for number, line in enumerate(wide.split("\n"))]
    proposal = layouts.proposal(picture(tmp_path, "b.csv", "\n".join(lines)))
    assert proposal is not None
    assert [one.column for one in proposal.choice.columns] == [4]


def test_of_columns_that_differ_in_their_year_the_same_year_is_meant(tmp_path: Path) -> None:
    text = "Nr;Gebiet;Fälle 2022;Fälle 2023\n01;A;5;3\n02;B;6;4\n"
    layouts = remembered(tmp_path, TableChoice("a.csv", columns=(ColumnChoice(3, role="ignored"),)), text)
    later = "Nr;Gebiet;Fälle 2023;Fälle 2024\n01;A;3;3\n02;B;4;4\n"
    proposal = layouts.proposal(picture(tmp_path, "b.csv", later))
    assert proposal is not None
    assert [one.column for one in proposal.choice.columns] == [2]


def test_header_and_data_are_found_by_their_wording_and_their_end(tmp_path: Path) -> None:
    text = "Fälle\nNr;Gebiet;Fälle\n;;2023\n01;Altstadt;5\n02;Hafen;6\n03;Heide;7\nProbe;Probe;9\n"
    choice = TableChoice("a.csv", header=(2, 3), body=(4, 6))
    layouts = remembered(tmp_path, choice, text)
    later = "Noch ein Titel\n" + text.replace("2023", "2024").replace("Probe;", "04;Neustadt;8\nProbe;", 1)
    proposal = layouts.proposal(picture(tmp_path, "b.csv", later))
    assert proposal is not None
    assert (proposal.choice.header, proposal.choice.body) == ((3, 4), (5, 8))


def test_a_year_that_nothing_tells_how_to_shift_is_left_to_the_user(tmp_path: Path) -> None:
    text = "Nr;Gebiet;Fälle\n01;A;5\n02;B;6\n"
    choice = TableChoice("a.csv", year=2023, signs=(SignChoice("x", "zero"),))
    proposal = remembered(tmp_path, choice, text).proposal(picture(tmp_path, "b.csv", text))
    assert proposal is not None
    assert proposal.incomplete
    assert proposal.choice.year is None


def test_another_layout_and_a_damaged_memory_propose_nothing(tmp_path: Path) -> None:
    layouts = remembered(tmp_path, TableChoice("a.csv", columns=(ColumnChoice(3, role="ignored"),)))
    assert layouts.proposal(picture(tmp_path, "b.csv", "Key;Cases;Children;Old\n01;1;2;3\n02;1;2;3\n")) is None
    for path in (tmp_path / "layouts").glob("*.json"):
        path.write_text("{", encoding="utf-8")
    assert layouts.proposal(picture(tmp_path, "c.csv", NEXT_YEAR)) is None


def test_nothing_is_kept_without_a_decision_and_never_a_number_of_the_table(tmp_path: Path) -> None:
    remembered(tmp_path, TableChoice("a.csv"))
    assert not (tmp_path / "layouts").exists()
    text = THIS_YEAR.replace(";5;", ";48151623;")
    remembered(tmp_path, TableChoice("a.csv", leave_out=True), text)
    (kept,) = (tmp_path / "layouts").glob("*")
    said = kept.read_text(encoding="utf-8")
    assert "48151623" not in said
    assert "Altstadt" not in said


def test_the_oldest_layouts_are_forgotten(tmp_path: Path) -> None:
    layouts = RememberedLayouts(tmp_path / "layouts")
    one = picture(tmp_path, "a.csv", THIS_YEAR)
    (tmp_path / "layouts").mkdir()
    for number in range(MOST_LAYOUTS + 3):
        (tmp_path / "layouts" / f"{number}.json").write_text("{}", encoding="utf-8")
    layouts.remember([one], [TableChoice("a.csv", leave_out=True)], "2024-02-01")
    assert len(list((tmp_path / "layouts").glob("*.json"))) == MOST_LAYOUTS
