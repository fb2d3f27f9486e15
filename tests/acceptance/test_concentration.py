"""Concentration in Köln (foreign nationals, migrants, children, 31.12.2012) and Berlin, against published figures."""

import argparse
import csv
import json
from pathlib import Path

import numpy as np
import pytest

import commands
from analysis.concentration import (
    dissimilarity,
    dissimilarity_adjusted,
    eta_squared,
    gini,
    isolation,
    measured,
    share_of_total,
    theil,
    theil_decomposition,
)

CHILDREN = ["00 - < 03", "03 - < 06", "06 - < 10", "10 - < 15", "15 - < 18"]


@pytest.fixture(scope="module")
def people(shared_data: Path) -> dict[str, dict[str, float]]:
    """People by line of the table and by area, 2012."""
    found: dict[str, dict[str, float]] = {}
    with (shared_data / "koeln_stadtviertel" / "bevoelkerung_2005-2012.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["jahr"] == "2012" and row["zahl"]:
                found.setdefault(row["zeile"], {})[row["raum_id"]] = float(row["zahl"])
    return found


def numbers(people: dict[str, dict[str, float]], lines: list[str], areas: list[str]) -> np.ndarray:
    return np.array([sum(people[line].get(area, 0.0) for line in lines) for area in areas])


# P, D (86 quarters), D (9 districts), isolation, eta squared, Gini; equal to PySAL `segregation` to five digits.
@pytest.mark.parametrize(
    ("lines", "share", "d_quarters", "d_districts", "xpx", "eta", "g"),
    [
        (["Ausländer"], 0.17272, 0.22446, 0.10858, 0.21009, 0.04517, 0.30702),
        (["Einwohner mit Migrationshintergrund"], 0.34452, 0.23679, 0.13582, 0.39721, 0.08038, 0.32190),
        (CHILDREN, 0.15507, 0.11661, 0.07494, 0.16478, 0.01149, 0.16676),
    ],
    ids=["foreign nationals", "migration background", "under 18"],
)
def test_koeln_is_as_concentrated_as_published(
    people: dict[str, dict[str, float]],
    lines: list[str],
    share: float,
    d_quarters: float,
    d_districts: float,
    xpx: float,
    eta: float,
    g: float,
) -> None:
    areas = sorted(people["Einwohner"])
    quarters = [area for area in areas if not area.startswith("00")]
    districts = [area for area in areas if area.startswith("00") and area != "000"]
    assert (len(quarters), len(districts)) == (86, 9)
    group, residents = numbers(people, lines, quarters), numbers(people, ["Einwohner"], quarters)
    assert round(group.sum() / residents.sum(), 5) == share
    assert round(dissimilarity(group, residents), 5) == d_quarters
    assert round(isolation(group, residents), 5) == xpx
    assert round(eta_squared(group, residents), 5) == eta
    assert round(gini(group, residents), 5) == g
    in_districts = numbers(people, lines, districts), numbers(people, ["Einwohner"], districts)
    assert round(dissimilarity(*in_districts), 5) == d_districts


# Theil's H on 86 quarters and on 9 districts, and D with the correction of Allen et al. on 86 (Monte Carlo):
# PySAL segregation 2.5.4, Entropy and BiasCorrectedDissim with 3,000 draws, of the same table.
@pytest.mark.parametrize(
    ("lines", "h_quarters", "h_districts", "allen"),
    [
        (["Ausländer"], 0.046830, 0.013456, 0.22445),
        (["Einwohner mit Migrationshintergrund"], 0.061833, 0.021149, 0.23654),
        (CHILDREN, 0.013700, 0.007393, 0.11607),
    ],
    ids=["foreign nationals", "migration background", "under 18"],
)
def test_koeln_differs_between_and_within_its_districts_as_pysal_says(
    people: dict[str, dict[str, float]], lines: list[str], h_quarters: float, h_districts: float, allen: float
) -> None:
    quarters = sorted(area for area in people["Einwohner"] if not area.startswith("00"))
    group, residents = numbers(people, lines, quarters), numbers(people, ["Einwohner"], quarters)
    # The first digit of a quarter's number is its district.
    parts = theil_decomposition(group, residents, [int(area[0]) for area in quarters])
    assert parts
    assert round(theil(group, residents), 6) == h_quarters
    assert round(parts.between, 6) == h_districts
    assert parts.between + parts.within == pytest.approx(parts.total, abs=1e-12)
    # Quarters of twelve thousand people hardly leave room for chance: both corrections are small and alike.
    assert dissimilarity_adjusted(group, residents) == pytest.approx(allen, abs=3e-4)
    assert dissimilarity_adjusted(group, residents) <= dissimilarity(group, residents)


def test_the_districts_of_koeln_are_too_few_and_its_quarters_are_not(people: dict[str, dict[str, float]]) -> None:
    areas = sorted(people["Einwohner"])
    quarters = [area for area in areas if not area.startswith("00")]
    districts = [area for area in areas if area.startswith("00") and area != "000"]
    of = [
        measured(numbers(people, ["Ausländer"], level), numbers(people, ["Einwohner"], level))
        for level in (quarters, districts)
    ]
    assert [each.refused for each in of] == ["", "few_areas"]
    assert of[0].total == of[1].total == 1_044_555
    assert of[0].ranges
    assert of[0].chance
    assert of[0].ranges.dissimilarity.low < of[0].dissimilarity_adjusted < of[0].ranges.dissimilarity.high
    assert of[0].chance.high < 0.02
    assert of[0].chance.p == 0.001


def test_koeln_is_measured_by_the_command_as_published(shared_data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = ("koeln_stadtteile/Stadtteil.shp", "koeln_stadtviertel/bevoelkerung_2005-2012.csv")
    parser = argparse.ArgumentParser()
    commands.declare(parser.add_subparsers())
    given = ["--data", *(str(shared_data / name) for name in files), "--indicator", "F7", "--year", "2012", "--json"]
    arguments = parser.parse_args(["concentration", *given])
    assert arguments.run(arguments) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["level"], found["n"], found["total"]) == ("quarter", 86, 1_044_555)
    assert round(found["dissimilarity"], 5) == 0.22446
    assert round(found["gini"], 5) == 0.30702
    assert round(found["isolation"], 5) == 0.21009
    assert round(found["eta_squared"], 5) == 0.04517
    assert found["ranges"]["dissimilarity"]["low"] < found["dissimilarity_adjusted"] < found["dissimilarity"]
    assert len(found["share"]["99"]) <= 86


def test_one_in_ten_people_of_berlin_lived_where_the_status_was_very_low_in_2019(shared_data: Path) -> None:
    # Monitoring Soziale Stadtentwicklung 2019: 3,745,108 people in classified areas, 10.32 per cent in 39 areas of
    # status 4.
    with (shared_data / "berlin_mss_2019" / "mss2019_tab1.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    residents = np.array([float(row["inhabitants"]) for row in rows])
    very_low = np.array([float(row["status_index"]) == 4 for row in rows])
    assert (residents.sum(), very_low.sum()) == (3_745_108, 39)
    assert round(100 * share_of_total(residents)[very_low].sum(), 2) == 10.32
