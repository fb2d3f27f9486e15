"""Signs that stand for a number, and what a file says about its own."""

import numpy as np
import pytest

from loading.reasons import Reason
from loading.tables.symbols import legend, missing_codes, symbol_reason


@pytest.mark.parametrize(
    ("sign", "reason"),
    [
        ("-", Reason.ZERO),
        ("–", Reason.ZERO),
        (".", Reason.SUPPRESSED),
        ("·", Reason.SUPPRESSED),
        ("x", Reason.NOT_DELIVERED),
        ("…", Reason.NOT_DELIVERED),
        ("/", Reason.TOO_SMALL),
        ("< 5", Reason.SUPPRESSED),
        ("unter 3", Reason.SUPPRESSED),
        ("geheim", Reason.SUPPRESSED),
        ("k. A.", Reason.NOT_DELIVERED),
        ("#NV", Reason.NOT_DELIVERED),
        ("", Reason.NOT_DELIVERED),
    ],
)
def test_a_sign_has_the_meaning_of_din_55301(sign: str, reason: Reason) -> None:
    assert symbol_reason(sign, {}) is reason


def test_words_and_numbers_are_no_signs() -> None:
    assert [symbol_reason(text, {}) for text in ("Altstadt", "12", "-5", "+/-")] == [None] * 4


@pytest.mark.parametrize(
    "lines",
    [
        ["Zeichenerklärung: - = geheim zu halten; . = Angabe liegt noch nicht vor"],
        ["Zeichenerklärung:", "- = Zahlenwert geheim", ". = Angabe fällt später an"],
        ["Zeichenerklärung", "-  Zahlenwert gesperrt (Datenschutz)", ".  noch nicht verfügbar"],
    ],
)
def test_a_legend_in_the_file_comes_first(lines: list[str]) -> None:
    found = legend(lines)
    assert (found["-"], found["."]) == (Reason.SUPPRESSED, Reason.NOT_DELIVERED)


def test_the_din_legend_is_read_as_the_standard_says() -> None:
    found = legend(
        [
            "Zeichenerklärung:",
            "- = nichts vorhanden",
            ". = Zahlenwert unbekannt oder geheim zu halten",
            "x = Tabellenfach gesperrt, weil Aussage nicht sinnvoll",
            "/ = Zahlenwert nicht sicher genug",
        ]
    )
    expected = [Reason.ZERO, Reason.SUPPRESSED, Reason.NOT_DELIVERED, Reason.TOO_SMALL]
    assert [found[sign] for sign in "-.x/"] == expected


def test_footnotes_are_no_legend() -> None:
    assert legend(["*) siehe Definitionsänderung ab 2011", "1) ohne Nebenwohnung", "Quelle: Stadt"]) == {}


def test_nines_far_above_all_else_stand_for_missing() -> None:
    assert missing_codes(np.array([12.0, 9999.0, 40.0, 9999.0])) == (9999.0,)
    assert missing_codes(np.array([8000.0, 9999.0, 7000.0, 9999.0])) == ()
