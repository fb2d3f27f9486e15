"""The map's engine: which quarter lies under which pixel, what is drawn anew, and what paper gets."""

import json

import numpy as np
import pytest
import shapely
from playwright.sync_api import Page

from tests.browser.journey import Journey

SQUARE = [[0, 0], [0, 40], [40, 40], [40, 0], [0, 0]]
# Rings as they come from polygons that do not fit: walked with the area on the left hand, nothing on the right.
_SAMPLES = """([rings, step]) => {
    const {geometry, raster} = window.quartierblick;
    const planes = (numbers) => {
        let before = 0;
        const coded = numbers.map((number) => {
            const step = number - before;
            before = number;
            return step < 0 ? -2 * step - 1 : 2 * step;
        });
        return [coded.map((one) => one & 255), coded.map((one) => one >> 8)];
    };
    const points = rings.flat();
    const [x, y] = [0, 1].map((axis) => planes(points.map((point) => point[axis])));
    const areas = rings.map((_, at) => at);
    const made = new geometry.Geometry({
        header: {ids: areas.map(String), names: areas.map(String), origin: [0, 0], step, tolerances: [0], planes: 2},
        sections: {
            length: Uint32Array.from(rings, (ring) => ring.length), left: Int32Array.from(areas),
            right: new Int32Array(rings.length).fill(-1), level: new Uint8Array(points.length).fill(255),
            x0: Uint8Array.from(x[0]), x1: Uint8Array.from(x[1]), y0: Uint8Array.from(y[0]), y1: Uint8Array.from(y[1]),
            cx: new Int32Array(rings.length), cy: new Int32Array(rings.length),
        },
    });
    return Array.from(raster.samples(made, {scale: 1, west: 0, north: 0, width: 64, height: 64}));
}"""


def samples(page: Page, rings: list[list[list[int]]], step: float = 1) -> np.ndarray:
    """Position + 1 of the area under each of 64 x 64 pixels, 0 outside; ``step`` is in pixels."""
    return np.array(page.evaluate(_SAMPLES, [rings, step])).reshape(64, 64)


def shifted(ring: list[list[int]], x: int, y: int) -> list[list[int]]:
    return [[a + x, b + y] for a, b in ring]


def test_where_areas_overlap_one_of_them_lies_and_beyond_both_nothing(journey: Journey) -> None:
    found = samples(journey.stands(), [SQUARE, shifted(SQUARE, 20, 10)])
    first, second = np.zeros((64, 64), bool), np.zeros((64, 64), bool)
    first[0:40, 0:40] = True
    second[10:50, 20:60] = True
    assert np.all(found[first & ~second] == 1)
    assert np.all(found[second & ~first] == 2)
    assert np.all(np.isin(found[first & second], (1, 2)))
    assert np.all(found[~first & ~second] == 0)


def test_a_gap_between_areas_stays_empty_and_an_area_goes_on_beyond_the_view(journey: Journey) -> None:
    found = samples(journey.stands(), [SQUARE, shifted(SQUARE, 44, 0)])
    assert np.all(found[:40, :40] == 1)
    assert np.all(found[:40, 40:44] == 0)
    assert np.all(found[:40, 44:] == 2)
    assert np.all(found[40:] == 0)


@pytest.mark.parametrize("seed", range(4))
def test_the_raster_of_ragged_areas_is_what_shapely_finds_at_pixel_centres(journey: Journey, seed: int) -> None:
    rng = np.random.default_rng(seed)
    angles = np.sort(rng.uniform(0, 2 * np.pi, 40))
    reach = rng.uniform(8, 30, 40)
    star = shapely.Polygon(np.column_stack([32 + reach * np.cos(angles), 32 + reach * np.sin(angles)]))
    fine = shapely.orient_polygons(shapely.transform(star, lambda points: np.round(points * 97)), exterior_cw=True)
    rows, columns = np.indices((64, 64)) + 0.5
    inside = shapely.contains_xy(fine, columns * 97, rows * 97)
    ring = shapely.get_coordinates(fine.exterior).astype(int).tolist()
    found = samples(journey.stands(), [ring], 1 / 97)
    assert np.array_equal(found == 1, inside)


def test_hover_selection_and_another_indicator_rasterise_nothing_anew(journey: Journey) -> None:
    page = journey.opens("/de/map?i=A1", i="A1").page
    page.evaluate(
        "() => { const {raster} = window.quartierblick; const made = raster.rasterise; window.rasterised = 0;"
        " raster.rasterise = (...given) => { window.rasterised += 1; return made(...given); }; }"
    )
    journey.spots()
    page.evaluate("window.quartierblick.store.set('hover', window.quartierblick.store.get('scene').geometry.ids[3])")
    page.evaluate("window.quartierblick.selection.replace(window.quartierblick.store.get('scene').geometry.ids)")
    page.locator("[data-view-indicator='A2']").click()
    journey.shows(i="A2")
    assert page.evaluate("window.rasterised") == 0
    page.locator("#map-tool-in").click()
    page.wait_for_function("() => window.rasterised > 0")


def test_a_view_is_drawn_once_and_a_jump_that_leads_nowhere_draws_nothing(journey: Journey) -> None:
    page = journey.opens().page
    drawn = page.evaluate(
        "() => { const {map} = window.quartierblick; const {engine} = map.handle; const draw = engine.drawView;"
        " let n = 0; engine.drawView = () => { n += 1; draw.call(engine); };"
        " const times = (act) => { n = 0; act(); return n; };"
        " const {lat, lng} = map.handle.getCenter(); const beside = [lat, lng + 0.01];"
        " const jump = () => map.handle.setView(beside, map.handle.getZoom(), {animate: false});"
        " return [() => map.home(false), jump, () => map.home(false)].map(times); }"
    )
    assert drawn == [0, 1, 1]


def test_paper_gets_three_hundred_dots_per_inch(journey: Journey) -> None:
    page = journey.opens().page
    width = page.evaluate("window.quartierblick.map.handle.engine.pens.fills.canvas.width")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    printed = page.evaluate("window.quartierblick.map.handle.engine.pens.fills.canvas.width")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert printed == pytest.approx(width * 300 / 96, abs=1)
    assert page.evaluate("window.quartierblick.map.handle.engine.pens.fills.canvas.width") == width


def test_a_part_that_fails_is_heard_of_and_does_not_silence_the_others(journey: Journey) -> None:
    page = journey.stands()
    heard = page.evaluate(
        "() => { const {store} = window.quartierblick; const heard = []; const told = window.reportError;"
        " window.reportError = (error) => heard.push(error.message);"
        " const stops = [store.on('probe', () => { throw new Error('broken'); }),"
        " store.on('probe', (value) => heard.push(value))];"
        " store.set('probe', 'value'); stops.forEach((stop) => stop()); window.reportError = told;"
        " return JSON.stringify(heard); }"
    )
    assert json.loads(heard) == ["broken", "value"]


def test_without_arcs_a_line_stands_where_two_areas_meet(journey: Journey) -> None:
    lines = journey.stands().evaluate(
        "() => { const ids = Int32Array.from([1, 1, 2, 2, 1, 1, 2, 2, 0, 0, 2, 2, 0, 0, 0, 0]);"
        " const canvas = window.quartierblick.outlines.borders({ids, width: 4, height: 4});"
        " const {data} = canvas.getContext('2d').getImageData(0, 0, 4, 4);"
        " return Array.from({length: 16}, (_, at) => Number(data[4 * at + 3] > 0)); }"
    )
    assert lines == [0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]
