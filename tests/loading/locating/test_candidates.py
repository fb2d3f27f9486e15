"""Reference systems ranked by what speaks for them, never chosen."""

from typing import Any

import numpy as np
import pyproj
import pytest
import shapely

from loading.choices.layers import LayerChoice
from loading.locating.candidates import candidates, options


def town(longitude: float, latitude: float, epsg: int, *, exchanged: bool = False) -> np.ndarray:
    """Nine squares of a hundredth of a degree around a place, in any system."""
    shapes = [
        shapely.box(longitude + x / 100, latitude + y / 100, longitude + (x + 1) / 100, latitude + (y + 1) / 100)
        for x in range(-1, 2)
        for y in range(-1, 2)
    ]
    move = pyproj.Transformer.from_crs(4326, epsg, always_xy=True)

    def change(points: Any) -> Any:
        x, y = move.transform(points[:, 0], points[:, 1])
        return np.column_stack((y, x) if exchanged else (x, y))

    return np.asarray(shapely.transform(np.array(shapes, dtype=object), change), dtype=object)


def first(*given: Any, **more: Any) -> tuple[str, bool]:
    found = candidates(*given, **more)[0]
    return found.code, found.swapped


@pytest.mark.parametrize(
    ("place", "epsg"),
    [
        ((6.96, 50.94), 25832),
        ((13.40, 52.52), 25833),
        ((6.96, 50.94), 4647),
        ((13.40, 52.52), 5650),
        ((6.96, 50.94), 31466),
        ((9.73, 52.37), 31467),
        ((11.58, 48.14), 31468),
        ((13.74, 51.05), 31469),
        ((13.40, 52.52), 3068),
        ((9.18, 48.78), 3857),
        ((7.63, 51.96), 4326),
    ],
)
def test_a_city_in_its_usual_system_is_the_first_candidate(place: tuple[float, float], epsg: int) -> None:
    assert first(town(*place, epsg), {}) == (f"EPSG:{epsg}", False)


@pytest.mark.parametrize(("epsg", "code"), [(25832, "EPSG:25832"), (4647, "EPSG:5652"), (4326, "EPSG:4326")])
def test_exchanged_axes_are_found_and_named_by_their_own_code(epsg: int, code: str) -> None:
    assert first(town(6.96, 50.94, epsg, exchanged=True), {}) == (code, True)


def test_official_keys_decide_between_two_zones() -> None:
    shapes = town(13.06, 52.40, 25833)
    keys = {"AGS": [f"120540{number:02d}" for number in range(9)]}
    found = candidates(shapes, keys)
    assert (found[0].code, found[0].reasons[1][0]) == ("EPSG:25833", "questions.keys_agree")
    assert "questions.keys_disagree" in [key for one in found[1:] for key, _ in one.reasons]


def test_the_name_of_the_file_speaks_for_its_city() -> None:
    found = candidates(town(14.99, 51.15, 25832), {}, "PLZ_Goerlitz.shp")
    assert ("questions.name_agrees", "Görlitz") in [(key, values.get("city")) for key, values in found[0].reasons]


def test_a_column_of_areas_speaks_against_web_mercator() -> None:
    shapes = town(9.18, 48.78, 3857)
    areas = [f"{area / 1e6 * 0.434:.4f}" for area in shapely.area(shapes)]
    reasons = [key for key, _ in candidates(shapes, {"qkm": areas})[0].reasons]
    assert "questions.areas_agree" in reasons


def test_what_lies_nowhere_in_germany_has_no_candidate() -> None:
    assert candidates(town(8.55, 47.37, 21781), {}) == ()
    assert candidates(np.array([None], dtype=object), {}) == ()


def test_an_answer_is_a_choice_with_a_picture() -> None:
    answer = options(town(6.96, 50.94, 25832), {}, LayerChoice("a.zip", "b"))[0]
    assert answer.choices == {"layers": [{"file": "a.zip", "layer": "b", "crs": "EPSG:25832"}]}
    assert (round(answer.picture["longitude"]), round(answer.picture["latitude"])) == (7, 51)
    assert len(answer.picture["rings"]) == 9
