"""Types on the map: sorted, coloured for all eyes, refused with a reason."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from layers.categories import categories, categories_refusal
from layers.categories.types import COLOURS, COLOURS_APART, types
from layers.palettes import SELECTION
from layers.profiles.types import area_types
from layers.view import View
from loading.reasons import Reason
from tests.callbacks.towns import town
from tests.toytown import CHILDREN, POVERTY

# Machado, Oliveira and Fernandes (2009) for tritanopia; Viénot, Brettel and Mollon (1999) for the others; linear RGB.
EYES = {
    "usual": np.eye(3),
    "protanopia": np.array([[0.11238, 0.88762, 0], [0.11238, 0.88762, 0], [0.00401, -0.00401, 1]]),
    "deuteranopia": np.array([[0.29275, 0.70725, 0], [0.29275, 0.70725, 0], [-0.02234, 0.02234, 1]]),
    "tritanopia": np.array([[1.01277, 0.13548, -0.14826], [-0.01243, 0.86812, 0.14431], [0.07589, 0.80500, 0.11911]]),
}
JUDGED = replace(CHILDREN, direction="more_disadvantage")
RICH, POOR = [5, 6, 7, 5, 6, 7], [40, 41, 42, 40, 41, 42]
GAP = float("nan")
TOWN = town("two-types", (POVERTY, [*RICH, *POOR, GAP]), (JUDGED, [*RICH, *POOR, 9]))


def view(**query: str) -> View:
    return View.from_query({"show": "types", **query}, TOWN)


def seen(colour: str, eyes: str) -> np.ndarray:
    """CIELAB of a colour as these eyes see it."""
    linear = (np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255) ** 2.2
    red, green, blue = np.clip(EYES[eyes] @ linear, 0, 1)
    x = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047
    y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue
    z = (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883
    f, g, h = (t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116 for t in (x, y, z))
    return np.array([116 * g - 16, 500 * (f - g), 200 * (g - h)])


@pytest.mark.parametrize("eyes", EYES)
def test_any_two_types_differ_in_colour_for_everybody(eyes: str) -> None:
    for one, other in combinations(COLOURS, 2):
        assert np.linalg.norm(seen(one, eyes) - seen(other, eyes)) > COLOURS_APART - 1, (one, other)


def test_no_type_has_the_colour_of_the_selection_and_the_order_is_no_ramp() -> None:
    assert all(np.linalg.norm(seen(one, "usual") - seen(SELECTION, "usual")) > 35 for one in COLOURS)
    light = [seen(one, "usual")[0] for one in COLOURS[:4]]
    assert light not in (sorted(light), sorted(light, reverse=True))


def test_areas_are_sorted_from_low_to_high_disadvantage() -> None:
    found = types(TOWN, view(how="k_means.2.0"))
    assert found.category.tolist() == [0] * 6 + [1] * 6 + [-1]
    assert Reason(int(found.reason[-1])) == Reason.NOT_DELIVERED
    assert found.own_names[1]["de"].startswith("Typ 2: ")
    assert (found.figures["n"], found.figures["k"], found.figures["left_out"]) == (12, 2, 1)


def test_the_map_sorts_as_the_tab_does() -> None:
    asked = view(how="ward.3.0~A1~F1")
    label = area_types(TOWN, "quarter", 2024, ("A1", "F1"), "ward", 3).label
    assert types(TOWN, asked).category.tolist() == label.tolist()


def test_what_cannot_be_used_is_told() -> None:
    found = types(TOWN, view(how="k_means.2.0~A1~F1~Z9"))
    assert "passed_over" in found.notes
    assert found.figures["passed_over"] == "Z9"


def test_the_answer_carries_colours_and_residents() -> None:
    answer = categories(TOWN, view(how="k_means.2.0"))
    assert answer.areas.colours == COLOURS[:2]
    assert answer.residents == (6000.0, 6000.0)


def test_too_few_areas_are_no_types() -> None:
    few = town("nine", (POVERTY, list(range(1, 10))), (JUDGED, list(range(1, 10))))
    assert categories_refusal(few, View.from_query({"show": "types"}, few)) == "types_too_few_areas"
    one = town("one-indicator", (POVERTY, list(range(1, 13))))
    assert categories_refusal(one, View.from_query({"show": "types"}, one)) == "types_too_few_indicators"
