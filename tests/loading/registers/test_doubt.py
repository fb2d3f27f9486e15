"""Points that are not clearly facilities are asked about: exact places of cases are never taken without a word."""

from collections.abc import Sequence
from pathlib import Path

import pytest
import shapely

from loading.choices import Choices
from loading.choices.registers import RegisterChoice
from loading.delivery import read_delivery
from loading.errors import DataFileError
from loading.load import load_atlas
from loading.questions import OpenQuestion, answers
from tests.callbacks.delivered_towns import town_files
from tests.loading.made_files import feature, geojson, zipped
from texts import LANGUAGES, load_texts

ROWS = 8
NUMBERS = range(500, 500 + ROWS)  # of no quarter
REGISTERS: dict[str, tuple[str, Sequence[str]]] = {
    "leistungsbeziehende.csv": ("id", [str(n) for n in NUMBERS]),
    "sgb2_faelle.csv": ("BG-Größe;Leistung", [f"{1 + n % 5};{n}" for n in NUMBERS]),
    "hilfen_beginn.csv": (
        "Nr;Hilfeart;Beginn",
        [f"{n};{'SPFH' if n % 2 else 'Heim'};0{n - 499}.03.2024" for n in NUMBERS],
    ),
    "pflege.csv": ("Nr;Pflegegrad;Altersgruppe", [f"{n};{1 + n % 5};75+" for n in NUMBERS]),
    "hh.csv": ("Haushalts-ID;Personen;Bezug seit", [f"H{n:04d};{1 + n % 4};2019" for n in NUMBERS]),
    "klienten.csv": ("Klient;Diagnose", [f"K{n:04d};F{n % 100}" for n in NUMBERS]),
    "kinder.csv": ("Kind;Alter in Monaten", [f"{n};{n % 70}" for n in NUMBERS]),
    "wohnungslos.csv": ("Lfd. Nr.;Status", [f"{n};akut" for n in NUMBERS]),
    "schulanfaenger.csv": (
        "Geschlecht;Alter;Schule",
        [f"m;6;Grundschule {'Nord' if n % 2 else 'Süd'}" for n in NUMBERS],
    ),
    "tabelle.csv": ("Geschlecht;Alter;Schule", [f"w;6;Schule {'Nord' if n % 2 else 'Süd'}" for n in NUMBERS]),
    "kitas.csv": ("Nr;Einrichtung", [f"{n};Kita {'Nord' if n % 2 else 'Süd'}" for n in NUMBERS]),
}
FACILITIES: dict[str, tuple[str, Sequence[str]]] = {
    "liste.csv": ("Name;Plätze", [f"Kita {n};40" for n in NUMBERS]),
    "spielplaetze.csv": ("Nr", [str(n) for n in NUMBERS]),
    "punkte.csv": ("Bezeichnung;Träger", [f"Treff am Tor {n};AWO" for n in NUMBERS]),
    "drei.csv": ("Einrichtung;Art", [f"Hort {n};Hort" for n in range(503, 506)]),
}


@pytest.fixture
def town(tmp_path: Path) -> list[Path]:
    return town_files(tmp_path, "Lindenau", "30", 6)


def written(path: Path, headings: str, rows: Sequence[str]) -> Path:
    """All lie in the last of the quarters."""
    lines = [f"{row};{7.013 + 0.0001 * n:.6f};50.905{n}" for n, row in enumerate(rows)]
    path.write_text("\n".join([f"{headings};lon;lat", *lines, ""]), encoding="utf-8")
    return path


@pytest.mark.parametrize("name", REGISTERS)
def test_cases_with_a_place_are_never_taken_for_facilities(tmp_path: Path, town: list[Path], name: str) -> None:
    path = written(tmp_path / name, *REGISTERS[name])
    with pytest.raises(OpenQuestion) as caught:
        read_delivery([*town, path])
    assert caught.value.problem in ("registers.question", "registers.doubtful")
    counted = read_delivery([*town, path], Choices(registers=caught.value.options[0].registers))
    assert counted.facilities == ()
    (told,) = (one for one in counted.findings if one.code == "registers.counted")
    assert told.values["n"] == ROWS


