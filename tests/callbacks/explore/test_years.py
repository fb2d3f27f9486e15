"""The years at the foot of the map."""

from urllib.parse import unquote

import numpy as np
import pytest

from callbacks.explore.years import city_line, content, layout
from tests.callbacks.questions import ask, ask_of, attribute, having, of_kind, text
from tests.callbacks.towns import INDEX, town, undated_town
from tests.toytown import POVERTY
from texts import load_texts

NONE = float("nan")


def test_every_year_with_values_is_a_button() -> None:
    assert [text(one) for one in having(content(ask()), "year")] == ["2023", "2024"]
    atlas = town("three-years", (POVERTY, [[1, NONE, 3], [2, NONE, 4]]), years=(2022, 2023, 2024))
    assert [attribute(one, "data-view-year") for one in having(content(ask_of(atlas)), "year")] == ["2022", "2024"]


def test_the_year_on_show_is_pressed() -> None:
    assert [attribute(one, "aria-pressed") for one in having(content(ask(y="2023")), "year")] == ["true", "false"]


@pytest.mark.parametrize(
    ("language", "tooltip"),
    [("de", "2024, Stadt: 22,2\N{NO-BREAK SPACE}%"), ("en", "2024, city: 22.2\N{NO-BREAK SPACE}%")],
)
def test_a_year_tells_the_value_of_the_city(language: str, tooltip: str) -> None:
    assert attribute(having(content(ask(language)), "year")[1], "title") == tooltip


def test_an_unknown_city_is_a_dash_without_a_unit() -> None:
    atlas = town("no-city-2", (POVERTY, [[1, 3], [2, 4]]), years=(2023, 2024), counts=False)
    asked = ask_of(atlas)
    assert attribute(having(content(asked), "year")[0], "title") == "2023, Stadt: –"
    assert not of_kind(content(asked), "Img")


def test_one_year_or_none_is_no_choice() -> None:
    assert content(ask_of(town("one-year", (POVERTY, [1, 2])))) == []
    assert content(ask_of(undated_town())) == []


def test_undated_numbers_are_no_year_to_choose() -> None:
    atlas = town("half-dated-2", (INDEX, [[9, 1, 3], [9, 2, 4]]), years=(0, 2023, 2024), counts=False)
    assert [text(one) for one in having(content(ask_of(atlas)), "year")] == ["2023", "2024"]


def test_play_and_its_speed_have_names_and_show_only_where_there_are_years() -> None:
    card = layout(load_texts("de"))
    (play,) = [one for one in of_kind(card, "Button") if getattr(one, "id", "") == "years-play"]
    assert attribute(play, "aria-label") == "Jahre nacheinander zeigen"
    assert attribute(play, "aria-pressed") == "false"
    (speed,) = of_kind(card, "Select")
    assert attribute(speed, "aria-label") == "Tempo"
    assert [float(attribute(one, "value")) for one in of_kind(card, "Option")] == [1, 2, 0.5]
    assert card.hidden


def heights(picture: str) -> list[int]:
    points = unquote(picture).split("points='")[1].split("'")[0]
    return [int(point.split(",")[1]) for point in points.split()]


def test_the_line_of_the_city_rises_with_its_value_and_passes_over_gaps() -> None:
    assert heights(city_line(np.array([1, 3, NONE, 2]))) == [85, 15, 50]


def test_an_unchanged_city_is_a_level_line() -> None:
    assert len(set(heights(city_line(np.array([2.0, 2.0, 2.0]))))) == 1


@pytest.mark.parametrize("values", [[], [1.0], [NONE, NONE], [NONE, 4.0]])
def test_fewer_than_two_values_are_no_line(values: list[float]) -> None:
    assert city_line(np.array(values)) == ""
