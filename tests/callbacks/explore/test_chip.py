"""The chip of the selection."""

import pytest

from callbacks.explore.chip import layout
from tests.callbacks.questions import attribute, having, of_kind, pieces, words
from texts import load_texts


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("de", ["Auswahl umkehren", "Letzte Änderung", "Zurückgenommene Änderung", "Auswahl aufheben"]),
        ("en", ["Invert the selection", "Undo the last change", "Redo the change", "Clear the selection"]),
    ],
)
def test_every_button_has_a_name_and_a_tooltip(language: str, names: list[str]) -> None:
    (steps,) = having(layout(load_texts(language)), "chip-steps")
    buttons = of_kind(steps, "Button")
    for button, name in zip(buttons, names, strict=True):
        assert str(attribute(button, "aria-label")).startswith(name)
        assert attribute(button, "title") == attribute(button, "aria-label")


def test_nothing_can_be_undone_at_the_beginning() -> None:
    buttons = {getattr(button, "id", ""): button for button in of_kind(layout(load_texts("de")), "Button")}
    assert [attribute(buttons[f"chip-{name}"], "disabled") for name in ("undo", "redo")] == [True, True]


@pytest.mark.parametrize(
    ("language", "names"), [("de", ["Neu", "Dazu", "Weg", "Schnitt"]), ("en", ["New", "Add", "Remove", "Overlap"])]
)
def test_the_switch_begins_with_a_new_selection(language: str, names: list[str]) -> None:
    (switch,) = having(layout(load_texts(language)), "chip-modes")
    assert words(switch) == names
    buttons = of_kind(switch, "Button")
    assert [attribute(one, "data-mode") for one in buttons] == ["new", "add", "subtract", "intersect"]
    assert [attribute(one, "aria-pressed") for one in buttons] == ["true", "false", "false", "false"]
    assert all(attribute(one, "title") for one in buttons)


def test_the_chip_is_hidden_until_something_is_selected_and_then_spoken() -> None:
    chip = layout(load_texts("de"))
    (spoken,) = [one for one in pieces(chip) if getattr(one, "id", "") == "chip-text"]
    assert attribute(chip, "hidden") is True
    assert attribute(spoken, "role") == "status"
