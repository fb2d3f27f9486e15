"""What no proof covers is said with the names of indicators, and only where there is something to name."""

from layers.protection.audit_words import limits_told, quantity_told
from texts import LANGUAGES, load_texts

NOT_COVERED = ["insiders", "contained", "unjudged_shares", "decided"]
NAMES = {"A2": "Kinderarmut"}


def test_limits_name_indicators_and_leave_out_what_finds_nothing() -> None:
    pairs = (("A2 numerator", "X1 denominator"),)
    told = limits_told(load_texts("de"), NOT_COVERED, NAMES, decided=["A2"], pairs=pairs)
    assert len(told) == 3
    assert "Kinderarmut (Zähler) – X1 (Nenner)." in told[1]
    assert told[2].endswith(": Kinderarmut.")
    assert len(limits_told(load_texts("en"), NOT_COVERED, {})) == 1


def test_several_numbers_together_and_the_residents_have_names_too() -> None:
    words = load_texts("de")
    assert quantity_told(words, "A2 numerator + residents", NAMES) == "Kinderarmut (Zähler) + Bevölkerung"


def test_places_that_are_left_out_are_told_with_their_number() -> None:
    for language in LANGUAGES:
        (told,) = limits_told(load_texts(language), ["nameless"], {}, nameless=7)
        assert told.endswith(": 7.")
        assert limits_told(load_texts(language), ["nameless"], {}) == []
