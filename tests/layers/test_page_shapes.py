"""The stand-alone page's boundaries: simplified without gaps, districts along their quarters, names inside."""

from dataclasses import replace

import numpy as np
import pytest
import shapely

from layers.packed import packed, unpacked
from layers.page_shapes import page_shapes, simplified
from loading.atlas import Quarters
from tests.made_coverage import cells_in_degrees
from tests.toytown import toytown

ATLAS = toytown()


def test_simplified_neighbours_keep_exactly_one_common_edge() -> None:
    cells = cells_in_degrees()
    thin = simplified(cells, pixels=400)
    assert shapely.get_num_coordinates(thin).sum() < shapely.get_num_coordinates(cells).sum() * 0.7
    assert shapely.coverage_is_valid(thin)
    whole = np.array([unpacked(packed(cell)) for cell in thin], dtype=object)
    assert shapely.coverage_is_valid(whole)


def test_no_quarter_vanishes_however_small_or_doubled() -> None:
    cells = cells_in_degrees()
    dot = shapely.box(8.0, 51.0, 8.00001, 51.00001)
    thin = simplified(np.array([*cells, dot, cells[0]], dtype=object))
    assert not shapely.is_empty(thin).any()
    assert shapely.is_valid(thin).all()
    assert packed(thin[-2])


def test_areas_that_are_no_coverage_are_simplified_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise shapely.errors.GEOSException("made up")

    monkeypatch.setattr(shapely, "coverage_simplify", fail)
    cells = cells_in_degrees()
    thin = simplified(cells, pixels=400)
    assert shapely.get_num_coordinates(thin).sum() < shapely.get_num_coordinates(cells).sum() * 0.7


def test_every_label_point_lies_inside_its_quarter() -> None:
    bent = shapely.from_wkt("POLYGON ((0 0, 9000 0, 9000 9000, 8000 9000, 8000 1000, 0 1000, 0 0))")
    moved = shapely.transform(bent, lambda points: np.add(points, (500_000, 5_700_000)))
    quarters = Quarters("quarter", ("1",), ("Winkel",), (0,), np.array([moved], dtype=object), ATLAS.levels["city"].crs)
    found = page_shapes(replace(ATLAS, project="bent", levels={**ATLAS.levels, "quarter": quarters}), "quarter")
    latitude, longitude = found.centres[0]
    assert unpacked(found.shapes[0]).contains(shapely.Point(longitude, latitude))


def test_districts_are_outlined_exactly_along_their_quarters() -> None:
    found = page_shapes(ATLAS, "quarter")
    south = shapely.union_all([unpacked(shape) for shape in found.shapes[:3]])
    assert len(found.outlines) == 3
    assert unpacked(found.outlines[0]).symmetric_difference(south).area < 1e-9


def test_districts_have_a_geometry_of_their_own() -> None:
    found = page_shapes(ATLAS, "district")
    assert (len(found.shapes), len(found.centres), found.outlines) == (3, 3, [])


def test_an_unknown_level_is_named() -> None:
    with pytest.raises(KeyError, match="street"):
        page_shapes(ATLAS, "street")
