"""All areas in a few hundred pixels."""

import re
from dataclasses import replace

import numpy as np
import shapely

from layers.small_map import small_map
from tests.toytown import quarters


def corners(path: str) -> set[tuple[float, float]]:
    return {(float(x), float(y)) for x, y in re.findall(r"([\d.]+),([\d.]+)", path)}


def test_nine_squares_fill_the_picture_with_north_up() -> None:
    drawn = small_map(quarters(), width=300, highest=300)
    assert max(drawn.width, drawn.height) == 300
    assert len(drawn.paths) == 9
    south_west, north_east = corners(drawn.paths[0]), corners(drawn.paths[8])
    assert max(y for _, y in south_west) > max(y for _, y in north_east)
    assert min(x for x, _ in south_west) < min(x for x, _ in north_east)


def test_neighbours_share_their_corners() -> None:
    drawn = small_map(quarters())
    assert len(corners(drawn.paths[0]) & corners(drawn.paths[1])) == 2


def test_an_area_of_two_parts_is_one_path_with_its_hole() -> None:
    town = quarters()
    shapes = town.geometry.copy()
    away = shapely.transform(shapes[0], lambda points: points - 5000)
    shapes[0] = shapely.MultiPolygon([shapes[0].difference(shapely.buffer(shapely.centroid(shapes[0]), 200)), away])
    drawn = small_map(replace(town, geometry=np.array(shapes, dtype=object)))
    assert drawn.paths[0].count("M") == drawn.paths[0].count("Z") == 3
