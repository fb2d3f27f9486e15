"""The chip of the selection."""

import pytest

from callbacks.explore.chip import layout
from tests.callbacks.questions import attribute, of_kind, pieces
from texts import load_texts


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("de", ["Letzte Änderung der Auswahl zurücknehmen", "Auswahl aufheben"]),
        ("en", ["Undo the last change of the selection", "Clear the selection"]),
    ],
)
def test_both_buttons_have_a_name_and_a_tooltip(language: str, names: list[str]) -> None:
    buttons = of_kind(layout(load_texts(language)), "Button")
    assert [attribute(button, "aria-label") for button in buttons] == names
    assert [attribute(button, "title") for button in buttons] == names


def test_the_chip_is_hidden_until_something_is_selected_and_then_spoken() -> None:
    chip = layout(load_texts("de"))
    (spoken,) = [one for one in pieces(chip) if getattr(one, "id", "") == "chip-text"]
    assert attribute(chip, "hidden") is True
    assert attribute(spoken, "role") == "status"
