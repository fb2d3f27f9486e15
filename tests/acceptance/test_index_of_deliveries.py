"""Berlin's monitoring from its files as they are delivered: every official class, and who needs attention."""

import argparse
import csv
import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

import commands
from analysis.index.recipe import Exclusion, Ingredient, Recipe
from analysis.index.recipe_text import to_text
from analysis.index.shipped import shipped

STEM = "lor_plr_until2020_fixed"


def edition_recipe(year: int, excluded: tuple[Exclusion, ...]) -> Recipe:
    """The shipped recipe, until 2017 with long-term unemployment as the fourth share, and the Senate's exclusions."""
    first, *others = shipped("berlin_mss").ingredients
    more = (Ingredient(indicator="B4"),) if year < 2019 else ()
    return msgspec.structs.replace(shipped("berlin_mss"), ingredients=(first, *more, *others), excluded=excluded)


def answered(files: list[Path], recipe: Path, year: int, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    parser = argparse.ArgumentParser()
    commands.declare(parser.add_subparsers())
    given = ["index", "--data", *map(str, files), "--recipe", str(recipe), "--year", str(year), "--json"]
    arguments = parser.parse_args(given)
    assert arguments.run(arguments) == 0
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    return told


@pytest.mark.parametrize(("year", "n", "attention"), [(2015, 435, 43), (2017, 436, 44), (2019, 436, 42)])
def test_every_official_class_comes_out_of_the_delivered_files(
    year: int, n: int, attention: int, shared_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = shared_data / "berlin_mss_2019"
    files = [folder / f"{STEM}.{ending}" for ending in ("shp", "dbf", "shx", "prj", "cpg")]
    files += [folder / f"mss{one}_tab2-1.csv" for one in (2015, 2017, 2019)]
    with (folder / f"mss{year}_tab1.csv").open(encoding="utf-8-sig", newline="") as file:
        official = {row["id"]: row["status_dynamik_index"] for row in csv.DictReader(file)}
    with (folder / f"mss{year}_tab2-1.csv").open(encoding="utf-8-sig", newline="") as file:
        large = [row["id"] for row in csv.DictReader(file) if float(row["inhabitants"]) >= 300]
    left_out = tuple(Exclusion(one, "Entscheidung der Senatsverwaltung") for one in large if one not in official)
    recipe = tmp_path / "mss.toml"
    recipe.write_text(to_text(edition_recipe(year, left_out)), encoding="utf-8")

    found = answered(files, recipe, year, capsys)

    assert found["n"] == n
    codes = {one["quarter_id"]: one["matrix"] for one in found["quarters"] if one["matrix"]}
    assert codes == official
    assert sum(one["attention"] for one in found["quarters"]) == attention
    assert "delivered_changes" in {one["code"] for one in found["warnings"]}