@pytest.mark.parametrize("name", FACILITIES)
def test_facilities_come_in_without_a_question(tmp_path: Path, town: list[Path], name: str) -> None:
    headings, rows = FACILITIES[name]
    assert len(read_delivery([*town, written(tmp_path / name, headings, rows)]).facilities) == len(rows)


def test_a_map_of_points_is_asked_about_too(tmp_path: Path, town: list[Path]) -> None:
    points = [shapely.Point(6.905, 50.9051 + n / 1e5) for n in range(3)]
    path = geojson(tmp_path / "punkte.geojson", [feature(point) for point in points])
    with pytest.raises(OpenQuestion) as caught:
        read_delivery([*town, path])
    assert (caught.value.problem, caught.value.found["rows"]) == ("registers.doubtful", 3)
    named = [feature(point, name=f"Kita {n}") for n, point in enumerate(points)]
    assert len(read_delivery([*town, geojson(path, named)]).facilities) == 3
    children = [feature(point, Kita="Kita Nord") for point in points]
    with pytest.raises(OpenQuestion):
        read_delivery([*town, geojson(path, children)])


def test_who_says_that_they_are_facilities_is_believed(tmp_path: Path, town: list[Path]) -> None:
    path = written(tmp_path / "wohnungslos.csv", *REGISTERS["wohnungslos.csv"])
    with pytest.raises(OpenQuestion) as caught:
        load_atlas([*town, path])
    atlas = load_atlas([*town, path], Choices(registers=caught.value.options[-1].registers))
    assert len(atlas.facilities) == ROWS


@pytest.mark.parametrize("rows", [8, 40])
def test_running_numbers_that_are_numbers_of_quarters_too_are_asked_about(tmp_path: Path, rows: int) -> None:
    town = town_files(tmp_path, "Lindenau", "", 6)
    cases = [f"{n + 1:02d};SPFH" for n in range(rows)]
    with pytest.raises(OpenQuestion) as caught:
        read_delivery([*town, written(tmp_path / "hilfen.csv", "Nr;Hilfeart", cases)])
    assert caught.value.problem == "registers.doubtful"


def test_numbers_of_quarters_beside_their_middle_are_no_points(tmp_path: Path, town: list[Path]) -> None:
    path = tmp_path / "mitten.csv"
    rows = [f"30{n + 1:02d};{90 + n};{6.905 + 0.01 * n:.4f};50.905" for n in range(12)]
    path.write_text("\n".join(["Nr;Kinder;lon;lat", *rows, ""]), encoding="utf-8")
    delivery = read_delivery([*town, path])
    assert (delivery.facilities, len(delivery.tables)) == ((), 2)


def test_points_beside_other_tables_may_only_be_facilities(tmp_path: Path, town: list[Path]) -> None:
    path = written(tmp_path / "punkte.csv", *REGISTERS["wohnungslos.csv"])
    archive = zipped(tmp_path / "alles.zip", {"punkte.csv": path, "zahlen.csv": b"Nr;Zahl\n3001;7\n3002;8\n"})
    with pytest.raises(OpenQuestion) as caught:
        read_delivery([*town, archive])
    assert caught.value.problem == "registers.doubtful_with_others"
    (answer,) = caught.value.options
    assert answer.registers[0].use == "as_it_is"
    assert len(read_delivery([*town, archive], Choices(registers=answer.registers)).facilities) == ROWS
    count = tuple(RegisterChoice(one.file, one.layer) for one in answer.registers)
    with pytest.raises(DataFileError) as refused:
        read_delivery([*town, archive], Choices(registers=count))
    assert refused.value.problem == "registers.with_others"


def test_the_question_is_worded_in_both_languages(tmp_path: Path, town: list[Path]) -> None:
    with pytest.raises(OpenQuestion) as caught:
        read_delivery([*town, written(tmp_path / "hh.csv", *REGISTERS["hh.csv"])])
    for language in LANGUAGES:
        words = load_texts(language)
        for code in ("registers.doubtful", "registers.doubtful_with_others"):
            for part in ("problem", "repair"):
                assert "{" not in words(f"{code}.{part}", **caught.value.found)
        assert [one["text"] for one in answers(caught.value, words)]
