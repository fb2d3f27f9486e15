"""Packed shapes: read back exactly, islands and holes included."""

import shapely

from layers.packed import packed, unpacked
from tests.made_coverage import cells_in_degrees


def test_what_was_packed_is_read_back_within_a_millionth_of_a_degree() -> None:
    for shape in cells_in_degrees():
        assert shapely.hausdorff_distance(unpacked(packed(shape)), shape) < 1e-6


def test_islands_and_holes_survive() -> None:
    ring = shapely.box(7, 51, 7.1, 51.1).difference(shapely.box(7.02, 51.02, 7.05, 51.05))
    both = shapely.union_all([ring, shapely.box(7.3, 51, 7.4, 51.1)])
    assert unpacked(packed(both)).normalize().equals_exact(both.normalize(), 1e-6)


def test_what_is_no_polygon_is_left_out() -> None:
    mixed = shapely.GeometryCollection([shapely.Point(7, 51), shapely.box(7, 51, 7.5, 51.25)])
    assert packed(mixed) == packed(shapely.box(7, 51, 7.5, 51.25))
    assert packed(shapely.box(7, 51, 7.0000001, 51.0000001)) == []
