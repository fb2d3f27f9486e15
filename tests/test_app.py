"""The command line: files are inspected or served, or refused in one plain sentence."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from app import main, open_services
from callbacks.shared.services import SAMPLE
from sample_data import sample_files
from tests.callbacks.delivered_towns import town_files


def test_inspect_says_what_was_recognised_in_the_sample_city(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inspect", *map(str, sample_files()), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert set(found) == {"quarters", "join", "indicators", "blanks", "totals", "findings", "files"}
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


def test_own_files_are_opened_first_and_the_sample_city_stays_at_hand(tmp_path: Path) -> None:
    files = list(town_files(tmp_path, "Lindenau", "30", 6))
    services = open_services(tmp_path / "projekte", files)
    assert len(services.atlas("").levels["quarter"]) == 12
    assert len(services.atlas(SAMPLE).levels["quarter"]) == 90


def test_the_program_starts_as_a_program() -> None:
    told = subprocess.run([sys.executable, "app.py", "--help"], capture_output=True, text=True, check=True)
    assert "inspect" in told.stdout
