"""A Python with known flaws is named when the program starts, in one sentence."""

import sys

import pytest

from commands.python_floor import below_floor, told
from texts import LANGUAGES, load_texts


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_sentence_names_the_version_and_the_first_that_is_mended(language: str) -> None:
    said = told(load_texts(language), (3, 11, 7))
    assert said is not None
    assert "3.11.7" in said
    assert "3.11.8" in said
    assert "\n" not in said


def test_of_a_mended_python_nothing_is_said() -> None:
    assert told(load_texts("de"), (3, 12, 2)) is None
    assert (told(load_texts("de")) is None) == (below_floor(tuple(sys.version_info[:3])) is None)
