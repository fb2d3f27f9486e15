"""Headings in plain words."""

import pytest

from loading.declaring.wording import core, plain, readable, slug


@pytest.mark.parametrize(
    "written",
    [
        "Einwohner/innen",
        "Einwohner/-innen",
        "Einwohner:innen",
        "Einwohner*innen",
        "EinwohnerInnen",
        "Einwohner(innen)",
        "Einwohner_innen",
        "Einwohnerinnen und Einwohner",
        "EINWOHNER",
        " Ein-\nwohner ",
    ],
)
def test_every_gendered_form_is_the_same_word(written: str) -> None:
    assert plain(written) == "einwohner"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("00 - < 03", "0 unter 3"),
        ("EW ≥ 65", "ew ab 65"),
        ("SGB-II-Dichte", "sgb ii dichte"),
        ("SGB XII", "sgb xii"),
        ("m²", "m2"),
        ("share_in_percent", "share in percent"),
    ],
)
def test_signs_become_words(written: str, said: str) -> None:
    assert plain(written) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Bevölkerung insgesamt am 31.12.2014", "bevoelkerung"),
        ("Zahl der Haushalte", "haushalte"),
        ("Number of residents", "residents"),
        ("Arbeitslose 2014", "arbeitslose"),
        ("Kinder unter 15", "kinder unter 15"),
    ],
)
def test_what_says_nothing_about_the_thing_counted_is_left_out(written: str, said: str) -> None:
    assert core(written) == said


def test_a_variable_name_becomes_readable_and_a_heading_stays() -> None:
    assert readable("k02_single_parent_households") == "K02 single parent households"
    assert readable("Ins-\ngesamt") == "Insgesamt"


def test_an_id_has_only_letters_digits_and_hyphens() -> None:
    assert slug("Übergewicht (in %), Kinder/Jugendliche") == "uebergewicht-in-prozent-kinder-jugendliche"
