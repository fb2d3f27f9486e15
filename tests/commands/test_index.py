"""The index without a browser."""

import argparse
import csv
import io
import json
from hashlib import sha256
from pathlib import Path

import pytest

import commands
from analysis.index.recipe import Exclusion, RecipeError
from analysis.index.recipe_text import to_text
from analysis.index.recipe_token import to_token
from tests.callbacks.delivered_towns import town_files
from tests.layers.index.towns_with_index import recipe

FIELDS = (
    *("quarter_id", "name", "index", "status", "dynamics", "matrix", "attention"),
    *("rank", "rank_low", "rank_high", "reason"),
)


def asked(*given: str) -> int:
    parser = argparse.ArgumentParser()
    commands.declare(parser.add_subparsers())
    arguments = parser.parse_args(["index", *given])
    return int(arguments.run(arguments))


def test_the_sample_city_gets_the_index_of_its_latest_year(capsys: pytest.CaptureFixture[str]) -> None:
    assert asked("--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["recipe"]["name"], found["year"], found["level"]) == ("berlin_mss", 2024, "quarter")
    quarters = found["quarters"]
    assert all(tuple(one) == FIELDS for one in quarters)
    with_index = [one for one in quarters if one["index"] is not None]
    assert len(with_index) == found["n"] == 86
    assert all(one["reason"] for one in quarters if one["index"] is None)
    first = min(with_index, key=lambda one: one["rank"])
    assert first["index"] == max(one["index"] for one in with_index)
    assert all(1 <= one["rank_low"] <= one["rank_high"] <= 86 for one in with_index)
    assert {one["matrix"] for one in with_index if one["attention"]} <= {"3-", "4+", "4+/-", "4-"}
    assert [one["indicator"] for one in found["ingredients"]] == ["B1", "A4", "A2"]


def test_recipes_are_named_or_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "Mein Rezept.toml"
    file.write_text(to_text(recipe(2, 1, 1, 1)), encoding="utf-8")
    assert asked("--recipe", str(file), "--year", "2020", "--level", "district", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["title"], found["year"], found["n"]) == ("Vier Anteile", 2020, 9)
    assert {"few_areas"} <= {one["code"] for one in found["warnings"]}
    assert all(one["text"] for one in found["warnings"])
    assert asked("--recipe", "townsend", "--csv") == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert tuple(rows[0]) == FIELDS
    assert len(rows) == 90


def test_a_recipe_with_long_reasons_does_not_need_to_fit_into_an_address(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reasons = [sha256(bytes([number])).hexdigest() for number in range(200)]
    excluded = tuple(Exclusion(f"x{number}", reason) for number, reason in enumerate(reasons))
    with pytest.raises(RecipeError, match="token_too_long"):
        to_token(recipe(excluded=excluded))
    file = tmp_path / "long.toml"
    file.write_text(to_text(recipe(excluded=excluded)), encoding="utf-8")
    assert asked("--recipe", str(file), "--json") == 0
    assert len(json.loads(capsys.readouterr().out)["recipe"]["excluded"]) == 200


@pytest.mark.parametrize(
    ("content", "told"),
    [('name = "x"\n[[ingred', "In Zeile 2"), ('name = "x"\n[[ingredients]]\nindicator = "Z9"\n', "Z9")],
)
def test_a_recipe_that_cannot_be_used_is_refused_with_a_repair(
    content: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "broken.toml"
    file.write_text(content, encoding="utf-8")
    assert asked("--recipe", str(file), "--json") == 2
    found = json.loads(capsys.readouterr().out)
    assert told in found["refused"]
    assert found["repair"].startswith("Bitte")


def test_an_unknown_recipe_names_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert asked("--recipe", "mss", "--language", "en") == 2
    assert "berlin_mss" in capsys.readouterr().out


def test_a_town_without_any_core_indicator_is_told_what_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = town_files(tmp_path, "Lindenau", "30", 6)
    assert asked("--data", *map(str, files), "--json") == 2
    said = json.loads(capsys.readouterr().out)["refused"]
    assert [one for one in ("A1", "A2", "A5", "B1", "B3") if f"({one})" not in said] == []
