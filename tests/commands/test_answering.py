"""Every command reads its delivery alike, and refuses in one plain sentence."""

import argparse
import csv
import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from commands.answering import Asked, options, plain, run, write_csv
from tests.callbacks.delivered_towns import town_files


def arguments(*given: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    options(parser)
    return parser.parse_args(given)


def told(asked: Asked) -> dict[str, Any]:
    return {
        "indicator": asked.view.indicator,
        "n": len(asked.atlas.levels[asked.view.level]),
        "quarters": [{"id": "01", "p": float("nan"), "of": ["a", "b"]}],
    }


def test_without_files_the_sample_city_answers(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments("--indicator", "A1", "--json"), told, lambda found: found["quarters"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "indicator": "A1",
        "n": 90,
        "quarters": [{"id": "01", "p": None, "of": ["a", "b"]}],
    }


def test_rows_are_written_as_csv(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = town_files(tmp_path, "Lindenau", "30", 6)
    assert run(arguments("--data", *map(str, files), "--csv"), told, lambda found: found["quarters"]) == 0
    assert list(csv.reader(io.StringIO(capsys.readouterr().out))) == [["id", "p", "of"], ["01", "", "a b"]]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (("--indicator", "nothing"), "A1"),
        (("--level", "street"), "quarter"),
        (("--indicator", "A1", "--year", "1999"), "2024"),
        (("--language", "fr"), "de, en"),
    ],
)
def test_what_is_not_there_is_refused_with_what_is_possible(
    given: tuple[str, ...], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments(*given), told, lambda found: found["quarters"]) == 2
    said = capsys.readouterr().out
    assert given[-1] in said
    assert words in said
    assert len(said.strip().splitlines()) == 1


def test_files_that_cannot_be_used_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty = tmp_path / "leer.csv"
    empty.touch()
    assert run(arguments("--data", str(empty), "--json"), told, lambda found: found["quarters"]) == 2
    assert "leer.csv" in json.loads(capsys.readouterr().out)["refused"]


def test_arrays_and_missing_numbers_become_plain() -> None:
    assert plain({"a": np.array([1.5, np.nan]), "b": (np.int64(2), None, float("inf"))}) == {
        "a": [1.5, None],
        "b": [2, None, None],
    }


def test_no_name_is_taken_for_a_formula_by_a_spreadsheet_that_parts_at_semicolons(
    capsys: pytest.CaptureFixture[str],
) -> None:
    write_csv([{"id": "006", "name": "Nord;=cmd|' /C calc'!A0", "p": -1.5, "of": ["a", "b"], "q": float("nan")}])
    assert capsys.readouterr().out.splitlines()[1] == '"006","Nord;\'=cmd|\' /C calc\'!A0",-1.5,"a b",'
