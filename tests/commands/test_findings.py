"""The findings without a browser."""

import argparse
import csv
import io
import json
from pathlib import Path

import pytest

import commands
from tests.callbacks.delivered_towns import town_files

FIELDS = {"code", "text", "figures", "at_least", "quarters", "weight", "view", "method"}


def asked(*given: str) -> int:
    parser = argparse.ArgumentParser()
    commands.declare(parser.add_subparsers())
    arguments = parser.parse_args(["findings", *given])
    return int(arguments.run(arguments))


def test_the_sample_city_is_told_as_on_its_page(capsys: pytest.CaptureFixture[str]) -> None:
    assert asked("--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert {name: found[name] for name in ("indicator", "year", "level", "n")} == {
        "indicator": "A1",
        "year": 2024,
        "level": "quarter",
        "n": 90,
    }
    told = found["findings"]
    assert 3 <= len(told) <= 7
    assert all(set(one) == FIELDS for one in told)
    assert told[0]["code"].startswith("concentration")
    assert "SGB-II-Beziehenden" in told[0]["text"]
    assert told[0]["figures"]["level"] == "quarter"
    assert len(told[0]["quarters"]) == told[0]["figures"]["n"]
    assert all({"i": "A1", "y": "2024", "level": "quarter"}.items() <= one["view"].items() for one in told)


def test_indicator_year_level_and_language_are_heard(capsys: pytest.CaptureFixture[str]) -> None:
    assert asked("--indicator", "B5", "--year", "2020", "--level", "district", "--language", "en", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["indicator"], found["year"], found["level"], found["n"]) == ("B5", 2020, "district", 9)
    assert all(one["figures"]["year"] == 2020 for one in found["findings"])
    assert any(" areas " in one["text"] for one in found["findings"])


def test_one_row_for_each_finding_with_figures_and_view_in_a_cell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = town_files(tmp_path, "Lindenau", "30", 6)
    assert asked("--data", *map(str, files), "--csv") == 0
    first, *others = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert set(first) == FIELDS
    assert "level=quarter" in first["figures"].split()
    assert any(part.startswith("i=") for part in first["view"].split())
    assert all(row["text"].endswith(".") for row in [first, *others])


def test_an_unknown_indicator_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert asked("--indicator", "nothing", "--json") == 2
    assert "nothing" in json.loads(capsys.readouterr().out)["refused"]
