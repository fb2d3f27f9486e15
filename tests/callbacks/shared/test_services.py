"""What the parts need from outside."""

import pytest

from callbacks.shared.services import texts_of
from tests.callbacks.questions import services_of
from tests.callbacks.towns import hostile_town
from tests.toytown import toytown


def test_the_first_project_opens_where_none_is_named() -> None:
    towns = services_of(toytown(), hostile_town())
    assert towns.atlas("").project == "toytown"
    assert towns.atlas("hostile").project == "hostile"


def test_an_unknown_project_is_refused() -> None:
    with pytest.raises(KeyError):
        services_of(toytown()).atlas("gone")


@pytest.mark.parametrize("asked", [None, "", "fr", "DE", 7, ["en"], {"de": 1}])
def test_whatever_is_no_shipped_language_becomes_german(asked: object) -> None:
    assert texts_of(asked).language == "de"


def test_a_shipped_language_is_given() -> None:
    assert texts_of("en").language == "en"
