"""Types of real quarters: Berlin's three status shares, sorted without knowing the official classes."""

import csv
from pathlib import Path

import numpy as np
import pytest

from analysis.correlation import correlation_matrix
from analysis.types.hierarchical import ward
from analysis.types.k_means import k_means
from analysis.types.labelling import direction_score, ordered
from analysis.types.number_of_types import number_of_types
from analysis.types.profiles import profiles


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def berlin(shared_data: Path) -> tuple[np.ndarray, np.ndarray]:
    """Shares S1, S3 and S4 of the quarters with an official status, and that status (1 high to 4 very low)."""
    folder = shared_data / "berlin_mss_2019"
    status = {row["id"]: int(float(row["status_index"])) for row in table(folder / "mss2019_tab1.csv")}
    rows = [row for row in table(folder / "mss2019_tab2-1.csv") if row["id"] in status]
    shares = [[float(row[name]) for name in rows[0] if name.startswith("s")] for row in rows]
    return np.array(shares), np.array([status[row["id"]] for row in rows])


def test_the_three_shares_go_together_as_closely_as_an_index_needs(berlin: tuple[np.ndarray, np.ndarray]) -> None:
    found = correlation_matrix(berlin[0])
    assert (found.r > 0.7).all()
    assert (found.low[~np.eye(3, dtype=bool)] > 0.7).all()


def test_types_numbered_by_disadvantage_rise_with_the_official_status(berlin: tuple[np.ndarray, np.ndarray]) -> None:
    shares, status = berlin
    found = profiles(shares)
    for labels in (k_means(found.z, 4).labels, ward(found.z, 4).labels):
        types = ordered(labels, direction_score(found.z, [1, 1, 1]))
        means = [status[types == number].mean() for number in range(4)]
        assert means == sorted(means)
        assert (status[types == 3] >= 3).mean() > 0.95
        assert (status[types == 0] <= 2).all()


def test_a_slope_without_steps_is_called_what_it_is(berlin: tuple[np.ndarray, np.ndarray]) -> None:
    """Berlin's quarters lie along one line from rich to poor: few types are stable, and the more the less."""
    found = number_of_types(profiles(berlin[0]).z)
    assert found.stable
    assert found.k <= 3
    assert found.candidates[-1].stability < found.proposed.stability
    assert found.candidates[-1].silhouette < found.proposed.silhouette
