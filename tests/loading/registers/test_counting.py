"""A register becomes counts per quarter: none lost, none counted twice, and no row of it comes along."""

from pathlib import Path

import numpy as np
import pytest

from loading.choices import Choices
from loading.choices.registers import RegisterChoice
from loading.delivery import Delivery, read_delivery
from loading.errors import DataFileError
from loading.ingest.apart import read_apart
from loading.load import load_atlas
from loading.questions import OpenQuestion, answers
from tests.callbacks.delivered_towns import town_files
from tests.loading.made_files import geopackage, zipped
from tests.loading.registers.made_registers import FORMATS, KINDS, MARK, SQUARES, as_csv
from texts import LANGUAGES, load_texts


@pytest.fixture
def town(tmp_path: Path) -> list[Path]:
    return town_files(tmp_path, "Lindenau", "30", 6)


def asked(paths: list[Path]) -> OpenQuestion:
    with pytest.raises(OpenQuestion) as caught:
        read_delivery(paths)
    return caught.value


def counts(delivery: Delivery) -> np.ndarray:
    """The sum of each row of the counted table, over all its columns."""
    table = next(one for one in delivery.tables if one.file.endswith(".counted.csv"))
    return np.nansum(table.values, axis=(1, 2))


@pytest.mark.parametrize("kind", FORMATS)
def test_a_register_in_every_format_is_asked_about_and_counted(tmp_path: Path, town: list[Path], kind: str) -> None:
    path = FORMATS[kind](tmp_path / f"faelle.{kind}")
    question = asked([*town, path])
    assert question.problem == "registers.question"
    assert MARK not in str(question)
    for option in question.options[:-1]:
        delivery = read_delivery([*town, path], Choices(registers=option.registers))
        assert MARK not in repr(delivery)
        if option.registers[0].use == "leave_out":
            assert [one.name for one in delivery.counted] == [""]
            continue
        found = counts(delivery)
        assert found[:12].tolist() == [SQUARES.count(square) for square in range(12)]
        assert found.sum() == len(SQUARES)
        (told,) = (one for one in delivery.findings if one.code == "registers.counted")
        assert (told.values["n"], told.values["outside"], told.values["nowhere"]) == (10, 2, 0)


def test_a_table_that_lies_alone_in_an_archive_is_counted_too(tmp_path: Path, town: list[Path]) -> None:
    path = zipped(tmp_path / "faelle.zip", {"Amt/faelle.csv": as_csv(tmp_path / "faelle.csv"), "liesmich.txt": b"-"})
    (answer,) = asked([*town, path]).options[0].registers
    delivery = read_delivery([*town, path], Choices(registers=(answer,)))
    assert [(one.file, one.name) for one in delivery.counted] == [("faelle.zip", "faelle.counted.csv")]
    assert counts(delivery).sum() == len(SQUARES)


def test_the_question_is_worded_and_its_answers_are_those_of_the_command_line(tmp_path: Path, town: list[Path]) -> None:
    question = asked([*town, as_csv(tmp_path / "faelle.csv")])
    for language in LANGUAGES:
        offered = answers(question, load_texts(language))
        assert [set(one["choices"]) for one in offered] == [{"registers"}] * len(offered)
        assert all("{" not in one["text"] for one in offered)
    by_both = answers(question, load_texts("de"))[3]["choices"]
    assert by_both == {"registers": [{"file": "faelle.csv", "year": "Meldedatum", "category": "Leistung"}]}
    Choices.from_json(by_both)


def test_cases_by_year_and_category_are_indicators_of_the_map(tmp_path: Path, town: list[Path]) -> None:
    choice = RegisterChoice("faelle.csv", year="Meldedatum", category="Leistung")
    path = as_csv(tmp_path / "faelle.csv")
    atlas = load_atlas([*town, path], Choices(registers=(choice,)))
    titles = [one.title["de"] for one in atlas.indicators]
    assert {kind for kind in KINDS if any(kind in title for title in titles)} == set(KINDS)
    position = next(at for at, title in enumerate(titles) if KINDS[0] in title)
    cube = atlas.cubes["quarter"]
    assert np.nansum(cube.value[:, position]) == sum(
        square is not None and number % 2 == 0 for number, square in enumerate(SQUARES)
    )
    assert {"außerhalb der Quartiere"} & set(atlas.join.totals) or atlas.findings


