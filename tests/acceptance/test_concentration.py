"""Concentration of foreign nationals, migrants and children in Köln, 31.12.2012, against published figures."""

import csv
from pathlib import Path

import numpy as np
import pytest

from analysis.concentration import dissimilarity, eta_squared, gini, isolation

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
