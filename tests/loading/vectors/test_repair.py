"""Invalid outlines become valid, valid ones stay as they are to the last coordinate."""

import numpy as np
import pyproj
import pytest
import shapely

from loading.vectors.repair import hectares, identical, polygons_only, valid_polygons

UTM = pyproj.CRS.from_epsg(25832)
BOW_TIE = shapely.Polygon([(500_000, 5_700_000), (500_100, 5_700_100), (500_100, 5_700_000), (500_000, 5_700_100)])
SQUARE = shapely.box(500_000, 5_700_000, 500_100, 5_700_100)


def outlines(*shapes: shapely.Geometry | None) -> np.ndarray:
    return np.array(shapes, dtype=object)


def test_a_bow_tie_keeps_both_of_its_lobes() -> None:
    repaired, (repair,) = valid_polygons(outlines(SQUARE, BOW_TIE, None), UTM)
    assert repair.row == 1
    assert "Self-intersection" in repair.problem
    assert repaired[1].is_valid
    assert repaired[1].area == pytest.approx(5_000)
    assert repair.after == pytest.approx(0.5, rel=0.002)
    assert repaired[0] is SQUARE
    assert repaired[2] is None


def test_a_line_disguised_as_polygon_is_nothing() -> None:
    flat = shapely.Polygon([(0, 0), (1, 1), (2, 2), (0, 0)])
    repaired, _ = valid_polygons(outlines(flat), UTM)
    assert repaired[0] is None


def test_polygons_are_taken_out_of_collections() -> None:
    nested = shapely.GeometryCollection([shapely.Point(0, 0), shapely.GeometryCollection([SQUARE]), BOW_TIE])
    line = shapely.LineString([(0, 0), (1, 1)])
    taken, no_polygon, empty = polygons_only(outlines(nested, line, shapely.Polygon()))
    assert taken.geom_type == "MultiPolygon"
    assert len(taken.geoms) == 2
    assert no_polygon is None
    assert empty is None


def test_areas_are_true_even_in_web_mercator() -> None:
    mercator = pyproj.Transformer.from_crs(25832, 3857, always_xy=True)
    stretched = shapely.transform(SQUARE, lambda points: np.column_stack(mercator.transform(*points.T)))
    (there,) = hectares(outlines(stretched), pyproj.CRS.from_epsg(3857))
    assert there == pytest.approx(1.0, rel=0.002)
    assert shapely.area(stretched) > 20_000


def test_the_same_outline_is_found_whatever_its_starting_point() -> None:
    turned = shapely.Polygon([*SQUARE.exterior.coords[2:-1], *SQUARE.exterior.coords[:2]])
    assert identical(outlines(SQUARE, None, turned, BOW_TIE, None)) == [(0, 2)]


def test_an_outline_that_lies_nowhere_on_earth_has_no_area() -> None:
    far = np.array([shapely.Polygon([(0, 0), (1e300, 1e300), (1e300, 0), (0, 1e300)])], dtype=object)
    _, (repair,) = valid_polygons(far, pyproj.CRS.from_epsg(25832))
    assert (repair.before, repair.after) == (0.0, 0.0)
