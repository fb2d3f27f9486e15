"""Neighbours of Köln's quarters and of the Swiss municipalities, as delivered."""

from pathlib import Path

import numpy as np
import pyogrio.raw
import shapely

from analysis.weights import connected_groups, queen


def polygons(path: Path) -> np.ndarray:
    return shapely.make_valid(shapely.from_wkb(pyogrio.raw.read(path, columns=[])[2]))


def test_koeln_has_the_published_mean_of_neighbours_by_identical_points(shared_data: Path) -> None:
    weights = queen(polygons(shared_data / "koeln_stadtteile" / "Stadtteil.shp"), tolerance=0)
    assert round(weights.counts.mean(), 2) == 5.33
    assert not len(weights.isolates)


def test_borders_of_koeln_that_do_not_match_are_found_too(shared_data: Path) -> None:
    shapes = polygons(shared_data / "koeln_stadtteile" / "Stadtteil.shp")
    strict, found = queen(shapes, tolerance=0).tuples, queen(shapes).tuples
    gained = sum(len(set(b) - set(a)) for a, b in zip(strict, found, strict=True)) // 2
    assert gained == 14
    assert all(set(a) <= set(b) for a, b in zip(strict, found, strict=True))
    assert len(connected_groups(range(86), found)) == 1


def test_a_clean_coverage_needs_no_tolerance(shared_data: Path) -> None:
    shapes = polygons(shared_data / "schweiz_gemeinden_2015" / "gde-1-1-15.shp")
    assert queen(shapes).tuples == queen(shapes, tolerance=0).tuples
