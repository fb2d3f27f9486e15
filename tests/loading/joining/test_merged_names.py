"""Two places in one name are told from one place with a long name."""

import pytest

from loading.joining.merged_names import parts_of
from loading.joining.spelling import REPAIRS, name_form

KNOWN = {"altstadt": 0, "neustadt": 1, "nord ost": 2, "hafen": 3, "doppelt": -2, "sankt juergen": 4}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Altstadt und Neustadt", (0, 1)),
        ("Altstadt/Neustadt", (0, 1)),
        ("Alt- und Neustadt", (0, 1)),
        ("Altstadt & Hafen", (0, 3)),
        ("03 Altstadt, Hafen und St. Jürgen", (0, 3, 4)),
        ("Nord-Ost + Hafen", (2, 3)),
    ],
)
def test_every_part_must_be_a_known_place(text: str, parts: tuple[int, ...]) -> None:
    assert parts_of(text, KNOWN, name_form) == parts


@pytest.mark.parametrize(
    "text",
    ["Nord-Ost", "Altstadt", "Altstadt und Umland", "Altstadt und Altstadt", "Hafen und Doppelt", "", "und", "/"],
)
def test_anything_else_is_one_name(text: str) -> None:
    assert parts_of(text, KNOWN, name_form) == ()


def test_keys_can_be_merged_too() -> None:
    plain = REPAIRS["zero_padding"]
    assert parts_of("01 + 02", {"1": 0, "2": 1}, plain) == (0, 1)
    assert parts_of("01/3", {"1": 0, "2": 1}, plain) == ()
