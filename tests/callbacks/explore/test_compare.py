"""Comparing: six choices with a sentence each, and what the further maps can show."""

import json

import pytest

from callbacks.explore.compare import choices, layout, offered
from layers.view import SCHEMES
from tests.callbacks.questions import attribute, having, pieces, words
from tests.callbacks.towns import hostile_town, undated_town
from tests.toytown import toytown
from texts import LANGUAGES, load_texts


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_choice_has_a_title_and_one_sentence(language: str) -> None:
    buttons = having(choices(load_texts(language)), "compare-choice")
    assert [attribute(one, "data-compare") for one in buttons] == ["one", "2", "4", "swipe", "difference", "bivariate"]
    for button in buttons:
        title, sentence = words(button)
        assert len(title) < 30
        assert sentence.endswith(".")


def test_further_maps_offer_what_has_values_with_its_years() -> None:
    found = offered(load_texts("de"), toytown())
    assert [one["id"] for one in found] == ["A1", "F1", "population"]
    assert found[0]["years"] == [2023, 2024]
    assert [one["poverty"] for one in found] == [True, False, False]


def test_data_without_years_have_one_nameless_year() -> None:
    assert {tuple(one["years"]) for one in offered(load_texts("de"), undated_town())} == {(0,)}


def test_scripts_get_wording_schemes_and_indicators_as_plain_data() -> None:
    (place,) = [one for one in pieces(layout(load_texts("en"), hostile_town())) if hasattr(one, "data-words")]
    assert [one[0] for one in json.loads(attribute(place, "data-schemes"))] == list(SCHEMES)
    assert "{number}" in json.loads(attribute(place, "data-words"))["map"]
    assert json.loads(attribute(place, "data-indicators"))
