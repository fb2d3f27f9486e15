"""The square legend: nine cells with counts, axes with their limits, and what must not be read into it."""

from callbacks.explore.bivariate import content, layout
from layers.bivariate import BIVARIATE_COLOURS
from tests.callbacks.questions import ask, ask_of, attribute, having, of_kind, text, words
from tests.callbacks.towns import hostile_town
from texts import load_texts

TWO = {"bi": "1", "i": "A1", "x": "F1"}


def test_nine_cells_show_the_counts_of_toytown_with_both_high_in_the_upper_right_corner() -> None:
    cells = having(content(ask(**TWO)), "bivariate-cell")
    assert [text(cell) for cell in cells] == ["2", "1", "0", "1", "1", "1", "0", "1", "2"]
    assert [attribute(cell, "data-bivariate") for cell in cells] == ["6", "7", "8", "3", "4", "5", "0", "1", "2"]
    assert cells[2].style["background"] == BIVARIATE_COLOURS[8]


def test_every_cell_says_what_it_selects() -> None:
    cells = having(content(ask(**TWO)), "bivariate-cell")
    assert attribute(cells[0], "aria-label") == "SGB II-Quote niedrig, Unter 18 hoch: 2 Quartiere auswählen"
    english = having(content(ask("en", level="district", **TWO)), "bivariate-cell")
    assert "district" in attribute(english[0], "aria-label")


def test_axes_have_names_units_arrows_and_limits() -> None:
    card = content(ask(**TWO))
    assert text(having(card, "bivariate-up")[0]).endswith("Unter 18 2024 (%)")
    assert text(having(card, "bivariate-across")[0]).startswith("SGB II-Quote 2024 (%)")
    up, across = (having(card, name)[0] for name in ("is-up", "is-across"))
    assert len(words(up)) == len(words(across)) == 2
    assert "mittel über" in attribute(across, "aria-label")


def test_a_sentence_explains_the_dark_corner_and_warns_of_reading_people_into_areas() -> None:
    said = text(content(ask(**TWO)))
    assert "Dunkle Ecke: 0 Quartiere mit beidem im oberen Drittel." in said
    assert "Gebiete, nicht Menschen" in said


def test_blanks_have_rows_of_their_own() -> None:
    rows = having(content(ask(y="2023", **TWO)), "is-blank")
    assert [words(row) for row in rows] == [["nicht geliefert", "1"], ["geheim gehalten", "1"]]
    assert attribute(rows[0], "data-bivariate-reason") == "not_delivered"


def test_the_choice_offers_no_counts_and_not_the_indicator_itself() -> None:
    (choice,) = of_kind(content(ask(**TWO)), "Select")
    assert attribute(choice, "data-ask") == "x"
    assert {option.value: option.selected for option in of_kind(choice, "Option")} == {"F1": True}


def test_an_ordinary_map_has_no_square() -> None:
    assert content(ask()) == []
    assert getattr(layout(load_texts("de")), "children", None) is None


def test_hostile_names_stay_text() -> None:
    asked = ask_of(hostile_town(), bi="1")
    assert all(isinstance(word, str) for word in words(content(asked)))
