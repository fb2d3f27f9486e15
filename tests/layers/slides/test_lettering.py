"""Room for text: measured on the safe side, never more than a box holds."""

import pytest

from layers.slides.lettering import LINE, fitted, lines, shortened, width

LONG = "sehr lange Bezeichnung " * 400


@pytest.mark.parametrize("text", ["a", "ß", "Ä", "e\u0301", "界", "🙂", "\u0627"])
def test_every_letter_takes_room(text: str) -> None:
    assert width(text, 10) > 0


def test_bold_text_is_wider() -> None:
    assert width("Altstadt", 10, bold=True) > width("Altstadt", 10)


@pytest.mark.parametrize("text", [LONG, "x" * 10_000, "界" * 10_000, "Ost", ""])
def test_no_text_is_higher_than_its_box(text: str) -> None:
    found = fitted([text, text], (200.0, 60.0), (18.0, 12.0), gap=0.5)
    used = sum(lines(one, found.size, 200.0) for one in found.texts) * found.size * LINE
    assert used <= 60.0
    assert found.height <= 60.0
    assert (found.texts == (text, text)) == (len(text) < 10)


def test_text_is_as_large_as_it_may_be() -> None:
    assert fitted(["Ost"], (200.0, 60.0), (18.0, 12.0)).size == 18.0
    assert fitted(["Ost " * 20], (200.0, 60.0), (18.0, 12.0)).size == 12.0


def test_a_word_without_blanks_is_cut_anywhere_and_says_so() -> None:
    cut = shortened("x" * 10_000, 1, 10, 100)
    assert 10 < len(cut) < 30
    assert cut.endswith("x…")
