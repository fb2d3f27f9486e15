"""Two indicators at once: nine classes that can be counted with a pencil, and colours that everybody can tell apart."""

from itertools import combinations

import numpy as np
import pytest

from layers.bivariate import BIVARIATE_COLOURS, Bivariate, bivariate, bivariate_refusal, second_year
from layers.comparison import refusal, shown
from layers.palettes import SELECTION, lightness
from layers.view import View
from tests.toytown import toytown

ATLAS = toytown()
# Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB; the first one is ordinary sight.
SIGHTS = {
    "ordinary": np.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}


def _asked(**query: str) -> View:
    return View.from_query({"bi": "1", **query}, ATLAS)


def _answer(**query: str) -> Bivariate:
    return bivariate(ATLAS, _asked(**query))


def test_every_quarter_of_toytown_is_in_the_cell_that_a_pencil_finds() -> None:
    answer = _answer(i="A1", x="F1")
    # Poor: 0 10 10 low, 20 20 20 middle, 30 30 60 high. Under 18: the south is low, the middle middle, the north high.
    assert answer.counts == (0, 1, 2, 1, 1, 1, 2, 1, 0)
    assert answer.blanks == {}
    assert answer.first.limits[0] == 0
    assert answer.first.limits[-1] == 60
    assert 10 <= answer.first.upper_bounds[0] < 20 <= answer.first.upper_bounds[1] < 30


def test_a_quarter_in_which_one_of_the_two_is_blank_is_blank() -> None:
    answer = _answer(i="A1", x="F1", y="2023")
    assert answer.blanks == {"not_delivered": 1, "suppressed": 1}
    assert sum(answer.counts) == 7
    turned = _answer(i="F1", x="A1", y="2023")
    assert turned.blanks == answer.blanks
    assert np.reshape(turned.counts, (3, 3)).T.tolist() == np.reshape(answer.counts, (3, 3)).tolist()


def test_the_answer_carries_its_question_and_the_address_of_both_columns() -> None:
    answer = _answer(i="A1", x="F1")
    content = answer.to_json()
    assert content["view"] == _asked(i="A1", x="F1").to_query()
    assert content["kind"] == "bivariate"
    assert "/A1/" in str(content["column_url"])
    assert "/F1/" in str(content["second_column_url"])
    assert len(answer.to_json()["colours"]) == 9  # type: ignore[arg-type]


def test_the_second_indicator_is_of_the_nearest_year_with_values() -> None:
    assert second_year(ATLAS, _asked(i="A1", x="F1", y="2023")) == 2023


def test_counts_and_the_same_indicator_twice_are_refused() -> None:
    assert bivariate_refusal(ATLAS, _asked(i="population", x="A1")) == "two_with_a_count"
    assert bivariate_refusal(ATLAS, _asked(i="A1", x="population")) == "two_with_a_count"
    assert bivariate_refusal(ATLAS, _asked(i="A1", x="A1")) == "two_of_the_same"
    assert bivariate_refusal(ATLAS, _asked(i="A1", x="F1")) == ""


def test_a_map_shows_what_it_was_asked_unless_that_is_refused() -> None:
    assert isinstance(shown(ATLAS, _asked(i="A1", x="F1")), Bivariate)
    assert not isinstance(shown(ATLAS, _asked(i="A1", x="A1")), Bivariate)
    assert refusal(ATLAS, _asked(i="A1", x="A1")) == "two_of_the_same"
    plain = View.from_query({"i": "A1"}, ATLAS)
    assert shown(ATLAS, plain).to_json()["kind"] == "choropleth"
    differing = View.from_query({"i": "A1", "against": "city"}, ATLAS)
    assert shown(ATLAS, differing).to_json()["kind"] == "difference"


def test_two_indicators_come_before_a_difference() -> None:
    assert View.from_query({"bi": "1", "against": "city"}, ATLAS).against == ""


def _linear(colour: str) -> np.ndarray:
    channels = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def _lab(colour: str, sight: str) -> np.ndarray:
    """CIELAB (D65) of a colour as it is seen."""
    red, green, blue = np.clip(np.array(SIGHTS[sight]) @ _linear(colour), 0, 1)
    x = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047
    y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue
    z = (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883
    fx, fy, fz = (part ** (1 / 3) if part > 216 / 24389 else (24389 / 27 * part + 16) / 116 for part in (x, y, z))
    return np.array([116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)])


@pytest.mark.parametrize("sight", SIGHTS)
def test_any_two_of_the_nine_colours_can_be_told_apart(sight: str) -> None:
    seen = [_lab(colour, sight) for colour in BIVARIATE_COLOURS]
    assert min(float(np.linalg.norm(one - other)) for one, other in combinations(seen, 2)) >= 20


def test_colours_get_darker_towards_both_high_and_stay_away_from_the_selections_orange() -> None:
    light = np.reshape([lightness(colour) for colour in BIVARIATE_COLOURS], (3, 3))
    assert (np.diff(light, axis=0) < -7).all()
    assert (np.diff(light, axis=1) < -7).all()
    orange = _lab(SELECTION, "ordinary")
    assert min(np.linalg.norm(_lab(colour, "ordinary") - orange) for colour in BIVARIATE_COLOURS) > 40
