"""The layers on the sample city: a real number of quarters, within the sizes promised."""

import datetime
import gzip
from pathlib import Path

import pytest
import shapely

from layers.choropleth import choropleth
from layers.folium_page import folium_page
from layers.map_geometry import map_geometry_bytes
from layers.view import View, years_with_values
from loading.atlas import Atlas
from loading.load import load_atlas
from tests.decoded_geometry import decoded
from texts import load_texts

SAMPLE = Path(__file__).parents[2] / "sample_data"
DAY = datetime.date(2025, 3, 9)


@pytest.fixture(scope="module")
def city() -> Atlas:
    return load_atlas(sorted(path for path in SAMPLE.iterdir() if path.suffix in (".zip", ".xlsx", ".csv", ".geojson")))


def test_the_stand_alone_page_of_90_quarters_stays_below_900_kilobytes(city: Atlas) -> None:
    page = folium_page(city, View.from_query({}, city), load_texts("de"), DAY)
    assert len(city.levels["quarter"]) >= 80
    assert len(page) < 900_000


def test_the_geometry_fits_into_one_small_answer(city: Atlas) -> None:
    content = map_geometry_bytes(city, "quarter")
    assert len(gzip.compress(content)) < 25_000


def test_at_every_scale_the_city_is_a_coverage_and_no_quarter_is_missing(city: Atlas) -> None:
    found = decoded(map_geometry_bytes(city, "quarter"))
    for k in range(len(found.header["tolerances"])):
        shapes = found.area_shapes(k)
        assert shapely.coverage_is_valid(shapes)
        assert not shapely.is_empty(shapes).any()


def test_every_indicator_of_the_city_has_an_answer_in_its_last_year(city: Atlas) -> None:
    filled = [(one, years_with_values(city, "quarter", one.id)) for one in city.indicators]
    assert sum(bool(years) for _, years in filled) >= 30
    for indicator, years in filled:
        if not years:
            continue
        view = View.from_query({"i": indicator.id}, city)
        answer = choropleth(city, view)
        assert view.year == years[-1]
        assert sum(answer.counts) + sum(answer.blanks.values()) == answer.n
        assert answer.kind == ("circles" if indicator.kind == "count" else "choropleth")
        assert sum(answer.counts) > 0
