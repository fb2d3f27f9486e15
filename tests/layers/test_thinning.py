"""Thinning: fewer vertices at every level, a valid coverage at each of them, no area lost."""

import numpy as np
import pytest
import shapely

from layers.arcs import arcs
from layers.thinning import ALWAYS, levels
from tests.made_coverage import honeycomb

TOLERANCES = (0.0, 10.0, 20.0, 40.0, 80.0)


def _thinned(shapes: np.ndarray, k: int) -> np.ndarray:
    """Build every area from the vertices of its arcs that are left at a level."""
    found = arcs(shapes)
    level = levels(found, shapes, TOLERANCES)
    ends = np.cumsum(found.length)[:-1]
    runs = zip(np.split(found.points, ends), np.split(level, ends), strict=True)
    lines = [shapely.linestrings(points[kept >= k]) for points, kept in runs]
    sides = list(zip(lines, found.left, found.right, strict=True))
    around = [[line for line, *both in sides if area in both] for area in range(len(shapes))]
    return np.array([shapely.build_area(shapely.GeometryCollection(one)) for one in around], dtype=object)


def _honeycomb() -> np.ndarray:
    return shapely.transform(honeycomb(6, 7), lambda points: np.round(points - points.min(axis=0)))


@pytest.mark.parametrize("k", range(len(TOLERANCES)))
def test_at_every_level_neighbours_still_share_exactly_one_border(k: int) -> None:
    thin = _thinned(_honeycomb(), k)
    assert shapely.coverage_is_valid(thin)
    assert not shapely.is_empty(thin).any()
    assert len(shapely.coverage_union_all(thin).interiors) == 0


def test_a_border_moves_by_hardly_more_than_the_tolerance() -> None:
    cells = _honeycomb()
    for k, tolerance in enumerate(TOLERANCES[1:], start=1):
        thin = _thinned(cells, k)
        assert (shapely.hausdorff_distance(cells, thin) < 2 * tolerance).all()


def test_every_level_has_fewer_vertices_and_all_ends() -> None:
    found = arcs(_honeycomb())
    level = levels(found, _honeycomb(), TOLERANCES)
    left = [(level >= k).sum() for k in range(len(TOLERANCES))]
    assert left == sorted(left, reverse=True)
    assert left[-1] < left[0] / 2
    assert (level[found.ends] == ALWAYS).all()


def test_a_small_island_and_its_hole_keep_a_shape() -> None:
    island = shapely.transform(shapely.Point(500, 500).buffer(9), np.round)
    shapes = np.array([shapely.box(0, 0, 1000, 1000).difference(island), island], dtype=object)
    thin = _thinned(shapes, len(TOLERANCES) - 1)
    assert shapely.coverage_is_valid(thin)
    assert thin[1].area > 50


@pytest.mark.parametrize("k", [0, 2, 4])
def test_areas_that_lie_on_each_other_keep_their_borders_closed(k: int) -> None:
    cells = _honeycomb()
    cells = np.array([*cells, cells[3], shapely.transform(cells[8], lambda points: points + 30)], dtype=object)
    thin = _thinned(cells, k)
    assert np.abs(shapely.area(thin) / shapely.area(cells) - 1).max() < 0.2


def test_what_geos_cannot_understand_stays_complete(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise shapely.errors.GEOSException("made up")

    monkeypatch.setattr(shapely, "coverage_simplify", fail)
    assert (levels(arcs(_honeycomb()), _honeycomb(), TOLERANCES) == ALWAYS).all()
