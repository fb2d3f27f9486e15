"""A hidden number is found in a sentence that names its quarter; the city's, told beside it, is nobody's secret."""

import json

import pytest

from loading.atlas import Atlas
from tests.leaks.hidden_numbers import Secret
from tests.leaks.obtainable import Obtained
from tests.leaks.told_cells import Places
from tests.toytown import toytown

ABOUT = "?p=toytown&i=A1&y=2024&level=quarter"
MARKET, LATEST = 4, 1


def city_rate(atlas: Atlas) -> float:
    return float(atlas.cubes["city"].value[0, atlas.indicator_position("A1"), LATEST])


@pytest.mark.parametrize(("of_city", "found"), [(0.0, 0), (1.3, 1)])
def test_a_number_in_a_sentence_is_found_unless_it_is_the_citys(of_city: float, found: int) -> None:
    town = toytown()
    rate = city_rate(town) + of_city
    said = f"Stadt: {city_rate(town):.1f} % im Jahr 2024. Markt: geheim gehalten, nicht {rate:.1f} %.".replace(".", ",")
    content = json.dumps({"multi": True, "response": {"timelines-chart": {"title": said}}}, separators=(",", ":"))
    hidden = Secret("quarter", "A1", MARKET, LATEST, rate)
    assert len(Places([hidden], town)([Obtained(f"timelines-chart.figure, {ABOUT}", content.encode())])) == found


@pytest.mark.parametrize(("said", "found"), [("Ost 33,3 %; Markt geheim gehalten", 0), ("Ost 1,0 %; Markt 33,3 %", 1)])
def test_of_a_list_only_the_items_about_a_quarter_are_about_it(said: str, found: int) -> None:
    content = json.dumps({"multi": True, "response": {"timelines-chart": {"title": said}}}, separators=(",", ":"))
    hidden = Secret("quarter", "A1", MARKET, LATEST, 33.3)
    assert len(Places([hidden], toytown())([Obtained(f"timelines-chart.figure, {ABOUT}", content.encode())])) == found


@pytest.mark.parametrize(("rate", "found"), [(17.6, 0), (17.9, 1)])
def test_an_end_of_the_range_of_what_is_told_instead_is_no_secret(rate: float, found: int) -> None:
    said = f"Markt 20,0 % (17,6–22,6), {rate} %".replace(".", ",")  # of 200 among 1,000
    content = json.dumps({"multi": True, "response": {"hovercard": {"children": said}}}, separators=(",", ":"))
    hidden = Secret("quarter", "A1", MARKET, LATEST, rate, 0.0, 20.0)
    assert len(Places([hidden], toytown())([Obtained(f"hovercard, {ABOUT}", content.encode())])) == found