def test_a_case_on_a_border_is_counted_once(tmp_path: Path, town: list[Path]) -> None:
    path = tmp_path / "faelle.csv"
    rows = "\n".join(f"F{number};6.91;50.905" for number in range(5))
    path.write_text(f"Fallnummer;lon;lat\n{rows}\n", encoding="utf-8")
    delivery = read_delivery([*town, path], Choices(registers=(RegisterChoice("faelle.csv"),)))
    assert counts(delivery).tolist()[:2] == [5, 0]


def test_cases_without_a_place_or_a_year_are_counted_apart(tmp_path: Path, town: list[Path]) -> None:
    path = tmp_path / "faelle.csv"
    days = ("1.2.2023", "", "1.2.2024", "1.2.2024", "1.2.2024", "1.2.2024")
    rows = "\n".join(f"F{number};{day};{'' if number == 4 else 6.905};50.905" for number, day in enumerate(days))
    path.write_text(f"Fallnummer;Meldedatum;lon;lat\n{rows}\n", encoding="utf-8")
    choice = RegisterChoice("faelle.csv", year="Meldedatum")
    delivery = read_delivery([*town, path], Choices(registers=(choice,)))
    (told,) = (one for one in delivery.findings if one.code == "registers.counted")
    assert (told.severity, told.values["nowhere"], told.values["undated"]) == ("warning", 1, 1)
    (counted,) = delivery.counted
    assert sum(int(cell) for line in counted.content.splitlines()[1:] for cell in line.split(";")[1:]) == len(days)


@pytest.mark.parametrize("case", ["with_others_in_archive", "with_others", "no_column", "too_many_values"])
def test_what_cannot_be_counted_is_refused_as_a_whole(tmp_path: Path, town: list[Path], case: str) -> None:
    path, choice = as_csv(tmp_path / "faelle.csv"), RegisterChoice("faelle.csv")
    if case == "with_others_in_archive":
        path = zipped(tmp_path / "faelle.zip", {"faelle.csv": path, "zahlen.csv": b"Nr;Zahl\n3001;7\n3002;8\n"})
    elif case == "with_others":
        path = geopackage(FORMATS["gpkg"](tmp_path / "faelle.gpkg"), append=True)
    else:
        column = {"no_column": "Gibt es nicht", "too_many_values": "Aktenzeichen"}[case]
        choice = RegisterChoice("faelle.csv", category=column)
        path.write_text(
            "Aktenzeichen;lon;lat\n" + "\n".join(f"{MARK}{n};6.905;50.905" for n in range(20)), encoding="utf-8"
        )
    with pytest.raises(DataFileError) as caught:
        read_delivery([*town, path], Choices(registers=(choice,)))
    case = case.removesuffix("_in_archive")
    assert caught.value.problem == f"registers.{case}"
    for language in LANGUAGES:
        assert MARK not in load_texts(language)(f"registers.{case}.problem", **caught.value.found)
        assert load_texts(language)(f"registers.{case}.repair", **caught.value.found)


def test_case_numbers_without_a_place_are_refused(tmp_path: Path, town: list[Path]) -> None:
    path = tmp_path / "faelle.csv"
    path.write_text("Fallnummer;Betrag\nA1;12\nA2;13\nA3;14\nA4;15\n", encoding="utf-8")
    with pytest.raises(DataFileError) as caught:
        read_delivery([*town, path])
    assert caught.value.problem == "persons.case_numbers"


def test_public_places_may_stay_as_they_are(tmp_path: Path, town: list[Path]) -> None:
    choice = RegisterChoice("faelle.csv", use="as_it_is")
    delivery = read_delivery([*town, as_csv(tmp_path / "faelle.csv")], Choices(registers=(choice,)))
    assert len(delivery.facilities) == len(SQUARES)
    assert delivery.counted == ()


def test_the_child_hands_over_counts_and_questions_only(tmp_path: Path, town: list[Path]) -> None:
    path = as_csv(tmp_path / "faelle.csv")
    with pytest.raises(OpenQuestion) as caught:
        read_apart([*town, path])
    delivery = read_apart([*town, path], Choices(registers=caught.value.options[0].registers))
    assert MARK not in repr(delivery)
    assert counts(delivery).sum() == len(SQUARES)
