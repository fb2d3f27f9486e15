"""The question that an answer carries."""

from typing import Any

import pytest
from dash.exceptions import PreventUpdate

from callbacks.explore.answer import answer
from callbacks.shared.question import question
from layers.words import local
from tests.callbacks.questions import ask, services_of
from tests.callbacks.towns import hostile_town
from tests.toytown import toytown
from texts import load_texts

TOWNS = services_of(toytown(), hostile_town())


def test_an_answer_leads_back_to_exactly_its_question() -> None:
    query = {
        "level": "district",
        "i": "F1",
        "y": "2023",
        "scheme": "own",
        "breaks": "12.5,15",
        "x": "A1",
        "share": "30",
    }
    found = question(TOWNS, answer(TOWNS, {"language": "en", "project": "toytown"}, query))
    assert found.view.to_query() == {**ask(**query).view.to_query()}
    assert (found.texts.language, found.city, found.indicator.id, found.second.id) == ("en", "Toytown", "F1", "A1")


@pytest.mark.parametrize("carried", [None, {}])
def test_without_an_answer_a_part_stays_as_it_is(carried: Any) -> None:
    with pytest.raises(PreventUpdate):
        question(TOWNS, carried)


def test_when_the_project_is_gone_a_part_stays_as_it_is() -> None:
    with pytest.raises(PreventUpdate):
        question(TOWNS, {"project": "gone", "language": "de", "query": {}})


def test_a_name_is_given_in_the_language_of_the_page_or_in_the_one_there_is() -> None:
    assert local(load_texts("en"), {"de": "Anteil", "en": "Share"}) == "Share"
    assert local(load_texts("en"), {"de": "Anteil"}) == "Anteil"
    assert local(load_texts("en"), {"de": "Anteil", "en": ""}) == "Anteil"
    assert local(load_texts("en"), {}) == ""
