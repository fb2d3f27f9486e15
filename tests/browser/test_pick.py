"""What the map says lies under a point, held against shapely."""

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

import numpy as np
import pytest
import shapely
from playwright.sync_api import Page

from app import make_app
from callbacks.shared.services import Services
from layers.geometry import geographic
from loading.atlas import Atlas
from loading.projects.project_store import ProjectStore
from tests import serving
from tests.made_coverage import city_of, honeycomb

POINTS = 10_000
_PICKED = """(points) => {
    const {engine} = window.quartierblick.map.handle;
    return {found: points.map((point) => engine.pick(point)), pixel: 360 / (256 * engine.seen.scale)};
}"""


class Made:
    """A project store that also holds made cities."""

    def __init__(self, projects: ProjectStore, *atlases: Atlas) -> None:
        self._projects, self._made = projects, {atlas.project: atlas for atlas in atlases}

    def __getattr__(self, name: str) -> object:
        return getattr(self._projects, name)

    def atlas(self, project: str) -> Atlas:
        return self._made.get(project) or self._projects.atlas(project)


@pytest.fixture(scope="module")
def cities() -> dict[int, Atlas]:
    return {
        542: city_of(honeycomb(25, 22)[:542], "made-542"),
        5000: city_of(honeycomb(100, 50), "made-5000"),
    }


@pytest.fixture(scope="module")
def made_url(city: Services, cities: dict[int, Atlas]) -> Iterator[str]:
    projects = cast(ProjectStore, Made(city.projects, *cities.values()))
    app = make_app(replace(city, projects=projects))
    with serving.served(app.server, threads=4) as address:
        yield address


@pytest.mark.parametrize("areas", [542, 5000])
def test_ten_thousand_points_lie_where_shapely_finds_them_or_on_a_border(
    window: Page, made_url: str, cities: dict[int, Atlas], areas: int
) -> None:
    atlas = cities[areas]
    window.goto(f"{made_url}/de/map?p={atlas.project}")
    window.wait_for_selector("[data-painted]")
    shapes = geographic(atlas.levels["quarter"])
    west, south, east, north = shapely.total_bounds(shapes)
    points = np.random.default_rng(areas).uniform((west, south), (east, north), (POINTS, 2))
    asked, lying = shapely.STRtree(shapes).query(shapely.points(points), predicate="intersects")
    truth = np.full(POINTS, -1)
    truth[asked] = lying
    answer = window.evaluate(_PICKED, points[:, ::-1].tolist())
    wrong = np.flatnonzero(np.array(answer["found"]) != truth)
    assert len(wrong) <= POINTS / 100
    borders = shapely.STRtree(shapely.boundary(shapes))
    _, distances = borders.query_nearest(shapely.points(points[wrong]), return_distance=True, all_matches=False)
    assert np.all(distances <= answer["pixel"])
