"""Published figures on clusters through the command, from the files as they are delivered: Münster, Köln, Berlin."""

import argparse
import csv
import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import commands
from layers.clusters import ClusterOptions, cluster_analysis
from layers.view import View
from loading.load import load_atlas
from loading.reasons import Reason

MUENSTER = (
    "muenster/Ebene_1_Stadtbezirke.geojson",
    "muenster/Ebene_2_Stadtteil.geojson",
    "muenster/Bevölkerungs- und Arbeitsmarktdaten Münster.xlsx",
)
KOELN = ("koeln_stadtteile/Stadtteil.shp", "koeln_stadtviertel/bevoelkerung_2005-2012.csv")
BERLIN = ("berlin_mss_2019/lor_plr_until2020_fixed.shp", "berlin_mss_2019/mss2019_tab2-1.csv")


def asked(capsys: pytest.CaptureFixture[str], folder: Path, files: tuple[str, ...], *given: str) -> dict[str, Any]:
    parser = argparse.ArgumentParser()
    commands.declare(parser.add_subparsers())
    arguments = parser.parse_args(["clusters", "--data", *(str(folder / name) for name in files), *given, "--json"])
    assert arguments.run(arguments) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_muenster_has_the_published_moran_and_no_cluster(shared_data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    indicator = ("--indicator", "arbeitslose-je-100-einwohner")
    found = asked(capsys, shared_data, MUENSTER, *indicator, "--year", "2014")
    assert round(found["moran"], 3) == 0.143
    assert (found["n"], found["isolates"], found["clusters"]) == (45, [], [])
    assert not any(one["significant"] for one in found["quarters"])


def test_koeln_has_the_published_moran_and_as_many_quarters_marked(
    shared_data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # Published with PySAL, queen, row-standardised: I 0.28208; 7 High-High, 1 Low-High, 7 Low-Low, 2 High-Low.
    given = ("--indicator", "F7", "--year", "2012", "--exact", "--no-fdr")
    found = asked(capsys, shared_data, KOELN, *given)
    assert (round(found["moran"], 5), round(found["expected"], 5), found["n"]) == (0.28208, -0.01176, 86)
    assert round(found["neighbours"]["mean"], 2) == 5.33
    counts = Counter(one["label"] for one in found["quarters"])
    published = {"High-High": 7, "Low-High": 1, "Low-Low": 7, "High-Low": 2}
    assert all(abs(counts[label] - n) <= 2 for label, n in published.items())
    assert all((one["p"] <= 0.05) == one["significant"] for one in found["quarters"])


def test_koelns_borders_are_closer_where_they_are_not_drawn_alike(
    shared_data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = asked(capsys, shared_data, KOELN, "--indicator", "F7", "--year", "2012")
    assert round(found["neighbours"]["mean"], 2) == round(2 * 243 / 86, 2)
    assert sum(one["significant"] for one in found["quarters"]) < 17


def test_berlin_has_the_published_moran_of_child_poverty(shared_data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # Published: 0.4672 for the 436 areas that the monitoring classifies; the delivery holds the shares of two more.
    found = asked(capsys, shared_data, BERLIN, "--indicator", "A2", "--exact", "--permutations", "9999")
    assert found["n"] == 438
    assert sum(one["label"] == "High-High" for one in found["quarters"]) > 10
    atlas = load_atlas([shared_data / name for name in BERLIN])
    with (shared_data / "berlin_mss_2019/mss2019_tab1.csv").open(encoding="utf-8", newline="") as file:
        classified = {row["id"] for row in csv.DictReader(file)}
    cube, at = atlas.cubes["quarter"], atlas.indicator_position("A2")
    reason = cube.reason.copy()
    reason[[one not in classified for one in atlas.levels["quarter"].ids], at] = Reason.EXCLUDED
    judged = replace(atlas, project="classified", cubes={**atlas.cubes, "quarter": replace(cube, reason=reason)})
    year = View.from_query({"i": "A2"}, judged).year
    exact = cluster_analysis(judged, "quarter", "A2", year, ClusterOptions(exact=True, permutations=999))
    assert (exact.n, round(exact.city.statistic, 4)) == (436, 0.4672)
