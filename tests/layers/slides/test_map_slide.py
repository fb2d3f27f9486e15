"""The map on a slide: every area a shape at its place, holes kept, waters cut off at the frame, a legend that fits."""

from dataclasses import replace

import numpy as np
import pytest
import shapely

from layers.slides.map_slide import LEGEND, MAP
from loading.recognised import Scenery
from tests.callbacks.towns import INDEX, town
from tests.layers.slides.opened import every_shape, made, opened, texts, told
from tests.toytown import NAMES, toytown

EDGE = 20_000  # English metric units, two pixels


def test_areas_lie_as_on_the_ground() -> None:
    shapes = {one.name: one for one in every_shape(opened(made()).slides[0].shapes) if told(one)}
    west, market, north = shapes["West"], shapes["Markt"], shapes["Nord"]
    assert west.left < market.left == pytest.approx(north.left, abs=EDGE)
    assert north.top < market.top == pytest.approx(west.top, abs=EDGE)
    assert west.left + west.width == pytest.approx(market.left, abs=EDGE)
    assert market.width == pytest.approx(market.height, rel=0.02)
    assert set(NAMES) <= shapes.keys()


def test_an_area_inside_another_one_is_a_hole_in_it() -> None:
    atlas = toytown()
    areas = atlas.levels["quarter"]
    geometry = areas.geometry.copy()
    inner = shapely.box(501_300, 5_701_300, 501_700, 5_701_700)
    geometry[4], geometry[5] = shapely.difference(geometry[4], inner), inner
    with_hole = replace(atlas, project="hole", levels={**atlas.levels, "quarter": replace(areas, geometry=geometry)})
    market = next(one for one in every_shape(opened(made(with_hole)).slides[0].shapes) if one.name == "Markt")
    assert len(market.element.findall(".//{*}moveTo")) == len(market.element.findall(".//{*}close")) == 2


def test_waters_end_at_the_frame() -> None:
    river = Scenery("Fluss", "water", shapely.box(5.0, 51.46, 15.0, 51.462))
    deck = opened(made(replace(toytown(), project="river", scenery=(river,))))
    (drawn,) = [one for one in every_shape(deck.slides[0].shapes) if one.name == "Fluss"]
    left, _, wide, _ = MAP.emu
    assert left <= drawn.left
    assert drawn.left + drawn.width <= left + wide
    assert drawn.width > 0.9 * wide


@pytest.mark.parametrize("query", [{"bi": "1", "x": "F1"}, {"k": "9", "scheme": "quantile"}, {"i": "population"}])
def test_the_legend_ends_above_the_footer(query: dict[str, str]) -> None:
    slide = opened(made(toytown(), y="2023", **query)).slides[0]
    _, top, _, high = LEGEND.emu
    for one in slide.shapes:
        if one.left >= LEGEND.emu[0] and not one.is_placeholder:
            assert one.top + one.height <= top + high + EDGE, one.name


def test_counts_are_circles_with_the_areas_own_words() -> None:
    shapes = every_shape(opened(made(i="population", y="2024")).slides[0].shapes)
    circles = [one for one in shapes if one.element.xpath("./p:spPr/a:prstGeom[@prst='ellipse']") and told(one)]
    assert {one.name for one in circles} == set(NAMES)
    assert all("1.000" in told(one) for one in circles)


def test_a_map_without_classes_has_no_legend_of_them() -> None:
    slide = opened(made(town("blank", (INDEX, [np.nan, np.nan]), counts=False))).slides[0]
    assert "nicht geliefert" in texts(slide)
