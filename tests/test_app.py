"""The command line: files are inspected or served, or refused in one plain sentence."""

import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from app import main, open_services
from callbacks.shared.services import SAMPLE
from sample_data import sample_files
from tests.callbacks.delivered_towns import town_files
from tests.loading.made_files import degrees, feature, geojson, shapefile
from texts import load_texts


def test_inspect_says_what_was_recognised_in_the_sample_city(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inspect", *map(str, sample_files()), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    parts = {"quarters", "join", "indicators", "columns_without_indicator", "blanks", "totals", "findings", "files"}
    assert set(found) == parts
    assert any(place.endswith("Privathaushalte") for place in found["columns_without_indicator"])
    assert (found["quarters"]["n"], found["join"]["matched"]) == (90, 90)
    assert {"id": "A1", "count_or_rate": "rate"}.items() <= found["indicators"][0].items()
    assert all(finding["text"] and finding["repair"] for finding in found["findings"])


@pytest.mark.parametrize("arguments", [["inspect"], ["serve", "--no-browser", "--data"]])
def test_files_that_cannot_be_used_end_with_2_and_one_sentence(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "leer.csv"
    empty.touch()
    command, *options = arguments
    given = [command, *options, str(empty)]
    if command == "serve":
        given += ["--projects", str(tmp_path / "projekte")]
    assert main(given) == 2
    said = capsys.readouterr().out.strip()
    assert "leer.csv" in said
    assert "Traceback" not in said
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize("arguments", [["inspect"], ["serve", "--no-browser", "--data"]])
def test_files_that_are_not_there_are_named(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*arguments, "fehlt.zip"]) == 2
    assert "fehlt.zip" in capsys.readouterr().out


def test_own_files_are_opened_first_and_the_sample_city_stays_at_hand(tmp_path: Path) -> None:
    files = list(town_files(tmp_path, "Lindenau", "30", 6))
    services = open_services(tmp_path / "projekte", files)
    assert len(services.atlas("").levels["quarter"]) == 12
    assert len(services.atlas(SAMPLE).levels["quarter"]) == 90


def test_the_program_starts_as_a_program() -> None:
    told = subprocess.run([sys.executable, "app.py", "--help"], capture_output=True, text=True, check=True)
    assert "inspect" in told.stdout


def test_a_refused_map_still_tells_the_key_that_stands_twice(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keys = ("01", "02", "03", "02", "05", "06", "07", "08", "09")
    areas = [feature(degrees(at), id=key, name=f"Quartier {at}") for at, key in enumerate(keys)]
    given = geojson(tmp_path / "quartiere.geojson", areas)
    assert main(["inspect", str(given), "--json"]) == 2
    told = json.loads(capsys.readouterr().out)
    assert "quartiere.geojson" in told["refused"]
    assert told["repair"]
    assert (told["quarters"]["n"], told["quarters"]["key"]) == (9, "id")
    assert told["join"]["duplicates"] == ["02"]
    assert any("02" in finding["text"] for finding in told["findings"])
    assert told["files"][0] == {"name": "quartiere.geojson", "format": "geojson", "encoding": "utf-8", "layers": []}


def test_titles_are_told_in_the_language_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inspect", *map(str, sample_files()), "--json", "--language", "en"]) == 0
    assert json.loads(capsys.readouterr().out)["indicators"][0]["title"] == "SGB II (Bürgergeld) benefit rate"


def test_an_unknown_language_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inspect", "egal.csv", "--json", "--language", "fr"]) == 2
    assert "fr" in json.loads(capsys.readouterr().out)["refused"]


def test_a_list_of_places_has_an_encoding_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inspect", *map(str, sample_files()), "--json"]) == 0
    files = json.loads(capsys.readouterr().out)["files"]
    assert {file["name"]: file["encoding"] for file in files}["ahrenfurt_einrichtungen.csv"] == "cp1252"


def test_a_port_that_is_taken_is_one_sentence_and_nothing_claims_to_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert main(["serve", "--no-browser", "--port", port, "--projects", str(tmp_path / "projekte")]) == 2
    said = capsys.readouterr().out.strip()
    assert port in said
    assert not said.startswith(load_texts("de")("frame.serving", address="")[:20])
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize("port", ["99999", "-1"])
def test_a_port_that_cannot_be_is_one_sentence(port: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--no-browser", f"--port={port}", "--projects", str(tmp_path / "projekte")]) == 2
    assert len(capsys.readouterr().out.strip().splitlines()) == 1


def test_a_folder_of_projects_that_cannot_be_used_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    in_the_way = tmp_path / "projekte"
    in_the_way.touch()
    assert main(["serve", "--no-browser", "--projects", str(in_the_way)]) == 2
    said = capsys.readouterr().out.strip()
    assert str(in_the_way) in said
    assert len(said.splitlines()) == 1


def test_a_map_without_a_system_is_asked_about_and_read_with_the_answer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = shapefile(tmp_path / "Koeln.shp")
    made.with_suffix(".prj").unlink()
    table = tmp_path / "zahlen.csv"
    table.write_text("Nr;Arbeitslose 2024\n01;31\n02;42\n03;53\n", encoding="utf-8")
    files = ["inspect", str(made), str(table), "--json"]
    assert main(files) == 2
    answer = json.loads(capsys.readouterr().out)["answers"][0]
    assert answer["choices"] == {"layers": [{"file": "Koeln.shp", "crs": "EPSG:25832"}]}
    decided = tmp_path / "entscheidungen.json"
    decided.write_text(json.dumps(answer["choices"]), encoding="utf-8")
    assert main([*files, "--choices", str(decided)]) == 0
    assert json.loads(capsys.readouterr().out)["quarters"]["crs"] == "EPSG:25832"


@pytest.mark.parametrize("content", ["kein JSON", '{"layers": [{"file": "a.shp", "crs": "25832"}]}', "[]"])
def test_choices_that_cannot_be_read_end_with_2(
    content: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    decided = tmp_path / "entscheidungen.json"
    decided.write_text(content, encoding="utf-8")
    assert main(["inspect", "a.shp", "--choices", str(decided)]) == 2
    assert "entscheidungen.json" in capsys.readouterr().out
