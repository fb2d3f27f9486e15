"""The small picture of Germany: hand-drawn, but true enough to say where a map lies."""

import pyproj
import pytest
import shapely

from loading.locating.germany import City, Land, cities, laender, land_at, outline

# Square kilometres as published by the statistical offices; Brandenburg with Berlin, Niedersachsen with Bremen.
PUBLISHED = {
    **{"Baden-Württemberg": 35_748, "Bayern": 70_542, "Brandenburg": 30_546, "Hessen": 21_116, "Thüringen": 16_202},
    **{"Mecklenburg-Vorpommern": 23_295, "Niedersachsen": 48_130, "Nordrhein-Westfalen": 34_112, "Saarland": 2_571},
    **{"Rheinland-Pfalz": 19_858, "Sachsen": 18_450, "Sachsen-Anhalt": 20_459, "Schleswig-Holstein": 15_804},
}
HOME = {"Köln": "05", "München": "09", "Berlin": "11", "Hamburg": "02", "Dresden": "14", "Kiel": "01", "Trier": "07"}


def square_kilometres(land: Land) -> float:
    return float(abs(pyproj.Geod(ellps="WGS84").geometry_area_perimeter(land.outline)[0]) / 1e6)


@pytest.mark.parametrize("land", [land for land in laender() if land.name in PUBLISHED], ids=lambda land: land.name)
def test_a_land_is_about_as_large_as_published(land: Land) -> None:
    assert land.outline.is_valid
    assert square_kilometres(land) == pytest.approx(PUBLISHED[land.name], rel=0.04)


def test_laender_share_their_borders_without_overlap() -> None:
    whole = [land.outline for land in laender() if land.key not in ("02", "04", "11")]
    assert sum(one.area for one in whole) == pytest.approx(shapely.union_all(whole).area, rel=1e-3)
    assert outline().geom_type == "Polygon"


@pytest.mark.parametrize("city", [city for city in cities() if city.name in HOME], ids=lambda city: city.name)
def test_a_city_lies_in_its_land(city: City) -> None:
    land = land_at(city.longitude, city.latitude)
    assert land is not None
    assert land.key == HOME[city.name]


def test_every_city_lies_in_germany() -> None:
    assert [city.name for city in cities() if land_at(city.longitude, city.latitude) is None] == []
