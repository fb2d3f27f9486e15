"""Moran's I and clusters of open data against the figures that came with it: Köln, Berlin, Münster, Switzerland."""

import csv
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pyogrio.raw
import pytest
import shapely

from analysis.clusters import contiguous, local_moran, moran, permutation_plan
from analysis.weights import queen


def areas(path: Path, key: str) -> tuple[np.ndarray, list[str]]:
    _, _, shapes, columns = pyogrio.raw.read(path, columns=[key])
    return shapely.make_valid(shapely.from_wkb(shapes)), [str(name) for name in columns[0]]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def at(keys: Iterable[str], numbers: dict[str, float]) -> np.ndarray:
    return np.array([numbers.get(key, np.nan) for key in keys])


@pytest.fixture(scope="module")
def koeln(shared_data: Path) -> tuple[np.ndarray, np.ndarray]:
    """Shapes, and the share of foreign nationals on 31.12.2012."""
    shapes, keys = areas(shared_data / "koeln_stadtteile" / "Stadtteil.shp", "STT_NR")
    people: dict[str, dict[str, float]] = {}
    for row in rows(shared_data / "koeln_stadtviertel" / "bevoelkerung_2005-2012.csv"):
        if row["jahr"] == "2012" and row["zahl"]:
            people.setdefault(row["zeile"], {})[row["raum_id"]] = float(row["zahl"])
    return shapes, at(keys, people["Ausländer"]) / at(keys, people["Einwohner"])


def test_koeln_has_the_published_moran_of_foreign_nationals(koeln: tuple[np.ndarray, np.ndarray]) -> None:
    shapes, share = koeln
    found = moran(share, queen(shapes, tolerance=0))
    assert (round(found.statistic, 5), round(found.expected, 5)) == (0.28208, -0.01176)
    assert f"{found.p_norm:.0e}" == "8e-06"
    # Published with 999 permutations: 0.001, the smallest there is; one draw more or less depends on the seed.
    assert found.p <= 0.002
    assert (found.n, round(found.mean_neighbours, 2), found.isolates) == (86, 5.33, 0)


def test_koeln_has_as_many_clusters_as_published(koeln: tuple[np.ndarray, np.ndarray]) -> None:
    # Published: 7 High-High, 1 Low-High, 7 Low-Low, 2 High-Low at p < 0.05 with 999 permutations; depends on the seed.
    shapes, share = koeln
    found = local_moran(share, permutation_plan(queen(shapes, tolerance=0)))
    counts = np.bincount(found.clusters(controlled=False), minlength=5)[1:]
    assert (np.abs(counts - [7, 1, 7, 2]) <= 2).all()


def test_chance_finds_of_koeln_do_not_stand_once_controlled(koeln: tuple[np.ndarray, np.ndarray]) -> None:
    shapes, share = koeln
    weights = queen(shapes, tolerance=0)
    found = local_moran(share, permutation_plan(weights))
    clusters = contiguous(found.clusters(), weights)
    assert found.significant().sum() < found.significant(controlled=False).sum()
    assert sum(len(one.members) for one in clusters) == found.significant().sum()


def berlin(shared_data: Path) -> tuple[np.ndarray, np.ndarray]:
    """Shapes, and the shares of 2019, shape (areas, 3): missing where an area is not classified."""
    folder = shared_data / "berlin_mss_2019"
    shapes, keys = areas(folder / "lor_plr_until2020_fixed.shp", "id")
    classified = {row["id"] for row in rows(folder / "mss2019_tab1.csv")}
    table = [row for row in rows(folder / "mss2019_tab2-1.csv") if row["id"] in classified]
    shares = [name for name in table[0] if name.startswith("s")]
    return shapes, np.stack([at(keys, {row["id"]: float(row[name]) for row in table}) for name in shares], axis=1)


def test_berlin_has_the_published_moran_of_status_and_child_poverty(shared_data: Path) -> None:
    shapes, shares = berlin(shared_data)
    status = ((shares - np.nanmean(shares, axis=0)) / np.nanstd(shares, axis=0)).sum(axis=1)
    weights = queen(shapes, tolerance=0)
    for values, expected in ((status, 0.4432), (shares[:, 2], 0.4672)):
        found = moran(values, weights)
        assert round(found.statistic, 4) == expected
        assert (found.n, round(found.mean_neighbours, 2), found.isolates) == (436, 5.67, 0)
        assert len(found.left_out) == 12


@pytest.mark.parametrize(
    ("file", "key"),
    [("Ebene_2_Stadtteil.geojson", "Nr"), ("stadtteile-statistische-bezirke-muenster.geojson", "NR_STATIST")],
)
def test_muenster_has_the_published_moran_of_unemployment(shared_data: Path, file: str, key: str) -> None:
    shapes, keys = areas(shared_data / "muenster" / file, key)
    counts = []
    for table in ("ms_arbeitslose.csv", "ms_wohnberechtigte.csv"):
        keyed = [row for row in rows(shared_data / "muenster" / table) if row["BezirkNummer"]]
        counts.append(at(keys, {str(int(float(row["BezirkNummer"]))): float(row["2014"]) for row in keyed}))
    found = moran(counts[0] / counts[1], queen(shapes))
    assert (round(found.statistic, 3), found.n) == (0.143, 45)


def test_switzerland_has_the_published_moran_of_income(shared_data: Path) -> None:
    folder = shared_data / "schweiz_gemeinden_2015"
    shapes, keys = areas(folder / "gde-1-1-15.shp", "BFS_ID")
    income = {row["bfs_id"]: float(row["mean"]) for row in rows(folder / "data.csv")}
    found = moran(at(keys, income), queen(shapes))
    assert (round(found.statistic, 3), found.n) == (0.413, 2324)
