"""The legend of differences: what is subtracted from what, signed limits, and why a difference is refused."""

import pytest

from callbacks.explore.difference import content, refused
from tests.callbacks.questions import ask, ask_of, attribute, having, of_kind, text, words
from tests.callbacks.towns import shares_town, town
from tests.toytown import POVERTY


def test_the_title_says_what_is_subtracted_from_what() -> None:
    (line,) = having(content(ask(against="city")), "legend-title")
    assert text(line) == "SGB II-Quote: 2024 minus Stadt"
    (line,) = having(content(ask("en", against="2023")), "legend-title")
    assert text(line) == "SGB II rate: 2024 minus 2023"


def test_the_subtitle_names_the_citys_value_and_percentage_points() -> None:
    (line,) = having(content(ask(against="city")), "legend-subtitle")
    assert text(line) == "Wert minus 22,2\N{NO-BREAK SPACE}% in Toytown · Prozentpunkte"
    (line,) = having(content(ask("en", against="2023")), "legend-subtitle")
    assert text(line) == "Value of 2024 minus value of 2023 · percentage points"


def test_limits_are_signed_and_every_class_counts_its_quarters() -> None:
    (classes,) = having(content(ask(i="A1", against="2023")), "difference-classes")
    assert words(classes) == ["0", "4", "3", "−2,0", "+2,0"]
    said = [attribute(cell, "aria-label") for cell in having(classes, "difference-cell")]
    assert said[-1] == "+2,0 bis +6,0: 3 Quartiere auswählen"
    assert [attribute(cell, "data-class") for cell in having(classes, "difference-cell")] == ["0", "1", "2"]


def test_blanks_keep_their_rows() -> None:
    rows = [words(row) for row in having(content(ask(i="A1", against="2023")), "is-blank")]
    assert rows == [["nicht geliefert", "1"], ["geheim gehalten", "1"]]


def test_zero_has_a_mark_between_the_bars() -> None:
    (bars,) = having(content(ask(against="city")), "difference-bars")
    (zero,) = of_kind(bars, "I")
    assert 0 < float(zero.style["left"].rstrip("%")) < 100


def test_the_choice_offers_the_city_and_every_other_year_with_values() -> None:
    (choice,) = of_kind(content(ask(against="2023")), "Select")
    assert attribute(choice, "data-ask") == "against"
    offered = {option.value: option.selected for option in of_kind(choice, "Option")}
    assert offered == {"city": False, "2023": True}


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"i": "population", "against": "city"}, "Eine Anzahl minus die der Stadt"),
        ({"bi": "1", "i": "A1", "x": "A1"}, "einen zweiten, anderen Indikator"),
        ({"bi": "1", "i": "A1", "x": "population"}, "Wählen Sie zwei Anteile"),
    ],
)
def test_what_would_mislead_is_refused_with_a_sentence(query: dict[str, str], said: str) -> None:
    assert said in refused(ask(**query))
    assert content(ask(**query)) == []


def test_a_city_without_a_value_is_named() -> None:
    asked = ask_of(shares_town(), against="city")
    assert f"Für {asked.city}" in refused(asked)


def test_an_ordinary_map_has_neither_card_nor_refusal() -> None:
    assert content(ask()) == []
    assert refused(ask()) == ""


def test_values_that_do_not_differ_are_one_class() -> None:
    atlas = town("same-everywhere", (POVERTY, [5, 5, 5]), counts=False, city=5)
    (classes,) = having(content(ask_of(atlas, against="city")), "difference-classes")
    assert [attribute(cell, "aria-label") for cell in having(classes, "difference-cell")] == [
        "kein Unterschied: 3 Quartiere auswählen"
    ]
